package org.metersim.metrology.table;

import java.util.List;
import java.util.function.Function;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.metering.TariffPlan;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.MomentText;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;

/** Activity calendar and special days as the profile's rows have them, in the form of their attributes. */
public final class CalendarRows {

    private static final int ACTIVITY_CALENDAR = 20;
    private static final int SPECIAL_DAYS = 11;
    private static final CosemData NONE = CosemData.array(List.of());

    private CalendarRows() {}

    /** The first calendar and the first special days table of the profile. */
    static TariffPlan.Content of(MeterModel profile) {
        CosemData special = first(profile, SPECIAL_DAYS, row -> array(row, "days", CalendarRows::specialDay));
        return new TariffPlan.Content(
                first(profile, ACTIVITY_CALENDAR, row -> array(row.get("calendar"), "seasons", CalendarRows::season)),
                first(profile, ACTIVITY_CALENDAR, row -> array(row.get("calendar"), "weeks", CalendarRows::week)),
                first(profile, ACTIVITY_CALENDAR, row -> array(row.get("calendar"), "days", CalendarRows::day)),
                special);
    }

    private static CosemData first(MeterModel profile, int classId, Function<ProfileNode, CosemData> form) {
        return profile.objects().stream()
                .filter(object -> object.classId() == classId)
                .findFirst()
                .map(ObjectDefinition::row)
                .map(form)
                .orElse(NONE);
    }

    private static CosemData array(ProfileNode row, String key, Function<ProfileNode, CosemData> form) {
        return CosemData.array(row.items(key).stream().map(form).toList());
    }

    private static CosemData season(ProfileNode row) {
        return CosemData.structure(
                name(row.text("name")),
                new CosemData.OctetString(MomentText.dateTime(row.get("start"), "start")),
                name(row.text("week")));
    }

    private static CosemData week(ProfileNode row) {
        List<CosemData> fields = new java.util.ArrayList<>(List.of(name(row.text("name"))));
        row.items("days").forEach(day -> fields.add(CosemData.unsigned((int) day.asNumber("days", 0, 0xFF))));
        return new CosemData.Structure(fields);
    }

    private static CosemData day(ProfileNode row) {
        return CosemData.structure(CosemData.unsigned(row.number("id")), array(row, "actions", CalendarRows::action));
    }

    private static CosemData action(ProfileNode row) {
        return CosemData.structure(
                new CosemData.OctetString(MomentText.time(row.get("time"), "time")),
                row.logicalName("table").toData(),
                CosemData.longUnsigned(row.number("script")));
    }

    private static CosemData specialDay(ProfileNode row) {
        return CosemData.structure(
                CosemData.longUnsigned(row.number("index")),
                new CosemData.OctetString(MomentText.date(row.get("date"), "date")),
                CosemData.unsigned(row.number("day")));
    }

    /** A name as the calendar has it. */
    public static CosemData name(String text) {
        return new CosemData.OctetString(Octets.ascii(text));
    }
}
