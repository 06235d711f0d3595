package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * A-Associate-Request [APPLICATION 0]. Green Book 9.4.2.2.
 *
 * @param protocolVersion1 false when a protocol-version without version1 was sent
 * @param contextId last arc of the application context name; -1 when it is none of DLMS
 * @param callingApTitle the client's system title; empty when not sent
 * @param callingAeInvocationId the client user's id; -1 when not sent
 * @param authenticationRequired sender-acse-requirements asks for the authentication functional unit
 * @param mechanismId last arc of the mechanism name; -1 when not sent or none of DLMS
 * @param authenticationValue LLS password or HLS challenge; empty when not sent
 * @param userInformation the InitiateRequest, in clear or ciphered; empty when not sent
 */
public record Aarq(
        boolean protocolVersion1,
        int contextId,
        Octets callingApTitle,
        int callingAeInvocationId,
        boolean authenticationRequired,
        int mechanismId,
        Octets authenticationValue,
        Octets userInformation) {

    public static final int TAG = 0x60;

    /** {@link #mechanismId} and {@link #callingAeInvocationId} when not sent. */
    public static final int ABSENT = -1;

    private static final int AUTHENTICATION_BIT = 0x80;
    private static final int CHARSTRING = 0x80;
    private static final int BITSTRING = 0x81;

    /** A request of the public client. */
    public static Aarq open(int contextId, Octets userInformation) {
        return new Aarq(true, contextId, Octets.EMPTY, ABSENT, false, ABSENT, Octets.EMPTY, userInformation);
    }

    /** @throws DecodeException when {@code bytes} are no AARQ, or a field has a form that BER or DLMS does not know */
    public static Aarq decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.expect("AARQ tag", TAG);
        ByteReader fields = Ber.field(in, "AARQ");
        in.expectEnd("AARQ");
        Draft draft = new Draft();
        while (!fields.isEmpty()) {
            int at = fields.position();
            int tag = fields.u8("AARQ field");
            draft.take(tag, Ber.field(fields, "AARQ field"), at);
        }
        return draft.toAarq();
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        if (!protocolVersion1) {
            out.u8(0x80).u8(2).u8(7).u8(0);
        }
        Ber.writeContext(out, 0xA1, contextId);
        if (!callingApTitle.isEmpty()) {
            Ber.writeNested(out, 0xA6, Ber.OCTET_STRING, callingApTitle);
        }
        if (callingAeInvocationId != ABSENT) {
            Ber.writeInteger(out, 0xA9, callingAeInvocationId);
        }
        if (authenticationRequired) {
            out.u8(0x8A).u8(2).u8(7).u8(AUTHENTICATION_BIT);
        }
        if (mechanismId != ABSENT) {
            Ber.writeMechanism(out, 0x8B, mechanismId);
        }
        if (!authenticationValue.isEmpty()) {
            Ber.writeNested(out, 0xAC, CHARSTRING, authenticationValue);
        }
        if (!userInformation.isEmpty()) {
            Ber.writeNested(out, 0xBE, Ber.OCTET_STRING, userInformation);
        }
        return new ByteWriter().u8(TAG).sized(out.toBytes()).toBytes();
    }

    /** Never the authentication value: it may be a password. */
    @Override
    public String toString() {
        return "AARQ context=" + contextId + " mechanism=" + mechanismId + " title=" + callingApTitle;
    }

    /** The fields as they come; BER lets most of them be absent. */
    private static final class Draft {

        private boolean version1 = true;
        private int contextId = ABSENT;
        private Octets title = Octets.EMPTY;
        private int userId = ABSENT;
        private boolean authentication;
        private int mechanismId = ABSENT;
        private Octets value = Octets.EMPTY;
        private Octets userInformation = Octets.EMPTY;

        void take(int tag, ByteReader field, int at) {
            switch (tag) {
                case 0x80 -> version1 = bit(field, "protocol-version");
                case 0xA1 -> contextId = Ber.contextId(field);
                case 0xA6 -> title = Ber.octets(field, "calling-AP-title");
                case 0xA9 -> userId = Ber.integer(field, "calling-AE-invocation-id");
                case 0x8A -> authentication = bit(field, "sender-acse-requirements");
                case 0x8B -> mechanismId = Ber.mechanismId(field);
                case 0xAC -> value = authenticationValue(field);
                case 0xBE -> userInformation = Ber.octets(field, "user-information");
                // called titles, qualifiers, further invocation ids and implementation-information: taken, not used
                case 0xA2, 0xA3, 0xA4, 0xA5, 0xA7, 0xA8, 0xBD -> field.rest();
                default -> throw new DecodeException("AARQ field", tag, "a field of the AARQ", at);
            }
            field.expectEnd("AARQ field");
        }

        private static boolean bit(ByteReader field, String name) {
            field.u8(name + " unused bits");
            return (field.u8(name) & AUTHENTICATION_BIT) != 0;
        }

        private static Octets authenticationValue(ByteReader field) {
            int at = field.position();
            int choice = field.u8("authentication-value choice");
            Octets bytes = field.sized("authentication-value");
            if (choice == CHARSTRING) {
                return bytes;
            }
            if (choice == BITSTRING && !bytes.isEmpty()) {
                return bytes.slice(1, bytes.length());
            }
            throw new DecodeException("authentication-value choice", choice, "charstring or bitstring", at);
        }

        Aarq toAarq() {
            return new Aarq(version1, contextId, title, userId, authentication, mechanismId, value, userInformation);
        }
    }
}
