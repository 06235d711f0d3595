package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.metering.TariffPlan;
import org.metersim.metrology.table.Occasion;
import org.metersim.metrology.table.Typed;

/** The forms that the attributes of an activity calendar must have, alone and together. Blue Book 4.5.5. */
final class CalendarForm {

    private static final int WEEKDAYS = 7;

    private CalendarForm() {}

    /** Array of {season_profile_name, season_start, week_name}. */
    static boolean isSeasons(CosemData data) {
        return isArrayOf(
                data,
                season -> Typed.structure(season, 3)
                        .filter(fields -> fields.get(0) instanceof CosemData.OctetString)
                        .filter(fields -> Typed.octets(fields.get(1), CosemDateTime.LENGTH_BYTES)
                                .isPresent())
                        .filter(fields -> fields.get(2) instanceof CosemData.OctetString)
                        .isPresent());
    }

    /** Array of {week_profile_name, day ids of Monday to Sunday}. */
    static boolean isWeeks(CosemData data) {
        return isArrayOf(
                data,
                week -> Typed.structure(week, 1 + WEEKDAYS)
                        .filter(fields -> fields.get(0) instanceof CosemData.OctetString)
                        .filter(fields -> fields.stream().skip(1).allMatch(CalendarForm::isDayId))
                        .isPresent());
    }

    /** Array of {day_id, array of {start_time, script_logical_name, script_selector}}. */
    static boolean isDays(CosemData data) {
        return isArrayOf(
                data,
                day -> Typed.structure(day, 2)
                        .filter(fields -> isDayId(fields.get(0)))
                        .filter(fields -> isArrayOf(fields.get(1), CalendarForm::isAction))
                        .isPresent());
    }

    private static boolean isAction(CosemData data) {
        return Typed.structure(data, 3)
                .filter(fields ->
                        Typed.octets(fields.get(0), Occasion.TIME_BYTES).isPresent())
                .filter(fields ->
                        Typed.octets(fields.get(1), LogicalName.LENGTH_BYTES).isPresent())
                .filter(fields ->
                        Typed.number(fields.get(2), NumeralType.LONG_UNSIGNED).isPresent())
                .isPresent();
    }

    private static boolean isDayId(CosemData data) {
        return Typed.number(data, NumeralType.UNSIGNED).isPresent();
    }

    private static boolean isArrayOf(CosemData data, Predicate<CosemData> form) {
        return Typed.array(data).filter(all -> all.stream().allMatch(form)).isPresent();
    }

    /** True when there is a season, and every week and day that is named is there. */
    static boolean isWhole(TariffPlan.Content content) {
        List<CosemData> weeks = column(content.weeks(), 0).toList();
        List<CosemData> days = column(content.days(), 0).toList();
        boolean hasWeeks = column(content.seasons(), 2).allMatch(weeks::contains);
        boolean hasDays = Stream.iterate(1, day -> day <= WEEKDAYS, day -> day + 1)
                .flatMap(day -> column(content.weeks(), day))
                .allMatch(days::contains);
        return column(content.seasons(), 0).findAny().isPresent() && hasWeeks && hasDays;
    }

    private static Stream<CosemData> column(CosemData table, int index) {
        return Typed.array(table).stream()
                .flatMap(List::stream)
                .map(row -> row instanceof CosemData.Structure structure
                        ? Optional.of(structure.elements().get(index))
                        : Optional.<CosemData>empty())
                .flatMap(Optional::stream);
    }
}
