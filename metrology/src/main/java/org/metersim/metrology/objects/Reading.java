package org.metersim.metrology.objects;

import java.util.List;
import org.metersim.metrology.metering.LoadCurve;
import org.metersim.metrology.metering.Quantity;
import org.metersim.metrology.metering.Timeline;
import org.metersim.profiles.ProfileNode;

/** What a register shows, in thousandths of its unit. */
interface Reading {

    long MILLI = 1000;

    Scaled scaled();

    /** The value at a time, in thousandths of the unit. */
    long thousandths(Instance instance, long atMs);

    /** True for what is counted, and can be written. */
    boolean isEnergy();

    /** What counts from {@code source: energy QUANTITY TARIFF}, or follows from {@code source: instant WORD}. */
    static Reading of(ProfileNode row) {
        List<String> words = row.words("source");
        Scaled scaled = Scaled.of(row);
        return words.get(0).equals("energy")
                ? new Energy(scaled, quantity(words.get(1)), tariff(words.get(2)))
                : new Instant(scaled, words.get(1));
    }

    static Quantity quantity(String word) {
        return Quantity.valueOf(word.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    /** 0 for {@code total}, 1 to 4 for {@code t1} to {@code t4}. */
    static int tariff(String word) {
        return word.equals("total") ? 0 : word.charAt(1) - '0';
    }

    /** Energy of one quantity and tariff. */
    record Energy(Scaled scaled, Quantity quantity, int tariff) implements Reading {

        @Override
        public long thousandths(Instance instance, long atMs) {
            return instance.timeline().counted(instance.name().toOctets(), quantity, tariff, atMs);
        }

        @Override
        public boolean isEnergy() {
            return true;
        }

        /** What was counted, without what was written. */
        long counted(Instance instance, long atMs) {
            return instance.timeline().counted(quantity, tariff, atMs);
        }
    }

    /** A value of the moment. */
    record Instant(Scaled scaled, String word) implements Reading {

        private static final int VOLTAGE = 1;
        private static final int FREQUENCY = 2;
        private static final int VOLTAGE_SPREAD_PERMILLE = 20;
        private static final int FREQUENCY_SPREAD_MILLIHERTZ = 30;

        @Override
        public boolean isEnergy() {
            return false;
        }

        @Override
        public long thousandths(Instance instance, long atMs) {
            Timeline timeline = instance.timeline();
            return switch (word) {
                case "voltage" -> millivolts(instance, atMs);
                case "frequency" -> millihertz(instance, atMs);
                case "apparent" -> apparent(timeline, atMs);
                case "current" -> apparent(timeline, atMs) * MILLI / millivolts(instance, atMs);
                case "power-factor" -> powerFactor(timeline, atMs);
                default -> timeline.milliwatts(quantity(word), atMs);
            };
        }

        private static long millivolts(Instance instance, long atMs) {
            long nominal = instance.meter().model().profile().supply().volts() * MILLI;
            int spread = (int) (nominal * VOLTAGE_SPREAD_PERMILLE / MILLI);
            LoadCurve curve = instance.timeline().curve();
            return nominal - spread + curve.noise(atMs, VOLTAGE, 2 * spread + 1);
        }

        private static long millihertz(Instance instance, long atMs) {
            long nominal = instance.meter().model().profile().supply().hertz() * MILLI;
            int spread = 2 * FREQUENCY_SPREAD_MILLIHERTZ + 1;
            return nominal
                    - FREQUENCY_SPREAD_MILLIHERTZ
                    + instance.timeline().curve().noise(atMs, FREQUENCY, spread);
        }

        private static long active(Timeline timeline, long atMs) {
            return timeline.milliwatts(Quantity.IMPORT_ACTIVE, atMs)
                    + timeline.milliwatts(Quantity.EXPORT_ACTIVE, atMs);
        }

        private static long apparent(Timeline timeline, long atMs) {
            long active = active(timeline, atMs);
            long reactive = timeline.milliwatts(Quantity.IMPORT_REACTIVE, atMs)
                    + timeline.milliwatts(Quantity.EXPORT_REACTIVE, atMs);
            return Math.round(Math.hypot(active, reactive));
        }

        /** Of no load: 1. */
        private static long powerFactor(Timeline timeline, long atMs) {
            long apparent = apparent(timeline, atMs);
            return apparent == 0 ? MILLI : active(timeline, atMs) * MILLI / apparent;
        }
    }
}
