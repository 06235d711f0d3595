package org.metersim.metrology.metering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * All that one meter measures: the load curve, and the interventions that changed how it is counted. Every question has
 * a time; the past is answered as it was. Owned by one thread.
 */
public final class Timeline {

    /**
     * What all questions rest on.
     *
     * @param pulse what is counted at once, thousandths of a watt-hour: so registers of all tariffs make their total
     * @param scripts which tariff a script of the calendar switches to
     */
    public record Ground(LoadCurve curve, long pulse, Map<TariffPlan.Script, Integer> scripts) {}

    /** A stretch of time without intervention, and what was counted before it. */
    private record Stretch(Segment segment, TariffWalk walk, Totals before) {}

    private record Checkpoint(long atMs, Totals totals) {}

    private static final long CHECKPOINT_MS = 30 * 86_400_000L;

    private final Ground ground;
    private final Start start;
    private final List<Intervention> interventions = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<Octets, TreeMap<Long, Long>> registers = new HashMap<>();
    private final Map<Octets, TreeSet<Long>> captures = new HashMap<>();
    private final TreeMap<Long, Totals> checkpoints = new TreeMap<>();
    private TariffPlan.Content calendar;

    public Timeline(Ground ground, Start start, List<Intervention> interventions) {
        this.ground = ground;
        this.start = start;
        this.calendar = start.calendar();
        Segment first = new Segment(
                start.atMs(),
                start.clock(),
                start.powered(),
                start.connected(),
                new LocalTime(start.rules()),
                plan(start.calendar()),
                start.manualTariff());
        stretches.add(new Stretch(first, new TariffWalk(first), start.totals()));
        interventions.forEach(this::add);
    }

    private TariffPlan plan(TariffPlan.Content content) {
        return new TariffPlan(content, ground.scripts());
    }

    public LoadCurve curve() {
        return ground.curve();
    }

    public List<Intervention> interventions() {
        return List.copyOf(interventions);
    }

    /** What is active of calendar and special days. */
    public TariffPlan.Content calendar() {
        return calendar;
    }

    /** Adds what happens now, and returns it: what would come before an earlier intervention comes with it. */
    public Intervention add(Intervention happened) {
        Intervention intervention =
                happened.at(Math.max(happened.atMs(), last().segment().startMs()));
        interventions.add(intervention);
        if (intervention.kind() == Intervention.Kind.REGISTER) {
            registers
                    .computeIfAbsent(intervention.detail(), name -> new TreeMap<>())
                    .put(intervention.atMs(), intervention.value());
            return intervention;
        }
        if (intervention.kind() == Intervention.Kind.CAPTURE) {
            captures.computeIfAbsent(intervention.detail(), name -> new TreeSet<>())
                    .add(intervention.atMs());
            return intervention;
        }
        long at = intervention.atMs();
        Totals before = totals(at);
        Segment next = next(stretchAt(at), intervention);
        stretches.add(new Stretch(next, new TariffWalk(next), before));
        checkpoints.tailMap(at, false).clear();
        return intervention;
    }

    private Segment next(Stretch last, Intervention intervention) {
        Segment from = last.segment();
        long at = intervention.atMs();
        Clockwork clock = from.clock();
        boolean powered = from.powered();
        boolean connected = from.connected();
        LocalTime localTime = from.localTime();
        TariffPlan plan = from.plan();
        int manual = last.walk().isManual(at) ? from.manualTariff() : 0;
        switch (intervention.kind()) {
            case POWER_OFF -> powered = false;
            case POWER_ON -> powered = true;
            case RELAY_OFF -> connected = false;
            case RELAY_ON -> connected = true;
            case CLOCK_SET -> clock = new Clockwork(at, intervention.value(), clock.driftPpm());
            case LOCAL_TIME -> localTime = new LocalTime(Start.readRules(ByteReader.of(intervention.detail())));
            case TARIFF -> manual = (int) intervention.value();
            case CALENDAR -> {
                calendar = Start.readCalendar(ByteReader.of(intervention.detail()));
                plan = plan(calendar);
            }
            case REGISTER, CAPTURE -> throw new IllegalStateException(intervention.kind() + " makes no segment");
        }
        return new Segment(at, clock, powered, connected, localTime, plan, manual);
    }

    private Stretch last() {
        return stretches.get(stretches.size() - 1);
    }

    private Stretch stretchAt(long trueMs) {
        return stretches.get(indexAt(trueMs));
    }

