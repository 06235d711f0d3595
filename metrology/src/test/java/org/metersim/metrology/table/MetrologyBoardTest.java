package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.runtime.journal.Layer;

class MetrologyBoardTest {

    private static final String IMPORT = "1-0:1.8.0.255";
    private static final String POWER_LOG = "1-0:99.97.0.255";
    private static final String STANDARD_LOG = "0-0:99.98.0.255";
    private static final long MINUTE_MS = 60_000;

    /** Wednesday 2026-06-10 10:00 in Madrid. */
    private final TestMeter meter = new TestMeter();

    private void failPower(long ms) {
        meter.board.powerFailed(meter.nowMs);
        meter.nowMs += ms;
        meter.board.powerReturned(meter.nowMs);
    }

    private List<List<CosemData>> log(String name) {
        return TestMeter.rows(meter.read(7, name, 2));
    }

    private static CosemData octets(String hex) {
        return new CosemData.OctetString(Octets.parse(hex));
    }

    @Test
    void isThereWhenItIsAsked() {
        assertEquals(MeterReply.DONE, meter.ask(new MeterRequest.Presence()));
    }

    @Test
    void knowsItsNames() {
        assertEquals(
                "SIM0000000012345",
                ((CosemData.OctetString) meter.read(1, "0-0:42.0.0.255", 2))
                        .octets()
                        .toAscii());
        assertEquals(
                "00012345",
                ((CosemData.OctetString) meter.read(1, "0-0:96.1.0.255", 2))
                        .octets()
                        .toAscii());
        assertEquals(
                "1.4.2",
                ((CosemData.OctetString) meter.read(1, "1-0:0.2.0.255", 2))
                        .octets()
                        .toAscii());
    }

