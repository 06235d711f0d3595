package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.metrology.image.Acme.assertFails;
import static org.metersim.metrology.image.Acme.assertGood;
import static org.metersim.metrology.image.Forge.CID;
import static org.metersim.metrology.image.Forge.METROLOGY;
import static org.metersim.metrology.image.Forge.SEC_CNT_5;
import static org.metersim.metrology.image.Forge.VID;
import static org.metersim.metrology.image.Forge.patch;
import static org.metersim.metrology.image.Forge.tlv;
import static org.metersim.metrology.image.Forge.toBeSigned;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Forge.Signer;

/** Images that are whole and well signed, and yet not for this meter, or not now. */
class ImagePolicyTest {

    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final byte[] GOOD = toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, METROLOGY);

    private static byte[] signed(byte[]... tlvs) {
        return Signer.P256.sign(toBeSigned(PAYLOAD, tlvs));
    }

    private static byte[] with(byte[] extra) {
        return signed(SEC_CNT_5, VID, CID, METROLOGY, extra);
    }

    @Test
    void anotherVendorsImageFails() {
        assertFails(ImageLayer.VENDOR, signed(SEC_CNT_5, tlv(0x74, new byte[16]), CID, METROLOGY));
    }

    @Test
    void anotherModelsImageFails() {
        assertFails(ImageLayer.MODEL, signed(SEC_CNT_5, VID, tlv(0x75, new byte[16]), METROLOGY));
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "0, 3", "3, 65535"})
    void anImageForAHardwareRangeWithOursIsGood(int min, int max) {
        assertGood(with(tlv(0xA1, min, min >> 8, max, max >> 8)), Acme.policy());
    }

    @ParameterizedTest
    @CsvSource({"4, 5", "0, 2", "5, 1", "768, 768"})
    void anImageForAnotherHardwareRangeFails(int min, int max) {
        assertFails(ImageLayer.HARDWARE, with(tlv(0xA1, min, min >> 8, max, max >> 8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 255})
    void anImageForAnotherComponentFails(int component) {
        assertFails(ImageLayer.COMPONENT, signed(SEC_CNT_5, VID, CID, tlv(0xA0, component)));
    }

    @Test
    void theNicTakesOnlyItsOwnImage() {
        ImagePolicy metrology = Acme.policy();
        ImagePolicy nic = new ImagePolicy(
                metrology.identity(), 1, metrology.announced(), metrology.running(), 5, 16_384, metrology.trust());

        assertGood(signed(SEC_CNT_5, VID, CID, tlv(0xA0, 1)), nic);
        assertFails(ImageLayer.COMPONENT, Signer.P256.sign(GOOD), nic);
    }

    // A configuration script, by its flags, in a firmware slot.
    @Test
    void aProgramIsNoFirmware() {
        byte[] program = patch(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, tlv(0xA0, 2)), 0x10, 0x10);
        byte[] bundle = patch(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, tlv(0xA0, 3)), 0x10, 0x10);

        assertFails(ImageLayer.COMPONENT, Signer.P256.sign(program));
        assertFails(ImageLayer.COMPONENT, Signer.P256.sign(bundle));
    }

    // What boots and what does not is said twice, and must be said alike.
    @ParameterizedTest
    @CsvSource({"0, 16", "2, 0", "3, 0"})
    void flagsThatContradictTheComponentFailIt(int component, int flags) {
        byte[] image = patch(toBeSigned(PAYLOAD, SEC_CNT_5, VID, CID, tlv(0xA0, component)), 0x10, flags);
        byte[] right = patch(image, 0x10, 16 - flags);
        ImagePolicy own = Acme.policy();
        ImagePolicy policy = new ImagePolicy(
                own.identity(), component, own.announced(), own.running(), 5, Acme.MAX_BYTES, own.trust());

        assertFails(ImageLayer.COMPONENT, Signer.P256.sign(image), policy);
        assertGood(Signer.P256.sign(right), policy);
    }

    @Test
    void anImageMustBeAnnouncedByItsOwnIdentifier() {
        assertGood(with(tlv(0xA2, Octets.ascii("acme-2.4.1").toBytes())), Acme.policy());
        assertFails(
                ImageLayer.IDENTIFIER, with(tlv(0xA2, Octets.ascii("acme-2.4.2").toBytes())));
        assertFails(
                ImageLayer.IDENTIFIER,
                with(tlv(0xA2, Octets.ascii("acme-2.4.1\0").toBytes())));
    }

    // The image is 2.4.1+17; the same again may be installed, an older one may not.
    @ParameterizedTest
    @ValueSource(strings = {"2.4.1+17", "2.4.1", "2.3.65535", "1.255.0"})
    void anImageNotOlderThanTheRunningOneIsGood(String running) {
        assertGood(Signer.P256.sign(GOOD), Acme.policy(running, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.1+18", "2.4.2", "2.5.0", "3.0.0", "2.4.256"})
    void anOlderImageFails(String running) {
        assertFails(ImageLayer.VERSION, Signer.P256.sign(GOOD), Acme.policy(running, 5));
    }

    @Test
    void aLowerSecurityCounterFails() {
        assertGood(Signer.P256.sign(GOOD), Acme.policy("2.4.0", 4));
        assertFails(ImageLayer.COUNTER, Signer.P256.sign(GOOD), Acme.policy("2.4.0", 6));
    }

    // 2^32-1 would be the last counter ever: no later image could lock it out. Refused loudly, not taken silently.
    @Test
    void theLastSecurityCounterIsNotSpent() {
        assertGood(signed(tlv(0x50, 0xFE, 0xFF, 0xFF, 0xFF), VID, CID, METROLOGY), Acme.policy());
        assertFails(ImageLayer.COUNTER, signed(tlv(0x50, 0xFF, 0xFF, 0xFF, 0xFF), VID, CID, METROLOGY));
        // unsigned: the sign bit of 32 bits means nothing
        assertFails(
                ImageLayer.COUNTER,
                signed(tlv(0x50, 0xFF, 0xFF, 0xFF, 0x7F), VID, CID, METROLOGY),
                Acme.policy("2.4.0", 0x8000_0000L));
    }

    private static byte[] needing(int component, String version) {
        ByteWriter value = new ByteWriter().u8(component).u8(0).u16le(0);
        ImageVersion.parse(version).write(value);
        return with(tlv(0x40, value.toBytes()));
    }

    // The NIC runs 1.2.3+4.
    @ParameterizedTest
    @CsvSource({"1, 1.2.3+4", "1, 1.2.2+9", "0, 2.4.0"})
    void aDependencyThatRunsIsMet(int component, String version) {
        assertGood(needing(component, version), Acme.policy());
    }

    @ParameterizedTest
    @CsvSource({"1, 1.2.3+5", "1, 2.0.0", "0, 2.4.1", "2, 0.0.0"})
    void aDependencyThatDoesNotRunFails(int component, String version) {
        assertFails(ImageLayer.DEPENDENCY, needing(component, version));
    }

    private static List<String> texts(byte[] file, ImagePolicy policy) {
        ImageReport report = Acme.VERIFIER.verify(file, policy);
        return Stream.concat(report.passed().stream(), report.failed().stream())
                .map(finding -> finding.layer().word() + ": " + finding.text())
                .toList();
    }

    @Test
    void aReportSaysWhatWasFoundAtEachLayer() {
        byte[] plain = Vectors.image("p256");
        String crc = String.format("%08X", Digests.crc32(plain, plain.length - 4));

        assertEquals(
                List.of(
                        "size: 343 bytes",
                        "crc: " + crc,
                        "structure: 99 bytes of payload, version 2.4.1+17",
                        "digest: "
                                + Octets.of(Forge.hash("SHA-256", Arrays.copyOf(plain, 188)))
                                        .slice(0, 8)
                                        .toHex() + "...",
                        "key: key hash 885676F143428FAF...",
                        "signature: 71 bytes",
                        "vendor: 0637E301E05D505B8267486F5677DE9B",
                        "model: C8743E3040E5518083F898CC46A360D4",
                        "hardware: any",
                        "component: 0, which boots",
                        "identifier: any",
                        "version: 2.4.1+17",
                        "counter: 5",
                        "dependency: none"),
                texts(plain, Acme.policy()));
        assertEquals(
                List.of(
                        "hardware: 1 to 5",
                        "component: 0, which boots",
                        "identifier: acme-2.4.1",
                        "version: 2.4.1+17",
                        "counter: 5",
                        "dependency: component 1 >= 1.2.3+4"),
                texts(Vectors.image("ed25519"), Acme.policy()).subList(8, 14));
    }

    @Test
    void aCauseSaysWhatWasExpectedOfEachLayer() {
        ImagePolicy own = Acme.policy();
        List<String> causes = Stream.of(
                        signed(SEC_CNT_5, tlv(0x74, new byte[16]), CID, METROLOGY),
                        signed(SEC_CNT_5, VID, tlv(0x75, new byte[16]), METROLOGY),
                        with(tlv(0xA1, 4, 0, 5, 0)),
                        Signer.P256.sign(patch(GOOD, 0x10, 0x10)),
                        with(tlv(0xA2, Octets.ascii("x").toBytes())),
                        signed(tlv(0x50, 4, 0, 0, 0), VID, CID, METROLOGY),
                        needing(1, "2.0.0"),
                        needing(2, "0.0.0"))
                .map(file ->
                        Acme.VERIFIER.verify(file, own).failed().orElseThrow().text())
                .toList();

        assertEquals(
                List.of(
                        "00000000000000000000000000000000 (expected: of acme.example)",
                        "00000000000000000000000000000000 (expected: of M100-3P)",
                        "4 to 5 (expected: 3)",
                        "0, which does not boot (expected: 0)",
                        "x (expected: as announced, acme-2.4.1)",
                        "4 (expected: 5 to 4294967294)",
                        "component 1 >= 2.0.0 (expected: at most 1.2.3+4)",
                        "component 2 >= 0.0.0 (expected: a component of this meter)"),
                causes);
    }

    @Test
    void theCauseSaysWhatWasFoundAndWhatWasExpected() {
        ImageReport old = Acme.VERIFIER.verify(Signer.P256.sign(GOOD), Acme.policy("2.5.0", 5));

        assertEquals(
                "2.4.1+17 (expected: >= 2.5.0, which runs)",
                old.failed().orElseThrow().text());
    }
}
