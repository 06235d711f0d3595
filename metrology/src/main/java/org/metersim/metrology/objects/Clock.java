package org.metersim.metrology.objects;

import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.metering.LocalTime;
import org.metersim.metrology.metering.LocalTime.Rules;
import org.metersim.metrology.metering.Timeline;
import org.metersim.metrology.table.Marks;
import org.metersim.metrology.table.Marks.Mark;
import org.metersim.metrology.table.Typed;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Clock: local time, daylight saving, setting and shifting. Blue Book 4.5.1. */
record Clock(Instance instance) {

    /** From 2000 to 2099: what a clock chip can show, UTC milliseconds. */
    private static final long FIRST_MS = 946_684_800_000L;

    private static final long BEYOND_LAST_MS = 4_102_444_800_000L;
    private static final long MINUTE_MS = 60_000;
    private static final long QUARTER_MS = 900_000;
    private static final int MAX_ZONE_MINUTES = 840;
    private static final int MAX_SAVING_MINUTES = 120;
    private static final int MAX_SHIFT_SECONDS = 900;

    static final InterfaceClass<Clock> CLASS = InterfaceClass.<Clock>of(8, "Clock")
            .attribute(1, "logical_name", (clock, atMs) -> clock.instance.logicalName())
            .attribute(2, "time", Clock::time, Clock::setTime)
            .attribute(
                    3,
                    "time_zone",
                    (clock, atMs) -> CosemData.longInteger(clock.rules(atMs).zoneMinutes()),
                    Clock::setZone)
            .attribute(
                    4,
                    "status",
                    (clock, atMs) -> CosemData.unsigned(
                            clock.instance.meter().dateTime(atMs).status()))
            .attribute(
                    5,
                    "daylight_savings_begin",
                    (clock, atMs) -> clock.rules(atMs).begin().toData(),
                    (clock, value, nowMs) -> clock.setChange(value, true, nowMs))
            .attribute(
                    6,
                    "daylight_savings_end",
                    (clock, atMs) -> clock.rules(atMs).end().toData(),
                    (clock, value, nowMs) -> clock.setChange(value, false, nowMs))
            .attribute(
                    7,
                    "daylight_savings_deviation",
                    (clock, atMs) -> CosemData.integer(clock.rules(atMs).savingMinutes()),
                    Clock::setDeviation)
            .attribute(
                    8,
                    "daylight_savings_enabled",
                    (clock, atMs) -> CosemData.bool(clock.rules(atMs).enabled()),
                    Clock::setEnabled)
            .attribute(9, "clock_base", Clock::base)
            .method(1, "adjust_to_quarter", (clock, parameter, nowMs) -> clock.round(QUARTER_MS, nowMs))
            .method(2, "adjust_to_measuring_period", (clock, parameter, nowMs) -> clock.round(QUARTER_MS, nowMs))
            .method(3, "adjust_to_minute", (clock, parameter, nowMs) -> clock.round(MINUTE_MS, nowMs))
            .method(4, "adjust_to_preset_time", (clock, parameter, nowMs) -> clock.adjustToPreset(nowMs))
            .method(5, "preset_adjusting_time", Clock::preset)
            .method(6, "shift_time", Clock::shift);

    private LocalTime localTime(long atMs) {
        return instance.timeline().localTime(atMs);
    }

    private Rules rules(long atMs) {
        return localTime(atMs).rules();
    }

    private CosemData time(long atMs) {
        return instance.meter().dateTime(atMs).toData();
    }

