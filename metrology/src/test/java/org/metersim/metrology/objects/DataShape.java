package org.metersim.metrology.objects;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.cosem.CosemData;

/**
 * Types in short: {@code os6} an octet-string of 6, {@code os} of any length, {@code [x]} an array of x, {@code {x,y}}
 * a structure, {@code number}, {@code any}, or the standard's name.
 */
final class DataShape {

    private DataShape() {}

    static boolean fits(CosemData value, String shape) {
        if (shape.equals("any")) {
            return true;
        }
        if (shape.startsWith("[")) {
            return value instanceof CosemData.Array array
                    && array.elements().stream()
                            .allMatch(element -> fits(element, shape.substring(1, shape.length() - 1)));
        }
        if (shape.startsWith("{")) {
            return value instanceof CosemData.Structure structure
                    && fits(structure.elements(), split(shape.substring(1, shape.length() - 1)));
        }
        if (shape.startsWith("os")) {
            return value instanceof CosemData.OctetString string
                    && (shape.equals("os") || string.octets().length() == Integer.parseInt(shape.substring(2)));
        }
        return switch (shape) {
            case "boolean" -> value instanceof CosemData.Bool;
            case "bit-string" -> value instanceof CosemData.BitString;
            case "visible-string" -> value instanceof CosemData.VisibleString;
            case "number" -> value instanceof CosemData.Numeral;
            default ->
                value instanceof CosemData.Numeral numeral
                        && numeral.type().toString().equals(shape);
        };
    }

    private static boolean fits(List<CosemData> values, List<String> shapes) {
        if (values.size() != shapes.size()) {
            return false;
        }
        for (int i = 0; i < shapes.size(); i++) {
            if (!fits(values.get(i), shapes.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** At the commas that are not within brackets. */
    private static List<String> split(String shapes) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < shapes.length(); i++) {
            char each = shapes.charAt(i);
            depth += each == '[' || each == '{' ? 1 : each == ']' || each == '}' ? -1 : 0;
            if (each == ',' && depth == 0) {
                parts.add(shapes.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(shapes.substring(start));
        return parts;
    }
}