    private int indexAt(long trueMs) {
        int low = 0;
        int high = stretches.size() - 1;
        // most questions are of now
        if (stretches.get(high).segment().startMs() <= trueMs) {
            return high;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            boolean isBegun = stretches.get(middle).segment().startMs() <= trueMs;
            low = isBegun ? middle : low;
            high = isBegun ? high : middle - 1;
        }
        return low;
    }

    Segment segmentAt(long trueMs) {
        return stretchAt(trueMs).segment();
    }

    /** The segments from the first to that of {@code untilMs}, in order of time. */
    List<Segment> segmentsUntil(long untilMs) {
        return stretches.stream()
                .map(Stretch::segment)
                .filter(segment -> segment.startMs() <= untilMs)
                .toList();
    }

    /** When, within these true times, the profile of that name was told to capture. */
    SortedSet<Long> captured(Octets profile, long fromMs, long toMs) {
        TreeSet<Long> moments = captures.get(profile);
        return moments == null || fromMs > toMs ? new TreeSet<>() : moments.subSet(fromMs, true, toMs, true);
    }

    /** The true time at which the clock, as it runs now, shows {@code clockMs}. */
    public long trueMs(long clockMs) {
        return last().segment().trueMs(clockMs);
    }

    /** Stretches with power in which the clock ran on, from the first to that of {@code untilMs}. */
    List<ClockRun> clockRuns(long untilMs) {
        List<Segment> segments = segmentsUntil(untilMs);
        List<ClockRun> runs = new ArrayList<>();
        long startMs = segments.get(0).startMs();
        for (int i = 0; i < segments.size(); i++) {
            boolean isLast = i + 1 == segments.size();
            long endMs = isLast ? untilMs : segments.get(i + 1).startMs();
            if (isLast || !segments.get(i + 1).continues(segments.get(i))) {
                if (segments.get(i).powered()) {
                    runs.add(new ClockRun(startMs, endMs, segments.get(i)));
                }
                startMs = endMs;
            }
        }
        return runs;
    }

    /** The stretch in which the clock ran on to {@code trueMs}, looked at up to there. */
    ClockRun clockRunAt(long trueMs) {
        int last = indexAt(trueMs);
        int first = last;
        while (first > 0
                && stretches
                        .get(first)
                        .segment()
                        .continues(stretches.get(first - 1).segment())) {
            first--;
        }
        return new ClockRun(
                stretches.get(first).segment().startMs(),
                trueMs,
                stretches.get(last).segment());
    }

    public boolean isPowered(long trueMs) {
        return segmentAt(trueMs).powered();
    }

    public boolean isConnected(long trueMs) {
        return segmentAt(trueMs).connected();
    }

    /** What the meter's clock shows, UTC milliseconds. */
    public long clockMs(long trueMs) {
        return segmentAt(trueMs).clockMs(trueMs);
    }

    public LocalTime localTime(long trueMs) {
        return segmentAt(trueMs).localTime();
    }

    /** The active tariff, 1 to 4. */
    public int tariff(long trueMs) {
        return stretchAt(trueMs).walk().tariff(trueMs);
    }

    /** Power that flows, milliwatts or millivar. */
    public long milliwatts(Quantity quantity, long trueMs) {
        return segmentAt(trueMs).flows() ? ground.curve().milliwatts(quantity, trueMs) : 0;
    }

    /**
     * Energy counted since the meter's first moment, thousandths of a watt-hour or var-hour: whole pulses.
     *
     * @param tariff 1 to 4, or 0 for the total
     */
    public long counted(Quantity quantity, int tariff, long trueMs) {
        long at = Math.max(trueMs, start.atMs());
        Stretch stretch = stretchAt(at);
        if (tariff != 0) {
            Checkpoint from = checkpointBefore(stretch, at);
            Tally tally = new Tally(quantity, tariff, from.totals().of(quantity, tariff));
            count(stretch, from.atMs(), at, tally);
            return tally.counted;
        }
        long before = stretch.before().of(quantity, 0);
        return stretch.segment().flows()
                ? before
                        + counted(quantity, at)
                        - counted(quantity, stretch.segment().startMs())
                : before;
    }

    /** As {@link #counted}, with what writing the register of that name put it ahead by. */
    public long counted(Octets register, Quantity quantity, int tariff, long trueMs) {
        long ahead = lastWritten(register, trueMs).map(Map.Entry::getValue).orElse(0L);
        return counted(quantity, tariff, trueMs) + ahead;
    }

