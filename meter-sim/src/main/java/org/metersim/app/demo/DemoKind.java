package org.metersim.app.demo;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.metersim.profiles.MeterModel;

/** What the demo brings into the meter. */
enum DemoKind {
    FIRMWARE(EnumSet.complementOf(EnumSet.of(DemoBreak.ITEM))) {
        @Override
        String before(MeterModel profile) {
            return profile.firmware().metrologyVersion();
        }

        @Override
        int eventCode(DemoBreak broken) {
            return broken.eventCode();
        }

        @Override
        String loaded(int status) {
            return switch (status) {
                case 6 -> "verified, restarted, self-test passed, runs the new image";
                case 7 -> "verified, restarted, self-test failed, went back to the old image";
                default -> "refused, keeps running the old image";
            };
        }
    },
    PROGRAM(EnumSet.of(DemoBreak.NOTHING, DemoBreak.CRC, DemoBreak.SIGNATURE, DemoBreak.MODEL, DemoBreak.ITEM)) {
        @Override
        String before(MeterModel profile) {
            return "";
        }

        @Override
        int eventCode(DemoBreak broken) {
            return broken.isGood() ? PARAMETERS_CHANGED : PROGRAM_FAILED;
        }

        @Override
        String loaded(int status) {
            return status == 6
                    ? "verified, every item done and read back, the program is active"
                    : "refused, no parameter is changed";
        }
    };

    private static final int PARAMETERS_CHANGED = 47;
    private static final int PROGRAM_FAILED = 224;

    private final Set<DemoBreak> breaks;

    DemoKind(Set<DemoBreak> breaks) {
        this.breaks = breaks;
    }

    /** Whether it can fail so. */
    boolean has(DemoBreak broken) {
        return breaks.contains(broken);
    }

    /** What the meter runs, or has active, when it leaves the factory. */
    abstract String before(MeterModel profile);

    /** Code of the event that the confirmation tells. */
    abstract int eventCode(DemoBreak broken);

    /** What the metrology did, by the image_transfer_status in which it ended. */
    abstract String loaded(int status);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
