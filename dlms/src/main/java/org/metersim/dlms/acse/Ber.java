package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** The few BER forms that ACSE uses: tag, definite length, contents. ISO/IEC 8825-1. */
final class Ber {

    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;

    /**
     * joint-iso-ccitt(2) country(16) country-name(756) identified-organisation(5) DLMS-UA(8), without its last arcs.
     */
    private static final Octets DLMS_UA = Octets.of(Hex.bytes("60857405 08"));

    private static final int APPLICATION_CONTEXT = 1;
    private static final int MECHANISM = 2;
    private static final int NAME_BYTES = 7;

    private Ber() {}

    /** Contents of a field whose tag was taken. */
    static ByteReader field(ByteReader in, String name) {
        return in.slice(name, in.length(name));
    }

    /** An integer inside its field: {@code 02 01 xx}, one or two bytes. */
    static int integer(ByteReader in, String name) {
        in.expect(name + " type", INTEGER);
        return contents(in, name);
    }

    /** Contents of an integer: its length, and one or two bytes. */
    static int contents(ByteReader in, String name) {
        int at = in.position();
        int length = in.length(name);
        if (length < 1 || length > 2) {
            throw new DecodeException(name + " length", length, "1 or 2", at);
        }
        return length == 1 ? in.u8(name) : in.u16(name);
    }

    /** An octet-string inside its field. */
    static Octets octets(ByteReader in, String name) {
        in.expect(name + " type", OCTET_STRING);
        return in.sized(name);
    }

    /** Last arc of an application context name; 0 when it is no name of DLMS. */
    static int contextId(ByteReader in) {
        in.expect("application-context-name type", OBJECT_IDENTIFIER);
        return lastArc(in.sized("application-context-name"), APPLICATION_CONTEXT);
    }

    /** Last arc of a mechanism name; -1 when it is no name of DLMS. */
    static int mechanismId(ByteReader in) {
        return lastArc(in.rest(), MECHANISM);
    }

    private static int lastArc(Octets name, int group) {
        boolean known = name.length() == NAME_BYTES
                && name.slice(0, DLMS_UA.length()).equals(DLMS_UA)
                && name.at(NAME_BYTES - 2) == group;
        return known ? name.at(NAME_BYTES - 1) : -1;
    }

    /** Nothing when {@code id} is negative: a name that is none of DLMS was not kept. */
    static void writeContext(ByteWriter out, int tag, int id) {
        if (id < 0) {
            return;
        }
        out.u8(tag).u8(NAME_BYTES + 2).u8(OBJECT_IDENTIFIER).u8(NAME_BYTES);
        out.octets(DLMS_UA).u8(APPLICATION_CONTEXT).u8(id);
    }

    static void writeMechanism(ByteWriter out, int tag, int id) {
        out.u8(tag).u8(NAME_BYTES).octets(DLMS_UA).u8(MECHANISM).u8(id);
    }

    /** {@code tag LL type LL bytes}. */
    static void writeNested(ByteWriter out, int tag, int type, Octets bytes) {
        ByteWriter inner = new ByteWriter().u8(type).sized(bytes);
        out.u8(tag).sized(inner.toBytes());
    }

    /** One byte, or two when it needs them. */
    static void writeInteger(ByteWriter out, int tag, int value) {
        if (value > 0xFF) {
            out.u8(tag).u8(4).u8(INTEGER).u8(2).u16(value);
        } else {
            out.u8(tag).u8(3).u8(INTEGER).u8(1).u8(value);
        }
    }
}
