package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

class ActivityCalendarTest {

    private static final String CALENDAR = "0-0:13.0.0.255";
    private static final String SPECIAL_DAYS = "0-0:11.0.0.255";
    private static final String TARIFF = "0-0:96.14.0.255";
    private static final long HOUR_MS = 3_600_000;
    private static final MeterReply WRONG_TYPE = new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
    private static final MeterReply REFUSED = new MeterReply.Refused(AccessResult.OTHER_REASON);

    /** Wednesday 2026-06-10 10:00 in Madrid: tariff 1 begins. */
    private final TestMeter meter = new TestMeter();

    private static CosemData octets(String hex) {
        return new CosemData.OctetString(Octets.parse(hex));
    }

    private static CosemData text(String ascii) {
        return new CosemData.OctetString(Octets.ascii(ascii));
    }

    private static CosemData array(CosemData... elements) {
        return CosemData.array(List.of(elements));
    }

    /** All year, all week: tariff 3 from midnight, 4 from 11 o'clock. */
    private void writePassive() {
        CosemData season = CosemData.structure(text("S"), octets("FFFF0101FF000000008000FF"), text("W"));
        CosemData day = CosemData.unsigned(9);
        CosemData week = CosemData.structure(text("W"), day, day, day, day, day, day, day);
        CosemData scripts = octets("00000A0064FF");
        CosemData midnight = CosemData.structure(octets("000000FF"), scripts, CosemData.longUnsigned(3));
        CosemData eleven = CosemData.structure(octets("0B0000FF"), scripts, CosemData.longUnsigned(4));
        assertEquals(MeterReply.DONE, meter.write(20, CALENDAR, 6, text("NEXT")));
        assertEquals(MeterReply.DONE, meter.write(20, CALENDAR, 7, array(season)));
        assertEquals(MeterReply.DONE, meter.write(20, CALENDAR, 8, array(week)));
        assertEquals(
                MeterReply.DONE,
                meter.write(20, CALENDAR, 9, array(CosemData.structure(day, array(midnight, eleven)))));
    }

    // The calendar of sim-1p, in Madrid on Wednesday 2026-06-10: hours from 10 o'clock on.
    @ParameterizedTest
    @CsvSource({"0, 1", "4, 2", "8, 1", "12, 2", "14, 3", "22, 2", "62, 3", "63, 3", "86, 3", "118, 2"})
    void switchesTheActiveTariff(int hours, int tariff) {
        meter.step(hours * HOUR_MS - 1);
        meter.step(1);
        assertEquals(tariff, meter.number(1, TARIFF, 2));
    }

    @Test
    void showsTheCalendarOfTheProfile() {
        assertEquals(text("BASE"), meter.read(20, CALENDAR, 2));
        assertEquals(
                array(
                        CosemData.structure(text("WINTER"), octets("FFFF0B01FF000000FF8000FF"), text("ALL")),
                        CosemData.structure(text("SUMMER"), octets("FFFF0401FF000000FF8000FF"), text("ALL"))),
                meter.read(20, CALENDAR, 3));
    }

    @Test
    void activatesThePassiveCalendarByMethod() {
        writePassive();
        assertEquals(1, meter.number(1, TARIFF, 2));
        assertEquals(MeterReply.DONE, meter.invoke(20, CALENDAR, 1, CosemData.integer(0)));

        assertEquals(3, meter.number(1, TARIFF, 2));
        assertEquals(text("NEXT"), meter.read(20, CALENDAR, 2));
        assertEquals(meter.read(20, CALENDAR, 9), meter.read(20, CALENDAR, 5));
        assertEquals(octets("07EA060A030A000000FF8880"), meter.read(1, "0-0:96.2.7.255", 2));
        meter.step(HOUR_MS);
        assertEquals(4, meter.number(1, TARIFF, 2));
        meter.restart();
        assertEquals(4, meter.number(1, TARIFF, 2));
        assertEquals(text("NEXT"), meter.read(20, CALENDAR, 2));
    }

    // 10:30:00 local time, given without deviation.
    @Test
    void activatesThePassiveCalendarAtItsTime() {
        writePassive();
        assertEquals(MeterReply.DONE, meter.write(20, CALENDAR, 10, octets("07EA060AFF0A1E00FF8000FF")));
        meter.step(HOUR_MS / 2 - 1);
        assertEquals(1, meter.number(1, TARIFF, 2));
        meter.step(1);
        assertEquals(3, meter.number(1, TARIFF, 2));
        assertEquals(octets("07EA060A030A1E0000FF8880"), meter.read(1, "0-0:96.2.7.255", 2));
    }

