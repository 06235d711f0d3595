package org.metersim.dlms.cosem;

import java.util.Optional;

/** Physical units of COSEM values. Blue Book 4.3.2, table of units. */
public enum Unit {
    YEAR(1, "a"),
    MONTH(2, "mo"),
    DAY(4, "d"),
    HOUR(5, "h"),
    MINUTE(6, "min"),
    SECOND(7, "s"),
    DEGREE(8, "deg"),
    DEGREE_CELSIUS(9, "C"),
    WATT(27, "W"),
    VOLT_AMPERE(28, "VA"),
    VAR(29, "var"),
    WATT_HOUR(30, "Wh"),
    VOLT_AMPERE_HOUR(31, "VAh"),
    VAR_HOUR(32, "varh"),
    AMPERE(33, "A"),
    VOLT(35, "V"),
    HERTZ(44, "Hz"),
    PERCENT(56, "%"),
    COUNT(255, "count");

    private final int code;
    private final String symbol;

    Unit(int code, String symbol) {
        this.code = code;
        this.symbol = symbol;
    }

    /** The enum value on the wire. */
    public int code() {
        return code;
    }

    public static Optional<Unit> ofCode(int code) {
        for (Unit unit : values()) {
            if (unit.code == code) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    public static Optional<Unit> ofSymbol(String symbol) {
        for (Unit unit : values()) {
            if (unit.symbol.equals(symbol)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** {@code Wh}: how profiles and people write it. */
    @Override
    public String toString() {
        return symbol;
    }
}
