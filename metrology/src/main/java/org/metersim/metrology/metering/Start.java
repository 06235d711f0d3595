package org.metersim.metrology.metering;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * Where a timeline begins: the meter's first moment, or what older interventions came to.
 *
 * @param atMs true time
 * @param manualTariff a tariff that was written and still holds, or 0
 */
public record Start(
        long atMs,
        Clockwork clock,
        boolean powered,
        boolean connected,
        int manualTariff,
        LocalTime.Rules rules,
        TariffPlan.Content calendar,
        Totals totals) {

    /**
     * A meter's first moment: the epoch of its load curve, with nothing counted.
     *
     * @param driftPpm how much its clock gains
     */
    public static Start atEpoch(LocalTime.Rules rules, TariffPlan.Content calendar, int driftPpm, boolean connected) {
        Clockwork clock = new Clockwork(LoadCurve.EPOCH_MS, LoadCurve.EPOCH_MS, driftPpm);
        return new Start(LoadCurve.EPOCH_MS, clock, true, connected, 0, rules, calendar, Totals.zero());
    }

    public static Start read(byte[] record) {
        ByteReader in = new ByteReader(record);
        return new Start(
                in.i64("at"),
                new Clockwork(in.i64("set"), in.i64("shown"), in.i32("drift")),
                in.u8("powered") == 1,
                in.u8("connected") == 1,
                in.u8("manual tariff"),
                readRules(in),
                readCalendar(in),
                Totals.read(in));
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(512).i64(atMs);
        out.i64(clock.setMs()).i64(clock.shownMs()).u32(clock.driftPpm());
        out.u8(powered ? 1 : 0).u8(connected ? 1 : 0).u8(manualTariff);
        write(rules, out);
        write(calendar, out);
        totals.write(out);
        return out.toBytes();
    }

    static LocalTime.Rules readRules(ByteReader in) {
        return new LocalTime.Rules(
                in.i16("time zone"),
                in.u8("enabled") == 1,
                CosemDateTime.read(in),
                CosemDateTime.read(in),
                in.i8("daylight saving deviation"));
    }

    static void write(LocalTime.Rules rules, ByteWriter out) {
        out.u16(rules.zoneMinutes()).u8(rules.enabled() ? 1 : 0);
        rules.begin().write(out);
        rules.end().write(out);
        out.u8(rules.savingMinutes());
    }

    static TariffPlan.Content readCalendar(ByteReader in) {
        return new TariffPlan.Content(CosemData.read(in), CosemData.read(in), CosemData.read(in), CosemData.read(in));
    }

    static void write(TariffPlan.Content calendar, ByteWriter out) {
        calendar.seasons().write(out);
        calendar.weeks().write(out);
        calendar.days().write(out);
        calendar.specialDays().write(out);
    }
}
