package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.metrology.table.TestMeter;

/** Keys that a meter is told not to trust any more, while it trusts two of them: the demo key and p256. */
class BoardRevocationTest {

    private static final String REVOKED_KEYS = "0-0:44.128.3.255";
    private static final Octets DEMO = ImageClient.DEMO.publicHalf().hash();
    private static final Octets P256 = Vectors.trusted("p256").hash();
    private static final MetrologyModel BOTH = MetrologyModel.of(TestMeter.PROFILE, List.of(Vectors.publicPem("p256")));

    private static final byte[] UNDER_P256 = ImageBuilder.sign(
            ImageBuilder.toBeSigned(ImageClient.spec(0, "1.6.0", 2), new byte[700]),
            SigningKey.parse(Vectors.privatePem("p256")));

    private final ImageClient client =
            new ImageClient(new TestMeter(BOTH, TestMeter.blankMemory(), TestMeter.START_MS));

    private String revoke(Octets hash) {
        return ImageClient.word(client.meter.write(1, REVOKED_KEYS, 2, new CosemData.OctetString(hash)));
    }

    private CosemData revoked() {
        return client.meter.read(1, REVOKED_KEYS, 2);
    }

    private static CosemData list(Octets... hashes) {
        return CosemData.array(List.of(hashes).stream()
                .map(hash -> (CosemData) new CosemData.OctetString(hash))
                .toList());
    }

    @Test
    void anImageUnderARevokedKeyIsRefused() {
        assertEquals(list(), revoked());
        assertEquals("ok", revoke(DEMO));
        assertEquals("ok", revoke(DEMO));

        assertEquals(list(DEMO), revoked());
        client.transfer(ImageClient.GOOD);
        assertEquals("other-reason", client.verify());
        assertEquals("verify/key", client.verdict());
    }

    // The other key goes on: this is how one follows another.
    @Test
    void anImageUnderTheNextKeyIsTaken() {
        assertEquals("ok", revoke(DEMO));
        client.transfer(UNDER_P256);
        assertEquals("ok", client.verify());
        assertEquals("ok", client.activate());
        client.step(60_000);

        assertEquals(6, client.status());
        assertEquals("1.6.0", client.text("1-0:0.2.0.255"));
    }

    // What was found good may not be by the time it is to run.
    @Test
    void anImageVerifiedUnderAKeyThatIsRevokedThenDoesNotRun() {
        client.transfer(ImageClient.GOOD);
        assertEquals("ok", client.verify());
        assertEquals("ok", revoke(DEMO));
        client.activate();
        client.step(60_000);

        assertEquals(7, client.status());
        assertEquals("boot/key", client.verdict());
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        assertEquals(1, client.told.size());
        assertEquals("key", client.told.get(0).verdict().layer());
    }

    @Test
    void aVerifiedImageIsRejectedAtTheNextStart() {
        client.transfer(ImageClient.GOOD);
        assertEquals("ok", client.verify());
        assertEquals("ok", revoke(DEMO));
        client.powerCut();

        assertEquals(4, client.status());
        assertEquals(list(DEMO), revoked());
    }

    // Signed by that key long ago: it runs on, and so does the image that it fell back from.
    @Test
    void theRunningImageIsNotTouched() {
        client.transfer(UNDER_P256);
        client.verify();
        client.activate();
        client.step(60_000);
        assertEquals("ok", revoke(P256));
        client.powerCut();

        assertEquals("1.6.0", client.text("1-0:0.2.0.255"));
        assertEquals(6, client.status());
    }

    @Test
    void theLastKeyIsNotRevoked() {
        assertEquals("ok", revoke(P256));

        assertEquals("other-reason", revoke(DEMO));
        assertEquals(list(P256), revoked());
        client.transfer(ImageClient.GOOD);
        assertEquals("ok", client.verify());
    }

    @Test
    void whatIsNoKeyOfTheMetersIsNotRevoked() {
        assertEquals("other-reason", revoke(Vectors.trusted("other-p256").hash()));
        assertEquals("other-reason", revoke(Octets.EMPTY));
        assertEquals(
                "type-unmatched",
                ImageClient.word(client.meter.write(1, REVOKED_KEYS, 2, CosemData.doubleLongUnsigned(1))));
        assertEquals(list(), revoked());
    }
}
