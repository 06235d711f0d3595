package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

class ProfileGenericTest {

    private static final String LOAD_PROFILE = "1-0:99.1.0.255";
    private static final String DAILY = "1-0:99.2.0.255";
    private static final String MONTHLY = "0-0:98.1.0.255";
    private static final String[] LOAD_COLUMNS = {"1-0:1.8.0.255", "1-0:2.8.0.255", "1-0:3.8.0.255", "1-0:4.8.0.255"};
    private static final long QUARTER_MS = 900_000;
    private static final long DAY_MS = 86_400_000;
    private static final MeterReply OUT_OF_SCOPE = new MeterReply.Refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
    private static final MeterReply WRONG_TYPE = new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);

    /** Wednesday 2026-06-10 10:00 in Madrid. */
    private final TestMeter meter = new TestMeter();

    private static CosemData entries(long from, long to, int firstColumn, int lastColumn) {
        return CosemData.structure(
                CosemData.doubleLongUnsigned(from),
                CosemData.doubleLongUnsigned(to),
                CosemData.longUnsigned(firstColumn),
                CosemData.longUnsigned(lastColumn));
    }

    private static CosemData column(int classId, String name) {
        return CosemData.structure(
                CosemData.longUnsigned(classId),
                LogicalName.parse(name).toData(),
                CosemData.integer(2),
                CosemData.longUnsigned(0));
    }

    private static final CosemData CLOCK = column(8, "0-0:1.0.0.255");

    private static CosemData range(CosemData from, CosemData to, CosemData... columns) {
        return CosemData.structure(CLOCK, from, to, CosemData.array(List.of(columns)));
    }

    private static CosemData moment(String hex) {
        return new CosemData.OctetString(Octets.parse(hex));
    }

    private List<List<CosemData>> rows(String profile, int selector, CosemData parameter) {
        return TestMeter.rows(TestMeter.value(meter.select(profile, selector, parameter)));
    }

    private List<List<CosemData>> lastRows(String profile, int count) {
        long size = meter.number(7, profile, 7);
        return rows(profile, 2, entries(Math.max(1, size - count + 1), 0, 1, 0));
    }

    @Test
    void hasTheRegistersOfAMomentInTheRowOfThatMoment() {
        meter.step(QUARTER_MS - 1);
        assertEquals(
                moment("07EA060A030A000000FF8880"),
                lastRows(LOAD_PROFILE, 1).get(0).get(0));
        meter.step(1);
        List<CosemData> expected = new ArrayList<>(List.of(meter.read(8, "0-0:1.0.0.255", 2)));
        for (String register : LOAD_COLUMNS) {
            expected.add(meter.read(3, register, 2));
        }

        assertEquals(List.of(expected), lastRows(LOAD_PROFILE, 1));
        // 2026-06-10, a Wednesday, 10:15:00.00, UTC+2, in daylight saving
        assertEquals(moment("07EA060A030A0F0000FF8880"), expected.get(0));
        meter.step(17 * QUARTER_MS + 12_345);
        assertEquals(expected, lastRows(LOAD_PROFILE, 18).get(0));
    }

    // What was read at each quarter is what the profile tells afterwards, whatever was done to the meter in between.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tellsWhatTheRegistersShowedWhateverHappened(long seed) {
        Random random = new Random(seed);
        List<List<CosemData>> expected = new ArrayList<>();
        for (int minute = 0; minute < 1500; minute++) {
            meter.step(60_000);
            if (random.nextInt(40) == 0) {
                meter.nowMs += 17;
                disturb(random);
                meter.nowMs -= 17;
                meter.step(60_000);
            }
            if (((meter.board.table().timeline().clockMs(meter.nowMs)) % QUARTER_MS) == 0) {
                expected.add(registers());
            }
        }
        List<List<CosemData>> told = lastRows(LOAD_PROFILE, 300);
        for (List<CosemData> row : expected) {
            assertTrue(told.contains(row), "seed " + seed + " misses " + row);
        }
        assertTrue(expected.size() > 20, "seed " + seed + ": the test looked at rows");
    }

    private List<CosemData> registers() {
        List<CosemData> row = new ArrayList<>(List.of(meter.read(8, "0-0:1.0.0.255", 2)));
        for (String register : LOAD_COLUMNS) {
            row.add(meter.read(3, register, 2));
        }
        return row;
    }

    private void disturb(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> meter.invoke(70, "0-0:96.3.10.255", 1 + random.nextInt(2), CosemData.integer(0));
            case 1 ->
                meter.write(3, LOAD_COLUMNS[random.nextInt(4)], 2, CosemData.doubleLongUnsigned(random.nextInt(999)));
            case 2 -> meter.invoke(8, "0-0:1.0.0.255", 6, CosemData.longInteger(60 * (random.nextInt(30) - 15)));
            case 3 -> meter.write(8, "0-0:1.0.0.255", 8, CosemData.bool(random.nextBoolean()));
            case 4 -> meter.write(1, "0-0:96.14.0.255", 2, CosemData.unsigned(1 + random.nextInt(4)));
            default -> {
                meter.board.powerFailed(meter.nowMs);
                meter.board.powerReturned(meter.nowMs + 5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1-0:99.2.0.255, 2026-06-11T00:00:00", "0-0:98.1.0.255, 2026-07-01T00:00:00"})
    void tellsAtMidnightWhatTheRegistersShowedAtMidnight(String profile, java.time.LocalDateTime midnight) {
        long atMs = midnight.atZone(java.time.ZoneId.of("Europe/Madrid"))
                .toInstant()
                .toEpochMilli();
        meter.step(atMs - meter.nowMs);
        List<CosemData> expected = new ArrayList<>();
        for (CosemData column : ((CosemData.Array) meter.read(7, profile, 3)).elements()) {
            List<CosemData> fields = ((CosemData.Structure) column).elements();
            LogicalName name = LogicalName.read(
                    org.metersim.dlms.codec.ByteReader.of(((CosemData.OctetString) fields.get(1)).octets()));
            expected.add(meter.read((int) ((CosemData.Numeral) fields.get(0)).value(), name.toString(), (int)
                    ((CosemData.Numeral) fields.get(2)).value()));
        }
        assertEquals(expected, lastRows(profile, 1).get(0));
        meter.step(20 * DAY_MS);
        long later = meter.number(7, profile, 7);
        assertTrue(rows(profile, 2, entries(1, 0, 1, 0)).contains(expected), later + " rows");
    }

    // 86 days into 2026: daily rows of the two days around the change are 23 hours apart.
    @Test
    void hasDailyRowsTwentyThreeHoursApartWhereDaylightSavingBegins() {
        TestMeter spring = new TestMeter(1_774_900_000_000L); // 2026-03-30 21:46 UTC
        CosemData buffer = TestMeter.value(spring.select(DAILY, 2, entries(1, 0, 1, 1)));
        List<List<CosemData>> rows = TestMeter.rows(buffer);
        assertEquals(
                moment("07EA031D0700000000FFC400"), rows.get(rows.size() - 2).get(0));
        assertEquals(
                moment("07EA031E0100000000FF8880"), rows.get(rows.size() - 1).get(0));
    }

    @Test
    void selectsEntriesWithBothEnds() {
        List<List<CosemData>> all = lastRows(LOAD_PROFILE, 10);
        long size = meter.number(7, LOAD_PROFILE, 7);
        assertEquals(all.subList(2, 5), rows(LOAD_PROFILE, 2, entries(size - 7, size - 5, 1, 0)));
        assertEquals(List.of(all.get(9)), rows(LOAD_PROFILE, 2, entries(size, size, 1, 0)));
    }

    @Test
    void selectsColumnsByTheirPlace() {
        List<CosemData> row = lastRows(LOAD_PROFILE, 1).get(0);
        long size = meter.number(7, LOAD_PROFILE, 7);
        assertEquals(List.of(row.subList(1, 3)), rows(LOAD_PROFILE, 2, entries(size, 0, 2, 3)));
        assertEquals(List.of(row.subList(4, 5)), rows(LOAD_PROFILE, 2, entries(size, 0, 5, 0)));
    }

    @Test
    void selectsNothingOutsideOfTheBuffer() {
        long size = meter.number(7, LOAD_PROFILE, 7);
        CosemData none = CosemData.array(List.of());
        assertEquals(none, TestMeter.value(meter.select(LOAD_PROFILE, 2, entries(size + 1, 0, 1, 0))));
        assertEquals(none, TestMeter.value(meter.select(LOAD_PROFILE, 2, entries(size + 1, size + 9, 1, 0))));
        assertEquals(none, TestMeter.value(meter.select(LOAD_PROFILE, 2, entries(5, 4, 1, 0))));
        assertEquals(none, TestMeter.value(meter.select(LOAD_PROFILE, 2, entries(0xFFFF_FFFFL, 1, 1, 0))));
    }

    @Test
    void clipsWhatReachesBeyondTheBuffer() {
        long size = meter.number(7, LOAD_PROFILE, 7);
        assertEquals(
                2, rows(LOAD_PROFILE, 2, entries(size - 1, 0xFFFF_FFFFL, 1, 0)).size());
        assertEquals(rows(LOAD_PROFILE, 2, entries(1, 2, 1, 0)), rows(LOAD_PROFILE, 2, entries(0, 2, 1, 0)));
    }

    @Test
    void refusesColumnsThatItDoesNotHave() {
        assertEquals(OUT_OF_SCOPE, meter.select(LOAD_PROFILE, 2, entries(1, 1, 6, 0)));
        assertEquals(OUT_OF_SCOPE, meter.select(LOAD_PROFILE, 2, entries(1, 1, 1, 6)));
        assertEquals(OUT_OF_SCOPE, meter.select(LOAD_PROFILE, 2, entries(1, 1, 3, 2)));
    }

    @Test
    void refusesSelectorsAndFormsThatItDoesNotKnow() {
        assertEquals(OUT_OF_SCOPE, meter.select(LOAD_PROFILE, 3, entries(1, 1, 1, 0)));
        assertEquals(WRONG_TYPE, meter.select(LOAD_PROFILE, 2, CosemData.NULL));
        assertEquals(WRONG_TYPE, meter.select(LOAD_PROFILE, 1, CosemData.longUnsigned(1)));
        CosemData longs = CosemData.structure(
                CosemData.longUnsigned(1),
                CosemData.longUnsigned(1),
                CosemData.longUnsigned(1),
                CosemData.longUnsigned(0));
        assertEquals(WRONG_TYPE, meter.select(LOAD_PROFILE, 2, longs));
    }

    // 09:00 to 09:45 of that day, given in local time with its deviation, in UTC, and without deviation.
    @ParameterizedTest
    @CsvSource({
        "07EA060A03090000FFFF8880, 07EA060A03092D00FFFF8880",
        "07EA060A03070000FF000000, 07EA060A03072D00FF000000",
        "07EA060AFF090000FF8000FF, 07EA060AFF092D00FF8000FF",
        "07EA060A03083B3BFFFF8880, 07EA060A03093B3BFFFF8880"
    })
    void selectsTheRowsOfARangeOfTimeWithBothEnds(String from, String to) {
        List<List<CosemData>> rows = rows(LOAD_PROFILE, 1, range(moment(from), moment(to)));
        assertEquals(
                List.of(
                        moment("07EA060A03090000" + "00FF8880"),
                        moment("07EA060A03090F00" + "00FF8880"),
                        moment("07EA060A03091E00" + "00FF8880"),
                        moment("07EA060A03092D00" + "00FF8880")),
                rows.stream().map(row -> row.get(0)).toList());
        assertEquals(lastRows(LOAD_PROFILE, 5).subList(0, 4), rows);
    }

    @Test
    void takesTheEndsOfARangeAsDateTimeTooAndLeavesThemOpen() {
        CosemData from = new CosemData.Moment(0x19, Octets.parse("07EA060A03090000FFFF8880"));
        CosemData open = moment("FFFFFFFFFFFFFFFFFF8000FF");
        assertEquals(
                5,
                rows(LOAD_PROFILE, 1, range(from, new CosemData.Moment(0x19, Octets.parse("FFFFFFFFFFFFFFFFFF8000FF"))))
                        .size());
        assertEquals(
                meter.number(7, DAILY, 7),
                rows(DAILY, 1, range(open, open, CLOCK)).size());
    }

    @Test
    void selectsNothingInAReversedRangeOrBeforeTheFirstRowOrAfterTheLast() {
        CosemData early = moment("07D0010106000000FF800000");
        CosemData late = moment("0833010106000000FF800000");
        CosemData nine = moment("07EA060A03090000FFFF8880");
        CosemData ten = moment("07EA060A030A0000FFFF8880");
        assertEquals(List.of(), rows(LOAD_PROFILE, 1, range(ten, nine)));
        assertEquals(List.of(), rows(LOAD_PROFILE, 1, range(early, early)));
        assertEquals(List.of(), rows(LOAD_PROFILE, 1, range(late, late)));
        assertEquals(5, rows(LOAD_PROFILE, 1, range(nine, late)).size());
    }

    @Test
    void selectsTheColumnsThatARangeNamesInTheirOrder() {
        CosemData nine = moment("07EA060A03090000FFFF8880");
        List<CosemData> row = lastRows(LOAD_PROFILE, 5).get(0);
        assertEquals(
                List.of(List.of(row.get(2), row.get(0))),
                rows(LOAD_PROFILE, 1, range(nine, nine, column(3, "1-0:2.8.0.255"), CLOCK)));
    }

    @Test
    void refusesARangeOfAnUnknownColumnOrWithOne() {
        CosemData nine = moment("07EA060A03090000FFFF8880");
        CosemData voltage = column(3, "1-0:32.7.0.255");
        CosemData none = CosemData.array(List.of());
        assertEquals(OUT_OF_SCOPE, meter.select(LOAD_PROFILE, 1, range(nine, nine, voltage)));
        assertEquals(OUT_OF_SCOPE, meter.select(LOAD_PROFILE, 1, CosemData.structure(voltage, nine, nine, none)));
        assertEquals(WRONG_TYPE, meter.select(LOAD_PROFILE, 1, CosemData.structure(CosemData.NULL, nine, nine, none)));
        assertEquals(WRONG_TYPE, meter.select(LOAD_PROFILE, 1, range(moment("07EA06"), nine)));
        assertEquals(WRONG_TYPE, meter.select(LOAD_PROFILE, 1, range(nine, CosemData.longUnsigned(1))));
    }

    @Test
    void selectsByTheValuesOfARegister() {
        List<List<CosemData>> last = lastRows(DAILY, 4);
        CosemData byImport = CosemData.structure(
                column(3, "1-0:1.8.0.255"), last.get(1).get(1), last.get(2).get(1), CosemData.array(List.of()));
        assertEquals(last.subList(1, 3), rows(DAILY, 1, byImport));
    }

    @Test
    void keepsTwoYearsOfQuartersAndFindsTenOfThemWithoutMakingTheRest() {
        assertEquals(70_080, meter.number(7, LOAD_PROFILE, 7));
        CosemData ten = entries(35_000, 35_009, 1, 0);
        CosemData nine = moment("07EA060A03090000FFFF8880");
        meter.select(LOAD_PROFILE, 2, ten);
        // 2,000 of each; made whole, each would take some ten milliseconds
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 2000; i++) {
                assertEquals(10, rows(LOAD_PROFILE, 2, ten).size());
                assertEquals(1, rows(LOAD_PROFILE, 1, range(nine, nine)).size());
            }
        });
    }

    @Test
    void forgetsItsRowsWhenItIsResetAndGoesOn() {
        assertEquals(MeterReply.DONE, meter.invoke(7, LOAD_PROFILE, 1, CosemData.integer(0)));
        assertEquals(0, meter.number(7, LOAD_PROFILE, 7));
        meter.step(QUARTER_MS);
        assertEquals(1, meter.number(7, LOAD_PROFILE, 7));
        meter.restart();
        assertEquals(1, meter.number(7, LOAD_PROFILE, 7));
    }

    @Test
    void capturesARowWhenItIsToldAndTellsTheNic() {
        meter.step(100_000);
        meter.notices();
        assertEquals(MeterReply.DONE, meter.invoke(7, MONTHLY, 2, CosemData.integer(0)));
        assertEquals(List.of(new MeterNotice.ProfileCaptured(LogicalName.parse(MONTHLY))), meter.notices());
        List<CosemData> row = lastRows(MONTHLY, 1).get(0);
        assertEquals(meter.read(8, "0-0:1.0.0.255", 2), row.get(0));
        assertEquals(meter.read(3, "1-0:1.8.0.255", 2), row.get(1));
        meter.restart();
        assertEquals(row, lastRows(MONTHLY, 1).get(0));
    }

    @Test
    void capturesOtherColumnsOnceTheyAreWrittenAndForgetsTheRowsOfBefore() {
        CosemData columns = CosemData.array(List.of(CLOCK, column(3, "1-0:32.7.0.255")));
        assertEquals(MeterReply.DONE, meter.write(7, LOAD_PROFILE, 3, columns));
        assertEquals(columns, meter.read(7, LOAD_PROFILE, 3));
        assertEquals(0, meter.number(7, LOAD_PROFILE, 7));
        meter.step(QUARTER_MS);
        assertEquals(
                List.of(List.of(meter.read(8, "0-0:1.0.0.255", 2), meter.read(3, "1-0:32.7.0.255", 2))),
                lastRows(LOAD_PROFILE, 9));
    }

    @Test
    void refusesColumnsThatNobodyCouldCapture() {
        MeterReply refused = new MeterReply.Refused(AccessResult.OTHER_REASON);
        CosemData before = meter.read(7, LOAD_PROFILE, 3);
        CosemData unknown = CosemData.array(List.of(CLOCK, column(3, "1-0:99.99.99.255")));
        CosemData itself = CosemData.array(List.of(CLOCK, column(7, LOAD_PROFILE)));
        assertEquals(refused, meter.write(7, LOAD_PROFILE, 3, unknown));
        assertEquals(refused, meter.write(7, LOAD_PROFILE, 3, itself));
        assertEquals(refused, meter.write(7, LOAD_PROFILE, 3, CosemData.array(List.of())));
        assertEquals(WRONG_TYPE, meter.write(7, LOAD_PROFILE, 3, CosemData.array(List.of(CosemData.NULL))));
        assertEquals(before, meter.read(7, LOAD_PROFILE, 3));
        assertEquals(70_080, meter.number(7, LOAD_PROFILE, 7));
    }

    @Test
    void capturesInThePeriodThatIsWritten() {
        assertEquals(MeterReply.DONE, meter.write(7, LOAD_PROFILE, 4, CosemData.doubleLongUnsigned(3600)));
        meter.step(4 * QUARTER_MS);
        assertEquals(1, meter.number(7, LOAD_PROFILE, 7));
        meter.step(8 * QUARTER_MS);
        assertEquals(3, meter.number(7, LOAD_PROFILE, 7));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 901, 86_401, 0xFFFF_FFFFL})
    void refusesAPeriodThatDoesNotFitADay(long seconds) {
        assertEquals(
                new MeterReply.Refused(AccessResult.OTHER_REASON),
                meter.write(7, LOAD_PROFILE, 4, CosemData.doubleLongUnsigned(seconds)));
        assertEquals(900, meter.number(7, LOAD_PROFILE, 4));
    }

    @Test
    void keepsAsManyRowsAsAreWrittenButNotMoreThanItHasMemoryFor() {
        assertEquals(MeterReply.DONE, meter.write(7, LOAD_PROFILE, 8, CosemData.doubleLongUnsigned(3)));
        meter.step(5 * QUARTER_MS);
        assertEquals(3, meter.number(7, LOAD_PROFILE, 7));
        MeterReply refused = new MeterReply.Refused(AccessResult.OTHER_REASON);
        assertEquals(refused, meter.write(7, LOAD_PROFILE, 8, CosemData.doubleLongUnsigned(70_081)));
        assertEquals(refused, meter.write(7, LOAD_PROFILE, 8, CosemData.doubleLongUnsigned(0)));
        assertEquals(WRONG_TYPE, meter.write(7, LOAD_PROFILE, 8, CosemData.longUnsigned(5)));
        assertEquals(3, meter.number(7, LOAD_PROFILE, 8));
    }
}