    @Test
    void countsInTheTariffsOfTheNewCalendarFromItsActivationOn() {
        writePassive();
        meter.write(20, CALENDAR, 10, octets("07EA060AFF0A1E00FF8000FF"));
        long before = meter.register("1-0:1.8.3.255");
        meter.step(HOUR_MS / 2);
        assertEquals(before, meter.register("1-0:1.8.3.255"));
        long total = meter.register("1-0:1.8.0.255");
        meter.step(HOUR_MS / 2);
        assertEquals(meter.register("1-0:1.8.0.255") - total, meter.register("1-0:1.8.3.255") - before);
    }

    @Test
    void doesNotActivateACalendarThatIsNotWhole() {
        assertEquals(REFUSED, meter.invoke(20, CALENDAR, 1, CosemData.integer(0)));
        writePassive();
        meter.write(20, CALENDAR, 9, array());
        assertEquals(REFUSED, meter.invoke(20, CALENDAR, 1, CosemData.integer(0)));
        assertEquals(text("BASE"), meter.read(20, CALENDAR, 2));
        assertEquals(1, meter.number(1, TARIFF, 2));
    }

    @Test
    void refusesWhatHasNotTheFormOfItsAttribute() {
        CosemData shortTime = CosemData.structure(octets("0000"), octets("00000A0064FF"), CosemData.longUnsigned(3));
        CosemData shortName = CosemData.structure(octets("000000FF"), octets("00"), CosemData.longUnsigned(3));
        assertEquals(WRONG_TYPE, meter.write(20, CALENDAR, 6, CosemData.visible("NEXT")));
        assertEquals(WRONG_TYPE, meter.write(20, CALENDAR, 7, CosemData.NULL));
        assertEquals(WRONG_TYPE, meter.write(20, CALENDAR, 7, array(CosemData.NULL)));
        assertEquals(
                WRONG_TYPE,
                meter.write(20, CALENDAR, 7, array(CosemData.structure(text("S"), octets("FFFF"), text("W")))));
        assertEquals(WRONG_TYPE, meter.write(20, CALENDAR, 8, array(CosemData.structure(text("W")))));
        for (CosemData action : new CosemData[] {shortTime, shortName, CosemData.NULL}) {
            CosemData days = array(CosemData.structure(CosemData.unsigned(1), array(action)));
            assertEquals(WRONG_TYPE, meter.write(20, CALENDAR, 9, days));
        }
        assertEquals(WRONG_TYPE, meter.write(20, CALENDAR, 10, octets("07EA")));
        assertEquals(array(), meter.read(20, CALENDAR, 7));
    }

    // Wednesday the 10th of June becomes a day of kind 3: tariff 4 all day.
    @Test
    void isOverriddenOnASpecialDay() {
        CosemData today = CosemData.structure(CosemData.longUnsigned(7), octets("07EA060AFF"), CosemData.unsigned(3));
        assertEquals(MeterReply.DONE, meter.invoke(11, SPECIAL_DAYS, 1, today));
        assertEquals(4, meter.number(1, TARIFF, 2));
        meter.step(14 * HOUR_MS);
        assertEquals(3, meter.number(1, TARIFF, 2));
        meter.restart();
        assertEquals(
                3,
                ((CosemData.Array) meter.read(11, SPECIAL_DAYS, 2)).elements().size());

        assertEquals(MeterReply.DONE, meter.invoke(11, SPECIAL_DAYS, 2, CosemData.longUnsigned(7)));
        assertEquals(
                2,
                ((CosemData.Array) meter.read(11, SPECIAL_DAYS, 2)).elements().size());
        assertEquals(REFUSED, meter.invoke(11, SPECIAL_DAYS, 2, CosemData.longUnsigned(7)));
    }

    @Test
    void replacesTheSpecialDayOfTheSameIndex() {
        CosemData other = CosemData.structure(CosemData.longUnsigned(2), octets("07EA060AFF"), CosemData.unsigned(3));
        assertEquals(MeterReply.DONE, meter.invoke(11, SPECIAL_DAYS, 1, other));
        List<CosemData> days = ((CosemData.Array) meter.read(11, SPECIAL_DAYS, 2)).elements();
        assertEquals(2, days.size());
        assertEquals(other, days.get(1));
    }

    @Test
    void refusesWhatIsNoSpecialDay() {
        CosemData before = meter.read(11, SPECIAL_DAYS, 2);
        CosemData shortDate = CosemData.structure(CosemData.longUnsigned(2), octets("07EA060A"), CosemData.unsigned(3));
        assertEquals(WRONG_TYPE, meter.invoke(11, SPECIAL_DAYS, 1, shortDate));
        assertEquals(WRONG_TYPE, meter.write(11, SPECIAL_DAYS, 2, array(shortDate)));
        assertEquals(WRONG_TYPE, meter.write(11, SPECIAL_DAYS, 2, CosemData.NULL));
        assertEquals(WRONG_TYPE, meter.invoke(11, SPECIAL_DAYS, 2, CosemData.unsigned(2)));
        assertEquals(before, meter.read(11, SPECIAL_DAYS, 2));
    }
}
