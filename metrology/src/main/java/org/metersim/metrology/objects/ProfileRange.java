package org.metersim.metrology.objects;

import java.util.Optional;
import java.util.OptionalLong;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.metering.LocalTime;
import org.metersim.metrology.table.Typed;

/**
 * The values of a column that a client asks for, both ends included.
 *
 * @param isTime true when the ends are moments, as UTC milliseconds; else they are numbers
 */
record ProfileRange(boolean isTime, long from, long to, LocalTime localTime) {

    /** Of two numbers or two moments; empty when they are something else. A moment without a date is an open end. */
    static Optional<ProfileRange> of(CosemData from, CosemData to, LocalTime localTime) {
        if (from instanceof CosemData.Numeral first && to instanceof CosemData.Numeral last) {
            return Optional.of(new ProfileRange(false, first.value(), last.value(), localTime));
        }
        Optional<CosemDateTime> first = Typed.dateTime(from);
        Optional<CosemDateTime> last = Typed.dateTime(to);
        return first.isPresent() && last.isPresent()
                ? Optional.of(new ProfileRange(
                        true,
                        localTime.toUtcMs(first.get()).orElse(Long.MIN_VALUE),
                        localTime.toUtcMs(last.get()).orElse(Long.MAX_VALUE),
                        localTime))
                : Optional.empty();
    }

    /** Whether a value of the column lies within. */
    boolean has(CosemData value) {
        OptionalLong order = isTime ? time(value) : number(value);
        return order.isPresent() && order.getAsLong() >= from && order.getAsLong() <= to;
    }

    private OptionalLong time(CosemData value) {
        return Typed.dateTime(value)
                .flatMap(localTime::toUtcMs)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong number(CosemData value) {
        return value instanceof CosemData.Numeral numeral ? OptionalLong.of(numeral.value()) : OptionalLong.empty();
    }
}
