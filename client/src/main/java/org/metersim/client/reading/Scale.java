package org.metersim.client.reading;

import java.math.BigDecimal;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Unit;

/**
 * scal_unit_type as a client has it: also with units that this project has no name for. Blue Book 4.3.2.
 *
 * @param scaler power of ten
 * @param unitCode the enum value on the wire
 */
public record Scale(int scaler, int unitCode) {

    private static final BigDecimal UNSIGNED = new BigDecimal("18446744073709551616");

    /** Of attribute scaler_unit; empty when it is none. */
    public static Optional<Scale> of(CosemData data) {
        if (data instanceof CosemData.Structure structure
                && structure.elements().size() == 2
                && structure.elements().get(0) instanceof CosemData.Numeral scaler
                && structure.elements().get(1) instanceof CosemData.Numeral unit
                && Math.abs(scaler.value()) <= 128) {
            return Optional.of(new Scale((int) scaler.value(), (int) unit.value()));
        }
        return Optional.empty();
    }

    /** {@code 12.345 kWh} is written {@code 12345 Wh}: the value times its scale, in its unit. */
    public String text(CosemData data) {
        if (!(data instanceof CosemData.Numeral numeral)) {
            return ValueText.of(data);
        }
        BigDecimal value = BigDecimal.valueOf(numeral.value());
        if (numeral.type() == NumeralType.LONG64_UNSIGNED && numeral.value() < 0) {
            value = value.add(UNSIGNED);
        }
        return value.scaleByPowerOfTen(scaler).toPlainString() + unit();
    }

    private String unit() {
        if (unitCode == Unit.COUNT.code()) {
            return "";
        }
        return Unit.ofCode(unitCode).map(unit -> " " + unit).orElse(" (unit " + unitCode + ")");
    }
}
