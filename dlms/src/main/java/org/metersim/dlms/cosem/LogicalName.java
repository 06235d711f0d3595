package org.metersim.dlms.cosem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Name of a COSEM object: an OBIS code of six groups A-B:C.D.E.F, packed big endian into 48 bits. IEC 62056-6-1.
 *
 * @param packed the six bytes as a number, A highest; 0 to 0xFFFFFFFFFFFF
 */
public record LogicalName(long packed) implements Comparable<LogicalName> {

    /** Bytes of a logical name on the wire. */
    public static final int LENGTH_BYTES = 6;

    private static final Pattern OBIS =
            Pattern.compile("(?:(\\d{1,3})-)?(?:(\\d{1,3}):)?(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:[.*&](\\d{1,3}))?");
    private static final Pattern DOTTED = Pattern.compile("(?:\\d{1,3}\\.){5}\\d{1,3}");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{12}");

    /**
     * Of a text: {@code 1-0:1.8.0.255}, {@code 1.0.1.8.0.255}, {@code 0100010800FF}, or short {@code 1.8.0} (A = 1, B =
     * 0, F = 255).
     *
     * @throws IllegalArgumentException when {@code text} is none of these or a group exceeds 255
     */
    public static LogicalName parse(String text) {
        if (HEX.matcher(text).matches()) {
            return new LogicalName(Long.parseLong(text, 16));
        }
        if (DOTTED.matcher(text).matches()) {
            String[] groups = text.split("\\.");
            long packed = 0;
            for (String group : groups) {
                packed = packed << 8 | group(group, text);
            }
            return new LogicalName(packed);
        }
        Matcher obis = OBIS.matcher(text);
        if (!obis.matches()) {
            throw new IllegalArgumentException("no OBIS code: " + text + " (expected: as 1-0:1.8.0.255)");
        }
        long packed = group(obis.group(1) == null ? "1" : obis.group(1), text);
        packed = packed << 8 | group(obis.group(2) == null ? "0" : obis.group(2), text);
        for (int i = 3; i <= 5; i++) {
            packed = packed << 8 | group(obis.group(i), text);
        }
        return new LogicalName(packed << 8 | group(obis.group(6) == null ? "255" : obis.group(6), text));
    }

    /** The six bytes of a logical name. */
    public static LogicalName read(ByteReader in) {
        return new LogicalName((long) in.u16("logical name") << 32 | in.u32("logical name"));
    }

    public void write(ByteWriter out) {
        out.u16((int) (packed >> 32)).u32(packed);
    }

    /** The value group at {@code index}, 0 = A to 5 = F. */
    public int group(int index) {
        return (int) (packed >> (40 - 8 * index)) & 0xFF;
    }

    public Octets toOctets() {
        ByteWriter out = new ByteWriter(LENGTH_BYTES);
        write(out);
        return out.toOctets();
    }

    /** As octet-string data, the form of attribute 1 of every object. */
    public CosemData toData() {
        return new CosemData.OctetString(toOctets());
    }

    private static int group(String digits, String text) {
        int value = Integer.parseInt(digits);
        if (value > 0xFF) {
            throw new IllegalArgumentException("no OBIS code: " + text + " (expected: groups of 0 to 255)");
        }
        return value;
    }

    @Override
    public int compareTo(LogicalName other) {
        return Long.compare(packed, other.packed);
    }

    /** {@code 1-0:1.8.0.255}. */
    @Override
    public String toString() {
        return group(0) + "-" + group(1) + ":" + group(2) + "." + group(3) + "." + group(4) + "." + group(5);
    }
}
