package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.dlms.cosem.AccessResult.TEMPORARY_FAILURE;
import static org.metersim.negative.Case.Kind.PROCESS;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.meter.MeterState;
import org.metersim.meter.PowerCutFault;
import org.metersim.metrology.image.TransferState;
import org.metersim.runtime.memory.PowerCut.Moment;

/** Cases 64 to 70: what happens from the activation on, and how it is told. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class ActivationTest {

    private static final byte[] IMAGE_150 = Draft.small().signed();

    private final Field field = new Field();

    private static byte[] behaving(String lines) {
        return Draft.small().behaviour(lines).signed();
    }

    @Case(
            number = 64,
            kind = PROCESS,
            does = "self-test that fails, hangs, crashes after 5 s, or passes only on the fourth try",
            answer = "self-test")
    @Test
    void selfTest() throws DlmsException {
        for (String behaviour : List.of("fail", "hang", "crash-after-5", "pass-on-try-4")) {
            field.givesUp(behaving("selfTest: " + behaviour), "self-test", "self-test");
        }
        field.isUnharmed();
    }

    @Case(
            number = 64,
            kind = PROCESS,
            does = "image that says another version of itself than its header has",
            answer = "told as it is; the header's version counts")
    @Test
    void anotherVersionSaid() throws DlmsException {
        field.takes(
                Draft.small()
                        .version("1.5.0")
                        .behaviour("reportsVersion: 1.4.2")
                        .signed(),
                "1.4.2",
                1);
        field.refuses(Draft.small().version("1.4.9").signed(), "version");
        field.isUnharmed();
    }

    @Case(
            number = 64,
            kind = PROCESS,
            does = "image whose self-test passes, and which leaves the optical port, HDLC, registers or clock dead",
            answer = "confirm: its client does not; the old image serves all again")
    @Test
    void passesAndServesNothing() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            transfer.send(behaving("confirm: client\nbreaks: optical, hdlc, registers, clock"));
            assertEquals(SUCCESS, transfer.activate());
        }
        field.world.advance(Field.ACTIVATION_MS);
        assertServes(AccessResult.HARDWARE_FAULT);
        for (String target : List.of("optical:127.0.0.1:4059", "hdlc:127.0.0.1:4059")) {
            DlmsException dead = assertThrows(DlmsException.class, () -> field.transfer(target, Field.FIRMWARE, 0));
            assertTrue(dead.failure().isOfTheLine(), dead.failure().text());
        }
        field.world.advance(15 * Field.ACTIVATION_MS);
        field.gaveUp("confirm", "confirm");
        assertServes(SUCCESS);
        field.transfer("optical:127.0.0.1:4059", Field.FIRMWARE, 0).close();
        field.isUnharmed();
    }

    @Case(
            number = 64,
            kind = PROCESS,
            does = "the same, and it confirms itself",
            answer = "the registers are dead until the next image, and complete then")
    @Test
    void servesNothingForGood() throws DlmsException {
        field.takes(behaving("breaks: registers"), "1.5.0", 1);
        assertRegister(AccessResult.HARDWARE_FAULT);
        field.powerCycle();
        assertRegister(AccessResult.HARDWARE_FAULT);
        field.isUnharmed();
        assertRegister(SUCCESS);
    }

    // A client reads the counter before it opens a protected association: so nobody can confirm that image.
    @Test
    void passesAndShowsNoInvocationCounters() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            transfer.send(behaving("confirm: client\nbreaks: crypto-counters"));
            assertEquals(SUCCESS, transfer.activate());
        }
        field.world.advance(Field.ACTIVATION_MS);
        assertThrows(DlmsException.class, () -> field.transfer(Field.TCP, Field.MANAGEMENT, 0));
        field.world.advance(15 * Field.ACTIVATION_MS);
        field.gaveUp("confirm", "confirm");
        assertServes(SUCCESS);
        field.isUnharmed();
    }

    private void assertServes(AccessResult expected) throws DlmsException {
        assertRegister(expected);
        try (Transfer transfer = field.transfer(Field.TCP, Field.MANAGEMENT, 0)) {
            AttributeRef clock = new AttributeRef(8, LogicalName.parse("0-0:1.0.0.255"), 2);
            assertEquals(expected, transfer.client().get(clock).result());
        }
    }

    private void assertRegister(AccessResult expected) throws DlmsException {
        try (Transfer transfer = field.transfer(Field.TCP, Field.MANAGEMENT, 0)) {
            AttributeRef energy = new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2);
            assertEquals(expected, transfer.client().get(energy).result());
        }
    }

    @Case(
            number = 65,
            kind = PROCESS,
            does = "both slots change in the memory",
            answer = "the golden image runs, verdict boot; reachable on the optical port")
    @Test
    void bothSlotsBad(@TempDir Path folder) throws Exception {
        Field kept = new Field(builder -> builder.stateDir(folder));
        Flash flash = new Flash(folder);
        kept.takes(Draft.good().payload(Flash.payload(5)).counter(5).signed(), "1.5.0", 5);
        kept.takes(
                Draft.good()
                        .payload(Flash.payload(6))
                        .version("1.6.0")
                        .counter(6)
                        .signed(),
                "1.6.0",
                6);
        kept.restartProcess(() -> {
            flash.flipIn(Flash.payload(5));
            flash.flipIn(Flash.payload(6));
        });
        kept.world.advance(Field.ACTIVATION_MS);
        kept.runs("1.4.2", 6);
        try (Transfer transfer = kept.transfer("optical:127.0.0.1:4059", Field.FIRMWARE, 0)) {
            assertEquals(7, transfer.status());
            assertEquals("boot", transfer.verdict().phase());
            assertEquals(AccessResult.SUCCESS, transfer.initiate("fw", 1_000));
        }
        assertEquals(2, kept.meter.state().components().get(0).runningSlot());
        assertTrue(kept.logged(Field.ROLLED_BACK) > 0);
        kept.refuses(Draft.good().version("1.7.0").counter(5).signed(), "counter");
        kept.isUnharmed();
    }

    @Case(
            number = 66,
            kind = PROCESS,
            does = "image that waits for its client, who does not come; image that never confirms itself",
            answer = "confirm")
    @Test
    void nobodyConfirms() throws DlmsException {
        field.givesUp(behaving("confirm: client"), "confirm", "confirm");
        field.givesUp(behaving("confirm: never"), "confirm", "confirm");
        field.isUnharmed();
    }

    @Case(
            number = 67,
            kind = PROCESS,
            does = "power cut at each memory operation of an update, and again in the recovery",
            answer = "old or new image, whole; the update is completed")
    @Test
    void cutAnywhere() throws DlmsException {
        int struck = 0;
        int twice = 0;
        // all kinds of cuts are swept where the engine is tested
        for (Moment moment : List.of(Moment.BEFORE, Moment.TORN_BITS, Moment.AFTER)) {
            int cuts = cuts(1, moment);
            for (int operation = 1; cuts > 0; operation++) {
                cuts = cuts(operation, moment);
                struck += Math.min(cuts, 1);
                twice += Math.max(cuts - 1, 0);
            }
        }

        assertTrue(struck >= 40, "cuts: " + struck);
        assertTrue(twice >= 40, "second cuts: " + twice);
    }

    /** How often the power was cut: 0 when the update has no such operation, 2 when its recovery has one too. */
    private static int cuts(int operation, Moment moment) throws DlmsException {
        Field cut = Field.alone(port -> port);
        PowerCutFault fault = cut.meter.faults().powerCut();
        fault.atMemoryOperation(operation, moment);
        String where = moment + " " + operation;
        for (int times = 0; times < 8; times++) {
            boolean struckBefore = fault.count() == 1;
            goOn(cut);
            if (!struckBefore && fault.count() == 1) {
                // the second one strikes while the meter recovers
                fault.atMemoryOperation(1, moment);
            }
            MeterState.Component component = cut.meter.state().components().get(0);
            TransferState state = component.transfer();
            String version = component.activeVersion();
            assertTrue(List.of("1.4.2", "1.5.0").contains(version), where);
            if (state == TransferState.CONFIRMED) {
                assertEquals("1.5.0", version, where);
                return fault.count();
            }
            assertEquals("1.4.2", version, where + " " + state);
        }
        throw new AssertionError(where + ": the update does not come to an end");
    }

    /** One session of a client that completes the update, as far as the power lets it. */
    private static void goOn(Field cut) {
        try (Transfer transfer = cut.transfer()) {
            long status = transfer.status();
            if (status == 0 || status == 4 || status == 7) {
                transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length);
                status = 1;
            }
            if (status == 1) {
                transfer.block(0, IMAGE_150);
            }
            if (status == 1 || status == 3) {
                transfer.activate();
            }
        } catch (DlmsException lost) {
            assertTrue(lost.failure().isOfTheLine(), lost.failure().text());
        }
        cut.world.advance(Field.ACTIVATION_MS);
    }

    // caliptra #1636
    @Case(
            number = 69,
            kind = PROCESS,
            does = "each way to fail, watched at each moment",
            answer = "never status 6 while the old version runs; the failure is pushed")
    @Test
    void failureIsToldAsFailure() throws DlmsException {
        for (String lines : List.of("selfTest: fail", "selfTest: crash-after-5", "confirm: never")) {
            Field watched = new Field();
            long waiting = watched.meter.state().outbox();
            try (Transfer transfer = watched.transfer()) {
                transfer.send(behaving(lines));
                assertEquals(SUCCESS, transfer.activate());
            }
            for (int second = 0; second < 700; second++) {
                watched.world.advance(1_000);
                TransferState state = watched.meter.state().components().get(0).transfer();
                assertTrue(state != TransferState.CONFIRMED, lines + " after " + second + " s");
            }
            watched.gaveUp(
                    lines.startsWith("confirm") ? "confirm" : "self-test",
                    lines.startsWith("confirm") ? "confirm" : "self-test");
            assertEquals(waiting + 1, watched.meter.state().outbox());
            watched.isUnharmed();
        }
    }

    // RAUC #1554
    @Case(
            number = 70,
            kind = PROCESS,
            does = "the same bad image again, whole, and activated without its blocks",
            answer = "the same layer again; other-reason")
    @Test
    void retryDoesNotSucceedBySkipping() throws DlmsException {
        byte[] bad = Draft.small().model("other").signed();
        for (int times = 0; times < 3; times++) {
            field.refuses(bad, "model");
            try (Transfer transfer = field.transfer()) {
                assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, bad.length));
                assertEquals(OTHER_REASON, transfer.verify());
                assertEquals(OTHER_REASON, transfer.activate());
                assertEquals(0, transfer.firstNotTransferred());
            }
        }
        byte[] failing = behaving("selfTest: fail");
        field.givesUp(failing, "self-test", "self-test");
        field.givesUp(failing, "self-test", "self-test");
        field.isUnharmed();
    }

    @Case(
            number = 53,
            kind = PROCESS,
            does = "activate again while the first one is under way",
            answer = "temporary-failure")
    @Test
    void activateWhileActivating() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            transfer.send(behaving("confirm: never"));
            assertEquals(SUCCESS, transfer.activate());
            assertEquals(TEMPORARY_FAILURE, transfer.activate());
        }
        field.world.advance(Field.ACTIVATION_MS);
        try (Transfer transfer = field.transfer()) {
            assertEquals(5, transfer.status());
            assertEquals(TEMPORARY_FAILURE, transfer.activate());
        }
        field.world.advance(15 * Field.ACTIVATION_MS);
        field.gaveUp("confirm", "confirm");
        field.isUnharmed();
    }
}