    private AccessResult setTime(CosemData value, long nowMs) {
        Optional<CosemDateTime> moment = Typed.dateTime(value);
        if (moment.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return localTime(nowMs).toUtcMs(moment.get()).map(to -> set(to, nowMs)).orElse(AccessResult.OTHER_REASON);
    }

    private AccessResult set(long toClockMs, long nowMs) {
        if (toClockMs < FIRST_MS || toClockMs >= BEYOND_LAST_MS) {
            return AccessResult.OTHER_REASON;
        }
        RecordBatch batch = instance.meter().batch();
        instance.meter().raise(batch, MeterEvent.CLOCK_ADJUSTED_OLD, nowMs);
        Intervention set = new Intervention(nowMs, Intervention.Kind.CLOCK_SET, toClockMs, Octets.EMPTY);
        instance.meter().intervene(batch, set);
        instance.meter().marks().set(batch, Mark.CLOCK_SET, toClockMs);
        instance.meter().raise(batch, MeterEvent.CLOCK_ADJUSTED_NEW, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }

    private MeterReply round(long stepMs, long nowMs) {
        long clockMs = instance.timeline().clockMs(nowMs);
        return MeterReply.of(set(Math.floorDiv(clockMs + stepMs / 2, stepMs) * stepMs, nowMs));
    }

    private MeterReply shift(CosemData parameter, long nowMs) {
        var seconds = Typed.number(parameter, NumeralType.LONG);
        if (seconds.isEmpty()) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        if (Math.abs(seconds.getAsLong()) > MAX_SHIFT_SECONDS) {
            return new MeterReply.Refused(AccessResult.OTHER_REASON);
        }
        return MeterReply.of(set(instance.timeline().clockMs(nowMs) + seconds.getAsLong() * 1000, nowMs));
    }

    /** {preset_time, validity_interval_start, validity_interval_end}. */
    private MeterReply preset(CosemData parameter, long nowMs) {
        var fields = Typed.structure(parameter, 3);
        if (fields.isEmpty()) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        long[] moments = new long[3];
        for (int i = 0; i < moments.length; i++) {
            Optional<Long> moment = Typed.dateTime(fields.get().get(i)).flatMap(localTime(nowMs)::toUtcMs);
            if (moment.isEmpty()) {
                return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
            }
            moments[i] = moment.get();
        }
        RecordBatch batch = instance.meter().batch();
        Marks marks = instance.meter().marks();
        marks.set(batch, Mark.PRESET_TIME, moments[0]);
        marks.set(batch, Mark.PRESET_FROM, moments[1]);
        marks.set(batch, Mark.PRESET_UNTIL, moments[2]);
        batch.commit();
        return MeterReply.DONE;
    }

    private MeterReply adjustToPreset(long nowMs) {
        Marks marks = instance.meter().marks();
        long clockMs = instance.timeline().clockMs(nowMs);
        if (clockMs < marks.get(Mark.PRESET_FROM) || clockMs > marks.get(Mark.PRESET_UNTIL)) {
            return new MeterReply.Refused(AccessResult.OTHER_REASON);
        }
        return MeterReply.of(set(marks.get(Mark.PRESET_TIME), nowMs));
    }

    private AccessResult setZone(CosemData value, long nowMs) {
        var minutes = Typed.number(value, NumeralType.LONG);
        Rules old = rules(nowMs);
        if (minutes.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return Math.abs(minutes.getAsLong()) > MAX_ZONE_MINUTES
                ? AccessResult.OTHER_REASON
                : set(
                        new Rules(
                                (int) minutes.getAsLong(), old.enabled(), old.begin(), old.end(), old.savingMinutes()),
                        nowMs);
    }

    private AccessResult setChange(CosemData value, boolean begin, long nowMs) {
        Optional<CosemDateTime> moment = Typed.dateTime(value);
        if (moment.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        Rules old = rules(nowMs);
        CosemDateTime from = begin ? moment.get() : old.begin();
        CosemDateTime to = begin ? old.end() : moment.get();
        return set(new Rules(old.zoneMinutes(), old.enabled(), from, to, old.savingMinutes()), nowMs);
    }

    private AccessResult setDeviation(CosemData value, long nowMs) {
        var minutes = Typed.number(value, NumeralType.INTEGER);
        Rules old = rules(nowMs);
        if (minutes.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return Math.abs(minutes.getAsLong()) > MAX_SAVING_MINUTES
                ? AccessResult.OTHER_REASON
                : set(
                        new Rules(old.zoneMinutes(), old.enabled(), old.begin(), old.end(), (int) minutes.getAsLong()),
                        nowMs);
    }

    private AccessResult setEnabled(CosemData value, long nowMs) {
        Optional<Boolean> enabled = Typed.bool(value);
        Rules old = rules(nowMs);
        return enabled.map(
                        on -> set(new Rules(old.zoneMinutes(), on, old.begin(), old.end(), old.savingMinutes()), nowMs))
                .orElse(AccessResult.TYPE_UNMATCHED);
    }

    private AccessResult set(Rules rules, long nowMs) {
        RecordBatch batch = instance.meter().batch();
        Intervention changed = new Intervention(nowMs, Intervention.Kind.LOCAL_TIME, 0, Timeline.detail(rules));
        instance.meter().intervene(batch, changed);
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }

    private CosemData base(long atMs) {
        return CosemData.enumeration(
                switch (instance.row().text("base")) {
                    case "crystal" -> 1;
                    case "mains-50" -> 2;
                    case "mains-60" -> 3;
                    case "gps" -> 4;
                    case "radio" -> 5;
                    default -> 0;
                });
    }
}
