package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.LogicalName;

class ConcentratorTest {

    private static final long NOON_MS = 1_763_812_800_000L;
    private static final String CONFIRM = "10 40 00 00 01 00";

    private final RecordingInbox inbox = new RecordingInbox();
    private Concentrator concentrator = new Concentrator(Concentrator.Settings.OPEN, inbox);

    private String push(String apdu) {
        return concentrator.take(Octets.parse(apdu), 1, NOON_MS).map(Hex::of).orElse("no answer");
    }

    @Test
    void keepsAConfirmedPushAndAnswersItWithItsLongInvokeId() {
        assertEquals(CONFIRM, push(Pushes.CONFIRMED));

        Confirmation kept = concentrator.confirmations().get(0);
        assertEquals("00012345", kept.serial());
        assertEquals(LogicalName.parse("0-4:25.9.0.255"), kept.pushSetup());
        assertEquals("07EA0B160712041D00000000", kept.time().toOctets().toHex());
        assertEquals(18, kept.eventCode());
        assertEquals(7, kept.counter());
        assertEquals(UpdateTarget.METROLOGY, kept.target());
        assertTrue(kept.ok());
        assertEquals(Confirmation.Verdict.NONE, kept.verdict());
        assertEquals("1.4.2", kept.oldIdentifier().toAscii());
        assertEquals("1.5.0", kept.newIdentifier().toAscii());
        assertEquals("upd-000123", kept.updateId());
        assertEquals("E3B0C442", kept.sha256().slice(0, 4).toHex());
        assertEquals(NOON_MS, kept.receivedMs());
        assertEquals(List.of(kept), inbox.confirmed);
    }

    @Test
    void keepsAnUnconfirmedPushWithoutAnAnswer() {
        assertEquals("no answer", push(Pushes.UNCONFIRMED));
        assertEquals(1, concentrator.confirmations().size());
    }

    @Test
    void readsAFailedUpdateOfTheNicWithItsVerdict() {
        String verdict = "0203 0A06 766572696679 0A03 637263 0A05 7768793F21";
        push("0F C0FFFFFF 0C 07EA0B160712041E00000000"
                + Pushes.BODY
                        .replace(Pushes.EVENT_CODE + Pushes.COUNTER + "16001600", "12 0033 06 FFFFFFFF 1601 1601")
                        .replace(Pushes.VERDICT, verdict)
                        .replace(Pushes.IDENTIFIER_OBJECT, "0906 0102000200FF"));

        Confirmation kept = concentrator.confirmations().get(0);
        assertEquals(UpdateTarget.NIC, kept.target());
        assertEquals(51, kept.eventCode());
        assertEquals(4_294_967_295L, kept.counter());
        assertEquals(new Confirmation.Verdict("verify", "crc", "why?!"), kept.verdict());
        assertEquals("verify/crc/why?!", kept.verdict().toString());
    }

    @Test
    void keepsARepeatedPushOnceAndAnswersItAgain() {
        push(Pushes.CONFIRMED);
        assertEquals("10 40 00 00 02 00", push("0F 40000002 00" + Pushes.BODY));

        assertEquals(1, concentrator.confirmations().size());
        assertEquals(1, concentrator.repeats());
        assertEquals(1, inbox.confirmed.size());
        assertEquals(0, concentrator.refused());
    }

    @ParameterizedTest
    @CsvSource({
        "0600000007, 0600000008",
        "0908 3030303132333435, 0908 3030303132333436",
        // a meter whose memory was made anew counts from the start again, at another time
        "090C 07EA0B160712041D00000000, 090C 07EA0B160712041E00000000"
    })
    void takesAnotherCounterSerialOrTimeAsAnotherEvent(String one, String other) {
        push(Pushes.CONFIRMED);
        push(Pushes.CONFIRMED.replace(one, other));

        assertEquals(2, concentrator.confirmations().size());
        assertEquals(0, concentrator.repeats());
    }

    @Test
    void keepsWhatContradictsAnEarlierPushOfTheSameEventAsARefusal() {
        push(Pushes.CONFIRMED);
        assertEquals(CONFIRM, push(Pushes.CONFIRMED.replace(Pushes.NEW, "0905 312E362E30")));

        assertEquals(
                "1.5.0", concentrator.confirmations().get(0).newIdentifier().toAscii());
        assertEquals(1, concentrator.confirmations().size());
        Refusal refusal = concentrator.refusals().get(0);
        assertEquals("event counter 7 said something else before", refusal.reason());
        assertTrue(refusal.answered());
    }

