package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;

/** From activate to the end: boot, self-test, confirmation, the way back, and what is told of it. */
class TrialBootTest {

    private final Bench bench = new Bench();

    private void activate(byte[] file) {
        bench.transfer(file);
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.activate(bench.nowMs));
    }

    private void assertReverted(String phase, String layer) {
        assertEquals(TransferState.REVERTED, bench.engine.state());
        assertEquals(phase, bench.engine.verdict().phase());
        assertEquals(layer, bench.engine.verdict().layer());
        assertFalse(bench.engine.verdict().cause().isEmpty());
        assertOldRuns();
        assertEquals(204, bench.events().get(bench.events().size() - 1));
        UpdateConfirmation told = bench.lastConfirmation();
        assertFalse(told.ok());
        assertEquals(204, told.eventCode());
        assertEquals(bench.engine.verdict(), told.verdict());
        assertEquals("2.4.0", told.oldIdentifier().toAscii());
        assertNextUpdateWorks();
    }

    private void assertOldRuns() {
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(Bench.GOLDEN.digest(), bench.engine.activeDigest());
        assertEquals(0, bench.engine.runningSlot());
        assertEquals(5, bench.engine.securityCounter());
    }

    private void assertNextUpdateWorks() {
        bench.update(Bench.GOOD);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals("2.4.1", bench.engine.activeVersion());
        assertTrue(bench.lastConfirmation().ok());
    }

    @Test
    void aGoodImageRunsAfterDelayBootAndSelfTest() {
        activate(Bench.GOOD);
        bench.step(1_999);
        assertEquals(TransferState.ARMED, bench.engine.state());
        assertFalse(bench.engine.isDown(bench.nowMs));

        bench.step(1);
        assertEquals(TransferState.PENDING, bench.engine.state());
        assertTrue(bench.engine.isDown(bench.nowMs));
        assertEquals(List.of(new MeterNotice.Restarting(bench.nowMs + 5_000)), bench.notices);

        bench.step(4_999);
        assertTrue(bench.engine.isDown(bench.nowMs));
        bench.step(1);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        assertFalse(bench.engine.isDown(bench.nowMs));
        assertEquals(1, bench.engine.runningSlot());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(5, bench.engine.securityCounter());

        bench.step(500);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals("2.4.1", bench.engine.activeVersion());
        assertEquals(Octets.of(Forge.hash("SHA-256", Bench.GOOD)), bench.engine.activeDigest());
        assertEquals(6, bench.engine.securityCounter());
        assertEquals(1, bench.engine.runningSlot());
        assertEquals(bench.nowMs, bench.engine.activatedMs());
        assertEquals(bench.nowMs, bench.engine.endedMs());
        assertEquals(Long.MAX_VALUE, bench.engine.deadlineMs());
    }

    @Test
    void aGoodEndIsToldWithEventsStatusesAndIdentifiers() {
        bench.update(Bench.GOOD);

        assertEquals(List.of(17, 18, 20), bench.events());
        assertEquals("012356", bench.statusValues());
        assertEquals(UpdateVerdict.NONE, bench.engine.verdict());
        assertEquals(
                List.of(new UpdateConfirmation(
                        1,
                        18,
                        bench.dateTime(0),
                        UpdateKind.METROLOGY,
                        true,
                        UpdateVerdict.NONE,
                        Octets.ascii("2.4.0"),
                        Octets.ascii("2.4.1"),
                        "upd-000001",
                        Octets.of(Forge.hash("SHA-256", Bench.GOOD)))),
                bench.confirmations());
    }

    // Each has one mutation; size and structure are ImageStructureTest's.
    @Test
    void aBadImageEndsAtVerifyWithEventVerdictAndTheOldOneRunning() {
        byte[] untrusted = Signer.OTHER_P256.sign(Bench.image("2.4.1", 6, ""));
        byte[] downgrade = Signer.ED25519.sign(Bench.image("2.3.9", 6, ""));
        byte[] lowCounter = Signer.ED25519.sign(Bench.image("2.4.1", 4, ""));
        assertRejected(Bench.BAD, "crc");
        assertRejected(Forge.fixCrc(Bench.BAD), "digest");
        assertRejected(untrusted, "key");
        assertRejected(downgrade, "version");
        assertRejected(lowCounter, "counter");
        assertNextUpdateWorks();
    }

    private void assertRejected(byte[] file, String layer) {
        bench.transfer(file);
        bench.journal.clear();
        assertEquals(AccessResult.OTHER_REASON, bench.engine.verify(bench.nowMs));
        assertEquals(TransferState.REJECTED, bench.engine.state());
        assertEquals("024", bench.statusValues());
        assertEquals("verify", bench.engine.verdict().phase());
        assertEquals(layer, bench.engine.verdict().layer());
        assertEquals(51, bench.events().get(bench.events().size() - 1));
        assertEquals(bench.engine.verdict(), bench.lastConfirmation().verdict());
        assertEquals(51, bench.lastConfirmation().eventCode());
        assertFalse(bench.lastConfirmation().ok());
        assertOldRuns();
        // the same again does not succeed by skipping what failed
        assertEquals(AccessResult.OTHER_REASON, bench.engine.verify(bench.nowMs));
        assertEquals(AccessResult.OTHER_REASON, bench.engine.activate(bench.nowMs));
        bench.step(3_600_000);
        assertOldRuns();
        assertFalse(Bench.verifiedDigest(bench.engine).isPresent());
    }

    @Test
    void activateVerifiesWhatWasNot() {
        bench.transfer(Bench.GOOD);
        assertEquals(AccessResult.SUCCESS, bench.engine.activate(bench.nowMs));
        bench.step(60_000);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals("012356", bench.statusValues());

        bench.transfer(Bench.BAD);
        assertEquals(AccessResult.OTHER_REASON, bench.engine.activate(bench.nowMs));
        assertEquals(TransferState.REJECTED, bench.engine.state());
    }

    @ParameterizedTest
    @CsvSource({"true, CONFIRMED, 012356", "false, VERIFIED, 0123"})
    void aVerificationThatTakesTimeIsBusyUntilItEnds(boolean activates, TransferState end, String statuses) {
        Bench slow = new Bench(Bench.verifyingFor(3_000), each -> each);
        slow.transfer(Bench.GOOD);

        AccessResult result = activates ? slow.engine.activate(slow.nowMs) : slow.engine.verify(slow.nowMs);

        assertEquals(AccessResult.TEMPORARY_FAILURE, result);
        slow.step(2_999);
        assertEquals(TransferState.VERIFYING, slow.engine.state());
        assertEquals(AccessResult.TEMPORARY_FAILURE, slow.engine.verify(slow.nowMs));
        assertEquals(AccessResult.OTHER_REASON, slow.send(Bench.GOOD, 0));
        slow.step(60_000);
        assertEquals(end, slow.engine.state());
        assertEquals(statuses, slow.statusValues());
    }

    @Test
    void aSlowVerificationOfABadImageEndsRejectedAndNothingIsActivated() {
        Bench slow = new Bench(Bench.verifyingFor(3_000), each -> each);
        slow.transfer(Bench.BAD);
        slow.engine.activate(slow.nowMs);
        slow.step(60_000);

        assertEquals(TransferState.REJECTED, slow.engine.state());
        assertEquals("0124", slow.statusValues());
        // what was asked for the bad one is not done to the next
        slow.transfer(Bench.GOOD);
        slow.engine.verify(slow.nowMs);
        slow.step(60_000);
        assertEquals(TransferState.VERIFIED, slow.engine.state());
    }

    @Test
    void twiceIsAsOnce() {
        bench.transfer(Bench.GOOD);
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.activate(bench.nowMs));
        assertEquals(AccessResult.TEMPORARY_FAILURE, bench.engine.activate(bench.nowMs));
        bench.step(60_000);

        assertEquals(List.of(17, 18, 20), bench.events());
        assertEquals(1, bench.confirmations().size());
    }

    @ParameterizedTest
    @CsvSource({
        // delay 2, boot 5 or as given, then the test; a watchdog bites after 10
        "selfTest: fail, 7500",
        "selfTest: hang, 47000",
        "selfTest: crash-after-30, 107000",
        "selfTest: crash-after-0, 17000",
        "selfTest: pass-on-try-4, 47000"
    })
    void aSelfTestThatNeverPassesBringsTheOldImageBack(String script, long endsMs) {
        activate(Bench.behaving(script));
        bench.step(endsMs - 1);
        assertTrue(bench.engine.state() == TransferState.TRIAL || bench.engine.state() == TransferState.PENDING);
        bench.step(1);

        assertTrue(bench.engine.isDown(bench.nowMs));
        assertReverted("self-test", "self-test");
    }

    @Test
    void theCauseNamesNoBoardWhereThereIsOne() {
        activate(Bench.FAILING);
        bench.step(60_000);

        assertEquals("self-test/self-test/failed", bench.engine.verdict().toString());
    }

    @Test
    void theWayBackTakesTheOldImagesBootTime() {
        activate(Bench.behaving("selfTest: fail\nbootSeconds: 60"));
        bench.step(Bench.DELAY_MS + 60_000 + 500);

        assertEquals(TransferState.REVERTED, bench.engine.state());
        assertEquals(
                List.of(
                        new MeterNotice.Restarting(bench.nowMs - 500),
                        new MeterNotice.Restarting(bench.nowMs + Bench.BOOT_MS)),
                bench.notices);
        bench.step(Bench.BOOT_MS);
        assertFalse(bench.engine.isDown(bench.nowMs));
        assertEquals("0123" + "57", bench.statusValues());
        assertEquals(List.of(17, 204), bench.events());
    }

    @ParameterizedTest
    @CsvSource({"1, 7500", "2, 22500", "3, 37500"})
    void aSelfTestMayPassAtALaterTry(int number, long endsMs) {
        activate(Bench.behaving("selfTest: pass-on-try-" + number));
        bench.step(endsMs - 1);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        bench.step(1);

        assertEquals(TransferState.CONFIRMED, bench.engine.state());
    }

    @Test
    void theImageSaysItsBootTimeAndItsVersion() {
        activate(Bench.behaving("bootSeconds: 90\nreportsVersion: 9.9.9-rc1"));
        bench.step(Bench.DELAY_MS + 90_000 + 499);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        bench.step(1);

        assertEquals("9.9.9-rc1", bench.engine.activeVersion());
        assertEquals("9.9.9-rc1", bench.lastConfirmation().newIdentifier().toAscii());
        // what it says of itself does not count for the next update
        assertEquals("2.4.1", bench.engine.runningVersion().toString());
    }

    @Test
    void aClientConfirmsWhatDoesNotConfirmItself() {
        activate(Bench.behaving("confirm: client"));
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS);
        assertEquals(AccessResult.TEMPORARY_FAILURE, bench.engine.activate(bench.nowMs));
        bench.step(500);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        assertEquals(AccessResult.TEMPORARY_FAILURE, bench.initiate(Bench.GOOD));
        assertEquals(5, bench.engine.securityCounter());

        assertEquals(AccessResult.SUCCESS, bench.engine.activate(bench.nowMs));

        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals(6, bench.engine.securityCounter());
        bench.step(3_600_000);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirm: client", "confirm: never"})
    void aTrialThatNobodyConfirmsEnds(String script) {
        activate(Bench.behaving(script));
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS + 500 + 599_999);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        if (script.endsWith("never")) {
            assertEquals(AccessResult.TEMPORARY_FAILURE, bench.engine.activate(bench.nowMs));
        }
        bench.step(1);

        assertReverted("confirm", "confirm");
    }

    // Check, then use: what was verified is not what is booted. CVE-2020-25860.
    @Test
    void anImageThatChangedAfterItsVerificationDoesNotBoot() {
        activate(Bench.GOOD);
        int slot = Bench.RECORD_BYTES + Bench.BANK_BYTES / 2;
        int at = clearableByte(slot);
        bench.memory.program(at, new byte[] {0});
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS);

        assertReverted("boot", "crc");
    }

    @Test
    void anImageThatChangedOnTrialIsNotConfirmed() {
        activate(Bench.behaving("confirm: client"));
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS + 500);
        bench.memory.program(clearableByte(Bench.RECORD_BYTES + Bench.BANK_BYTES / 2), new byte[] {0});
        bench.engine.activate(bench.nowMs);

        assertReverted("confirm", "crc");
    }

    private int clearableByte(int from) {
        int at = from + 32;
        while (bench.memory.read(at, 1)[0] == 0) {
            at++;
        }
        return at;
    }

    // MCUboot issue 1708: no way back to an image that the counter has gone past.
    @Test
    void anOldImageIsRefusedOnceANewerOneIsConfirmed() {
        byte[] old = Signer.ED25519.sign(Bench.image("2.4.1", 5, "old"));
        bench.update(Bench.GOOD);
        bench.transfer(old);

        assertEquals(AccessResult.OTHER_REASON, bench.engine.verify(bench.nowMs));
        assertEquals("counter", bench.engine.verdict().layer());
        assertEquals("2.4.1", bench.engine.activeVersion());
        assertEquals(1, bench.engine.runningSlot());
    }

    @Test
    void updatesGoToAndFroBetweenTheSlots() {
        bench.update(Bench.GOOD);
        bench.update(Signer.ED25519.sign(Bench.image("2.4.2", 6, "")));
        assertEquals("2.4.2", bench.engine.activeVersion());
        assertEquals(0, bench.engine.runningSlot());
        bench.update(Signer.ED25519.sign(Bench.image("2.4.3", 7, "meter-sim behaviour 1\nselfTest: fail\n\n")));

        assertEquals("2.4.2", bench.engine.activeVersion());
        assertEquals(0, bench.engine.runningSlot());
        assertEquals(6, bench.engine.securityCounter());
        assertEquals(
                List.of(1L, 2L, 3L),
                bench.confirmations().stream()
                        .map(UpdateConfirmation::eventCounter)
                        .toList());
    }
}
