package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.image.Acme.assertFails;
import static org.metersim.metrology.image.Acme.assertGood;
import static org.metersim.metrology.image.Forge.CID;
import static org.metersim.metrology.image.Forge.METROLOGY;
import static org.metersim.metrology.image.Forge.SEC_CNT_5;
import static org.metersim.metrology.image.Forge.VID;
import static org.metersim.metrology.image.Forge.fixCrc;
import static org.metersim.metrology.image.Forge.join;
import static org.metersim.metrology.image.Forge.patch;
import static org.metersim.metrology.image.Forge.tlv;
import static org.metersim.metrology.image.Forge.toBeSigned;
import static org.metersim.metrology.image.Forge.withCrc;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.metrology.image.Forge.Signer;

/** Size, CRC, structure and digest: each mutation fails one layer, the layers before it still pass. */
class ImageStructureTest {

    private static final byte[] PAYLOAD = {1, 2, 3, 4, 5, 6, 7, 8};

    private static byte[] signed(byte[] toBeSigned) {
        return Signer.P256.sign(toBeSigned);
    }

    private static void assertStructureFails(byte[] toBeSigned) {
        assertFails(ImageLayer.STRUCTURE, signed(toBeSigned));
    }

    @Test
    void oneFlippedBitAnywhereFailsTheCrc() {
        byte[] file = signed(toBeSigned(new byte[8192], SEC_CNT_5, VID, CID, METROLOGY));
        for (int at = 0; at < file.length; at++) {
            assertFails(ImageLayer.CRC, patch(file, at, file[at] ^ 1 << at % 8));
        }
    }

    @Test
    void oneFlippedBitUnderAnotherCrcFailsBeforeTheSignatureIsBelieved() {
        byte[] file = Vectors.image("p256");
        Set<ImageLayer> seen = EnumSet.noneOf(ImageLayer.class);
        for (int bit = 0; bit < (file.length - 4) * 8; bit++) {
            byte[] flipped = fixCrc(patch(file, bit / 8, file[bit / 8] ^ 1 << bit % 8));
            ImageLayer layer = Acme.VERIFIER
                    .verify(flipped, Acme.policy())
                    .failed()
                    .orElseThrow()
                    .layer();
            seen.add(layer);
            boolean inPayload = bit / 8 >= 32 && bit / 8 < 32 + 99;
            assertTrue(!inPayload || layer == ImageLayer.DIGEST, "bit " + bit + " of the payload: " + layer);
        }
        assertEquals(EnumSet.of(ImageLayer.STRUCTURE, ImageLayer.DIGEST, ImageLayer.KEY, ImageLayer.SIGNATURE), seen);
    }

    @Test
    void oneFlippedBitUnderAnotherCrcAndDigestFailsTheSignature() {
        byte[] good = Forge.good();
        byte[] signature = Signer.P256.signature(good);
        for (int at = 32; at < 32 + 7; at++) {
            byte[] flipped = patch(good, at, good[at] ^ 0x10);
            byte[] file = Forge.file(flipped, Signer.P256.digest(flipped), Signer.P256.keyHash(), signature);
            assertFails(ImageLayer.SIGNATURE, file);
        }
    }

