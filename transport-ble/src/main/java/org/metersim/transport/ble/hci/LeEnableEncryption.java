package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * LE Enable Encryption: Core Specification Vol 4 Part E 7.8.24. The key is not printed.
 *
 * @param random 0 for keys of LE Secure Connections
 * @param diversifier 16 bits; likewise 0
 * @param longTermKey 16 octets, the most significant first; on the wire it is the other way round
 */
public record LeEnableEncryption(int handle, long random, int diversifier, Octets longTermKey) {

    private static final int KEY_BYTES = 16;

    public LeEnableEncryption {
        if (longTermKey.length() != KEY_BYTES) {
            throw new IllegalArgumentException("long term key: " + longTermKey.length() + " octets (expected: 16)");
        }
    }

    /** @throws org.metersim.dlms.codec.DecodeException when the parameters are of another length */
    public static LeEnableEncryption read(Octets parameters) {
        ByteReader in = ByteReader.of(parameters);
        LeEnableEncryption command = new LeEnableEncryption(
                in.u16le("connection handle"),
                LittleEndian.u64(in, "random number"),
                in.u16le("encrypted diversifier"),
                LittleEndian.reversed(in.octets("long term key", KEY_BYTES)));
        in.expectEnd("LE enable encryption");
        return command;
    }

    public HciCommand toCommand() {
        ByteWriter out = new ByteWriter().u16le(handle);
        LittleEndian.u64(out, random);
        out.u16le(diversifier).octets(LittleEndian.reversed(longTermKey));
        return HciCommand.of(Opcode.LE_ENABLE_ENCRYPTION, out.toOctets());
    }

    @Override
    public String toString() {
        return "LeEnableEncryption[handle=" + handle + "]";
    }
}