    @Test
    void knowsAgainWhatAnEarlierConcentratorKept() {
        UUID event = UUID.fromString("68bda27e-4105-5e58-bb3a-22813f15c2bf");
        concentrator = new Concentrator(Concentrator.Settings.OPEN, inbox, Set.of(event));

        assertEquals(CONFIRM, push(Pushes.CONFIRMED));
        assertEquals(List.of(), inbox.confirmed);
        assertEquals(1, concentrator.repeats());
    }

    // GXF's example: equipment id, push setup, alarm register. It arrived, so it is answered when that is wanted.
    @ParameterizedTest
    @CsvSource({"0F 00000001 00, no answer, false", "0F 40000001 00, 10 40 00 00 01 00, true"})
    void keepsAPushOfAnotherBodyAsARefusal(String head, String answer, boolean answered) {
        String alarm = head + "0203 0911 4B41434150313233343536373839303132 0906 0001190900FF 0600000002";
        assertEquals(answer, push(alarm));

        Refusal refusal = concentrator.refusals().get(0);
        assertEquals("body: 020309114B41434150313233... (34 bytes) (expected: structure of 14)", refusal.reason());
        assertEquals(Octets.parse(alarm), refusal.bytes());
        assertEquals(answered, refusal.answered());
        assertEquals(List.of(refusal), inbox.refused);
        assertEquals(List.of(), concentrator.confirmations());
    }

    @ParameterizedTest
    @CsvSource({
        "'', APDU tag: 0 bytes left (expected: 1 bytes) at byte 0",
        "C001C100080000010000FF0200 00, 'APDU: 1 bytes follow (expected: nothing more) at byte 13'",
        "C001C100080000010000FF0200, 'APDU tag: C0 (expected: 0F, DataNotification)'",
        "10 40000001 00, 'APDU tag: 10 (expected: 0F, DataNotification)'",
        "55, APDU tag: 85 (expected: a service with logical names) at byte 0",
        "0F 40000001, date-time length: 0 bytes left (expected: 1 bytes) at byte 5",
        "0F 40000001 00 0202 00, 'number of elements length: 2 (expected: <= 1) at byte 7'",
        "DB 08 53494D0000003039 06 30 00000001 00, "
                + "ciphered APDU: no key of a meter with system title 53494D0000003039 "
                + "(expected: one that a known key opens)"
    })
    void keepsWhatIsNoPushWithoutAnAnswer(String apdu, String reason) {
        assertEquals("no answer", push(apdu));
        assertEquals(reason, concentrator.refusals().get(0).reason());
        assertEquals(1, concentrator.refused());
    }

    @Test
    void losesAsManyAnswersAsAsked() {
        concentrator.faults().loseConfirms(1);
        push(Pushes.UNCONFIRMED);
        assertEquals("no answer", push(Pushes.CONFIRMED));
        assertEquals(CONFIRM, push(Pushes.CONFIRMED));
        assertEquals(1, concentrator.confirmations().size());
    }

    @Test
    void takesNoConnectionWhileItIsDown() {
        concentrator.faults().down(true);
        assertEquals(Optional.empty(), concentrator.accept());
        concentrator.faults().down(false);
        assertTrue(concentrator.accept().isPresent());
    }

    @Test
    void leavesAConfirmationWithItsMeterWhenItIsFull() {
        concentrator = new Concentrator(new Concentrator.Settings(MeterKeys.NONE, false, 1), inbox);
        push(Pushes.CONFIRMED);
        assertEquals("no answer", push(Pushes.CONFIRMED.replace(Pushes.COUNTER, "0600000008")));
        assertEquals(CONFIRM, push(Pushes.CONFIRMED));

        assertEquals(1, concentrator.confirmations().size());
        assertEquals(
                "full: 1 confirmations are kept", concentrator.refusals().get(0).reason());
    }

    @Test
    void leavesAConfirmationWithItsMeterWhenItCannotBeWritten() {
        inbox.fails = true;
        assertEquals("no answer", push(Pushes.CONFIRMED));
        assertEquals(List.of(), concentrator.confirmations());
        assertTrue(concentrator.refusals().get(0).reason().contains("disk full"));

        inbox.fails = false;
        assertEquals(CONFIRM, push(Pushes.CONFIRMED));
        assertEquals(1, inbox.confirmed.size());
    }

    @Test
    void countsRefusalsBeyondThoseItKeeps() {
        for (int i = 0; i < 1_001; i++) {
            push(String.format("55 %04X", i));
        }
        assertEquals(1_001, concentrator.refused());
        assertEquals(1_000, concentrator.refusals().size());
        assertEquals("550001", concentrator.refusals().get(0).bytes().toHex());
        assertEquals(1_001, inbox.refused.size());
    }
}
