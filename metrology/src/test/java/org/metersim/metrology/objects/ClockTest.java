package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

class ClockTest {

    private static final String CLOCK = "0-0:1.0.0.255";
    private static final MeterReply WRONG_TYPE = new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
    private static final MeterReply REFUSED = new MeterReply.Refused(AccessResult.OTHER_REASON);

    /** Wednesday 2026-06-10 10:00 in Madrid. */
    private final TestMeter meter = new TestMeter();

    private String time() {
        return ((CosemData.OctetString) meter.read(8, CLOCK, 2)).octets().toHex();
    }

    private static CosemData octets(String hex) {
        return new CosemData.OctetString(Octets.parse(hex));
    }

    private List<Long> standardLog() {
        return TestMeter.rows(meter.read(7, "0-0:99.98.0.255", 2)).stream()
                .map(row -> ((CosemData.Numeral) row.get(1)).value())
                .toList();
    }

    @Test
    void showsLocalTimeWithItsDeviationAndDaylightSaving() {
        assertEquals("07EA060A030A000000FF8880", time());
        meter.step(65_430);
        assertEquals("07EA060A030A01052BFF8880", time());
        assertEquals(0x80, meter.number(8, CLOCK, 4));
    }

    // 2026-06-11 07:08:09, in UTC+2, in UTC, and as the local time it is.
    @ParameterizedTest
    @ValueSource(strings = {"07EA060B0407080900FF8880", "07EA060B0405080900000000", "07EA060BFF070809FF8000FF"})
    void isSetToTheTimeThatIsMeant(String set) {
        assertEquals(MeterReply.DONE, meter.write(8, CLOCK, 2, octets(set)));
        assertEquals("07EA060B0407080900FF8880", time());
        meter.step(1000);
        assertEquals("07EA060B0407080A00FF8880", time());
        assertEquals(
                "07EA060B0407080900FF8880",
                ((CosemData.OctetString) meter.read(1, "0-0:96.2.12.255", 2))
                        .octets()
                        .toHex());
        meter.restart();
        assertEquals("07EA060B0407080A00FF8880", time());
    }

    @Test
    void logsTheOldAndTheNewTimeWhenItIsSet() {
        meter.write(8, CLOCK, 2, octets("07EA060B0407080900FF8880"));
        List<List<CosemData>> rows = TestMeter.rows(meter.read(7, "0-0:99.98.0.255", 2));
        assertEquals(
                List.of(
                        List.of(octets("07EA060A030A000000FF8880"), CosemData.unsigned(4)),
                        List.of(octets("07EA060B0407080900FF8880"), CosemData.unsigned(5))),
                rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FFFFFFFFFFFFFFFFFF8000FF", // nothing
                "07EA061FFF07080900FF8880", // the 31st of June
                "07EA060BFF18000000FF8880", // 24 o'clock
                "07CF0C1FFF17000000000000", // 1999
                "0834010105000000FF000000" // 2100
            })
    void refusesATimeThatIsNoneOrThatItCannotShow(String set) {
        assertEquals(REFUSED, meter.write(8, CLOCK, 2, octets(set)));
        assertEquals("07EA060A030A000000FF8880", time());
        assertEquals(List.of(), standardLog());
    }

    @Test
    void refusesWhatIsNoTime() {
        assertEquals(WRONG_TYPE, meter.write(8, CLOCK, 2, octets("07EA060B04070809")));
        assertEquals(WRONG_TYPE, meter.write(8, CLOCK, 2, CosemData.longUnsigned(5)));
        assertEquals(WRONG_TYPE, meter.write(8, CLOCK, 3, CosemData.integer(5)));
        assertEquals(WRONG_TYPE, meter.write(8, CLOCK, 5, CosemData.NULL));
        assertEquals(WRONG_TYPE, meter.write(8, CLOCK, 7, CosemData.longInteger(60)));
        assertEquals(WRONG_TYPE, meter.write(8, CLOCK, 8, CosemData.unsigned(1)));
        assertEquals("07EA060A030A000000FF8880", time());
    }

    @Test
    void movesWithItsTimeZoneButNotInUtc() {
        assertEquals(-60, meter.number(8, CLOCK, 3));
        assertEquals(MeterReply.DONE, meter.write(8, CLOCK, 3, CosemData.longInteger(0)));
        assertEquals("07EA060A0309000000FFC480", time());
        assertEquals(REFUSED, meter.write(8, CLOCK, 3, CosemData.longInteger(841)));
    }

    @Test
    void stopsSavingDaylightWhenThatIsDisabled() {
        assertEquals(MeterReply.DONE, meter.write(8, CLOCK, 8, CosemData.bool(false)));
        assertEquals("07EA060A0309000000FFC400", time());
        meter.restart();
        assertEquals("07EA060A0309000000FFC400", time());
    }

