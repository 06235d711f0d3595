package org.metersim.metrology.metering;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;

/**
 * Which tariff holds when: the active part of the activity calendar with the special days, as a function of local time.
 * Blue Book 4.5.4 and 4.5.5.
 */
public final class TariffPlan {

    /** The script that a day's action names: its table, as logical name in octets, and its number. */
    public record Script(Octets table, int selector) {}

    /**
     * The attributes that make it.
     *
     * @param seasons array of {name, start, week name}
     * @param weeks array of {name, day id of Monday, ... Sunday}
     * @param days array of {day id, array of {start time, script logical name, script selector}}
     * @param specialDays array of {index, date, day id}
     */
    public record Content(CosemData seasons, CosemData weeks, CosemData days, CosemData specialDays) {}

    /** From that second of the day on, that tariff. */
    record Switch(int secondOfDay, int tariff) {}

    private record Season(int dayOfYear, int[] dayIds) {}

    private record SpecialDay(int year, int month, int day, int weekday, int dayId) {}

    private static final int ANY = 0xFF;
    private static final int ANY_YEAR = 0xFFFF;
    private static final int FIRST_TARIFF = 1;
    private static final int DAYS_BACK = 8;
    private static final int[] NO_WEEK = {};
    private static final int DAY_SECONDS = 86_400;

    private final TreeMap<Integer, List<Switch>> days = new TreeMap<>();
    private final TreeMap<Octets, int[]> weeks = new TreeMap<>();
    private final List<Season> seasons = new ArrayList<>();
    private final List<SpecialDay> specialDays = new ArrayList<>();

    /**
     * @param scripts which tariff a script switches to; scripts that are not in it switch none
     * @throws IllegalArgumentException when the content has another form than the attributes have
     */
    public TariffPlan(Content content, Map<Script, Integer> scripts) {
        elements(content.days()).forEach(day -> readDay(fields(day, 2), scripts));
        elements(content.weeks()).forEach(week -> readWeek(fields(week, 8)));
        elements(content.seasons()).forEach(season -> readSeason(fields(season, 3)));
        elements(content.specialDays()).forEach(day -> readSpecialDay(fields(day, 3)));
        seasons.sort(java.util.Comparator.comparingInt(Season::dayOfYear));
    }

    /** The tariff at that second of that local day, 1 to 4. */
    public int tariff(LocalDate date, int secondOfDay) {
        int limit = secondOfDay;
        for (int back = 0; back < DAYS_BACK; back++) {
            Optional<Switch> last = lastSwitch(date.minusDays(back), limit);
            if (last.isPresent()) {
                return last.get().tariff();
            }
            limit = DAY_SECONDS;
        }
        return FIRST_TARIFF;
    }

    private Optional<Switch> lastSwitch(LocalDate date, int secondOfDay) {
        Optional<Switch> last = Optional.empty();
        for (Switch each : switches(date)) {
            if (each.secondOfDay() <= secondOfDay) {
                last = Optional.of(each);
            }
        }
        return last;
    }

    /** What that local day switches, ascending. */
    List<Switch> switches(LocalDate date) {
        return days.getOrDefault(dayId(date), List.of());
    }

    private int dayId(LocalDate date) {
        for (SpecialDay special : specialDays) {
            if (isSpecial(special, date)) {
                return special.dayId();
            }
        }
        int[] week = weekOf(date);
        int weekday = date.getDayOfWeek().getValue();
        return week.length == 7 ? week[weekday - 1] : -1;
    }

    private static boolean isSpecial(SpecialDay special, LocalDate date) {
        return (special.year() == ANY_YEAR || special.year() == date.getYear())
                && (special.month() == ANY || special.month() == date.getMonthValue())
                && (special.day() == ANY || special.day() == date.getDayOfMonth())
                && (special.weekday() == ANY
                        || special.weekday() == date.getDayOfWeek().getValue());
    }

    /** The season that began last; before the first one of the year, the last one of the year before. */
    private int[] weekOf(LocalDate date) {
        if (seasons.isEmpty()) {
            return NO_WEEK;
        }
        int today = date.getMonthValue() * 100 + date.getDayOfMonth();
        Season current = seasons.get(seasons.size() - 1);
        for (Season season : seasons) {
            current = season.dayOfYear() <= today ? season : current;
        }
        return current.dayIds();
    }

    private void readDay(List<CosemData> day, Map<Script, Integer> scripts) {
        List<Switch> switches = new ArrayList<>();
        for (CosemData action : elements(day.get(1))) {
            List<CosemData> fields = fields(action, 3);
            ByteReader time = ByteReader.of(octets(fields.get(0)));
            int second = time.u8("hour") % 24 * 3600 + time.u8("minute") % 60 * 60;
            Integer tariff = scripts.get(new Script(octets(fields.get(1)), number(fields.get(2))));
            if (tariff != null) {
                switches.add(new Switch(second, tariff));
            }
        }
        switches.sort(java.util.Comparator.comparingInt(Switch::secondOfDay));
        days.put(number(day.get(0)), List.copyOf(switches));
    }

    private void readWeek(List<CosemData> week) {
        int[] ids = new int[7];
        for (int i = 0; i < 7; i++) {
            ids[i] = number(week.get(i + 1));
        }
        weeks.put(octets(week.get(0)), ids);
    }

    private void readSeason(List<CosemData> season) {
        ByteReader start = ByteReader.of(octets(season.get(1)));
        start.u16("year");
        int month = start.u8("month");
        int day = start.u8("day");
        int dayOfYear = (month == ANY ? 1 : month) * 100 + (day == ANY ? 1 : day);
        seasons.add(new Season(dayOfYear, weeks.getOrDefault(octets(season.get(2)), NO_WEEK)));
    }

    private void readSpecialDay(List<CosemData> special) {
        ByteReader date = ByteReader.of(octets(special.get(1)));
        specialDays.add(new SpecialDay(
                date.u16("year"), date.u8("month"), date.u8("day"), date.u8("weekday"), number(special.get(2))));
    }

    private static List<CosemData> elements(CosemData data) {
        if (data instanceof CosemData.Array array) {
            return array.elements();
        }
        throw new IllegalArgumentException("calendar: " + data + " (expected: an array)");
    }

    private static List<CosemData> fields(CosemData data, int count) {
        if (data instanceof CosemData.Structure structure
                && structure.elements().size() == count) {
            return structure.elements();
        }
        throw new IllegalArgumentException("calendar: " + data + " (expected: a structure of " + count + ")");
    }

    private static Octets octets(CosemData data) {
        if (data instanceof CosemData.OctetString string) {
            return string.octets();
        }
        throw new IllegalArgumentException("calendar: " + data + " (expected: an octet-string)");
    }

    private static int number(CosemData data) {
        if (data instanceof CosemData.Numeral numeral) {
            return (int) numeral.value();
        }
        throw new IllegalArgumentException("calendar: " + data + " (expected: a number)");
    }
}
