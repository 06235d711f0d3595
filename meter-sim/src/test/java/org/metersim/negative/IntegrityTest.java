package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.negative.Case.Kind.IMAGE;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Forge.fixCrc;
import static org.metersim.negative.Forge.flip;
import static org.metersim.negative.Forge.join;
import static org.metersim.negative.Forge.patch;
import static org.metersim.negative.Forge.withCrc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.ImageLayer;

/** Cases 1 to 9: bits and sizes of the file. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class IntegrityTest {

    private static final byte[] EIGHT_KIB =
            Draft.good().payload(new byte[8_192]).toBeSigned();

    private final Field field = new Field();

    /** Signed as it stands, right or wrong. */
    private static byte[] signed(byte[] toBeSigned) {
        return Signer.DEMO.sign(toBeSigned);
    }

    @Case(number = 1, kind = IMAGE, does = "one bit flipped, at each byte of an image of 8 KiB", answer = "crc")
    @Test
    void oneBit() throws DlmsException {
        byte[] image = signed(EIGHT_KIB);
        for (int at = 0; at < image.length; at++) {
            assertEquals(Optional.of(ImageLayer.CRC), field.layerOf(flip(image, at)), "byte " + at);
        }
        byte[] small = Draft.good().signed();
        List<byte[]> sample = new ArrayList<>();
        for (int at = 0; at < small.length; at += 150) {
            sample.add(flip(small, at));
        }
        sample.add(flip(small, small.length - 1));
        field.refusesAll("crc", sample);
    }

    @Case(number = 2, kind = IMAGE, does = "one bit of the payload flipped, CRC made to fit", answer = "digest")
    @Test
    void oneBitUnderItsCrc() throws DlmsException {
        byte[] image = signed(EIGHT_KIB);
        for (int at = Forge.HEADER_BYTES; at < Forge.HEADER_BYTES + 8_192; at++) {
            assertEquals(Optional.of(ImageLayer.DIGEST), field.layerOf(fixCrc(flip(image, at))), "byte " + at);
        }
        byte[] small = Draft.good().signed();
        field.refusesAll("digest", fixCrc(flip(small, 32)), fixCrc(flip(small, 700)), fixCrc(flip(small, 1_231)));
    }

    @Case(
            number = 3,
            kind = IMAGE,
            does = "one bit of the payload flipped, CRC and digest made to fit",
            answer = "signature")
    @Test
    void oneBitUnderItsDigest() throws DlmsException {
        byte[] signature = Signer.DEMO.signature(EIGHT_KIB);
        IntStream.range(Forge.HEADER_BYTES, Forge.HEADER_BYTES + 8_192)
                .parallel()
                .forEach(at -> {
                    byte[] file = Signer.DEMO.fileWith(flip(EIGHT_KIB, at), signature);
                    assertEquals(Optional.of(ImageLayer.SIGNATURE), field.layerOf(file), "byte " + at);
                });
        byte[] small = Draft.good().toBeSigned();
        byte[] good = Signer.DEMO.signature(small);
        field.refusesAll(
                "signature",
                Signer.DEMO.fileWith(flip(small, 32), good),
                Signer.DEMO.fileWith(flip(small, 700), good),
                Signer.DEMO.fileWith(flip(small, 1_231), good));
    }

    @Case(
            number = 4,
            kind = IMAGE,
            does = "CRC of 00000000 or FFFFFFFF, which some take for \"unchecked\"",
            answer = "crc")
    @Test
    void noCrcMeansUnchecked() throws DlmsException {
        byte[] image = Draft.good().signed();
        field.refusesAll(
                "crc", patch(image, image.length - 4, 0, 0, 0, 0), patch(image, image.length - 4, 255, 255, 255, 255));
    }

    @Case(
            number = 5,
            kind = IMAGE,
            does = "CRC-32C, CRC-32/BZIP2, CRC-32/MPEG-2, or the right one in big-endian",
            answer = "crc")
    @Test
    void anotherCrc() throws DlmsException {
        byte[] image = Draft.good().signed();
        byte[] content = Arrays.copyOf(image, image.length - 4);
        CRC32C castagnoli = new CRC32C();
        castagnoli.update(content);
        int mpeg2 = unreflected(content);
        assertEquals(0xFC891918, ~unreflected("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        field.refusesAll(
                "crc",
                join(content, Forge.u32(castagnoli.getValue())),
                join(content, Forge.u32(~mpeg2)),
                join(content, Forge.u32(mpeg2)),
                join(content, bigEndian(image)));
    }

    private static byte[] bigEndian(byte[] image) {
        int end = image.length;
        return new byte[] {image[end - 1], image[end - 2], image[end - 3], image[end - 4]};
    }

    /** CRC-32/MPEG-2; its complement is CRC-32/BZIP2, whose check value of 123456789 is FC891918. */
    private static int unreflected(byte[] bytes) {
        int crc = 0xFFFFFFFF;
        for (byte each : bytes) {
            crc ^= each << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ 0x04C11DB7 : crc << 1;
            }
        }
        return crc;
    }

    @Case(
            number = 6,
            kind = IMAGE,
            does = "cut at each TLV boundary and a byte beside it, CRC made to fit",
            answer = "structure")
    @Test
    void truncated() throws DlmsException {
        byte[] toBeSigned = Draft.small().toBeSigned();
        byte[] image = signed(toBeSigned);
        TreeSet<Integer> boundaries = new TreeSet<>(List.of(32, 39, 43, toBeSigned.length, toBeSigned.length + 4));
        int at = 43;
        for (byte[] entry : Forge.entries(toBeSigned)) {
            at += entry.length;
            boundaries.add(at);
        }
        at = toBeSigned.length + 4 + 36;
        boundaries.addAll(List.of(at, at + 36));
        List<byte[]> cut = new ArrayList<>();
        for (int boundary : boundaries) {
            for (int length = boundary - 1; length <= boundary + 1; length++) {
                cut.add(withCrc(Arrays.copyOf(image, length)));
            }
        }
        assertEquals(30, cut.size());
        cut.removeIf(file -> file.length < 36);
        cut.add(withCrc(Arrays.copyOf(image, image.length - 5)));
        field.refusesAll("structure", cut);
    }

    @Case(
            number = 7,
            kind = IMAGE,
            does = "bytes behind the CRC, or slot padding in front of a fitting one",
            answer = "crc, structure")
    @Test
    void bytesBehind() throws DlmsException {
        byte[] image = Draft.good().signed();
        field.refuses(join(image, new byte[1]), "crc");
        field.refuses(join(image, new byte[] {-1, -1, -1, -1}), "crc");
        field.refuses(withCrc(join(image, new byte[16])), "structure");
        field.refusesAll("structure", withCrc(join(Arrays.copyOf(image, image.length - 4), new byte[512])));
    }

    @Case(
            number = 8,
            kind = IMAGE,
            does = "announced with 1 byte more or less than the file has, with 0, with 4294967295",
            answer = "crc; initiate: other-reason")
    @Test
    void anotherSize() throws DlmsException {
        byte[] image = Draft.good().signed();
        try (Transfer transfer = field.transfer()) {
            assertEquals(AccessResult.OTHER_REASON, transfer.initiate("fw", 0));
            assertEquals(AccessResult.OTHER_REASON, transfer.initiate("fw", 0xFFFF_FFFFL));
            assertEquals(0, transfer.status());

            assertEquals(AccessResult.SUCCESS, transfer.initiate("fw", image.length + 1));
            transfer.sendBlocks(Arrays.copyOf(image, Transfer.BLOCK_BYTES), 0);
            byte[] last = Transfer.block(image, Transfer.count(image) - 1);
            assertEquals(AccessResult.SUCCESS, transfer.block(1, Transfer.block(image, 1)));
            assertEquals(AccessResult.TYPE_UNMATCHED, transfer.block(2, last));
            assertEquals(1, transfer.status());
        }
        field.refuses(Arrays.copyOf(image, image.length + 1), "crc");
        field.refusesAll("crc", Arrays.copyOf(image, image.length - 1));
    }

    @Case(number = 9, kind = PASSES, does = "last block padded with zeros to the block size", answer = "taken")
    @Test
    void lastBlockPadded() throws DlmsException {
        byte[] image = Draft.good().signed();
        int last = Transfer.count(image) - 1;
        try (Transfer transfer = field.transfer()) {
            assertEquals(AccessResult.SUCCESS, transfer.initiate("fw", image.length));
            transfer.sendBlocks(Arrays.copyOf(image, last * Transfer.BLOCK_BYTES), 0);
            byte[] padded = Arrays.copyOf(Transfer.block(image, last), Transfer.BLOCK_BYTES);
            assertTrue(padded.length > image.length - last * Transfer.BLOCK_BYTES);
            assertEquals(AccessResult.SUCCESS, transfer.block(last, padded));
            assertEquals(AccessResult.SUCCESS, transfer.verify());
            assertEquals(AccessResult.SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }
}
