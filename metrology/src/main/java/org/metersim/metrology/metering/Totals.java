package org.metersim.metrology.metering;

import java.util.Arrays;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/** Energy of every quantity, in total and by tariff, thousandths of a watt-hour: what was counted up to some moment. */
final class Totals {

    /** Tariffs a meter has; in arrays 0 is the total. */
    static final int TARIFFS = 4;

    private final long[][] counted;

    private Totals(long[][] counted) {
        this.counted = counted;
    }

    static Totals zero() {
        return new Totals(new long[Quantity.values().length][TARIFFS + 1]);
    }

    /** @param tariff 1 to 4, or 0 for the total */
    long of(Quantity quantity, int tariff) {
        return counted[quantity.ordinal()][tariff];
    }

    void add(Quantity quantity, int tariff, long more) {
        counted[quantity.ordinal()][0] += more;
        counted[quantity.ordinal()][tariff] += more;
    }

    Totals copy() {
        return new Totals(Arrays.stream(counted).map(long[]::clone).toArray(long[][]::new));
    }

    static Totals read(ByteReader in) {
        Totals totals = zero();
        for (long[] row : totals.counted) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.i64("counted");
            }
        }
        return totals;
    }

    void write(ByteWriter out) {
        for (long[] row : counted) {
            for (long each : row) {
                out.i64(each);
            }
        }
    }
}
