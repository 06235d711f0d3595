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

    private static final int ANY_YEAR = 0xFFFF;

    /** Of two numbers or two moments; empty when they are something else. A moment without a year is an open end. */
    static Optional<ProfileRange> of(CosemData from, CosemData to, LocalTime localTime) {
        if (from instanceof CosemData.Numeral first && to instanceof CosemData.Numeral last) {
            return Optional.of(new ProfileRange(false, first.value(), last.value(), localTime));
        }
        Optional<Long> first = end(from, Long.MIN_VALUE, localTime);
        Optional<Long> last = end(to, Long.MAX_VALUE, localTime);
        return first.isPresent() && last.isPresent()
                ? Optional.of(new ProfileRange(true, first.get(), last.get(), localTime))
                : Optional.empty();
    }

    private static Optional<Long> end(CosemData data, long open, LocalTime localTime) {
        Optional<CosemDateTime> moment = Typed.dateTime(data);
        boolean isOpen = moment.isPresent() && moment.get().year() == ANY_YEAR;
        return isOpen ? Optional.of(open) : moment.flatMap(localTime::toUtcMs);
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