    @Test
    void savesDaylightByTheDatesThatAreWritten() {
        // from the 1st of July on
        assertEquals(MeterReply.DONE, meter.write(8, CLOCK, 5, octets("FFFF0701FF020000008000FF")));
        assertEquals("07EA060A0309000000FFC400", time());
        meter.step(30 * 86_400_000L);
        assertEquals("07EA070A050A000000FF8880", time());
    }

    @ParameterizedTest
    @CsvSource({"1, 07EA060A030A0F0000FF8880", "3, 07EA060A030A080000FF8880"})
    void isRoundedToTheNearestQuarterOrMinute(int method, String rounded) {
        meter.step(470_000);
        assertEquals("07EA060A030A073200FF8880", time());
        assertEquals(MeterReply.DONE, meter.invoke(8, CLOCK, method, CosemData.integer(0)));
        assertEquals(rounded, time());
    }

    @Test
    void isShiftedByUpToAQuarterOfAnHour() {
        assertEquals(MeterReply.DONE, meter.invoke(8, CLOCK, 6, CosemData.longInteger(-900)));
        assertEquals("07EA060A03092D0000FF8880", time());
        assertEquals(REFUSED, meter.invoke(8, CLOCK, 6, CosemData.longInteger(901)));
        assertEquals(WRONG_TYPE, meter.invoke(8, CLOCK, 6, CosemData.integer(1)));
    }

    @Test
    void takesAPresetTimeOnlyWithinItsInterval() {
        CosemData preset = CosemData.structure(
                octets("07EA060A030C000000FF8880"),
                octets("07EA060A030A050000FF8880"),
                octets("07EA060A030A0A0000FF8880"));
        assertEquals(MeterReply.DONE, meter.invoke(8, CLOCK, 5, preset));
        assertEquals(REFUSED, meter.invoke(8, CLOCK, 4, CosemData.integer(0)));
        meter.step(300_000);
        assertEquals(MeterReply.DONE, meter.invoke(8, CLOCK, 4, CosemData.integer(0)));
        assertEquals("07EA060A030C000000FF8880", time());
        assertEquals(REFUSED, meter.invoke(8, CLOCK, 4, CosemData.integer(0)));
        assertEquals(WRONG_TYPE, meter.invoke(8, CLOCK, 5, CosemData.structure(CosemData.NULL)));
    }

    @Test
    void logsThatDaylightSavingBeganAndEnded() {
        TestMeter winter = new TestMeter(1_767_225_600_000L); // 2026-01-01 00:00 UTC
        winter.step(365 * 86_400_000L);
        List<List<CosemData>> rows = TestMeter.rows(winter.read(7, "0-0:99.98.0.255", 2));
        assertEquals(
                List.of(
                        List.of(octets("07EA031D0703000000FF8880"), CosemData.unsigned(3)),
                        List.of(octets("07EA0A190702000000FFC400"), CosemData.unsigned(3))),
                rows);
    }

    // The board is made when it is due, a little late, as a fleet does; and it had no power at the change.
    @Test
    void logsThatDaylightSavingChangedThoughTheBoardWasNotThere() {
        CosemData change = CosemData.structure(octets("07EA031D0703000000FF8880"), CosemData.unsigned(3));
        long changeMs = 1_774_746_000_000L; // 2026-03-29 01:00 UTC
        TestMeter late = new TestMeter(changeMs + 50);
        late.step(1);
        assertEquals(CosemData.array(List.of(change)), late.read(7, "0-0:99.98.0.255", 2));
        late.restart();
        late.step(1000);
        assertEquals(CosemData.array(List.of(change)), late.read(7, "0-0:99.98.0.255", 2));

        TestMeter dark = new TestMeter(changeMs - 3_600_000);
        dark.board.powerFailed(dark.nowMs);
        dark.nowMs += 7_200_000;
        dark.board.powerReturned(dark.nowMs);
        dark.step(1);
        List<List<CosemData>> rows = TestMeter.rows(dark.read(7, "0-0:99.98.0.255", 2));
        assertTrue(rows.contains(((CosemData.Structure) change).elements()), rows.toString());
    }

    @Test
    void countsEnergyByTrueTimeHoweverItIsSet() {
        TestMeter untouched = new TestMeter();
        meter.write(8, CLOCK, 2, octets("07EB060B0407080900FF8880"));
        untouched.step(3_600_000);
        meter.step(3_600_000);
        assertEquals(untouched.register("1-0:1.8.0.255"), meter.register("1-0:1.8.0.255"));
        assertTrue(meter.register("1-0:1.8.0.255") > 0);
    }
}