    /** When the register of that name was last written before {@code trueMs}, and to what. */
    public Optional<Map.Entry<Long, Long>> lastWritten(Octets register, long trueMs) {
        return Optional.ofNullable(registers.get(register)).map(writes -> writes.floorEntry(trueMs));
    }

    /** What a meter that never stopped counting would have counted. */
    private long counted(Quantity quantity, long atMs) {
        return Math.floorDiv(ground.curve().joules(quantity, atMs) * 5, 18 * ground.pulse()) * ground.pulse();
    }

    /** Adds what one tariff counts of one quantity. */
    private final class Tally implements TariffWalk.Visitor {

        private final Quantity quantity;
        private final int tariff;
        private long counted;

        Tally(Quantity quantity, int tariff, long before) {
            this.quantity = quantity;
            this.tariff = tariff;
            this.counted = before;
        }

        @Override
        public void take(long fromMs, long toMs, int held) {
            if (held == tariff) {
                counted += counted(quantity, toMs) - counted(quantity, fromMs);
            }
        }
    }

    /** Everything counted up to a moment, tariff by tariff. */
    private Totals totals(long trueMs) {
        Stretch stretch = stretchAt(trueMs);
        Checkpoint from = checkpointBefore(stretch, trueMs);
        return totals(stretch, from, trueMs);
    }

    private Totals totals(Stretch stretch, Checkpoint from, long trueMs) {
        Totals totals = from.totals().copy();
        count(stretch, from.atMs(), trueMs, (fromMs, toMs, tariff) -> {
            for (Quantity quantity : Quantity.values()) {
                totals.add(quantity, tariff, counted(quantity, toMs) - counted(quantity, fromMs));
            }
        });
        return totals;
    }

    private static void count(Stretch stretch, long fromMs, long toMs, TariffWalk.Visitor visitor) {
        if (stretch.segment().flows()) {
            stretch.walk().walk(fromMs, toMs, visitor);
        }
    }

    /** What was counted up to a moment of a stretch, not long before {@code trueMs}. */
    private Checkpoint checkpointBefore(Stretch stretch, long trueMs) {
        Checkpoint last = new Checkpoint(stretch.segment().startMs(), stretch.before());
        Map.Entry<Long, Totals> known = checkpoints.floorEntry(trueMs);
        if (known != null && known.getKey() > last.atMs()) {
            last = new Checkpoint(known.getKey(), known.getValue());
        }
        while (trueMs - last.atMs() > CHECKPOINT_MS) {
            long next = last.atMs() + CHECKPOINT_MS;
            last = new Checkpoint(next, totals(stretch, last, next));
            checkpoints.put(next, last.totals());
        }
        return last;
    }

    /**
     * The same meter with its oldest interventions folded into a new start; what was before it can no longer be asked.
     *
     * @param keep how many interventions to keep, besides the last one of each register
     */
    public Timeline folded(int keep) {
        int first = Math.max(0, interventions.size() - keep);
        long at = first == 0 ? start.atMs() : interventions.get(first - 1).atMs();
        Stretch stretch = stretchAt(at);
        Segment segment = stretch.segment();
        Timeline past = new Timeline(ground, start, interventions.subList(0, first));
        Start folded = new Start(
                at,
                segment.clock(),
                segment.powered(),
                segment.connected(),
                stretch.walk().isManual(at) ? segment.manualTariff() : 0,
                segment.localTime().rules(),
                past.calendar,
                totals(at));
        List<Intervention> kept = new ArrayList<>();
        past.registers.forEach((name, writes) -> kept.add(new Intervention(
                writes.lastKey(), Intervention.Kind.REGISTER, writes.lastEntry().getValue(), name)));
        kept.addAll(interventions.subList(first, interventions.size()));
        return new Timeline(ground, folded, kept);
    }

    /** Where this timeline begins. */
    public Start start() {
        return start;
    }

    /** Rules of local time as the detail of an intervention. */
    public static Octets detail(LocalTime.Rules rules) {
        ByteWriter out = new ByteWriter();
        Start.write(rules, out);
        return out.toOctets();
    }

    /** Calendar and special days as the detail of an intervention. */
    public static Octets detail(TariffPlan.Content calendar) {
        ByteWriter out = new ByteWriter();
        Start.write(calendar, out);
        return out.toOctets();
    }
}
