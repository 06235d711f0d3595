package org.metersim.meter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.Unit;

/** Values as a person reads them. */
final class ReadingText {

    private ReadingText() {}

    /** {@code 231.4 V}: the value of a register with its scaler and unit. */
    static String of(CosemData value, CosemData scalerUnit) {
        if (value instanceof CosemData.Numeral numeral
                && scalerUnit instanceof CosemData.Structure structure
                && structure.elements().size() == 2) {
            List<CosemData> fields = structure.elements();
            int scaler = (int) ((CosemData.Numeral) fields.get(0)).value();
            int code = (int) ((CosemData.Numeral) fields.get(1)).value();
            String number = BigDecimal.valueOf(numeral.value())
                    .scaleByPowerOfTen(scaler)
                    .toPlainString();
            boolean plain = code == Unit.COUNT.code();
            return plain
                    ? number
                    : number + " " + Unit.ofCode(code).map(Unit::toString).orElse("unit " + code);
        }
        return of(value);
    }

    static String of(CosemData value) {
        if (value instanceof CosemData.Numeral numeral) {
            return Long.toString(numeral.value());
        }
        if (value instanceof CosemData.OctetString string) {
            String text = string.octets().toAscii();
            return text.chars().allMatch(each -> each >= ' ' && each <= '~')
                    ? text
                    : string.octets().toString();
        }
        return value instanceof CosemData.Null ? "-" : value.toString();
    }

    /** {@code 2026-11-22 18:04:29}. */
    static String of(CosemDateTime at) {
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d %02d:%02d:%02d",
                at.year(),
                at.month(),
                at.day(),
                at.hour(),
                at.minute(),
                at.second());
    }
}