    // Version: the header is signed too.
    @Test
    void aHeaderFieldUnderAnotherDigestFailsTheSignature() {
        byte[] good = Forge.good();
        byte[] newer = patch(good, 0x14, 9);

        byte[] file = Forge.file(newer, Signer.P256.digest(newer), Signer.P256.keyHash(), Signer.P256.signature(good));

        assertFails(ImageLayer.SIGNATURE, file);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFFFFL})
    void noCrcMeansUnchecked(long value) {
        byte[] file = Vectors.image("p256");
        int at = file.length - 4;
        int each = (int) value & 0xFF;

        assertFails(ImageLayer.CRC, patch(file, at, each, each, each, each));
    }

    @Test
    void aCrcOfAnotherKindFails() {
        byte[] file = Vectors.image("p256");
        int end = file.length - 4;
        CRC32C castagnoli = new CRC32C();
        castagnoli.update(file, 0, end);
        long other = castagnoli.getValue();

        assertFails(ImageLayer.CRC, patch(file, end, (int) other, (int) (other >> 8), (int) (other >> 16), (int)
                (other >> 24)));
        // big endian
        assertFails(ImageLayer.CRC, patch(file, end, file[end + 3], file[end + 2], file[end + 1], file[end]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 35})
    void aFileShorterThanItsHeaderFailsBySize(int length) {
        assertFails(ImageLayer.SIZE, Arrays.copyOf(Vectors.image("p256"), length));
    }

    @Test
    void anImageFillsItsSlotButNotMore() {
        int overhead = signed(Forge.good()).length - 7;
        // the length of a DER signature varies by a byte or two, so the payload is fitted to it
        byte[] file = signed(toBeSigned(new byte[Acme.MAX_BYTES - overhead - 8], SEC_CNT_5, VID, CID, METROLOGY));
        ImagePolicy policy = Acme.policy();

        assertGood(
                file,
                new ImagePolicy(
                        policy.identity(), 0, policy.announced(), policy.running(), 5, file.length, policy.trust()));
        assertFails(
                ImageLayer.SIZE,
                file,
                new ImagePolicy(
                        policy.identity(),
                        0,
                        policy.announced(),
                        policy.running(),
                        5,
                        file.length - 1,
                        policy.trust()));
    }

    @Test
    void anImageCutAtAnyByteFails() {
        byte[] file = Vectors.image("ed25519");
        for (int length = 36; length < file.length; length++) {
            assertFails(ImageLayer.CRC, Arrays.copyOf(file, length));
            assertFails(ImageLayer.STRUCTURE, withCrc(Arrays.copyOf(file, length - 4)));
        }
    }

    // Slot padding of imgtool --pad, or anything else behind.
    @Test
    void bytesBehindTheImageFail() {
        byte[] content = Arrays.copyOf(Vectors.image("p256"), Vectors.image("p256").length - 4);

        assertFails(ImageLayer.STRUCTURE, withCrc(join(content, new byte[1])));
        assertFails(ImageLayer.STRUCTURE, withCrc(join(content, new byte[16])));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 0x3C", // magic
        "0x04, 0x01", // load_addr
        "0x08, 0x1C", // hdr_size 28
        "0x08, 0x22", // hdr_size 34
        "0x09, 0x05", // hdr_size 1312
        "0x0B, 0xFF", // protect_tlv_size
        "0x0C, 0x07", // img_size one less
        "0x0C, 0x09", // one more
        "0x10, 0x01", // flags: encrypted
        "0x10, 0x04", // flags
        "0x11, 0x01", // flags: ROM fixed
        "0x1C, 0x01", // pad
        "0x1F, 0x80"
    })
    void aHeaderFieldThatCannotBeFailsTheStructure(int at, int value) {
        assertStructureFails(patch(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY), at, value));
    }

    private static String cause(byte[] file) {
        return Acme.VERIFIER.verify(file, Acme.policy()).failed().orElseThrow().text();
    }

    @Test
    void aHeaderMayBePaddedUpToOneKibibyte() {
        byte[] good = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);

        assertGood(signed(padded(good, 1024)), Acme.policy());
        assertGood(signed(padded(good, 36)), Acme.policy());
        assertEquals(
                "hdr_size: 1028 (expected: 32 to 1024, a multiple of 4) at byte 8", cause(signed(padded(good, 1028))));
    }

    private static byte[] padded(byte[] toBeSigned, int headerBytes) {
        byte[] header = patch(Arrays.copyOf(toBeSigned, 32), 8, headerBytes, headerBytes >> 8);
        return join(header, new byte[headerBytes - 32], Arrays.copyOfRange(toBeSigned, 32, toBeSigned.length));
    }

    // Payload, protected TLVs, the header of the others and the CRC must all have room in the file.
    @Test
    void anImageWithNothingButItsCrcBehindTheTlvsIsWholeAndHasNoDigest() {
        byte[] good = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);

        assertFails(ImageLayer.DIGEST, Forge.file(good));
        assertEquals("img_size: 9 (expected: what fits the file) at byte 12", cause(Forge.file(patch(good, 0x0C, 9))));
        assertEquals("img_size: 8 (expected: what fits the file) at byte 12", cause(withCrc(good)));
    }

    @Test
    void aCauseSaysWhichLengthWasExpected() {
        byte[] good = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);
        byte[] tooLong = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0xA2, new byte[65]));
        byte[] noTlvs = join(Forge.header(4, 8), PAYLOAD, Forge.area(0x6908, new byte[0]));

        assertEquals("protect_tlv_size: 4 (expected: > 4) at byte 10", cause(signed(noTlvs)));
        assertEquals(
                "tlv area: 6908, 58 bytes (expected: 6908, 57 bytes) at byte 40",
                cause(signed(patch(good, 32 + 8 + 2, 58))));
        assertEquals("tlv a2 length: 65 (expected: 1 to 64) at byte 97", cause(signed(tooLong)));
        assertEquals(
                "tlv 50 length: 3 (expected: 4) at byte 44",
                cause(signed(toBeSigned(PAYLOAD, tlv(0x50, 1, 2, 3), VID, CID, METROLOGY))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0C, 0x04})
    void aLengthThatWrapsAroundFailsTheStructure(int at) {
        byte[] good = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);

        assertStructureFails(patch(good, at, 0xF0, 0xFF, 0xFF, 0xFF));
        assertStructureFails(patch(good, at, 0xFF, 0xFF, 0xFF, 0x7F));
    }

    @Test
    void anImageWithoutProtectedTlvsFails() {
        byte[] none = patch(join(Forge.header(0, 8), PAYLOAD), 0x0A, 0, 0);
        byte[] empty = join(Forge.header(4, 8), PAYLOAD, Forge.area(0x6908, new byte[0]));

        assertStructureFails(none);
        assertStructureFails(empty);
    }

    @Test
    void eachRequiredTlvMustBeThere() {
        assertStructureFails(toBeSigned(PAYLOAD, VID, CID, METROLOGY));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, CID, METROLOGY));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, METROLOGY));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID));
    }

    @ParameterizedTest
    @CsvSource({
        "0x50, 3",
        "0x50, 5",
        "0x74, 15",
        "0x74, 17",
        "0x75, 0",
        "0xA0, 0",
        "0xA0, 2",
        "0x40, 11",
        "0x40, 13",
        "0xA1, 3",
        "0xA1, 8",
        "0xA2, 0",
        "0xA2, 65"
    })
    void aProtectedTlvOfAnotherLengthFails(int type, int length) {
        byte[] wrong = tlv(type, new byte[length]);
        byte[][] all = {SEC_CNT_5, VID, CID, METROLOGY};
        byte[] tlvs = new byte[0];
        for (byte[] each : all) {
            tlvs = join(tlvs, each[0] == wrong[0] ? new byte[0] : each);
        }
        assertStructureFails(toBeSigned(PAYLOAD, tlvs, wrong));
    }

    @Test
    void aTlvThatIsThereTwiceFails() {
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, SEC_CNT_5, VID, CID, METROLOGY));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0xB7), tlv(0xB7, 1)));
    }

    @Test
    void aTlvLongerThanItsAreaFails() {
        byte[] good = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);
        int lengthOfTheLast = good.length - 3;

        assertStructureFails(patch(good, lengthOfTheLast, 2));
        assertStructureFails(patch(good, lengthOfTheLast, 0xFF, 0xFF));
    }

    @Test
    void anAreaWhoseSizeIsNotTheSumFails() {
        byte[] good = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);
        int areaSize = 32 + 8 + 2;

        assertStructureFails(patch(good, areaSize, 56));
        assertStructureFails(patch(good, areaSize, 58));
        assertStructureFails(patch(good, 32 + 8, 0x07)); // the magic of the other area
    }

    @Test
    void unknownTlvsAreIgnoredOnlyInOurProtectedRange() {
        assertGood(signed(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0xA3, 1), tlv(0xFF))), Acme.policy());
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0x9F, 1)));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0x100, 1)));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0x60, 1)));
    }

    private static byte[] withOpenTlv(byte[] extra) {
        byte[] good = Forge.good();
        return Forge.file(good, Signer.P256.digest(good), Signer.P256.keyHash(), Signer.P256.signature(good), extra);
    }

    // imgtool accepts what is added without a signature (CVE-2024-32883); a meter must not.
    @Test
    void whatMustBeProtectedIsRefusedOutside() {
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(tlv(0x50, 9, 0, 0, 0)));
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(METROLOGY));
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(tlv(0xA3, 1)));
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(tlv(0x60, 1)));
        assertStructureFails(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY, tlv(0x10, new byte[32])));
    }

    @Test
    void twoDigestsOrTwoSignaturesFail() {
        byte[] good = Forge.good();

        assertFails(ImageLayer.STRUCTURE, withOpenTlv(Signer.P256.digest(good)));
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(Signer.P384.digest(good)));
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(Signer.P256.signature(good)));
        assertFails(ImageLayer.STRUCTURE, withOpenTlv(Signer.ED25519.signature(good)));
    }

    @Test
    void aDigestOfAnotherLengthThanItsTypeFails() {
        byte[] good = Forge.good();
        byte[] longer = tlv(0x10, Forge.hash("SHA-384", good));

        assertFails(ImageLayer.STRUCTURE, Forge.file(good, longer, Signer.P256.keyHash(), Signer.P256.signature(good)));
    }

    @Test
    void anImageWithoutADigestFailsByIt() {
        byte[] good = Forge.good();

        assertFails(ImageLayer.DIGEST, Forge.file(good, Signer.P256.keyHash(), Signer.P256.signature(good)));
        assertFails(
                ImageLayer.DIGEST,
                Forge.file(good, tlv(0x10, new byte[32]), Signer.P256.keyHash(), Signer.P256.signature(good)));
    }

    @Test
    void theVerdictsWordsAreThose() {
        Set<String> words = new TreeSet<>();
        for (ImageLayer layer : ImageLayer.values()) {
            words.add(layer.word());
        }
        assertEquals(
                "[component, counter, crc, dependency, digest, hardware, identifier, key, model, signature, size,"
                        + " structure, vendor, version]",
                words.toString());
    }
}
