package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.Forge.Signer;

/** What a start finds, in each state; and what boots when the image that ran is broken. */
class UpdateRestartTest {

    private static final int SLOT_0 = Bench.RECORD_BYTES;
    private static final int SLOT_1 = Bench.RECORD_BYTES + Bench.BANK_BYTES / 2;

    private Bench bench = new Bench();

    /** Clears a bit in the image of a slot. */
    private void breakSlot(int slot) {
        int at = slot + 200;
        while (bench.memory.read(at, 1)[0] == 0) {
            at++;
        }
        bench.memory.program(at, new byte[] {0});
    }

    @ParameterizedTest
    @EnumSource(TransferState.class)
    void whatIsReadableSurvives(TransferState state) {
        bench = UpdateStatesTest.in(state);
        UpdateEngine before = bench.engine;
        int events = bench.events().size();

        bench.cutPower();

        assertEquals(before.identifier(), bench.engine.identifier());
        assertEquals(before.imageBytes(), bench.engine.imageBytes());
        assertEquals(before.blockCount(), bench.engine.blockCount());
        assertEquals(before.firstNotTransferred(), bench.engine.firstNotTransferred());
        assertEquals(before.verdict(), bench.engine.verdict());
        assertEquals(before.verdictUpdateId(), bench.engine.verdictUpdateId());
        assertEquals(before.activeVersion(), bench.engine.activeVersion());
        assertEquals(before.activeDigest(), bench.engine.activeDigest());
        assertEquals(before.securityCounter(), bench.engine.securityCounter());
        assertEquals(before.activatedMs(), bench.engine.activatedMs());
        assertEquals(before.endedMs(), bench.engine.endedMs());
        assertEquals(Bench.verifiedDigest(before), Bench.verifiedDigest(bench.engine));
        assertEquals(events, bench.events().size());
    }

    @ParameterizedTest
    @EnumSource(TransferState.class)
    void whateverWasCutTheNextUpdateWorks(TransferState state) {
        bench = UpdateStatesTest.in(state);
        bench.cutPower();
        bench.step(3_600_000);
        bench.transfer(Bench.GOOD);
        bench.engine.activate(bench.nowMs);
        bench.step(3_600_000);

        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals("2.4.1", bench.engine.activeVersion());
    }

