package org.metersim.headend;

import java.util.List;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;

/** The elements of a structure, taken in their order, each only as the type it must have. */
final class Elements {

    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");
    private static final int SHOWN_BYTES = 12;

    private final List<CosemData> elements;
    private int next;

    private Elements(List<CosemData> elements) {
        this.elements = elements;
    }

    static Elements of(CosemData data, String what, int count) throws NotUnderstood {
        if (data instanceof CosemData.Structure structure
                && structure.elements().size() == count) {
            return new Elements(structure.elements());
        }
        throw new NotUnderstood(what, shown(data), "structure of " + count);
    }

    private CosemData take() {
        return elements.get(next++);
    }

    long number(String field, NumeralType type, long max) throws NotUnderstood {
        CosemData data = take();
        if (data instanceof CosemData.Numeral numeral
                && numeral.type() == type
                && numeral.value() >= 0
                && numeral.value() <= max) {
            return numeral.value();
        }
        String word = type.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        throw new NotUnderstood(field, shown(data), word + " of 0 to " + max);
    }

    Octets octets(String field, int minBytes, int maxBytes) throws NotUnderstood {
        CosemData data = take();
        if (data instanceof CosemData.OctetString string
                && string.octets().length() >= minBytes
                && string.octets().length() <= maxBytes) {
            return string.octets();
        }
        String bytes = minBytes == maxBytes ? "" + minBytes : minBytes + " to " + maxBytes;
        throw new NotUnderstood(field, shown(data), "octet-string of " + bytes + " bytes");
    }

    /** Printable ASCII in an octet-string, 1 to {@code maxBytes} characters. */
    String ascii(String field, int maxBytes) throws NotUnderstood {
        Octets octets = octets(field, 1, maxBytes);
        if (!PRINTABLE.matcher(octets.toAscii()).matches()) {
            throw new NotUnderstood(field, octets.toHex(), "printable ASCII");
        }
        return octets.toAscii();
    }

    /** A logical name; {@code expected} and no other. */
    void name(String field, LogicalName expected) throws NotUnderstood {
        LogicalName found = name(field);
        if (!found.equals(expected)) {
            throw new NotUnderstood(field, found.toString(), expected.toString());
        }
    }

    LogicalName name(String field) throws NotUnderstood {
        Octets octets = octets(field, LogicalName.LENGTH_BYTES, LogicalName.LENGTH_BYTES);
        return LogicalName.parse(octets.toHex());
    }

    String visible(String field) throws NotUnderstood {
        CosemData data = take();
        if (data instanceof CosemData.VisibleString string) {
            return string.text();
        }
        throw new NotUnderstood(field, shown(data), "visible-string");
    }

    Elements structure(String field, int count) throws NotUnderstood {
        return of(take(), field, count);
    }

    private static String shown(CosemData data) {
        Octets encoded = Octets.of(data.encode());
        return encoded.length() <= SHOWN_BYTES
                ? encoded.toHex()
                : encoded.slice(0, SHOWN_BYTES).toHex() + "... (" + encoded.length() + " bytes)";
    }
}
