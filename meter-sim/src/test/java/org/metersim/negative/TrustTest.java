package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.negative.Case.Kind.IMAGE;
import static org.metersim.negative.Case.Kind.POLICY;
import static org.metersim.negative.Case.Kind.PROCESS;
import static org.metersim.negative.Forge.tlv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;

/** Cases of keys and certificates: whom a meter trusts, whom not any more, and by which form of signature. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class TrustTest {

    private static final byte[] GOOD = Draft.small().toBeSigned();
    private static final AttributeRef REVOKED = new AttributeRef(1, LogicalName.parse("0-0:44.128.3.255"), 2);

    /** Made by openssl, see vectors.sh there. */
    private static final Path CMS =
            Path.of("..", "metrology", "src", "test", "resources", "org", "metersim", "metrology", "image", "cms");

    private static final String CMS_VERSION = "2.4.1+17";

    private static AccessResult revoke(Transfer transfer, Signer signer) throws DlmsException {
        byte[] hash = signer.keyHash();
        return transfer.client()
                .set(REVOKED, new CosemData.OctetString(Octets.of(hash).slice(4, hash.length)));
    }

    private static void revoke(Field field, Signer signer, AccessResult expected) throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            assertEquals(expected, revoke(transfer, signer));
        }
    }

    private static Field trustingTwo() {
        return new Field(builder -> builder.trust(Signer.OTHER.publicPem()));
    }

    @Case(
            number = 22,
            kind = POLICY,
            does = "s replaced by n - s, the larger of the two, where the profile wants the smaller",
            answer = "signature")
    @Test
    void largerS() throws DlmsException {
        Field strict = new Field(builder -> builder.profile(Profiles.withFirmware("signatures: {low-s: true}")));
        Ecdsa low = Ecdsa.of(Signer.DEMO.rawSignature(GOOD)).low();
        strict.refuses(Signer.DEMO.fileWith(GOOD, tlv(Signer.ECDSA, low.twin().der())), "signature");
        strict.oldImageRuns();
        strict.takes(Signer.DEMO.fileWith(GOOD, tlv(Signer.ECDSA, low.der())), Draft.GOOD_VERSION, 1);
        strict.registersAreUntouched();
    }

    @Case(number = 28, kind = POLICY, does = "signed by a key that was revoked in this meter", answer = "key")
    @Test
    void revokedKey() throws DlmsException {
        Field field = trustingTwo();
        field.takes(Signer.OTHER.sign(GOOD), Draft.GOOD_VERSION, 1);
        revoke(field, Signer.OTHER, SUCCESS);
        field.refuses(Signer.OTHER.sign(GOOD), "key");
        field.powerCycle();
        field.refuses(Signer.OTHER.sign(GOOD), "key");
        field.isUnharmed();
    }

    @Case(
            number = 29,
            kind = POLICY,
            does = "a new key beside the old one, which is taken until it is revoked; then the last one revoked",
            answer = "key; the last one: refused")
    @Test
    void rollover() throws DlmsException {
        Field field = trustingTwo().signedBy(Signer.OTHER);
        field.takes(Draft.small().version("1.5.0").signed(), "1.5.0", 1);
        field.takes(Signer.OTHER.sign(Draft.small().version("1.6.0").toBeSigned()), "1.6.0", 1);
        field.takes(Draft.small().version("1.7.0").signed(), "1.7.0", 1);
        revoke(field, Signer.DEMO, SUCCESS);
        field.refuses(Draft.small().version("1.8.0").signed(), "key");
        revoke(field, Signer.OTHER, OTHER_REASON);
        field.isUnharmed();
    }

    @Case(
            number = 31,
            kind = POLICY,
            does = "signed by a P-256 key that is trusted, where the profile demands P-384 (suite 2)",
            answer = "key")
    @Test
    void suiteTwo() throws DlmsException {
        Field suite2 = new Field(
                        builder -> builder.profile(Profiles.withFirmware("signatures: {algorithm: ecdsa-p384}"))
                                .trust(Signer.P384.publicPem()))
                .signedBy(Signer.P384);
        suite2.refuses(Signer.DEMO.sign(GOOD), "key");
        suite2.isUnharmed();
    }

    @Case(
            number = 32,
            kind = POLICY,
            does = "signed by a key that is marked as one of development, for a meter in production",
            answer = "key")
    @Test
    void developmentKey() throws DlmsException {
        String hash = Hex.compact(Signer.DEMO.keyHash()).substring(8);
        Field production = new Field(builder -> builder.profile(Profiles.withFirmware("signatures: {production: true}"))
                        .trust("development: " + hash + "\n" + Signer.OTHER.publicPem()))
                .signedBy(Signer.OTHER);
        production.refuses(Signer.DEMO.sign(GOOD), "key");
        production.isUnharmed();
    }

    @Case(
            number = 55,
            kind = PROCESS,
            does = "activation of an image whose key was revoked after it was verified, at once or after a restart",
            answer = "boot: key; verify: key")
    @Test
    void revokedAfterTheCheck() throws DlmsException {
        Field field = trustingTwo();
        try (Transfer transfer = field.transfer()) {
            transfer.send(Signer.OTHER.sign(GOOD));
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(SUCCESS, revoke(transfer, Signer.OTHER));
            assertEquals(SUCCESS, transfer.activate());
        }
        field.world.advance(Field.ACTIVATION_MS);
        field.gaveUp("boot", "key");
        field.isUnharmed();

        Field restarted = trustingTwo();
        try (Transfer transfer = restarted.transfer()) {
            transfer.send(Signer.OTHER.sign(GOOD));
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(SUCCESS, revoke(transfer, Signer.OTHER));
        }
        restarted.powerCycle();
        try (Transfer transfer = restarted.transfer()) {
            assertEquals(4, transfer.status());
            assertEquals("key", transfer.verdict().layer());
            assertEquals(OTHER_REASON, transfer.activate());
        }
        restarted.isUnharmed();
    }

    // --- the form cms

    private static String pem(String name) {
        try {
            return Files.readString(CMS.resolve(name + ".pem"), StandardCharsets.US_ASCII);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** An image with that signature of openssl's. */
    private static byte[] cms(String name) throws IOException {
        String hex = Files.readString(CMS.resolve("tbs.hex"), StandardCharsets.US_ASCII);
        byte[] der = Base64.getMimeDecoder().decode(pem(name).replaceAll("-----[A-Z ]+-----", ""));
        return Forge.withCrc(Forge.join(Hex.bytes(hex.replaceAll("\\s", "")), der));
    }

    private static Field cmsField(String utc) {
        long startMs = Instant.parse(utc).toEpochMilli();
        return new Field(
                builder -> builder.profile(Profiles.cms(pem("root"))).trust(pem("revocations")), port -> port, startMs);
    }

    private static void takesTheGoodOne(Field field) throws Exception {
        field.oldImageRuns();
        field.takes(cms("good"), CMS_VERSION, 5);
        field.registersAreUntouched();
    }

    @Case(
            number = 33,
            kind = IMAGE,
            does = "CMS: self-signed, wrong usage, no intermediate, no certificate, revoked by a list, SHA-1",
            answer = "key")
    @Test
    void certificates() throws Exception {
        Field field = cmsField("2026-06-10T08:00:00Z");
        for (String name : List.of(
                "self-signed",
                "wrong-purpose",
                "wrong-usage",
                "no-intermediate",
                "no-certificate",
                "weak-certificate",
                "revoked",
                "other-curve",
                "two-one-untrusted")) {
            field.refuses(cms(name), "key");
        }
        takesTheGoodOne(field);
    }

    @Case(
            number = 33,
            kind = IMAGE,
            does = "CMS: no signed attributes, digest by SHA-1, content other than the image or within, one of two bad",
            answer = "digest; structure; signature")
    @Test
    void signatureBlocks() throws Exception {
        Field field = cmsField("2026-06-10T08:00:00Z");
        field.refuses(cms("no-attributes"), "digest");
        field.refuses(cms("sha1"), "digest");
        field.refuses(Forge.fixCrc(Forge.flip(cms("good"), 20)), "digest");
        field.refuses(cms("attached"), "structure");
        field.refuses(cms("two"), "signature");
        field.refuses(cms("p384-sha256"), "signature");
        field.refuses(Draft.good().signed(), "structure");
        takesTheGoodOne(field);
    }

    @Case(
            number = 33,
            kind = POLICY,
            does = "CMS: a certificate not yet valid in a meter whose clock was reset to 2000",
            answer = "key; taken once the clock is right")
    @Test
    void clockOf2000() throws Exception {
        Field field = cmsField("2026-06-10T08:00:00Z");
        field.setClock("07D00101FF 0C0000 00800000");
        field.refuses(cms("good"), "key");
        field.setClock("07EA060AFF 0A0000 00800000");
        takesTheGoodOne(field);
    }

    @Case(
            number = 48,
            kind = POLICY,
            does = "image whose certificate has ended, before it was sent or by the time of the meter",
            answer = "key")
    @Test
    void expired() throws Exception {
        Field field = cmsField("2026-06-10T08:00:00Z");
        field.refuses(cms("expired"), "key");
        field.setClock("0800060AFF 0A0000 00800000");
        field.refuses(cms("good"), "key");
        field.setClock("07EA060AFF 0A0000 00800000");
        takesTheGoodOne(field);
    }
}
