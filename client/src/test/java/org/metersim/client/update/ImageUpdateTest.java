package org.metersim.client.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** Updates that succeed: at once, after breaks, after what another tool has left. */
class ImageUpdateTest extends UpdateBench {

    @Test
    void anImageIsBroughtInVerifiedActivatedAndSeenToRun() {
        meter.verdict[3] = "upd-000001";

        assertEquals(new UpdateResult("00012345", "1.5.0", "upd-000001", UpdateVerdict.NONE, false), update());
        assertEquals(WHOLE, meter.deeds);
        assertArrayEquals(CONTENT, meter.image);
        assertEquals(NAME, meter.identifier);
        assertEquals(5, blocksStored);
        assertEquals(
                List.of(
                        UpdatePhase.CONNECTED,
                        UpdatePhase.INITIATED,
                        UpdatePhase.TRANSFERRED,
                        UpdatePhase.VERIFIED,
                        UpdatePhase.ACTIVATING,
                        // the meter hung up, and then cannot be reached
                        UpdatePhase.LINE_LOST,
                        UpdatePhase.LINE_LOST,
                        UpdatePhase.LINE_BACK,
                        UpdatePhase.ACTIVATED),
                phases);
    }

    // the whole of it takes some 20 requests before the restart; each is lost once, undone or done
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLineThatDropsAtAnyRequestIsTakenUpAgainWithoutASecondInitiate(boolean doneBefore) {
        for (int at = 3; at <= 24; at++) {
            FakeMeter dropping = new FakeMeter();
            dropping.hangsUpAt = at;
            dropping.hangsUpAfterwards = doneBefore;
            UpdateResult result = update(dropping, Optional.empty());

            assertTrue(result.isOk(), "dropped at " + at + ": " + result);
            assertArrayEquals(CONTENT, dropping.image, "dropped at " + at);
            long initiates = dropping.deeds.stream().filter("initiate"::equals).count();
            assertTrue(initiates == 1, "dropped at " + at + ": " + dropping.deeds);
            assertTrue(dropping.requests > at, "the drop at " + at + " never came");
        }
    }

    @Test
    void aTransferBegunEarlierIsResumedAtTheFirstMissingBlock() {
        begun(45, 3);

        assertTrue(update().isOk());
        assertEquals(List.of("block 3", "block 4", "verify", "activate"), meter.deeds);
        assertEquals(UpdatePhase.RESUMED, phases.get(1));
    }

    @Test
    void aTransferWithHolesIsResumedHoleByHole() {
        begun(45, 5);
        meter.present.clear(1);
        meter.present.clear(3);

        assertTrue(update().isOk());
        assertEquals(List.of("block 1", "block 3", "verify", "activate"), meter.deeds);
    }

    // 55 bytes are six blocks, and nothing of nothing tells of which image
    @ParameterizedTest
    @CsvSource({"55, 3", "45, 0"})
    void aTransferThatCannotBeOursIsBegunAnew(int imageBytes, int blocks) {
        begun(imageBytes, blocks);

        assertTrue(update().isOk());
        assertEquals(WHOLE, meter.deeds);
    }

    @Test
    void blocksOfAnotherImageAmongTheOldOnesAreFoundOutAndAllIsSentAnew() {
        begun(45, 3);
        meter.image[0] = 'X';
        meter.verification = 4;
        meter.spoil = deed -> {
            boolean all = Arrays.equals(CONTENT, meter.image);
            meter.verification = all ? 3 : 4;
            return Optional.empty();
        };

        assertTrue(update().isOk());
        assertEquals(List.of("block 3", "block 4", "verify"), meter.deeds.subList(0, 3));
        assertEquals(WHOLE, meter.deeds.subList(3, meter.deeds.size()));
    }

