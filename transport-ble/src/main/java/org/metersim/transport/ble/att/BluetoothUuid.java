package org.metersim.transport.ble.att;

import java.util.Locale;
import java.util.UUID;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/**
 * What kind an attribute is: Core Specification Vol 3 Part B 2.5.1. A UUID of 16 bits stands for one of 128 bits on the
 * Bluetooth base, and is equal to it.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record BluetoothUuid(long high, long low) {

    /** Octets of the short form, and of the long one. */
    public static final int SHORT_BYTES = 2;

    public static final int LONG_BYTES = 16;

    /** {@code 00000000-0000-1000-8000-00805F9B34FB}. */
    private static final long BASE_HIGH = 0x0000_0000_0000_1000L;

    private static final long BASE_LOW = 0x8000_0080_5F9B_34FBL;
    private static final int SHORT_SHIFT = 32;
    private static final int MAX_SHORT = 0xFFFF;
    private static final int SHORT_DIGITS = 4;

    /** @param assigned number of 16 bits */
    public static BluetoothUuid of(int assigned) {
        if (assigned < 0 || assigned > MAX_SHORT) {
            throw new IllegalArgumentException("UUID: " + assigned + " (expected: 16 bits)");
        }
        return new BluetoothUuid(BASE_HIGH | (long) assigned << SHORT_SHIFT, BASE_LOW);
    }

    /**
     * Of {@code 2902}, or of {@code 6E400001-B5A3-F393-E0A9-E50E24DCCA9E}.
     *
     * @throws IllegalArgumentException when {@code text} is neither
     */
    public static BluetoothUuid parse(String text) {
        if (text.matches("[0-9A-Fa-f]{" + SHORT_DIGITS + "}")) {
            return of(Integer.parseInt(text, 16));
        }
        if (!text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")) {
            throw new IllegalArgumentException("UUID: " + text + " (expected: 4 hex digits, or 32 as 8-4-4-4-12)");
        }
        UUID uuid = UUID.fromString(text);
        return new BluetoothUuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** Reads one of that many octets, 2 or 16, the least significant first. */
    public static BluetoothUuid read(ByteReader in, String field, int length) {
        if (length == SHORT_BYTES) {
            return of(in.u16le(field));
        }
        if (length != LONG_BYTES) {
            throw new DecodeException(field + " length", length, "2 or 16", in.position());
        }
        long low = in.u32le(field) | in.u32le(field) << SHORT_SHIFT;
        long high = in.u32le(field) | in.u32le(field) << SHORT_SHIFT;
        return new BluetoothUuid(high, low);
    }

    /** Writes the short form where there is one, the least significant octet first. */
    public void write(ByteWriter out) {
        if (isShort()) {
            out.u16le(assigned());
        } else {
            writeLong(out);
        }
    }

    /** Writes 16 octets, the least significant first. */
    void writeLong(ByteWriter out) {
        out.u32le(low & 0xFFFF_FFFFL).u32le(low >>> SHORT_SHIFT);
        out.u32le(high & 0xFFFF_FFFFL).u32le(high >>> SHORT_SHIFT);
    }

    /** Whether a number of 16 bits was assigned to it. */
    public boolean isShort() {
        return low == BASE_LOW && (high & ~((long) MAX_SHORT << SHORT_SHIFT)) == BASE_HIGH;
    }

    /** Octets of its shortest form: 2 or 16. */
    public int length() {
        return isShort() ? SHORT_BYTES : LONG_BYTES;
    }

    /** The assigned number; only of a short one. */
    private int assigned() {
        return (int) (high >>> SHORT_SHIFT);
    }

    /** As {@link #parse} takes it. */
    @Override
    public String toString() {
        return isShort()
                ? String.format(Locale.ROOT, "%04X", assigned())
                : new UUID(high, low).toString().toUpperCase(Locale.ROOT);
    }
}
