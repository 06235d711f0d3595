package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Case.Kind.POLICY;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;

/** Cases 35 to 49: whole and rightly signed, and not for this meter, or not any more. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class PolicyTest {

    private static final int BUNDLE = 3;

    private final Field field = new Field();

    private void refuses(Draft image, String layer) throws DlmsException {
        field.refuses(image.signed(), layer);
        field.isUnharmed();
    }

    @Case(number = 35, kind = POLICY, does = "for the meters of another vendor", answer = "vendor")
    @Test
    void vendor() throws DlmsException {
        refuses(Draft.good().vendor("acme.example"), "vendor");
    }

    @Case(number = 36, kind = POLICY, does = "for another model of this vendor", answer = "model")
    @Test
    void model() throws DlmsException {
        refuses(Draft.good().model("sim-3p"), "model");
    }

    @Case(number = 37, kind = POLICY, does = "for later, or earlier, revisions of the hardware", answer = "hardware")
    @Test
    void hardware() throws DlmsException {
        field.refuses(Draft.good().hardware(2, 9).signed(), "hardware");
        field.refuses(Draft.good().hardware(0, 0).signed(), "hardware");
        field.refuses(Draft.good().hardware(2, 0).signed(), "hardware");
        field.takes(Draft.good().hardware(1, 1).signed(), Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 38,
            kind = POLICY,
            does = "NIC image to the metrology's transfer, and the reverse",
            answer = "component")
    @Test
    void component() throws DlmsException {
        try (Transfer transfer = field.transfer(1)) {
            transfer.send(Draft.good().signed());
            field.refuses(transfer, "component");
            assertEquals("1.0.0", field.meter.state().activeNicFirmware());
        }
        refuses(Draft.good().component(Draft.NIC), "component");
    }

    @Case(number = 39, kind = POLICY, does = "configuration program to a firmware slot", answer = "component")
    @Test
    void programToFirmware() throws DlmsException {
        byte[] half = Forge.patch(Draft.good().toBeSigned(), Forge.FLAGS, 0x10);
        field.refuses(Signer.DEMO.sign(half), "component");
        refuses(Draft.good().component(Draft.PROGRAM), "component");
    }

    @Case(number = 40, kind = POLICY, does = "older version with the same security counter", answer = "version")
    @Test
    void olderVersion() throws DlmsException {
        field.refuses(Draft.good().version("1.4.1").signed(), "version");
        refuses(Draft.good().version("1.4.1+999").counter(7), "version");
    }

    @Case(number = 41, kind = PASSES, does = "the version that runs, again", answer = "taken")
    @Test
    void sameVersion() throws DlmsException {
        field.takes(Draft.good().version("1.4.2").signed(), "1.4.2", 1);
        field.takes(Draft.good().version("1.4.2").signed(), "1.4.2", 1);
        field.isUnharmed();
    }

    @Case(number = 42, kind = POLICY, does = "newer version with a lower security counter", answer = "counter")
    @Test
    void lowerCounter() throws DlmsException {
        field.takes(Draft.good().version("1.5.0").counter(5).signed(), "1.5.0", 5);
        field.refuses(Draft.good().version("1.6.0").counter(4).signed(), "counter");
        refuses(Draft.good().version("1.6.0").counter(0), "counter");
    }

    // MCUboot #1708
    @Case(
            number = 43,
            kind = POLICY,
            does = "the old version by activate, verify or restart, after an update was confirmed or failed",
            answer = "other-reason")
    @Test
    void downgradeByTheBackDoor() throws DlmsException {
        field.takes(Draft.good().version("1.5.0").counter(2).signed(), "1.5.0", 2);
        nothingToActivate(6);
        field.refuses(Draft.good().version("1.4.2").signed(), "version");
        nothingToActivate(4);
        field.givesUp(
                Draft.good()
                        .version("1.6.0")
                        .counter(3)
                        .behaviour("selfTest: fail")
                        .signed(),
                "self-test",
                "self-test");
        nothingToActivate(7);
        field.isUnharmed();
    }

    /** Neither at once nor after a restart. */
    private void nothingToActivate(int status) throws DlmsException {
        for (int times = 0; times < 2; times++) {
            try (Transfer transfer = field.transfer()) {
                assertEquals(AccessResult.OTHER_REASON, transfer.activate());
                assertEquals(AccessResult.OTHER_REASON, transfer.verify());
                assertEquals(status, transfer.status());
            }
            field.powerCycle();
            assertEquals("1.5.0", field.meter.state().activeFirmware());
        }
    }

    @Case(
            number = 44,
            kind = POLICY,
            does = "security counter 4294967295, after which there is none",
            answer = "counter")
    @Test
    void lastCounter() throws DlmsException {
        refuses(Draft.good().counter(0xFFFF_FFFFL), "counter");
    }

    // MCUboot #2282
    @Case(
            number = 45,
            kind = POLICY,
            does = "higher counter in an image whose trial a power cut interrupts, and which is given up",
            answer = "self-test; an image of the old counter is taken")
    @Test
    void counterOfAnImageThatWasGivenUp() throws DlmsException {
        byte[] image =
                Draft.good().counter(9).behaviour("selfTest: crash-after-5").signed();
        try (Transfer transfer = field.transfer()) {
            transfer.send(image);
            assertEquals(AccessResult.SUCCESS, transfer.activate());
        }
        field.world.advance(9_000);
        assertEquals(5, field.meter.state().components().get(0).transfer().status());
        field.powerCycle();
        field.world.advance(20 * Field.ACTIVATION_MS);
        field.gaveUp("self-test", "self-test");
        field.isUnharmed();
    }

    @Case(
            number = 46,
            kind = POLICY,
            does = "needs a version of the NIC that does not run; NIC and metrology each need the other's new one",
            answer = "dependency")
    @Test
    void dependency() throws DlmsException {
        field.refuses(Draft.good().needs(Draft.NIC, "1.0.1").signed(), "dependency");
        field.refuses(Draft.good().needs(7, "0.0.0").signed(), "dependency");
        try (Transfer transfer = field.transfer(1)) {
            transfer.send(Draft.good()
                    .component(Draft.NIC)
                    .version("1.1.0")
                    .needs(0, "1.5.0")
                    .signed());
            field.refuses(transfer, "dependency");
        }
        refuses(Draft.good().needs(Draft.NIC, "1.1.0"), "dependency");
        field.takes(Draft.good().version("9.9.9").needs(Draft.NIC, "1.0.0").signed(), "9.9.9", 1);
    }

    @Case(
            number = 46,
            kind = POLICY,
            does = "half a bundle, a part twice, a part of another bundle, parts that do not go together",
            answer = "structure; structure; signature; dependency")
    @Test
    void bundles() throws DlmsException {
        byte[] metrology = Draft.small().needs(Draft.NIC, "1.1.0").signed();
        byte[] oldNic = Draft.small().component(Draft.NIC).version("1.0.5").signed();
        refusesBundle(Signer.DEMO.sign(bundle(metrology)), "structure");
        refusesBundle(Signer.DEMO.sign(bundle(metrology, metrology)), "structure");
        byte[] signature = Signer.DEMO.signature(bundle(Draft.small().signed(), oldNic));
        refusesBundle(Signer.DEMO.fileWith(bundle(metrology, oldNic), signature), "signature");
        refusesBundle(Signer.DEMO.sign(bundle(metrology, oldNic)), "dependency");
        assertEquals("1.0.0", field.meter.state().activeNicFirmware());
        field.isUnharmed();
    }

    @Case(
            number = 46,
            kind = PASSES,
            does = "NIC and metrology each need the other's new one, and come in one bundle",
            answer = "taken")
    @Test
    void bundleOfTwoThatNeedEachOther() throws DlmsException {
        byte[] metrology = Draft.small().needs(Draft.NIC, "1.1.0").signed();
        byte[] nic = Draft.small()
                .component(Draft.NIC)
                .version("1.1.0")
                .needs(0, "1.5.0")
                .signed();
        try (Transfer transfer = field.transfer(BUNDLE)) {
            transfer.send(Signer.DEMO.sign(bundle(metrology, nic)));
            assertEquals(AccessResult.SUCCESS, transfer.verify());
            assertEquals(AccessResult.SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        assertEquals("1.1.0", field.meter.state().activeNicFirmware());
        field.isUnharmed();
    }

    private void refusesBundle(byte[] image, String layer) throws DlmsException {
        try (Transfer transfer = field.transfer(BUNDLE)) {
            transfer.send(image);
            field.refuses(transfer, layer);
        }
    }

    /** To be signed: the images one behind the other, each with its length. */
    private static byte[] bundle(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            all = Forge.join(all, Forge.u32(part.length), part);
        }
        return Draft.small().component(BUNDLE).payload(all).toBeSigned();
    }

    @Case(
            number = 47,
            kind = POLICY,
            does = "announced by another identifier than the image says",
            answer = "identifier")
    @Test
    void identifier() throws DlmsException {
        byte[] image = Draft.good().imageId("fw-1.5.0").signed();
        field.refuses("fw-1.5.1", image, "identifier");
        field.refuses("fw-1.5.0 ", image, "identifier");
        field.refuses("fw", image, "identifier");
        field.isUnharmed();
        try (Transfer transfer = field.transfer()) {
            transfer.send(
                    "fw-9.9.9",
                    Draft.good().version("9.9.9").imageId("fw-9.9.9").signed());
            assertEquals(AccessResult.SUCCESS, transfer.verify());
        }
    }
}
