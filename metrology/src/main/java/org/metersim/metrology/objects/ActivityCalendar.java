package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.metering.TariffPlan;
import org.metersim.metrology.metering.Timeline;
import org.metersim.metrology.table.CalendarRows;
import org.metersim.metrology.table.Marks.Mark;
import org.metersim.metrology.table.Typed;
import org.metersim.runtime.memory.RecordBatch;

/**
 * COSEM Activity calendar: which script runs when, as seasons, weeks and days. What a client writes is passive until it
 * is activated, by the method or at its time. Blue Book 4.5.5.
 */
record ActivityCalendar(Instance instance) {

    private static final int NAME = 2;
    private static final int PASSIVE_NAME = 6;
    private static final int PASSIVE_SEASONS = 7;
    private static final int PASSIVE_WEEKS = 8;
    private static final int PASSIVE_DAYS = 9;
    private static final int ACTIVATION_TIME = 10;
    private static final CosemData NO_NAME = new CosemData.OctetString(Octets.EMPTY);
    private static final CosemData NONE = CosemData.array(List.of());

    static final InterfaceClass<ActivityCalendar> CLASS = InterfaceClass.<ActivityCalendar>of(20, "Activity calendar")
            .attribute(1, "logical_name", (calendar, atMs) -> calendar.instance.logicalName())
            .attribute(NAME, "calendar_name_active", (calendar, atMs) -> calendar.name())
            .attribute(
                    3,
                    "season_profile_active",
                    (calendar, atMs) -> calendar.active().seasons())
            .attribute(
                    4,
                    "week_profile_table_active",
                    (calendar, atMs) -> calendar.active().weeks())
            .attribute(
                    5,
                    "day_profile_table_active",
                    (calendar, atMs) -> calendar.active().days())
            .attribute(
                    PASSIVE_NAME,
                    "calendar_name_passive",
                    (calendar, atMs) -> calendar.passive(PASSIVE_NAME, NO_NAME),
                    (calendar, value, nowMs) -> calendar.write(PASSIVE_NAME, value, nowMs))
            .attribute(
                    PASSIVE_SEASONS,
                    "season_profile_passive",
                    (calendar, atMs) -> calendar.passive(PASSIVE_SEASONS, NONE),
                    (calendar, value, nowMs) -> calendar.write(PASSIVE_SEASONS, value, nowMs))
            .attribute(
                    PASSIVE_WEEKS,
                    "week_profile_table_passive",
                    (calendar, atMs) -> calendar.passive(PASSIVE_WEEKS, NONE),
                    (calendar, value, nowMs) -> calendar.write(PASSIVE_WEEKS, value, nowMs))
            .attribute(
                    PASSIVE_DAYS,
                    "day_profile_table_passive",
                    (calendar, atMs) -> calendar.passive(PASSIVE_DAYS, NONE),
                    (calendar, value, nowMs) -> calendar.write(PASSIVE_DAYS, value, nowMs))
            .attribute(
                    ACTIVATION_TIME,
                    "activate_passive_calendar_time",
                    (calendar, atMs) -> calendar.passive(ACTIVATION_TIME, DataSources.UNSPECIFIED.toData()),
                    ActivityCalendar::setActivationTime)
            .method(1, "activate_passive_calendar", (calendar, parameter, nowMs) -> calendar.activate(nowMs));

    private TariffPlan.Content active() {
        return instance.timeline().calendar();
    }

    private CosemData name() {
        return instance.written(NAME)
                .orElseGet(
                        () -> CalendarRows.name(instance.row().get("calendar").text("name")));
    }

    private CosemData passive(int attribute, CosemData otherwise) {
        return instance.written(attribute).orElse(otherwise);
    }

    private AccessResult write(int attribute, CosemData value, long nowMs) {
        boolean isFit = switch (attribute) {
            case PASSIVE_SEASONS -> CalendarForm.isSeasons(value);
            case PASSIVE_WEEKS -> CalendarForm.isWeeks(value);
            case PASSIVE_DAYS -> CalendarForm.isDays(value);
            default -> value instanceof CosemData.OctetString;
        };
        return isFit ? instance.write(attribute, value, nowMs) : AccessResult.TYPE_UNMATCHED;
    }

    private AccessResult setActivationTime(CosemData value, long nowMs) {
        Optional<CosemDateTime> moment = Typed.dateTime(value);
        if (moment.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return instance.reschedule(ACTIVATION_TIME, moment.get().toData(), nowMs);
    }

    private MeterReply activate(long nowMs) {
        TariffPlan.Content next = new TariffPlan.Content(
                passive(PASSIVE_SEASONS, NONE),
                passive(PASSIVE_WEEKS, NONE),
                passive(PASSIVE_DAYS, NONE),
                active().specialDays());
        if (!CalendarForm.isWhole(next)) {
            return new MeterReply.Refused(AccessResult.OTHER_REASON);
        }
        RecordBatch batch = instance.meter().batch();
        Intervention changed = new Intervention(nowMs, Intervention.Kind.CALENDAR, 0, Timeline.detail(next));
        instance.meter().intervene(batch, changed);
        instance.meter().parameters().put(batch, instance.index(), NAME, passive(PASSIVE_NAME, NO_NAME));
        instance.meter()
                .marks()
                .set(batch, Mark.CALENDAR_ACTIVATED, instance.timeline().clockMs(nowMs));
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
        return MeterReply.DONE;
    }
}