    // Without the power: a board may be dropped and made again whenever it rests.
    @ParameterizedTest
    @EnumSource(
            value = TransferState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VERIFYING", "ARMED", "PENDING", "TRIAL"})
    void aBoardMadeAnewAtRestIsTheSame(TransferState state) {
        bench = UpdateStatesTest.in(state);
        bench.restart();

        assertEquals(state, bench.engine.state());
        assertEquals(Long.MAX_VALUE, bench.engine.deadlineMs());
        assertFalse(bench.engine.isDown(bench.nowMs));
    }

    @Test
    void aTransferGoesOnWhereItWasCut() {
        bench.initiate(Bench.GOOD);
        bench.send(Bench.GOOD, 0);
        bench.send(Bench.GOOD, 1);
        bench.send(Bench.GOOD, 4);
        bench.cutPower();

        assertEquals(2, bench.engine.firstNotTransferred());
        assertTrue(bench.engine.hasBlock(4));
        assertFalse(bench.engine.hasBlock(3));
        bench.sendAll(Bench.GOOD);
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
    }

    @Test
    void aPowerCutEndsAVerificationAndTheJournalSaysSo() {
        bench = UpdateStatesTest.in(TransferState.VERIFYING);
        bench.cutPower();
        bench.step(3_600_000);

        assertEquals(TransferState.COMPLETE, bench.engine.state());
        assertEquals("0121", bench.statusValues());
        assertEquals(AccessResult.TEMPORARY_FAILURE, bench.engine.verify(bench.nowMs));
        bench.step(1_000);
        assertEquals(TransferState.VERIFIED, bench.engine.state());
    }

    // The old image runs on, the new one is kept and waits for another activate.
    @Test
    void aPowerCutBeforeTheBootRecordKeepsTheImageForAnotherActivate() {
        bench = UpdateStatesTest.in(TransferState.ARMED);
        bench.cutPower();
        bench.step(3_600_000);

        assertEquals(TransferState.VERIFIED, bench.engine.state());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals("012353", bench.statusValues());
        assertEquals(AccessResult.SUCCESS, bench.engine.activate(bench.nowMs));
        bench.step(60_000);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
    }

    @Test
    void aPowerCutAfterTheBootRecordBootsTheNewImage() {
        bench = UpdateStatesTest.in(TransferState.PENDING);
        bench.cutPower();

        assertTrue(bench.engine.isDown(bench.nowMs));
        bench.step(Bench.BOOT_MS + SelfTest.MS);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTrialSurvivesTwoPowerCuts(int cuts) {
        bench = UpdateStatesTest.in(TransferState.TRIAL);
        for (int i = 0; i < cuts; i++) {
            bench.cutPower();
            bench.step(Bench.BOOT_MS);
            assertEquals(TransferState.TRIAL, bench.engine.state());
            assertEquals(5, bench.engine.securityCounter());
        }
        bench.step(SelfTest.MS);

        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals(6, bench.engine.securityCounter());
    }

    @Test
    void aTrialThatIsCutThreeTimesIsGivenUp() {
        bench = UpdateStatesTest.in(TransferState.TRIAL);
        for (int i = 0; i < 3; i++) {
            bench.cutPower();
            bench.step(Bench.BOOT_MS);
        }

        assertEquals(TransferState.REVERTED, bench.engine.state());
        assertEquals(
                "self-test/self-test/power was lost at each of 3 tries",
                bench.engine.verdict().toString());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(5, bench.engine.securityCounter());
    }

    // It is looked at when the board comes back to it, not while another one boots.
    @Test
    void aTrialGoesOnThoughTheImageBeforeItBroke() {
        bench = UpdateStatesTest.in(TransferState.TRIAL);
        breakSlot(SLOT_0);
        bench.cutPower();
        bench.step(60_000);

        assertEquals("2.4.1", bench.engine.activeVersion());
        assertEquals(List.of(17, 18, 20), bench.events());
    }

    @Test
    void aBoardMadeAnewOnTrialBootsAgain() {
        bench = UpdateStatesTest.in(TransferState.TRIAL);
        bench.restart();

        assertTrue(bench.journal.contains("firmware of metrology: image_transfer_status 5 (TRIAL) boots again"));
        assertTrue(bench.engine.isDown(bench.nowMs));
        bench.step(60_000);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
    }

    @Test
    void aVerifiedImageThatChangedIsRejectedAtTheStart() {
        bench = UpdateStatesTest.in(TransferState.VERIFIED);
        breakSlot(SLOT_1);
        bench.cutPower();

        assertEquals(TransferState.REJECTED, bench.engine.state());
        assertEquals("verify", bench.engine.verdict().phase());
        assertEquals("crc", bench.engine.verdict().layer());
        assertEquals(List.of(17, 51), bench.events());
        assertFalse(bench.lastConfirmation().ok());
        assertEquals(AccessResult.OTHER_REASON, bench.engine.activate(bench.nowMs));
    }

    // The key was taken out of the store between verify and activate.
    @ParameterizedTest
    @EnumSource(
            value = TransferState.class,
            names = {"VERIFIED", "PENDING", "TRIAL"})
    void anImageVerifiedUnderAKeyNoLongerTrustedDoesNotBoot(TransferState state) {
        bench = UpdateStatesTest.in(state);
        bench.verifier = new ImageVerifier(List.of(Vectors.trusted("p256")));
        bench.cutPower();
        bench.step(3_600_000);

        assertEquals(
                state == TransferState.VERIFIED ? TransferState.REJECTED : TransferState.REVERTED,
                bench.engine.state());
        assertEquals("key", bench.engine.verdict().layer());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(5, bench.engine.securityCounter());
    }

    @Test
    void aBrokenFactorySlotGivesWayToTheGoldenImage() {
        breakSlot(SLOT_0);
        bench.cutPower();

        assertEquals(2, bench.engine.runningSlot());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(Bench.GOLDEN.digest(), bench.engine.activeDigest());
        assertEquals(List.of(205), bench.events());
        assertTrue(bench.journal.contains(
                "firmware of metrology: running image broken (crc), another boots: 2.4.0 -> 2.4.0"));
        assertEquals(TransferState.IDLE, bench.engine.state());
        assertEquals("boot", bench.engine.verdict().phase());
        assertEquals("crc", bench.engine.verdict().layer());
        assertEquals("", bench.engine.verdictUpdateId());
        assertEquals(List.of(), bench.confirmations());
        bench.cutPower();
        assertEquals(List.of(205), bench.events());
        assertEquals("crc", bench.engine.verdict().layer());
        bench.update(Bench.GOOD);
        assertEquals("2.4.1", bench.engine.activeVersion());
    }

    /** Same counter as the factory image, so that it stays a way back. */
    private static byte[] sameCounter(String version) {
        return Signer.ED25519.sign(Bench.image(version, 5, version));
    }

    // Status 6 with the old version would be a lie.
    @Test
    void aBrokenNewImageGivesWayToTheOneBeforeAndTheUpdateFailedAfterAll() {
        bench.update(sameCounter("2.4.1"));
        breakSlot(SLOT_1);
        bench.cutPower();

        assertEquals(0, bench.engine.runningSlot());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(TransferState.REVERTED, bench.engine.state());
        assertEquals("boot", bench.engine.verdict().phase());
        assertEquals("crc", bench.engine.verdict().layer());
        assertEquals(List.of(17, 18, 20, 204), bench.events());
        assertEquals("2.4.1", bench.lastConfirmation().newIdentifier().toAscii());
        assertEquals("2.4.0", bench.lastConfirmation().oldIdentifier().toAscii());
        assertEquals(
                Octets.of(Forge.hash("SHA-256", sameCounter("2.4.1"))),
                bench.lastConfirmation().sha256());
        assertFalse(bench.lastConfirmation().ok());
        bench.update(sameCounter("2.4.2"));
        assertEquals("2.4.2", bench.engine.activeVersion());
    }

    @Test
    void whenBothSlotsAreBrokenTheGoldenImageBoots() {
        bench.update(sameCounter("2.4.1"));
        breakSlot(SLOT_1);
        breakSlot(SLOT_0);
        bench.cutPower();

        assertEquals(2, bench.engine.runningSlot());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(Bench.GOLDEN.digest(), bench.engine.activeDigest());
        assertEquals(List.of(17, 18, 20, 204, 205), bench.events());
        assertEquals(204, bench.lastConfirmation().eventCode());
        bench.update(sameCounter("2.4.2"));
        assertEquals("2.4.2", bench.engine.activeVersion());
        assertEquals(0, bench.engine.runningSlot());
    }

    // The way back is no way round the security counter; only the golden image is exempt.
    @Test
    void anImageBelowTheSecurityCounterIsNoWayBack() {
        bench.update(sameCounter("2.4.1"));
        bench.update(Signer.ED25519.sign(Bench.image("2.4.2", 6, "raises the counter")));
        breakSlot(SLOT_0);
        bench.cutPower();

        assertEquals(2, bench.engine.runningSlot());
        assertEquals(6, bench.engine.securityCounter());
    }

    // The image on trial fails, and the one to go back to is broken too.
    @Test
    void aFailedTrialOverABrokenSlotBootsTheGoldenImage() {
        bench.transfer(Bench.FAILING);
        bench.engine.activate(bench.nowMs);
        bench.step(Bench.DELAY_MS + 1);
        breakSlot(SLOT_0);
        bench.step(60_000);

        assertEquals(TransferState.REVERTED, bench.engine.state());
        assertEquals(2, bench.engine.runningSlot());
        assertEquals(Bench.GOLDEN.digest(), bench.engine.activeDigest());
        assertEquals(List.of(17, 204, 205), bench.events());
        assertEquals("self-test", bench.engine.verdict().phase());
        assertEquals("upd-000001", bench.engine.verdictUpdateId());
    }

    // The slot of the image that waits must not change with the one that runs.
    @Test
    void aVerifiedImageSurvivesThatTheRunningOneBreaks() {
        bench = UpdateStatesTest.in(TransferState.VERIFIED);
        breakSlot(SLOT_0);
        bench.cutPower();

        assertEquals(2, bench.engine.runningSlot());
        assertEquals(TransferState.VERIFIED, bench.engine.state());
        bench.engine.activate(bench.nowMs);
        bench.step(60_000);
        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertEquals(1, bench.engine.runningSlot());
    }
}
