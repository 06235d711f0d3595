package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.dlms.cosem.AccessResult.TEMPORARY_FAILURE;
import static org.metersim.dlms.cosem.AccessResult.TYPE_UNMATCHED;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Case.Kind.PROCESS;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.client.Authentication;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.Login;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.meter.PowerCutFault;
import org.metersim.runtime.memory.PowerCut.Moment;

/** Cases 50 to 62: the order of things, who does them, and what happens to the line and the memory meanwhile. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class ProcessTest {

    private static final byte[] IMAGE_150 = Draft.good().signed();

    private static final int REPLAY_REFUSED = 50;
    private static final int REQUESTS_OF_THE_FIRST_CONNECTION = 6;

    private final Field field = new Field();

    // RAUC CVE-2020-25860: what runs is what is checked at the boot, not what was checked before.
    @Case(
            number = 50,
            kind = PROCESS,
            does = "a byte of the verified image changes in the memory, before the activation or after it",
            answer = "verify: crc; boot: crc")
    @Test
    void changedAfterTheCheck(@TempDir Path folder) throws Exception {
        Field kept = new Field(builder -> builder.stateDir(folder));
        Flash flash = new Flash(folder);
        try (Transfer transfer = kept.transfer()) {
            transfer.send(Draft.good().payload(Flash.payload(1)).signed());
            assertEquals(SUCCESS, transfer.verify());
        }
        kept.restartProcess(() -> flash.flipIn(Flash.payload(1)));
        try (Transfer transfer = kept.transfer()) {
            assertEquals(4, transfer.status());
            assertEquals("crc", transfer.verdict().layer());
            assertEquals(OTHER_REASON, transfer.activate());
            transfer.send(Draft.good().payload(Flash.payload(2)).signed());
            assertEquals(SUCCESS, transfer.activate());
        }
        kept.world.advance(3_000);
        kept.restartProcess(() -> flash.flipIn(Flash.payload(2)));
        kept.world.advance(Field.ACTIVATION_MS);
        kept.gaveUp("boot", "crc");
        assertTrue(kept.logged(Field.ROLLED_BACK) > 0);
        kept.isUnharmed();
    }

    @Case(
            number = 51,
            kind = PROCESS,
            does = "block, verify, initiate and activate while the meter verifies",
            answer = "block: other-reason; the others: temporary-failure")
    @Test
    void blockDuringVerification() throws DlmsException {
        Field slow = new Field(builder -> builder.profile(Profiles.with("verify-ms: 0", "verify-ms: 3000")));
        try (Transfer transfer = slow.transfer()) {
            transfer.send(IMAGE_150);
            assertEquals(TEMPORARY_FAILURE, transfer.verify());
            assertEquals(2, transfer.status());
            assertEquals(OTHER_REASON, transfer.block(0, new byte[Transfer.BLOCK_BYTES]));
            assertEquals(TEMPORARY_FAILURE, transfer.verify());
            assertEquals(TEMPORARY_FAILURE, transfer.initiate("fw", 1_000));
            assertEquals(TEMPORARY_FAILURE, transfer.activate());
            assertEquals(2, transfer.status());
            slow.world.advance(3_000);
            assertEquals(3, transfer.status());
            assertEquals(SUCCESS, transfer.activate());
        }
        slow.tookIt(Draft.GOOD_VERSION, 1);
        slow.isUnharmedToOurClient();
    }

    @Case(
            number = 52,
            kind = PROCESS,
            does = "initiate and block while a new image is on trial",
            answer = "temporary-failure; other-reason; the old image is still there")
    @Test
    void initiateDuringTrial() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            transfer.send(Draft.good().behaviour("confirm: client").signed());
            assertEquals(SUCCESS, transfer.activate());
        }
        field.world.advance(Field.ACTIVATION_MS);
        try (Transfer transfer = field.transfer()) {
            assertEquals(5, transfer.status());
            assertEquals(TEMPORARY_FAILURE, transfer.initiate("fw", 100_000));
            assertEquals(OTHER_REASON, transfer.block(0, new byte[Transfer.BLOCK_BYTES]));
            assertEquals(TEMPORARY_FAILURE, transfer.verify());
        }
        field.world.advance(15 * Field.ACTIVATION_MS);
        field.gaveUp("confirm", "confirm");
        field.isUnharmed();
    }

    @Case(
            number = 53,
            kind = PROCESS,
            does = "verify twice; activate without verify; activate twice; verify and activate of nothing",
            answer = "success; success; temporary-failure; other-reason")
    @Test
    void twice() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            assertEquals(OTHER_REASON, transfer.verify());
            assertEquals(OTHER_REASON, transfer.activate());
            transfer.send(IMAGE_150);
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(3, transfer.status());
            transfer.send(IMAGE_150);
            assertEquals(1, transfer.status());
            assertEquals(SUCCESS, transfer.activate());
            assertEquals(TEMPORARY_FAILURE, transfer.activate());
            assertEquals(5, transfer.status());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 54,
            kind = PROCESS,
            does = "initiate over a verified image, the power cut at each memory operation of it",
            answer = "never verified and erased at once")
    @Test
    void cutInTheInitiateOverAVerifiedImage() throws DlmsException {
        int struck = 0;
        for (Moment moment : List.of(Moment.BEFORE, Moment.TORN_BITS, Moment.AFTER)) {
            for (int operation = 1; initiateIsCut(operation, moment); operation++) {
                struck++;
            }
        }
        assertTrue(struck >= 12, "cuts: " + struck);
    }

    /** False when the initiate has no such operation. */
    private static boolean initiateIsCut(int operation, Moment moment) throws DlmsException {
        Field cut = Field.alone(wire -> wire);
        PowerCutFault fault = cut.meter.faults().powerCut();
        try (Transfer transfer = cut.transfer()) {
            transfer.send(IMAGE_150);
            assertEquals(SUCCESS, transfer.verify());
            fault.atMemoryOperation(operation, moment);
            AccessResult result = transfer.initiate("fw", 2_000);
            assertTrue(fault.isArmed(), "answered though the power was cut");
            assertEquals(SUCCESS, result);
            return false;
        } catch (DlmsException lost) {
            assertTrue(lost.failure().isOfTheLine(), lost.failure().text());
        }
        assertEquals(1, fault.count());
        cut.world.advance(Field.ACTIVATION_MS);
        try (Transfer transfer = cut.transfer()) {
            long status = transfer.status();
            if (status == 3) {
                assertEquals(SUCCESS, transfer.activate());
            } else {
                assertTrue(status <= 1, "status " + status);
                assertEquals(0, transfer.firstNotTransferred());
                assertEquals(OTHER_REASON, transfer.verify());
                assertEquals(OTHER_REASON, transfer.activate());
                transfer.send(IMAGE_150);
                assertEquals(SUCCESS, transfer.activate());
            }
        }
        cut.tookIt(Draft.GOOD_VERSION, 1);
        return true;
    }

    @Case(
            number = 56,
            kind = PASSES,
            does = "two clients, one on the wrapper and one on HDLC, send the blocks of one image in turns",
            answer = "taken")
    @Test
    void twoClients() throws DlmsException {
        try (Transfer one = field.transfer();
                Transfer other = field.transfer("hdlc:127.0.0.1:4059", Field.MANAGEMENT, 0)) {
            assertEquals(SUCCESS, one.initiate("fw", IMAGE_150.length));
            for (int number = Transfer.count(IMAGE_150) - 1; number >= 0; number--) {
                Transfer sender = number % 2 == 0 ? one : other;
                assertEquals(SUCCESS, sender.block(number, Transfer.block(IMAGE_150, number)));
                assertEquals(SUCCESS, other.block(number, Transfer.block(IMAGE_150, number)));
            }
            assertEquals(SUCCESS, other.verify());
            assertEquals(3, one.status());
            assertEquals(SUCCESS, one.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 57,
            kind = PROCESS,
            does = "public client, reader, one that proves nothing or does not encrypt, a replay",
            answer = "object-undefined; no association; exception-response")
    @Test
    void withoutTheRight() throws DlmsException {
        FaultyPort port = FaultyPort.none();
        Field heard = new Field(builder -> builder, port.around());
        for (Login login : List.of(Field.PUBLIC, Field.READER)) {
            try (Transfer transfer = heard.transfer(Field.TCP, login, 0)) {
                assertRefused(transfer);
            }
        }
        for (Login login : List.of(
                new Login(3, 1, Authentication.NONE),
                Field.hls(3, SecurityControl.AUTHENTICATION),
                Field.hls(16, SecurityControl.BOTH))) {
            DlmsException refused = assertThrows(DlmsException.class, () -> heard.transfer(Field.TCP, login, 0));
            assertTrue(!refused.failure().isOfTheLine(), refused.failure().text());
        }
        assertEquals(0, heard.meter.state().components().get(0).blockCount());
        try (Transfer transfer = heard.transfer()) {
            assertEquals(SUCCESS, transfer.initiate("fw", IMAGE_150.length));
            byte[] initiate = port.lastRequest();
            assertEquals(SUCCESS, transfer.block(0, Transfer.block(IMAGE_150, 0)));
            heard.sayOnOpenWire(initiate);
            DlmsException replayed = assertThrows(DlmsException.class, transfer::firstNotTransferred);
            String text = replayed.failure().text();
            assertTrue(text.contains("invocation-counter-error"), text);
            assertTrue(heard.logged(REPLAY_REFUSED) > 0);
        }
        try (Transfer transfer = heard.transfer()) {
            assertEquals(1, transfer.firstNotTransferred());
        }
        heard.isUnharmed();
    }

    private static void assertRefused(Transfer transfer) {
        try {
            AccessResult result = transfer.initiate("fw", 1_000);
            assertTrue(result != SUCCESS, "initiated");
        } catch (DlmsException refused) {
            assertEquals(
                    Failure.Kind.EXCEPTION,
                    refused.failure().kind(),
                    refused.failure().text());
        }
    }

    @Case(
            number = 58,
            kind = PROCESS,
            does = "block before any initiate, number behind the last, number 4294967295, block of 60,000 bytes",
            answer = "other-reason; type-unmatched")
    @Test
    void blocksThatCannotBe() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            assertEquals(OTHER_REASON, transfer.block(0, new byte[Transfer.BLOCK_BYTES]));
            assertEquals(0, transfer.status());
            assertEquals(SUCCESS, transfer.initiate("fw", IMAGE_150.length));
            assertEquals(OTHER_REASON, transfer.block(Transfer.count(IMAGE_150), new byte[Transfer.BLOCK_BYTES]));
            assertEquals(OTHER_REASON, transfer.block(0xFFFF_FFFFL, new byte[Transfer.BLOCK_BYTES]));
            assertEquals(TYPE_UNMATCHED, transfer.block(0, new byte[60_000]));
            assertEquals(TYPE_UNMATCHED, transfer.block(0, new byte[0]));
            assertEquals(TYPE_UNMATCHED, transfer.invoke(2, CosemData.integer(0)));
            assertEquals(0, transfer.firstNotTransferred());
            transfer.sendBlocks(IMAGE_150, 0);
            assertEquals(SUCCESS, transfer.verify());
        }
        field.isUnharmed();
    }

    @Case(
            number = 59,
            kind = PROCESS,
            does = "a block again, with the same bytes and with others",
            answer = "success; other-reason; the first one stays")
    @Test
    void sameBlockOtherContent() throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            assertEquals(SUCCESS, transfer.initiate("fw", IMAGE_150.length));
            byte[] first = Transfer.block(IMAGE_150, 0);
            assertEquals(SUCCESS, transfer.block(0, first));
            assertEquals(OTHER_REASON, transfer.block(0, Forge.flip(first, 100)));
            assertEquals(SUCCESS, transfer.block(0, first));
            transfer.sendBlocks(IMAGE_150, 1);
            assertEquals(OTHER_REASON, transfer.block(0, Forge.flip(first, 100)));
            assertEquals(SUCCESS, transfer.activate());
        }
        field.tookIt(Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(
            number = 61,
            kind = PASSES,
            does = "the line drops before or after any answer, or the answer is lost and the request repeated",
            answer = "taken, from the first missing block on")
    @Test
    void lostAnswers() {
        FaultyPort none = FaultyPort.none();
        assertTrue(
                new Field(builder -> builder, none.around()).update(IMAGE_150).isOk());
        int requests = none.requests();
        assertTrue(requests > 20, "requests: " + requests);
        for (FaultyPort.Fault fault : FaultyPort.Fault.values()) {
            // without the first connection there is no update to go on with
            for (int at = 1; at <= requests; at++) {
                FaultyPort port = new FaultyPort(fault, at);
                Field lossy = Field.alone(port.around());
                UpdateResult result = lossy.update(IMAGE_150);
                boolean begun = at > REQUESTS_OF_THE_FIRST_CONNECTION;
                assertTrue(result.isOk() || !begun, fault + " at " + at + ": " + result);
                String runs = lossy.meter.state().activeFirmware();
                assertEquals(result.isOk() ? Draft.GOOD_VERSION : "1.4.2", runs, fault + " at " + at);
            }
        }
    }

    @Case(
            number = 62,
            kind = PROCESS,
            does = "image larger than the slot, than any memory, or said to be compressed",
            answer = "initiate: other-reason; structure")
    @Test
    void oversize() throws DlmsException {
        long slot = field.meter.profile().firmware().slotBytes();
        try (Transfer transfer = field.transfer()) {
            transfer.send(IMAGE_150);
            assertEquals(OTHER_REASON, transfer.initiate("fw", slot + 1));
            assertEquals(OTHER_REASON, transfer.initiate("fw", 0x8000_0000L));
            // what was there is still there
            assertEquals(Transfer.count(IMAGE_150), transfer.firstNotTransferred());
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(SUCCESS, transfer.initiate("fw", slot));
        }
        byte[] compressed = Forge.patch(Draft.good().toBeSigned(), Forge.FLAGS, 0, 4);
        field.refuses(Signer.DEMO.sign(compressed), "structure");
        field.isUnharmed();
    }
}
