package org.metersim.transport.ble.hci;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/**
 * A device address: Core Specification Vol 6 Part B 1.3.
 *
 * @param octets 6 octets in the order of the wire, the least significant first
 */
public record BluetoothAddress(Type type, Octets octets) {

    /** Address types with their code on HCI. */
    public enum Type {
        PUBLIC,
        RANDOM
    }

    /** Octets of an address. */
    public static final int LENGTH = 6;

    private static final int TOP_BITS = 0xC0;
    private static final int RESOLVABLE = 0x40;
    private static final int RANDOM_IDENTITY = 3;
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");

    public BluetoothAddress {
        if (octets.length() != LENGTH) {
            throw new IllegalArgumentException("device address: " + octets.length() + " octets (expected: 6)");
        }
    }

    /**
     * An address as {@link #toString} prints it.
     *
     * @throws IllegalArgumentException when {@code text} is none
     */
    public static BluetoothAddress parse(Type type, String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("device address: " + text + " (expected: like C0:FF:EE:00:30:39)");
        }
        return new BluetoothAddress(type, Octets.of(reversed(Hex.bytes(text.replace(":", "")))));
    }

    /** Type, then address. The types of identity addresses, 2 and 3, are taken for public and random. */
    public static BluetoothAddress read(ByteReader in) {
        int at = in.position();
        int type = in.u8("address type");
        if (type > RANDOM_IDENTITY) {
            throw new DecodeException("address type", type, "0 to 3", at);
        }
        return new BluetoothAddress(type % 2 == 0 ? Type.PUBLIC : Type.RANDOM, in.octets("address", LENGTH));
    }

    /** Type, then address. */
    public void write(ByteWriter out) {
        out.u8(type.ordinal()).octets(octets);
    }

    /** A static random address: its two top bits are set. Core Specification Vol 6 Part B 1.3.2.1. */
    public static BluetoothAddress staticRandom(RandomGenerator chance) {
        byte[] octets = new byte[LENGTH];
        chance.nextBytes(octets);
        octets[LENGTH - 1] |= (byte) TOP_BITS;
        return new BluetoothAddress(Type.RANDOM, Octets.of(octets));
    }

    /** Whether it is a resolvable private address, which an identity resolving key may own. */
    public boolean isResolvablePrivate() {
        return type == Type.RANDOM && (octets.at(LENGTH - 1) & TOP_BITS) == RESOLVABLE;
    }

    /** The most significant octet first: {@code C0:FF:EE:00:30:39}. */
    @Override
    public String toString() {
        return Hex.of(reversed(octets.toBytes())).replace(' ', ':');
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
