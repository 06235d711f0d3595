package org.metersim.metrology.metering;

import java.util.Arrays;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/** Energy of every quantity, in total and by tariff, joules: what was counted up to some moment. */
final class Totals {

    /** Tariffs a meter has; in arrays 0 is the total. */
    static final int TARIFFS = 4;

    private final long[][] joules;

    private Totals(long[][] joules) {
        this.joules = joules;
    }

    static Totals zero() {
        return new Totals(new long[Quantity.values().length][TARIFFS + 1]);
    }

    /** @param tariff 1 to 4, or 0 for the total */
    long joules(Quantity quantity, int tariff) {
        return joules[quantity.ordinal()][tariff];
    }

    void add(Quantity quantity, int tariff, long more) {
        joules[quantity.ordinal()][0] += more;
        joules[quantity.ordinal()][tariff] += more;
    }

    Totals copy() {
        return new Totals(Arrays.stream(joules).map(long[]::clone).toArray(long[][]::new));
    }

    static Totals read(ByteReader in) {
        Totals totals = zero();
        for (long[] row : totals.joules) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.i64("joules");
            }
        }
        return totals;
    }

    void write(ByteWriter out) {
        for (long[] row : joules) {
            for (long each : row) {
                out.i64(each);
            }
        }
    }
}
