package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Case.Kind.PROCESS;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.client.update.UpdateResult;

/** Cases of meters that answer otherwise than others, on purpose: our own client comes to an end with each. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class QuirkTest {

    private static final byte[] IMAGE_150 = Draft.good().signed();
    private static final long HOUR_MS = 3_600_000;

    private static Field with(String... lines) {
        return new Field(builder -> builder.profile(Profiles.withFirmware(lines)));
    }

    // A client that only asked for this number would send block 0 for ever.
    @Case(
            number = 60,
            kind = PROCESS,
            does = "image_first_not_transferred_block_number stays 0, whatever is sent",
            answer = "the client gives up: transfer, block")
    @Test
    void firstNotTransferredIsStuck() throws DlmsException {
        Field field = with("options: {first-not-transferred: stuck}");
        long before = field.world.nowMs();
        UpdateResult result = field.update(IMAGE_150);
        assertFalse(result.isOk());
        assertEquals("transfer", result.verdict().phase());
        assertEquals("block", result.verdict().layer());
        assertTrue(field.world.nowMs() - before < HOUR_MS);
        assertEquals("1.4.2", field.meter.state().activeFirmware());
        field.isUnharmed();
    }

    @Case(
            number = 60,
            kind = PASSES,
            does = "image_first_not_transferred_block_number is the last block received plus one, others missing",
            answer = "taken: the client goes by the bits")
    @Test
    void firstNotTransferredIsTheLastPlusOne() throws DlmsException {
        Field field = with("options: {first-not-transferred: index-plus-one}");
        try (Transfer transfer = field.transfer()) {
            assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
            assertEquals(SUCCESS, transfer.block(2, Transfer.block(IMAGE_150, 2)));
            // as if all were there
            assertEquals(Transfer.count(IMAGE_150), transfer.firstNotTransferred());
            assertEquals(OTHER_REASON, transfer.verify());
        }
        UpdateResult result = field.update(IMAGE_150);
        assertTrue(result.isOk(), result::toString);
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 61,
            kind = PROCESS,
            does = "status 2, or 5, that never ends",
            answer = "the client gives up in time; after a power cut the old image runs")
    @Test
    void busyForever() throws DlmsException {
        for (String value : new String[] {"verifying", "activating"}) {
            Field field = with("options: {stuck: " + value + "}");
            long before = field.world.nowMs();
            UpdateResult result = field.update(IMAGE_150);
            assertFalse(result.isOk(), value);
            assertEquals(
                    value.equals("verifying") ? "verify" : "activate",
                    result.verdict().phase(),
                    result::toString);
            assertTrue(field.world.nowMs() - before < HOUR_MS, value);
            try (Transfer transfer = field.transfer()) {
                assertEquals(value.equals("verifying") ? 2 : 5, transfer.status());
            }
            field.powerCycle();
            assertEquals("1.4.2", field.meter.state().activeFirmware());
            try (Transfer transfer = field.transfer()) {
                assertTrue(transfer.status() == 1 || transfer.status() == 3, "status " + transfer.status());
            }
            // it takes no other image either
            field.oldImageRuns();
        }
    }

    @Case(
            number = 61,
            kind = PASSES,
            does = "the answer to image_activate never comes",
            answer = "taken; the client sees it")
    @Test
    void activateWithoutAnAnswer() throws DlmsException {
        Field field = with("options: {activate-reply: lost}");
        try (Transfer transfer = field.transfer()) {
            transfer.send(IMAGE_150);
            DlmsException lost = assertThrows(DlmsException.class, transfer::activate);
            assertTrue(lost.failure().isOfTheLine(), lost.failure().text());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmedToOurClient();
    }
}
