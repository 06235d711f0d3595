package org.metersim.metrology.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.NumeralType;

/** What a client sent, taken for what an attribute demands; empty when it is of another type. */
public final class Typed {

    private Typed() {}

    /** A whole number of exactly that type. */
    public static OptionalLong number(CosemData data, NumeralType type) {
        return data instanceof CosemData.Numeral numeral && numeral.type() == type
                ? OptionalLong.of(numeral.value())
                : OptionalLong.empty();
    }

    /** A whole number of any type, from {@code min} to {@code max}. */
    public static OptionalLong number(CosemData data, long min, long max) {
        return data instanceof CosemData.Numeral numeral && numeral.value() >= min && numeral.value() <= max
                ? OptionalLong.of(numeral.value())
                : OptionalLong.empty();
    }

    public static Optional<Octets> octets(CosemData data) {
        return data instanceof CosemData.OctetString string ? Optional.of(string.octets()) : Optional.empty();
    }

    /** An octet-string of exactly that many bytes. */
    public static Optional<Octets> octets(CosemData data, int length) {
        return octets(data).filter(octets -> octets.length() == length);
    }

    public static Optional<Boolean> bool(CosemData data) {
        return data instanceof CosemData.Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    /** The elements of a structure of exactly that many. */
    public static Optional<List<CosemData>> structure(CosemData data, int count) {
        return data instanceof CosemData.Structure structure
                        && structure.elements().size() == count
                ? Optional.of(structure.elements())
                : Optional.empty();
    }

    public static Optional<List<CosemData>> array(CosemData data) {
        return data instanceof CosemData.Array array ? Optional.of(array.elements()) : Optional.empty();
    }

    /** A date-time, as octet-string of 12 or of its own type. */
    public static Optional<CosemDateTime> dateTime(CosemData data) {
        try {
            if (data instanceof CosemData.OctetString string) {
                return Optional.of(CosemDateTime.of(string.octets()));
            }
            return data instanceof CosemData.Moment moment && moment.octets().length() == CosemDateTime.LENGTH_BYTES
                    ? Optional.of(CosemDateTime.of(moment.octets()))
                    : Optional.empty();
        } catch (DecodeException otherLength) {
            return Optional.empty();
        }
    }
}
