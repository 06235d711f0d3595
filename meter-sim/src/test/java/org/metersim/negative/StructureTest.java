package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.negative.Case.Kind.IMAGE;
import static org.metersim.negative.Forge.HDR_SIZE;
import static org.metersim.negative.Forge.IMG_SIZE;
import static org.metersim.negative.Forge.PROTECT_SIZE;
import static org.metersim.negative.Forge.fixCrc;
import static org.metersim.negative.Forge.flip;
import static org.metersim.negative.Forge.join;
import static org.metersim.negative.Forge.patch;
import static org.metersim.negative.Forge.tlv;
import static org.metersim.negative.Forge.tlvOfLength;
import static org.metersim.negative.Forge.withCrc;
import static org.metersim.negative.Forge.withEntries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;

/** Cases 10 to 17: lengths, TLVs and header fields that cannot be, signed as they stand. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class StructureTest {

    private static final int SEC_CNT = 0x50;
    private static final int COMPONENT = 0xA0;

    private final Field field = new Field();

    /** Signed as it stands, right or wrong. */
    private static byte[] signed(byte[] toBeSigned) {
        return Signer.DEMO.sign(toBeSigned);
    }

    @Case(
            number = 10,
            kind = IMAGE,
            does = "img_size, hdr_size, P or U too large, or so large that a sum wraps around",
            answer = "structure")
    @Test
    void lengthsThatWrap() throws DlmsException {
        byte[] good = Draft.small().toBeSigned();
        byte[] image = signed(good);
        int openAreaSize = good.length + 2;
        field.refusesAll(
                "structure",
                signed(patch(good, IMG_SIZE, 0xF0, 0xFF, 0xFF, 0xFF)),
                signed(patch(good, IMG_SIZE, 0xFF, 0xFF, 0xFF, 0x7F)),
                signed(patch(good, IMG_SIZE, 8, 0, 0, 0)),
                signed(patch(good, HDR_SIZE, 0xF0, 0xFF)),
                signed(patch(good, HDR_SIZE, 36, 0)),
                signed(patch(good, HDR_SIZE, 28, 0)),
                signed(patch(good, PROTECT_SIZE, 0xF0, 0xFF)),
                fixCrc(patch(image, openAreaSize, 0xF0, 0xFF)),
                fixCrc(patch(image, openAreaSize, 0, 0)));
    }

    @Case(
            number = 11,
            kind = IMAGE,
            does = "TLV longer than its area, of no bytes, or an area that is not the sum of its TLVs",
            answer = "structure")
    @Test
    void tlvLengths() throws DlmsException {
        byte[] good = Draft.small().toBeSigned();
        List<byte[]> entries = Forge.entries(good);
        int areaSize = 39 + 2;
        int area = good.length - 39;
        field.refusesAll(
                "structure",
                signed(withEntries(good, with(entries, tlvOfLength(0xA5, 200, (byte) 1)))),
                signed(withEntries(good, with(entries, tlvOfLength(0xA5, 0xFFFF, (byte) 1)))),
                signed(withEntries(good, without(entries, COMPONENT, tlv(COMPONENT)))),
                signed(withEntries(good, without(entries, SEC_CNT, tlv(SEC_CNT, (byte) 1, (byte) 0)))),
                signed(patch(good, areaSize, area + 1)),
                signed(patch(good, areaSize, area - 1)));
    }

    private static List<byte[]> with(List<byte[]> entries, byte[]... more) {
        List<byte[]> all = new ArrayList<>(entries);
        all.addAll(List.of(more));
        return all;
    }

    private static List<byte[]> without(List<byte[]> entries, int type, byte[]... instead) {
        List<byte[]> rest = new ArrayList<>(entries);
        assertTrue(rest.removeIf(entry -> (entry[0] & 0xFF) == type));
        rest.addAll(List.of(instead));
        return rest;
    }

    @Case(
            number = 12,
            kind = IMAGE,
            does = "a TLV twice: protected, digest, signature, or digests of both kinds",
            answer = "structure")
    @Test
    void tlvTwice() throws DlmsException {
        byte[] good = Draft.small().toBeSigned();
        List<byte[]> entries = Forge.entries(good);
        byte[] digest = Signer.DEMO.digest(good);
        byte[] key = Signer.DEMO.keyHash();
        byte[] signature = Signer.DEMO.signature(good);
        field.refusesAll(
                "structure",
                signed(withEntries(good, with(entries, entries.get(0)))),
                Forge.file(good, digest, digest, key, signature),
                Forge.file(good, digest, key, signature, signature),
                Forge.file(good, digest, key, key, signature),
                Forge.file(good, digest, Signer.P384.digest(good), key, signature),
                Forge.file(good, digest, key, signature, tlv(Signer.EDDSA, new byte[64])));
    }

    // imgtool accepts what is added without a signature, CVE-2024-32883.
    @Case(
            number = 13,
            kind = IMAGE,
            does = "security counter in the unprotected area, moved there or added there",
            answer = "structure")
    @Test
    void unprotectedCounter() throws DlmsException {
        byte[] good = Draft.small().toBeSigned();
        byte[] bare = withEntries(good, without(Forge.entries(good), SEC_CNT));
        byte[] counter = tlv(SEC_CNT, (byte) 9, (byte) 0, (byte) 0, (byte) 0);
        field.refusesAll(
                "structure",
                Forge.file(good, Signer.DEMO.digest(good), Signer.DEMO.keyHash(), Signer.DEMO.signature(good), counter),
                Forge.file(bare, Signer.DEMO.digest(bare), Signer.DEMO.keyHash(), Signer.DEMO.signature(bare), counter),
                signed(bare));
    }

    @Case(number = 14, kind = IMAGE, does = "no protected TLVs: P = 0, or an empty area", answer = "structure")
    @Test
    void nothingProtected() throws DlmsException {
        byte[] good = Draft.small().toBeSigned();
        byte[] none = patch(Arrays.copyOf(good, 39), PROTECT_SIZE, 0, 0);
        field.refusesAll("structure", signed(none), signed(withEntries(good, List.of())));
    }

    @Case(
            number = 15,
            kind = IMAGE,
            does = "version, flags or pad of the header changed, CRC and digest made to fit",
            answer = "signature; pad: structure")
    @Test
    void headerField() throws DlmsException {
        byte[] good = Draft.good().toBeSigned();
        byte[] signature = Signer.DEMO.signature(good);
        field.refuses(Signer.DEMO.fileWith(patch(good, Forge.VERSION, 9), signature), "signature");
        field.refuses(Signer.DEMO.fileWith(patch(good, Forge.VERSION + 4, 1), signature), "signature");
        field.refuses(Signer.DEMO.fileWith(patch(good, Forge.FLAGS, 0x10), signature), "signature");
        field.refusesAll("structure", Signer.DEMO.fileWith(patch(good, Forge.PAD, 1), signature));
    }

    // What is hashed never depends on a map in the image: Supermicro CVE-2024-10237.
    @Case(
            number = 16,
            kind = IMAGE,
            does = "the image says itself which regions are signed",
            answer = "signature; unprotected: structure")
    @Test
    void regionTable() throws DlmsException {
        byte[] plain = Draft.good().toBeSigned();
        byte[] regions = tlv(0xB0, join(Forge.u32(32), Forge.u32(16)));
        byte[] mapped = withEntries(plain, with(Forge.entries(plain), regions));
        byte[] signature = Signer.DEMO.signature(mapped);
        assertEquals(Optional.empty(), field.layerOf(Signer.DEMO.fileWith(mapped, signature)));
        field.refuses(Signer.DEMO.fileWith(flip(mapped, 700), signature), "signature");

        byte[] shifted = patch(patch(plain, HDR_SIZE, 36), IMG_SIZE, 1_196 & 0xFF, 1_196 >> 8);
        field.refuses(Signer.DEMO.fileWith(shifted, Signer.DEMO.signature(plain)), "signature");
        byte[] digest = Signer.DEMO.digest(plain);
        field.refusesAll(
                "structure", Forge.file(plain, regions, digest, Signer.DEMO.keyHash(), Signer.DEMO.signature(plain)));
    }

    @Case(
            number = 17,
            kind = IMAGE,
            does = "anything in the structure changed at random, CRC made to fit",
            answer = "a layer, never an exception")
    @Test
    void random() throws DlmsException {
        byte[] image = Draft.small().signed();
        for (int seed = 0; seed < 20_000; seed++) {
            assertFalse(field.layerOf(mutated(image, seed)).isEmpty(), "seed " + seed);
        }
        for (int seed = 0; seed < 40; seed++) {
            byte[] mutated = mutated(image, seed);
            String layer = field.layerOf(mutated).orElseThrow().word();
            field.refuses(mutated, layer);
        }
        field.isUnharmed();
    }

    /** One to four bytes of it are others, or a piece is missing or doubled. */
    private static byte[] mutated(byte[] image, int seed) {
        Random chance = new Random(seed);
        byte[] content = Arrays.copyOf(image, image.length - 4);
        int from = chance.nextInt(content.length);
        int to = from + 1 + chance.nextInt(content.length - from);
        byte[] piece = Arrays.copyOfRange(content, from, to);
        byte[] changed = switch (chance.nextInt(3)) {
            case 0 -> join(Arrays.copyOf(content, from), Arrays.copyOfRange(content, to, content.length));
            case 1 -> join(Arrays.copyOf(content, to), piece, Arrays.copyOfRange(content, to, content.length));
            default -> content;
        };
        for (int times = chance.nextInt(4); times >= 0 && changed.length > 0; times--) {
            int at = chance.nextInt(changed.length);
            changed[at] ^= (byte) (1 + chance.nextInt(255));
        }
        byte[] file = withCrc(changed);
        return file.length < 36 ? withCrc(new byte[32]) : file;
    }
}
