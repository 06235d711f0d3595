package org.metersim.metrology.metering;

import java.util.List;
import org.metersim.profiles.ClockRules;
import org.metersim.profiles.Supply;

/**
 * Power at the point of supply, and its integral since the epoch: a function of seed, meter and time alone.
 *
 * <p>A day has 96 slots of 15 minutes. The integral at the start of a slot is that of the profile's mean day, scaled
 * for this meter, plus a jitter smaller than the slot before and after it: so it never falls, and any moment costs the
 * same to ask for. Within a slot power is constant.
 */
public final class LoadCurve {

    /** Where the integral begins: 2024-01-01 00:00 UTC, milliseconds. */
    public static final long EPOCH_MS = 1_704_067_200_000L;

    private static final long SLOT_MS = 900_000;
    private static final int SLOT_SECONDS = 900;
    private static final int SLOTS_A_DAY = 96;
    private static final int SLOTS_AN_HOUR = 4;
    private static final int PERMILLE = 1000;
    private static final int JITTER_PERMILLE = 450;

    private final long seed;
    private final Shape importShape;
    private final Shape exportShape;
    private final long standardOffsetMs;
    private final int reactivePermille;
    private final int scalePermille;

    /** One direction: joules of each slot of a mean day, and their sums. */
    private static final class Shape {

        private final long[] slots = new long[SLOTS_A_DAY];
        private final long[] sums = new long[SLOTS_A_DAY + 1];

        Shape(List<Integer> wattsByHour) {
            for (int i = 0; i < SLOTS_A_DAY; i++) {
                slots[i] = (long) wattsByHour.get(i / SLOTS_AN_HOUR) * SLOT_SECONDS;
                sums[i + 1] = sums[i] + slots[i];
            }
        }

        long joulesBefore(long slot) {
            return Math.floorDiv(slot, (long) SLOTS_A_DAY) * sums[SLOTS_A_DAY] + sums[Math.floorMod(slot, SLOTS_A_DAY)];
        }

        long room(long slot) {
            return Math.min(slots[Math.floorMod(slot - 1, SLOTS_A_DAY)], slots[Math.floorMod(slot, SLOTS_A_DAY)]);
        }
    }

    /**
     * @param seed of every random choice of the simulation
     * @param number the meter's serial number
     */
    public LoadCurve(Supply supply, ClockRules clock, long seed, long number) {
        this.seed = mix(seed * 31 + number);
        this.importShape = new Shape(supply.importWattsByHour());
        this.exportShape = new Shape(supply.exportWattsByHour());
        this.standardOffsetMs = -clock.timeZoneMinutes() * 60_000L;
        double cosPhi = supply.powerFactorPercent() / 100.0;
        this.reactivePermille = (int) Math.round(PERMILLE * Math.sqrt(1 - cosPhi * cosPhi) / cosPhi);
        this.scalePermille = 600 + (int) Math.floorMod(this.seed, 801L);
    }

    /** Energy from the epoch to {@code atMs}, joules (or var-seconds); never falls. */
    public long joules(Quantity quantity, long atMs) {
        return switch (quantity) {
            case IMPORT_ACTIVE -> integral(importShape, atMs);
            case EXPORT_ACTIVE -> integral(exportShape, atMs);
            case IMPORT_REACTIVE -> integral(importShape, atMs) * reactivePermille / PERMILLE;
            case EXPORT_REACTIVE -> integral(exportShape, atMs) * reactivePermille / PERMILLE;
        };
    }

    /** Power at {@code atMs}, milliwatts (or millivar): the slope of {@link #joules}. */
    public long milliwatts(Quantity quantity, long atMs) {
        long start = Math.floorDiv(atMs - EPOCH_MS + standardOffsetMs, SLOT_MS) * SLOT_MS + EPOCH_MS - standardOffsetMs;
        return (joules(quantity, start + SLOT_MS) - joules(quantity, start)) * 1000 / SLOT_SECONDS;
    }

    /** A number from 0 to {@code range} - 1 that belongs to this meter, this second and this purpose. */
    public int noise(long atMs, int purpose, int range) {
        return (int) Math.floorMod(mix(seed ^ Math.floorDiv(atMs, 1000L) * 131 + purpose), (long) range);
    }

    private long integral(Shape shape, long atMs) {
        long local = atMs - EPOCH_MS + standardOffsetMs;
        long slot = Math.floorDiv(local, SLOT_MS);
        long within = Math.floorMod(local, SLOT_MS);
        long start = boundary(shape, slot);
        return within == 0 ? start : start + (boundary(shape, slot + 1) - start) * within / SLOT_MS;
    }

    private long boundary(Shape shape, long slot) {
        long room = shape.room(slot) * JITTER_PERMILLE / PERMILLE;
        long jitter = room == 0 ? 0 : Math.floorMod(mix(seed + slot), room);
        return (shape.joulesBefore(slot) + jitter) * scalePermille / PERMILLE;
    }

    /** Spreads the bits of a number over a number (the finaliser of SplitMix64). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
