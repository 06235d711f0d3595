package org.metersim.metrology.objects;

import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.ScalerUnit;
import org.metersim.dlms.cosem.Unit;
import org.metersim.profiles.ProfileNode;

/**
 * How a register shows a physical value: its type, and its scaler and unit.
 *
 * <p>Values come as thousandths of the unit; what the type cannot hold is cut to its range.
 */
record Scaled(NumeralType type, ScalerUnit scalerUnit) {

    private static final long MILLI = 1000;

    /** What can be multiplied by a thousand, and added to what is counted, without overflow. */
    private static final long MAX_WRITTEN = 1_000_000_000_000_000L;

    /** From a row with {@code type}, {@code scaler} and {@code unit}. */
    static Scaled of(ProfileNode row) {
        NumeralType type = java.util.Arrays.stream(NumeralType.values())
                .filter(each -> each.toString().equals(row.text("type")))
                .findFirst()
                .orElseThrow();
        Unit unit = Unit.ofSymbol(row.text("unit")).orElseThrow();
        return new Scaled(type, new ScalerUnit(row.number("scaler"), unit));
    }

    CosemData ofThousandths(long thousandths) {
        long value = thousandths;
        int scaler = scalerUnit.scaler();
        for (int i = scaler; i < 0; i++) {
            value *= 10;
        }
        for (int i = 0; i < scaler; i++) {
            value = Math.floorDiv(value, 10L);
        }
        return ofUnits(Math.floorDiv(value, MILLI));
    }

    /** @param units the number as the register shows it */
    CosemData ofUnits(long units) {
        // the largest of long64-unsigned is -1 here: no positive long is too large for it
        long max = type == NumeralType.LONG64_UNSIGNED ? Long.MAX_VALUE : type.max();
        return new CosemData.Numeral(type, Math.max(type.min(), Math.min(max, units)));
    }

    /**
     * The thousandths that a written value stands for; empty when it has another type, or is beyond what is counted.
     */
    Optional<Long> toThousandths(CosemData written) {
        if (!(written instanceof CosemData.Numeral numeral)
                || numeral.type() != type
                || Math.abs(numeral.value()) > MAX_WRITTEN) {
            return Optional.empty();
        }
        long value = numeral.value() * MILLI;
        for (int i = scalerUnit.scaler(); i < 0; i++) {
            value /= 10;
        }
        for (int i = 0; i < scalerUnit.scaler() && Math.abs(value) <= MAX_WRITTEN; i++) {
            value *= 10;
        }
        return Optional.of(value);
    }
}
