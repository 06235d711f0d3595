package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;

class EventLogsTest {

    private static final String FRAUD_LOG = "0-0:99.98.1.255";
    private static final List<MeterEvent> FRAUD = List.of(
            MeterEvent.COVER_OPENED,
            MeterEvent.COVER_CLOSED,
            MeterEvent.LOGIN_FAILED,
            MeterEvent.DECIPHERING_FAILED,
            MeterEvent.REPLAY_REFUSED);
    private static final List<Integer> CODES = List.of(44, 45, 46, 49, 50);

    private final TestMeter meter = new TestMeter();

    private void raise(int count) {
        for (int i = 0; i < count; i++) {
            meter.ask(new MeterRequest.Report(FRAUD.get(i % FRAUD.size())));
            meter.step(1000);
        }
    }

    private List<Long> codes() {
        return TestMeter.rows(meter.read(7, FRAUD_LOG, 2)).stream()
                .map(row -> ((CosemData.Numeral) row.get(1)).value())
                .toList();
    }

    private static List<Long> expected(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> (long) CODES.get(i % CODES.size()))
                .toList();
    }

    @Test
    void dropsTheOldestRowsWhenItIsFull() {
        raise(100);
        assertEquals(100, meter.number(7, FRAUD_LOG, 7));
        assertEquals(expected(0, 100), codes());
        raise(0);
        meter.ask(new MeterRequest.Report(FRAUD.get(0)));
        assertEquals(100, meter.number(7, FRAUD_LOG, 7));
        assertEquals(expected(1, 101), codes());
    }

    @Test
    void goesOnAfterARestartWhereItWas() {
        raise(253);
        meter.restart();
        assertEquals(expected(153, 253), codes());
        raise(3);
        assertEquals(100, meter.number(7, FRAUD_LOG, 7));
        assertEquals(45, codes().get(98));
    }

    @Test
    void showsTheCodeOfItsLastEvent() {
        assertEquals(0, meter.number(1, "0-0:96.11.1.255", 2));
        raise(3);
        assertEquals(46, meter.number(1, "0-0:96.11.1.255", 2));
        assertEquals(0, meter.number(1, "0-0:96.11.5.255", 2));
    }

    // Event 255 tells who looks that there was something before.
    @Test
    void beginsWithItsClearingWhenItIsCleared() {
        raise(7);
        assertEquals(MeterReply.DONE, meter.invoke(7, FRAUD_LOG, 1, CosemData.integer(0)));
        assertEquals(List.of(255L), codes());
        raise(1);
        meter.restart();
        assertEquals(List.of(255L, 44L), codes());
    }

    @Test
    void keepsFewerRowsWhenThatIsWrittenAndIsClearedByIt() {
        raise(7);
        assertEquals(MeterReply.DONE, meter.write(7, FRAUD_LOG, 8, CosemData.doubleLongUnsigned(3)));
        assertEquals(List.of(255L), codes());
        raise(5);
        assertEquals(expected(2, 5), codes());
        meter.restart();
        assertEquals(3, meter.number(7, FRAUD_LOG, 8));
        assertEquals(
                new MeterReply.Refused(AccessResult.OTHER_REASON),
                meter.write(7, FRAUD_LOG, 8, CosemData.doubleLongUnsigned(101)));
        assertEquals(3, meter.number(7, FRAUD_LOG, 8));
    }

    @Test
    void keepsRowsOfTheColumnsThatAreWritten() {
        CosemData column = CosemData.structure(
                CosemData.longUnsigned(1),
                LogicalName.parse("0-0:96.11.1.255").toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
        CosemData serial = CosemData.structure(
                CosemData.longUnsigned(1),
                LogicalName.parse("0-0:96.1.0.255").toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
        raise(2);
        meter.write(7, FRAUD_LOG, 3, CosemData.array(List.of(serial, column)));
        raise(1);
        CosemData number = new CosemData.OctetString(Octets.ascii("00012345"));
        assertEquals(
                List.of(List.of(number, CosemData.unsigned(255)), List.of(number, CosemData.unsigned(44))),
                TestMeter.rows(meter.read(7, FRAUD_LOG, 2)));
    }

    // The event that tells of it goes to the very log that now has other columns.
    @Test
    void keepsRowsOfTheNewColumnsFromTheFirstOn() {
        CosemData code = CosemData.structure(
                CosemData.longUnsigned(1),
                LogicalName.parse("0-0:96.11.0.255").toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
        assertEquals(MeterReply.DONE, meter.write(7, "0-0:99.98.0.255", 3, CosemData.array(List.of(code))));
        assertEquals(
                List.of(List.of(CosemData.unsigned(255)), List.of(CosemData.unsigned(47))),
                TestMeter.rows(meter.read(7, "0-0:99.98.0.255", 2)));
    }

    @Test
    void selectsItsRowsByTime() {
        raise(5);
        CosemData clock = CosemData.structure(
                CosemData.longUnsigned(8),
                LogicalName.parse("0-0:1.0.0.255").toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
        CosemData range = CosemData.structure(
                clock,
                new CosemData.OctetString(Octets.parse("07EA060A030A000100FF8880")),
                new CosemData.OctetString(Octets.parse("07EA060A030A000300FF8880")),
                CosemData.array(List.of()));
        List<List<CosemData>> rows = TestMeter.rows(TestMeter.value(meter.select(FRAUD_LOG, 1, range)));
        assertEquals(
                List.of(CosemData.unsigned(45), CosemData.unsigned(46), CosemData.unsigned(49)),
                rows.stream().map(row -> row.get(1)).toList());
    }

    // What happened, and when, is worth more than what it was about.
    @Test
    void leavesOutOfALongRowWhatIsLongestInIt() {
        meter.write(1, "0-0:96.1.2.255", 2, CosemData.octets(new byte[1100]));
        CosemData place = column(1, "0-0:96.1.2.255");
        CosemData code = column(1, "0-0:96.11.1.255");
        meter.write(7, FRAUD_LOG, 3, CosemData.array(List.of(code, place)));
        meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED));
        CosemData shown = meter.read(1, "0-0:96.1.2.255", 2);
        List<CosemData> kept = List.of(CosemData.unsigned(46), shown);
        assertEquals(kept, TestMeter.rows(meter.read(7, FRAUD_LOG, 2)).get(1));

        CosemData calendar = column(20, "0-0:13.0.0.255", 5);
        meter.write(7, FRAUD_LOG, 3, CosemData.array(List.of(code, place, calendar, place)));
        meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED));
        List<CosemData> row = TestMeter.rows(meter.read(7, FRAUD_LOG, 2)).get(1);
        assertEquals(CosemData.unsigned(46), row.get(0));
        assertEquals(CosemData.NULL, row.get(1));
        assertEquals(meter.read(20, "0-0:13.0.0.255", 5), row.get(2));
        assertEquals(shown, row.get(3));
    }

    private static CosemData column(int classId, String name) {
        return column(classId, name, 2);
    }

    private static CosemData column(int classId, String name, int attribute) {
        return CosemData.structure(
                CosemData.longUnsigned(classId),
                LogicalName.parse(name).toData(),
                CosemData.integer(attribute),
                CosemData.longUnsigned(0));
    }

    // A column may be long; the log shrinks then, and the meter lives on.
    @Test
    void keepsWhatItsShareOfTheMemoryHolds() {
        meter.write(1, "0-0:96.1.2.255", 2, CosemData.octets(new byte[1900]));
        CosemData place = CosemData.structure(
                CosemData.longUnsigned(1),
                LogicalName.parse("0-0:96.1.2.255").toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
        for (String log :
                new String[] {"0-0:99.98.0.255", FRAUD_LOG, "0-0:99.98.5.255", "0-0:99.98.128.255", "1-0:99.97.0.255"
                }) {
            assertEquals(MeterReply.DONE, meter.write(7, log, 3, CosemData.array(List.of(place))));
        }
        for (int i = 0; i < 150; i++) {
            meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED));
            meter.ask(new MeterRequest.Report(MeterEvent.KEYS_CHANGED));
            meter.ask(new MeterRequest.Report(MeterEvent.PUSH_FAILED));
            meter.ask(new MeterRequest.Report(MeterEvent.FIRMWARE_READY));
        }
        long rows = meter.number(7, FRAUD_LOG, 7);
        assertTrue(rows >= 10 && rows < 100, rows + " rows");
        meter.restart();
        assertEquals(rows, meter.number(7, FRAUD_LOG, 7));
        assertEquals(rows, TestMeter.rows(meter.read(7, FRAUD_LOG, 2)).size());
    }
}