    @Test
    void anImageThatIsVerifiedAlreadyIsOnlyActivated() {
        begun(45, 5);
        meter.status = 3;

        assertTrue(update().isOk());
        assertEquals(List.of("activate"), meter.deeds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identifier", "size", "signature"})
    void anotherImageThatIsVerifiedGivesWay(String what) {
        begun(what.equals("size") ? 44 : 45, 5);
        meter.status = 3;
        meter.identifier = what.equals("identifier") ? Octets.ascii("IMG2") : NAME;
        meter.signature = what.equals("signature") ? Octets.of(new byte[32]) : Octets.EMPTY;
        meter.spoil = deed -> {
            meter.signature = Octets.EMPTY;
            return Optional.empty();
        };

        assertTrue(update().isOk());
        assertEquals(WHOLE, meter.deeds);
    }

    @Test
    void anImageThatRunsAlreadyIsNotBroughtInAgain() {
        begun(45, 5);
        meter.status = 6;
        meter.runs = "1.5.0";

        UpdateResult result = update();
        assertTrue(result.isOk());
        assertTrue(result.alreadyActive());
        assertEquals(List.of(), meter.deeds);
    }

    // a retry of what failed must not succeed by skipping
    @ParameterizedTest
    @ValueSource(ints = {4, 6, 7})
    void anEarlierEndIsNoneOfOurs(int status) {
        begun(45, 5);
        meter.status = status;

        UpdateResult result = update();
        assertTrue(result.isOk());
        assertFalse(result.alreadyActive());
        assertEquals(WHOLE, meter.deeds);
    }

    @Test
    void aBlockThatTheMeterLostIsSentAgain() {
        meter.spoil = deed -> {
            boolean lost = deed.equals("block 2") && meter.deeds.lastIndexOf(deed) == meter.deeds.indexOf(deed);
            return lost ? Optional.of(AccessResult.SUCCESS) : Optional.empty();
        };

        assertTrue(update().isOk());
        assertEquals(List.of("block 4", "block 2", "verify", "activate"), meter.deeds.subList(5, 9));
    }

    @Test
    void withoutReadableBitsTheFirstMissingBlockIsEnough() {
        meter.show = (attribute, value) -> attribute == 3 ? CosemData.NULL : value;
        meter.spoil = deed -> {
            boolean lost = deed.equals("block 2") && meter.deeds.lastIndexOf(deed) == meter.deeds.indexOf(deed);
            return lost ? Optional.of(AccessResult.SUCCESS) : Optional.empty();
        };

        assertTrue(update().isOk());
        assertEquals(List.of("block 4", "block 2", "verify", "activate"), meter.deeds.subList(5, 9));
    }

    // published servers say that the first one missing is the last one received plus one
    @Test
    void aBlockThatOnlyTheBitsMissIsSentOnceVerificationWasRefused() {
        begun(45, 5);
        meter.present.clear(1);
        meter.show = (attribute, value) -> attribute == 4 ? CosemData.doubleLongUnsigned(5) : value;

        assertTrue(update().isOk());
        assertEquals(List.of("verify", "block 1", "verify", "activate"), meter.deeds);
    }

    // bits that are wrong for ever do not make it go round for ever
    @Test
    void bitsAreAskedOnceForWhatVerificationMayMiss() {
        meter.show = (attribute, value) -> attribute == 3 ? new CosemData.BitString(Octets.of(new byte[1]), 5) : value;
        meter.spoil = deed -> deed.equals("verify") ? Optional.of(AccessResult.OTHER_REASON) : Optional.empty();

        UpdateVerdict verdict = verdict(update());
        assertEquals("verify/refused", verdict.phase() + "/" + verdict.layer());
        assertEquals(2, meter.deeds.stream().filter("verify"::equals).count());
    }

    // a published head-end never ends here
    @Test
    void aFirstMissingBlockThatIsStuckEndsTheUpdate() {
        meter.show = (attribute, value) -> attribute == 4 ? CosemData.doubleLongUnsigned(2) : value;

        UpdateVerdict verdict = verdict(update());
        assertEquals("transfer/block", verdict.phase() + "/" + verdict.layer());
        assertTrue(verdict.cause().startsWith("block 2 stays missing"), verdict.cause());
        assertEquals(4, meter.deeds.stream().filter("block 2"::equals).count());
        assertFalse(meter.deeds.contains("verify"));
    }
}
