package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.dlms.cosem.AccessResult.HARDWARE_FAULT;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Case.Kind.PROCESS;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.runtime.memory.FlashEffect;

/** Head-ends that bring an image in their own way, as published ones do: docs/update-options.md, at its end. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class HeadEndTest {

    private static final byte[] IMAGE_150 =
            Draft.good().payload(new byte[3_000]).signed();
    private static final int COUNT = Transfer.count(IMAGE_150);

    private static Field with(String options) {
        return new Field(builder -> builder.profile(Profiles.withFirmware("options: {" + options + "}")));
    }

    // --- resumes only where status is 1 to 3 and the bits are as many as its blocks

    /** @return how many blocks it sent; the last one padded with zeros */
    private static int bringsByTheBits(Transfer transfer) throws DlmsException {
        CosemData.BitString bits = (CosemData.BitString) transfer.get(3);
        long status = transfer.status();
        boolean resumes = status >= 1 && status <= 3 && bits.count() == COUNT;
        if (!resumes) {
            assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
        }
        int sent = 0;
        for (int number = 0; number < COUNT; number++) {
            if (!resumes || !bits.get(number)) {
                byte[] padded = Arrays.copyOf(Transfer.block(IMAGE_150, number), Transfer.BLOCK_BYTES);
                assertEquals(SUCCESS, transfer.block(number, padded));
                sent++;
            }
        }
        return sent;
    }

    private static void isBegunWithTwoBlocks(Field field) throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
            for (int number : new int[] {0, 3}) {
                assertEquals(SUCCESS, transfer.block(number, Transfer.block(IMAGE_150, number)));
            }
        }
        field.powerCycle();
    }

    @Case(
            number = 61,
            kind = PASSES,
            does = "a head-end that resumes when status is 1 to 3 and the bits are as many as its blocks, after a cut",
            answer = "taken: what was missing is sent, and nothing again")
    @Test
    void resumesByTheBits() throws DlmsException {
        Field field = new Field();
        isBegunWithTwoBlocks(field);
        try (Transfer transfer = field.transfer()) {
            assertEquals(COUNT - 2, bringsByTheBits(transfer));
            assertEquals(COUNT, transfer.firstNotTransferred());
            assertEquals(SUCCESS, transfer.verify());
            // it comes back to what is verified, too
            assertEquals(0, bringsByTheBits(transfer));
            assertEquals(SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 61,
            kind = PASSES,
            does = "the same, and the meter shows more bits than there are blocks",
            answer = "taken: all is sent anew")
    @Test
    void beginsAnewWhereTheBitsAreTooMany() throws DlmsException {
        Field field = with("blocks-status: too-long");
        isBegunWithTwoBlocks(field);
        try (Transfer transfer = field.transfer()) {
            assertEquals(COUNT, bringsByTheBits(transfer));
            assertEquals(SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    // --- sends what image_first_not_transferred_block_number names, until that is the number of blocks

    /** True when it came to an end after at most so many blocks. */
    private static boolean bringsTheFirstMissing(Transfer transfer, int most) throws DlmsException {
        for (int sent = 0; sent <= most; sent++) {
            int first = (int) transfer.firstNotTransferred();
            if (first >= COUNT) {
                return true;
            }
            AccessResult result = transfer.block(first, Transfer.block(IMAGE_150, first));
            assertTrue(result == SUCCESS || result == HARDWARE_FAULT, result.toString());
        }
        return false;
    }

    @Case(
            number = 60,
            kind = PASSES,
            does = "a head-end that sends the first missing block for ever, and a flash that does not take one at once",
            answer = "taken: the number goes on with each block")
    @Test
    void sendsTheFirstMissingForEver() throws DlmsException {
        Field field = new Field();
        isBegunWithTwoBlocks(field);
        field.meter.faults().memory().strike(FlashEffect.PROG_NOOP, "metrology/slot 1/block 4");
        try (Transfer transfer = field.transfer()) {
            // two are there, one comes twice
            assertTrue(bringsTheFirstMissing(transfer, COUNT - 1));
            assertEquals(SUCCESS, transfer.activate());
        }
        assertEquals(1, field.meter.faults().memory().fired());
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 60,
            kind = PROCESS,
            does = "the same, and the number stays 0",
            answer = "success each time, and no end; the old image runs, and another client completes it")
    @Test
    void sendsTheFirstMissingForEverInVain() throws DlmsException {
        Field field = with("first-not-transferred: stuck");
        try (Transfer transfer = field.transfer()) {
            assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
            assertFalse(bringsTheFirstMissing(transfer, 500));
            assertEquals(1, transfer.status());
        }
        field.oldImageRuns();
        try (Transfer transfer = field.transfer()) {
            transfer.sendBlocks(IMAGE_150, 0);
            assertEquals(SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    // --- never asks what is missing

    @Case(
            number = 61,
            kind = PASSES,
            does = "a head-end that never asks for the missing blocks, and sends all again in another order",
            answer = "verify: other-reason, status 1; taken")
    @Test
    void neverAsksWhatIsMissing() throws DlmsException {
        Field field = new Field();
        try (Transfer transfer = field.transfer()) {
            assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
            for (int number = 0; number < COUNT; number += 2) {
                assertEquals(SUCCESS, transfer.block(number, Transfer.block(IMAGE_150, number)));
            }
            assertEquals(OTHER_REASON, transfer.verify());
            assertEquals(1, transfer.status());
            for (int number = COUNT - 1; number >= 0; number--) {
                assertEquals(SUCCESS, transfer.block(number, Transfer.block(IMAGE_150, number)));
            }
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }
}