    @ParameterizedTest
    @CsvSource({"3, 1-0:99.99.0.255", "1, 1-0:1.8.0.255", "99, 1-0:1.8.0.255", "15, 0-0:40.0.0.255"})
    void doesNotKnowWhatItDoesNotHave(int classId, String name) {
        MeterReply undefined = new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED);
        assertEquals(undefined, meter.reply(classId, name, 2));
        assertEquals(undefined, meter.write(classId, name, 2, CosemData.NULL));
        assertEquals(undefined, meter.invoke(classId, name, 1, CosemData.NULL));
    }

    @Test
    void refusesMethodsThatAClassDoesNotHave() {
        MeterReply denied = new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        assertEquals(denied, meter.invoke(3, IMPORT, 2, CosemData.integer(0)));
        assertEquals(denied, meter.write(3, IMPORT, 3, CosemData.integer(0)));
        assertEquals(denied, meter.write(3, IMPORT, 1, CosemData.integer(0)));
    }

    @Test
    void refusesToSelectFromWhatHasNoParts() {
        MeterReply outOfScope = new MeterReply.Refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        Selection selection = new Selection(1, CosemData.NULL);
        assertEquals(outOfScope, meter.ask(new MeterRequest.Read(TestMeter.attribute(3, IMPORT, 2), selection)));
        assertEquals(
                outOfScope,
                meter.ask(new MeterRequest.Write(
                        TestMeter.attribute(3, IMPORT, 2), selection, CosemData.doubleLongUnsigned(1))));
    }

    @Test
    void keepsWhatIsWrittenForTheNextBoardOnItsMemory() {
        CosemData name = new CosemData.OctetString(Octets.ascii("ES0021000000000001"));
        assertEquals(MeterReply.DONE, meter.write(1, "0-0:96.1.2.255", 2, name));
        meter.write(3, IMPORT, 2, CosemData.doubleLongUnsigned(777));
        meter.write(1, "0-0:97.98.0.255", 2, CosemData.doubleLongUnsigned(5));
        List<List<CosemData>> log = log(STANDARD_LOG);
        meter.restart();
        assertEquals(name, meter.read(1, "0-0:96.1.2.255", 2));
        assertEquals(777, meter.register(IMPORT));
        assertEquals(5, meter.number(1, "0-0:97.98.0.255", 2));
        assertEquals(log, log(STANDARD_LOG));
    }

    @Test
    void refusesAWriteOfAnotherTypeAndChangesNothing() {
        CosemData before = meter.read(1, "0-0:96.1.2.255", 2);
        assertEquals(
                new MeterReply.Refused(AccessResult.TYPE_UNMATCHED),
                meter.write(1, "0-0:96.1.2.255", 2, CosemData.visible("ES0021")));
        assertEquals(before, meter.read(1, "0-0:96.1.2.255", 2));
        assertEquals(List.of(), log(STANDARD_LOG));
    }

    @Test
    void refusesAValueThatIsTooLongForItsMemory() {
        assertEquals(
                new MeterReply.Refused(AccessResult.OTHER_REASON),
                meter.write(1, "0-0:96.1.2.255", 2, CosemData.octets(new byte[2048])));
        assertEquals(MeterReply.DONE, meter.write(1, "0-0:96.1.2.255", 2, CosemData.octets(new byte[2044])));
    }

    @Test
    void countsAndDatesTheChangesOfItsParameters() {
        meter.write(1, "0-0:96.1.2.255", 2, octets("00"));
        meter.step(MINUTE_MS);
        meter.write(1, "0-0:96.1.2.255", 2, octets("01"));
        assertEquals(2, meter.number(1, "0-0:96.2.0.255", 2));
        assertEquals(octets("07EA060A030A010000FF8880"), meter.read(1, "0-0:96.2.1.255", 2));
        assertEquals(47, meter.number(1, "0-0:96.11.0.255", 2));
    }

    @Test
    void isSilentWithoutPower() {
        meter.board.powerFailed(meter.nowMs);
        assertEquals(MeterReply.NO_ANSWER, meter.ask(new MeterRequest.Presence()));
        assertEquals(MeterReply.NO_ANSWER, meter.reply(3, IMPORT, 2));
        assertEquals(Long.MAX_VALUE, meter.board.deadlineMs());
        meter.restart();
        assertEquals(MeterReply.NO_ANSWER, meter.ask(new MeterRequest.Presence()));
        meter.nowMs += MINUTE_MS;
        meter.board.powerReturned(meter.nowMs);
        assertEquals(MeterReply.DONE, meter.ask(new MeterRequest.Presence()));
    }

    @Test
    void countsAndLogsPowerFailures() {
        failPower(90_500);
        meter.nowMs += MINUTE_MS;
        failPower(2 * MINUTE_MS);
        assertEquals(2, meter.number(1, "0-0:96.7.21.255", 2));
        assertEquals(120, meter.number(1, "0-0:96.7.19.255", 2));
        assertEquals(
                List.of(
                        List.of(octets("07EA060A030A011E32FF8880"), CosemData.doubleLongUnsigned(90)),
                        List.of(octets("07EA060A030A041E32FF8880"), CosemData.doubleLongUnsigned(120))),
                log(POWER_LOG));
        assertEquals(
                List.of(1L, 2L, 1L, 2L),
                log(STANDARD_LOG).stream()
                        .map(row -> ((CosemData.Numeral) row.get(1)).value())
                        .toList());
    }

    @Test
    void countsNoEnergyWithoutPowerButItsClockRunsOn() {
        long before = meter.register(IMPORT);
        failPower(60 * MINUTE_MS);
        assertEquals(before, meter.register(IMPORT));
        assertEquals(octets("07EA060A030B000000FF8880"), meter.read(8, "0-0:1.0.0.255", 2));
        meter.step(60 * MINUTE_MS);
        assertTrue(meter.register(IMPORT) > before);
    }

    @Test
    void takesAFailureThatIsToldTwiceForOne() {
        meter.board.powerFailed(meter.nowMs);
        meter.board.powerFailed(meter.nowMs + 1);
        meter.nowMs += MINUTE_MS;
        meter.board.powerReturned(meter.nowMs);
        meter.board.powerReturned(meter.nowMs);
        assertEquals(1, meter.number(1, "0-0:96.7.21.255", 2));
        assertEquals(1, log(POWER_LOG).size());
    }

    @Test
    void logsWhatTheNicReports() {
        assertEquals(MeterReply.DONE, meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED)));
        assertEquals(
                List.of(List.of(octets("07EA060A030A000000FF8880"), CosemData.unsigned(46))), log("0-0:99.98.1.255"));
        assertEquals(List.of(new MeterNotice.EventRaised(MeterEvent.LOGIN_FAILED, 46)), meter.notices());
        assertTrue(meter.journal.has(Layer.EVENT, "46 LOGIN_FAILED"));
        assertEquals(8, meter.number(1, "0-0:97.98.0.255", 2));
    }

    @Test
    void showsThatTheCaseIsOpen() {
        meter.ask(new MeterRequest.Report(MeterEvent.COVER_OPENED));
        assertEquals(2, meter.number(1, "0-0:96.5.0.255", 2));
        meter.restart();
        assertEquals(2, meter.number(1, "0-0:96.5.0.255", 2));
        meter.ask(new MeterRequest.Report(MeterEvent.COVER_CLOSED));
        assertEquals(0, meter.number(1, "0-0:96.5.0.255", 2));
    }

    @Test
    void keepsAlarmBitsUntilTheyAreWritten() {
        meter.ask(new MeterRequest.Report(MeterEvent.REPLAY_REFUSED));
        meter.ask(new MeterRequest.Report(MeterEvent.COVER_OPENED));
        assertEquals(0b100010, meter.number(1, "0-0:97.98.0.255", 2));
        assertEquals(MeterReply.DONE, meter.write(1, "0-0:97.98.0.255", 2, CosemData.doubleLongUnsigned(2)));
        assertEquals(2, meter.number(1, "0-0:97.98.0.255", 2));
    }

    @Test
    void keepsTheNewestNoticesWhenNobodyTakesThem() {
        for (int i = 0; i < 100; i++) {
            meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED));
        }
        meter.ask(new MeterRequest.Report(MeterEvent.REPLAY_REFUSED));
        List<MeterNotice> notices = meter.notices();
        assertEquals(64, notices.size());
        assertEquals(new MeterNotice.EventRaised(MeterEvent.REPLAY_REFUSED, 50), notices.get(63));
    }

    @Test
    void isAtRestWhenItsNoticesWereTaken() {
        assertTrue(meter.board.isAtRest());
        meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED));
        assertFalse(meter.board.isAtRest());
        meter.notices();
        assertTrue(meter.board.isAtRest());
    }

    // The list of interventions is kept short; what it came to is not lost.
    @Test
    void goesOnCountingWhenMoreHappenedThanItRemembers() {
        meter.write(3, "1-0:2.8.0.255", 2, CosemData.doubleLongUnsigned(1234));
        long exported = meter.register("1-0:2.8.0.255");
        meter.invoke(70, "0-0:96.3.10.255", 1, CosemData.integer(0));
        for (int i = 0; i < 700; i++) {
            meter.write(1, "0-0:96.14.0.255", 2, CosemData.unsigned(1 + i % 4));
            meter.step(1000);
        }
        assertEquals(exported, meter.register("1-0:2.8.0.255"));
        assertTrue(meter.board.table().timeline().interventions().size() <= 512);
        long imported = meter.register(IMPORT);
        long largest = meter.number(7, "0-0:99.98.0.255", 7);
        meter.restart();
        assertEquals(imported, meter.register(IMPORT));
        assertEquals(exported, meter.register("1-0:2.8.0.255"));
        assertEquals(CosemData.bool(false), meter.read(70, "0-0:96.3.10.255", 2));
        assertEquals(largest, meter.number(7, "0-0:99.98.0.255", 7));
        meter.invoke(70, "0-0:96.3.10.255", 2, CosemData.integer(0));
        meter.step(60 * MINUTE_MS);
        assertTrue(meter.register(IMPORT) > imported);
    }

    // An untouched meter costs a fleet nothing: reading it writes nothing.
    @Test
    void writesNothingToItsMemoryUnlessSomethingHappens() {
        meter.read(7, "1-0:99.2.0.255", 2);
        meter.step(86_400_000L);
        meter.register("1-0:1.8.2.255");
        meter.restart();
        assertEquals(0, meter.memory.operations());
    }

    @Test
    void isTheSameMeterForTheSameSeedAndNumber() {
        TestMeter twin = new TestMeter();
        assertEquals(meter.register(IMPORT), twin.register(IMPORT));
        twin.step(12_345_678);
        meter.step(12_345_678);
        assertEquals(meter.read(7, "0-0:98.1.0.255", 2), twin.read(7, "0-0:98.1.0.255", 2));
    }
}
