package org.metersim.nic.port;

import java.util.List;
import java.util.stream.Collectors;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;

/** A value as one short line for a person: {@code double-long-unsigned 123456}, {@code {octet-string 0100, ...}}. */
final class DataText {

    private static final int SHOWN_ELEMENTS = 8;
    private static final int SHOWN_OCTETS = 32;
    private static final int SHOWN_DEPTH = 3;

    private DataText() {}

    static String of(CosemData data) {
        return of(data, 0);
    }

    private static String of(CosemData data, int depth) {
        if (data instanceof CosemData.Numeral numeral) {
            return numeral.type() + " " + numeral.value();
        }
        if (data instanceof CosemData.OctetString string) {
            return "octet-string " + of(string.octets());
        }
        if (data instanceof CosemData.Structure structure) {
            return "{" + of(structure.elements(), depth) + "}";
        }
        if (data instanceof CosemData.Array array) {
            return "[" + of(array.elements(), depth) + "]";
        }
        if (data instanceof CosemData.VisibleString string) {
            return "visible-string " + string.text().replaceAll("[^ -~]", "?");
        }
        if (data instanceof CosemData.Bool bool) {
            return "boolean " + bool.value();
        }
        return data.equals(CosemData.NULL) ? "null-data" : "data of type " + data.tag();
    }

    private static String of(Octets octets) {
        return octets.length() <= SHOWN_OCTETS
                ? octets.toHex()
                : octets.slice(0, SHOWN_OCTETS).toHex() + "... of " + octets.length() + " bytes";
    }

    private static String of(List<CosemData> elements, int depth) {
        if (depth == SHOWN_DEPTH) {
            return elements.size() + " elements";
        }
        String shown = elements.stream()
                .limit(SHOWN_ELEMENTS)
                .map(element -> of(element, depth + 1))
                .collect(Collectors.joining(", "));
        return elements.size() <= SHOWN_ELEMENTS ? shown : shown + ", ... of " + elements.size();
    }
}
