package org.metersim.metrology.metering;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.profiles.ClockRules;
import org.metersim.profiles.Supply;

/** Timelines for tests: a household in Madrid with four tariffs, and what may happen to it. */
final class TestTimelines {

    static final long HOUR_MS = 3_600_000;
    static final long DAY_MS = 24 * HOUR_MS;
    static final ClockRules MADRID = new ClockRules(ZoneId.of("Europe/Madrid"), 0);
    static final Octets PROFILE = Octets.parse("0100630100FF");

    private static final Octets SCRIPTS = Octets.parse("00000A0064FF");
    private static final Supply SUPPLY =
            new Supply(230, 50, 1, Collections.nCopies(24, 700), Collections.nCopies(24, 90), 95, 5750);

    private TestTimelines() {}

    /** With nothing that intervened. */
    static Timeline quiet(long seed, int driftPpm) {
        ClockRules clock = new ClockRules(MADRID.zone(), driftPpm);
        return new Timeline(
                new Timeline.Ground(new LoadCurve(SUPPLY, clock, seed, 7), 1000, scripts()),
                Start.atEpoch(LocalTime.Rules.of(clock), calendar(), driftPpm, true),
                List.of());
    }

    /** With some dozens of random interventions in the first half of 2026, the clock never set. */
    static Timeline eventful(long seed, int driftPpm) {
        Timeline timeline = quiet(seed, driftPpm);
        Random random = new Random(seed);
        long at = utc(2026, 1, 1);
        for (int i = 0; i < 60; i++) {
            at += random.nextInt((int) (3 * DAY_MS));
            switch (random.nextInt(6)) {
                case 0 -> timeline.add(Intervention.of(at, Intervention.Kind.RELAY_OFF));
                case 1 -> timeline.add(Intervention.of(at, Intervention.Kind.POWER_OFF));
                case 2 ->
                    timeline.add(new Intervention(at, Intervention.Kind.TARIFF, 1 + random.nextInt(4), Octets.EMPTY));
                case 3 ->
                    timeline.add(new Intervention(at, Intervention.Kind.CALENDAR, 0, Timeline.detail(calendar())));
                default -> {
                    timeline.add(Intervention.of(at, Intervention.Kind.POWER_ON));
                    timeline.add(Intervention.of(at, Intervention.Kind.RELAY_ON));
                }
            }
        }
        return timeline;
    }

    static long utc(int year, int month, int day) {
        return java.time.LocalDate.of(year, month, day).toEpochDay() * DAY_MS;
    }

    private static Map<TariffPlan.Script, Integer> scripts() {
        Map<TariffPlan.Script, Integer> scripts = new java.util.HashMap<>();
        for (int tariff = 1; tariff <= 4; tariff++) {
            scripts.put(new TariffPlan.Script(SCRIPTS, tariff), tariff);
        }
        return scripts;
    }

    /** Work days 22:30 tariff 3, 02:30 tariff 1, 08:00 tariff 2; Sundays 4, but 3 from 02:30 to 12:00. */
    static TariffPlan.Content calendar() {
        CosemData name = new CosemData.OctetString(Octets.ascii("W"));
        List<CosemData> week = new ArrayList<>(List.of(name));
        for (int day = 1; day <= 7; day++) {
            week.add(CosemData.unsigned(day == 7 ? 2 : 1));
        }
        CosemData workDay = day(1, action("021E00FF", 1), action("080000FF", 2), action("161E00FF", 3));
        CosemData sunday = day(2, action("000000FF", 4), action("021E00FF", 3), action("0C0000FF", 4));
        CosemData start = new CosemData.OctetString(Octets.parse("FFFF0101FF00000000800000"));
        return new TariffPlan.Content(
                CosemData.array(List.of(CosemData.structure(name, start, name))),
                CosemData.array(List.of(new CosemData.Structure(week))),
                CosemData.array(List.of(workDay, sunday)),
                CosemData.array(List.of()));
    }

    private static CosemData day(int id, CosemData... actions) {
        return CosemData.structure(CosemData.unsigned(id), CosemData.array(List.of(actions)));
    }

    private static CosemData action(String time, int tariff) {
        return CosemData.structure(
                new CosemData.OctetString(Octets.parse(time)),
                new CosemData.OctetString(SCRIPTS),
                CosemData.longUnsigned(tariff));
    }
}
