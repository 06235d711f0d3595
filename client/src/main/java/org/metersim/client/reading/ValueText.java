package org.metersim.client.reading;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.NumeralType;

/** Values for a person, on one line. */
public final class ValueText {

    private static final int DATE_TIME_TAG = 0x19;

    private ValueText() {}

    /** {@code 123}, {@code SIM-1P}, {@code 2026-11-22 12:00:00+01:00}, <code>{1, 2}</code>, {@code [1, 2]}. */
    public static String of(CosemData data) {
        if (data instanceof CosemData.Numeral numeral) {
            return numeral.type() == NumeralType.LONG64_UNSIGNED
                    ? Long.toUnsignedString(numeral.value())
                    : String.valueOf(numeral.value());
        }
        if (data instanceof CosemData.OctetString octets) {
            return of(octets.octets());
        }
        if (data instanceof CosemData.Structure structure) {
            return joined(structure.elements(), "{", "}");
        }
        if (data instanceof CosemData.Array array) {
            return joined(array.elements(), "[", "]");
        }
        return simple(data);
    }

    private static String simple(CosemData data) {
        if (data instanceof CosemData.VisibleString visible) {
            return printable(visible.text());
        }
        if (data instanceof CosemData.Utf8String utf8) {
            return printable(utf8.text());
        }
        if (data instanceof CosemData.Bool bool) {
            return String.valueOf(bool.value());
        }
        if (data instanceof CosemData.BitString bits) {
            return bits(bits);
        }
        if (data instanceof CosemData.Moment moment && moment.tag() == DATE_TIME_TAG) {
            return of(CosemDateTime.of(moment.octets()));
        }
        if (data instanceof CosemData.CompactArray compact) {
            return elements(compact)
                    .map(all -> joined(all, "[", "]"))
                    .orElse(compact.contents().toHex());
        }
        return other(data);
    }

    private static String other(CosemData data) {
        if (data instanceof CosemData.Float32 number) {
            return String.valueOf(number.value());
        }
        if (data instanceof CosemData.Float64 number) {
            return String.valueOf(number.value());
        }
        return data instanceof CosemData.Moment moment ? moment.octets().toHex() : "-";
    }

    /** The elements of a compact array; empty when its contents do not fit its own description. */
    static Optional<List<CosemData>> elements(CosemData.CompactArray compact) {
        try {
            return Optional.of(compact.elements());
        } catch (DecodeException broken) {
            return Optional.empty();
        }
    }

    private static String joined(List<CosemData> elements, String open, String close) {
        return elements.stream().map(ValueText::of).collect(Collectors.joining(", ", open, close));
    }

    private static String bits(CosemData.BitString bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bits.count(); i++) {
            text.append(bits.get(i) ? '1' : '0');
        }
        return text.toString();
    }

    /** Nothing from a meter reaches a terminal as a control character. */
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? '?' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** As ASCII when that is what it is, as date and time when it can be one, else as hex. */
    public static String of(Octets octets) {
        byte[] bytes = octets.toBytes();
        boolean isText = bytes.length > 0;
        for (byte each : bytes) {
            isText &= each >= ' ' && each <= '~';
        }
        if (isText) {
            return octets.toAscii();
        }
        return dateTime(octets).map(ValueText::of).orElse(octets.toHex());
    }

    /** The date and time that 12 bytes are, if every field is in its range. */
    static Optional<CosemDateTime> dateTime(Octets octets) {
        return octets.length() == CosemDateTime.LENGTH_BYTES
                ? Optional.of(CosemDateTime.of(octets)).filter(ValueText::isInRange)
                : Optional.empty();
    }

    private static boolean isInRange(CosemDateTime time) {
        boolean date = (time.year() >= 1970 && time.year() <= 2999 || time.year() == 0xFFFF)
                && within(time.month(), 1, 12, 0xFD)
                && within(time.day(), 1, 31, 0xFD)
                && within(time.weekday(), 1, 7, 0xFF);
        boolean clock = within(time.hour(), 0, 23, 0xFF)
                && within(time.minute(), 0, 59, 0xFF)
                && within(time.second(), 0, 59, 0xFF)
                && within(time.hundredths(), 0, 99, 0xFF);
        boolean deviation = time.deviationMinutes() == CosemDateTime.DEVIATION_UNSPECIFIED
                || Math.abs(time.deviationMinutes()) <= 840;
        return date && clock && deviation;
    }

    private static boolean within(int value, int min, int max, int firstSpecial) {
        return value >= min && value <= max || value >= firstSpecial && value <= 0xFF;
    }

    /**
     * {@code 2026-11-22 12:00:00+01:00}; {@code *} for what is not specified; then what its clock says of it. Local
     * time and its offset from UTC, which has the opposite sign of the deviation.
     */
    public static String of(CosemDateTime time) {
        StringBuilder text = new StringBuilder();
        text.append(time.year() == 0xFFFF ? "*" : String.format("%04d", time.year()));
        text.append('-').append(two(time.month())).append('-').append(two(time.day()));
        text.append(' ').append(two(time.hour()));
        text.append(':').append(two(time.minute()));
        text.append(':').append(two(time.second()));
        if (time.hundredths() != 0xFF && time.hundredths() != 0) {
            text.append('.').append(two(time.hundredths()));
        }
        if (time.deviationMinutes() != CosemDateTime.DEVIATION_UNSPECIFIED) {
            int offset = -time.deviationMinutes();
            text.append(offset < 0 ? '-' : '+').append(two(Math.abs(offset) / 60));
            text.append(':').append(two(Math.abs(offset) % 60));
        }
        return text.append(remarks(time.status())).toString();
    }

    private static String two(int field) {
        return switch (field) {
            case 0xFF -> "*";
            case 0xFE -> "FE";
            case 0xFD -> "FD";
            default -> String.format("%02d", field);
        };
    }

    private static String remarks(int status) {
        if (status == 0xFF) {
            return "";
        }
        String summer = (status & CosemDateTime.DAYLIGHT_SAVING) != 0 ? " (daylight saving)" : "";
        String doubt = (status & 0x01) != 0 ? " (invalid)" : (status & 0x02) != 0 ? " (doubtful)" : "";
        return summer + doubt;
    }
}
