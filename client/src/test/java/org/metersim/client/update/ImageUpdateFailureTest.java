package org.metersim.client.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** Updates that a meter makes hard or impossible: each ends, and says why. */
class ImageUpdateFailureTest extends UpdateBench {

    @Test
    void aBlockTheMeterIsTooBusyForIsSentAgainAFewTimes() {
        meter.spoil = deed -> deed.equals("block 2") && meter.deeds.size() < 6
                ? Optional.of(AccessResult.TEMPORARY_FAILURE)
                : Optional.empty();
        assertTrue(update().isOk());

        FakeMeter never = new FakeMeter();
        never.spoil = deed -> deed.equals("block 2") ? Optional.of(AccessResult.TEMPORARY_FAILURE) : Optional.empty();
        assertEquals(
                new UpdateVerdict("transfer", "block", "block 2 of 5: temporary-failure"),
                verdict(update(never, Optional.empty())));
        assertEquals(5, never.deeds.stream().filter("block 2"::equals).count());
    }

    // some meters want the last block whole
    @Test
    void theLastBlockIsPaddedForAMeterThatWantsIt() {
        meter.spoil = deed -> deed.equals("block 4") && meter.deeds.indexOf(deed) == meter.deeds.size() - 1
                ? Optional.of(AccessResult.TYPE_UNMATCHED)
                : Optional.empty();

        assertTrue(update().isOk());
        assertEquals(List.of("block 3", "block 4", "block 4", "verify"), meter.deeds.subList(4, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "initiate, READ_WRITE_DENIED, 'transfer/access/image_transfer_initiate: read-write-denied'",
        "initiate, OTHER_REASON, 'transfer/initiate/image_transfer_initiate: other-reason'",
        "block 0, READ_WRITE_DENIED, 'transfer/access/block 0 of 5: read-write-denied'",
        "block 0, OTHER_REASON, 'transfer/block/the meter has other bytes in a block, and keeps them'",
        "verify, OTHER_REASON, 'verify/refused/image_verify: other-reason'",
        "activate, OTHER_REASON, 'activate/refused/image_activate: other-reason'",
        "activate, READ_WRITE_DENIED, 'activate/access/image_activate: read-write-denied'"
    })
    void aRefusalSaysWhatWasRefused(String deed, AccessResult result, String verdict) {
        meter.spoil = asked -> asked.equals(deed) ? Optional.of(result) : Optional.empty();

        UpdateVerdict seen = verdict(update());
        assertEquals(verdict, seen.phase() + "/" + seen.layer() + "/" + seen.cause());
    }

    @Test
    void theMetersOwnVerdictIsGiven() {
        meter.verification = 4;
        meter.verdict = new String[] {"verify", "crc", "computed 1, file says 2", "upd-000007"};

        assertEquals(
                new UpdateResult(
                        "00012345",
                        "1.4.2",
                        "upd-000007",
                        new UpdateVerdict("verify", "crc", "computed 1, file says 2"),
                        false),
                update());
    }

    @Test
    void aMeterThatFallsBackIsBelieved() {
        meter.activation = 7;
        meter.verdict = new String[] {"self-test", "self-test", "the self-test failed", "upd-000007"};

        UpdateResult result = update();
        assertEquals("self-test", verdict(result).phase());
        assertEquals("1.4.2", result.identifier());
    }

    // success that is none: the status says 6, the old version runs
    @Test
    void aMeterThatSaysSuccessAndRunsSomethingElseHasFailed() {
        meter.runsNext = "1.4.2";

        assertEquals(
                new UpdateVerdict("activate", "version", "the meter runs 1.4.2, the image is 1.5.0"),
                verdict(update()));
    }

    @Test
    void verificationThatTakesTimeIsAwaited() {
        meter.verification = 2;
        long beganMs = world.nowMs();
        meter.show = (attribute, value) -> {
            boolean over = attribute == 6 && meter.status == 2 && world.nowMs() > beganMs + 30_000;
            meter.status = over ? 3 : meter.status;
            return over ? CosemData.enumeration(3) : value;
        };

        assertTrue(update().isOk());
        assertEquals(1, meter.deeds.stream().filter("verify"::equals).count());
    }

    @ParameterizedTest
    @CsvSource({"1, verify", "2, verify"})
    void verificationThatNeverEndsIsGivenUp(int verification, String phase) {
        meter.verification = verification;

        assertEquals(new UpdateVerdict(phase, "time", "the meter is still verifying after 120 s"), verdict(update()));
    }

    @Test
    void activationThatNeverEndsIsGivenUp() {
        meter.activation = 5;

        assertEquals(
                new UpdateVerdict("activate", "time", "the activation has not ended after 600 s"), verdict(update()));
    }

    @Test
    void aMeterThatNeverComesBackIsGivenUp() {
        meter.spoil = deed -> {
            meter.goneForGood = deed.equals("activate");
            return Optional.empty();
        };

        UpdateVerdict verdict = verdict(update());
        assertEquals("activate/line", verdict.phase() + "/" + verdict.layer());
        assertTrue(world.nowMs() < 1_000_000 + 700_000, "took until " + world.nowMs());
    }

    @Test
    void aBusyMeterIsAwaitedAndThenGivenUp() {
        meter.spoil = deed -> Optional.of(AccessResult.TEMPORARY_FAILURE);

        assertEquals(new UpdateVerdict("transfer", "time", "the meter is still busy after 120 s"), verdict(update()));
    }

    // power fails between the answer to image_activate and the boot record: the image is kept and waits
    @Test
    void aMeterThatLostPowerBeforeItBootedIsAskedOnceMore() {
        meter.spoil = deed -> deed.equals("activate")
                        && meter.deeds.stream().filter("activate"::equals).count() < 3
                ? Optional.of(AccessResult.SUCCESS)
                : Optional.empty();

        assertTrue(update().isOk());

        FakeMeter stubborn = new FakeMeter();
        stubborn.spoil = deed -> deed.equals("activate") ? Optional.of(AccessResult.SUCCESS) : Optional.empty();
        assertEquals("status", verdict(update(stubborn, Optional.empty())).layer());
    }

    @Test
    void aTransferThatIsSwitchedOffIsSwitchedOnWhereThatIsAllowed() {
        meter.enabled = false;
        assertTrue(update().isOk());

        FakeMeter locked = new FakeMeter();
        locked.enabled = false;
        locked.enabledMayBeSet = false;
        assertEquals("enabled", verdict(update(locked, Optional.empty())).layer());
        assertEquals(List.of(), locked.deeds);
    }

    @Test
    void anotherMeterThanTheOneThatIsMeantIsLeftAlone() {
        UpdateResult result = update(meter, Optional.of("00012346"));

        assertEquals(new UpdateVerdict("connect", "serial", "this is meter 00012345, not 00012346"), verdict(result));
        assertEquals(List.of(), meter.deeds);
        assertTrue(update(meter, Optional.of("12345")).isOk());
    }

    @Test
    void aMeterThatIsSwappedDuringABreakIsLeftAlone() {
        meter.hangsUpAt = 12;
        meter.spoil = deed -> {
            meter.serial = "00099999";
            return Optional.empty();
        };

        assertEquals("serial", verdict(update()).layer());
    }

    @Test
    void aMeterThatCannotBeReachedIsNotWaitedFor() {
        meter.goneForGood = true;

        UpdateResult result = update();
        assertEquals(
                new UpdateVerdict("connect", "line", "tcp:meter:4059: the meter cannot be reached"), verdict(result));
        assertEquals("", result.serial());
        assertEquals(1_000_000, world.nowMs());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 70_000})
    void aBlockSizeThatIsNoneIsRefused(long bytes) {
        meter.show = (attribute, value) -> attribute == 2 ? CosemData.doubleLongUnsigned(bytes) : value;

        assertEquals(new UpdateVerdict("transfer", "protocol", "image_block_size: " + bytes), verdict(update()));
    }
}
