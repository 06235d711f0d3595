package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * A-Release-Request [APPLICATION 2] and A-Release-Response [APPLICATION 3], which differ in their tag alone. Green Book
 * 9.4.2.4.
 *
 * @param tag {@link #REQUEST} or {@link #RESPONSE}
 * @param reason request: 0 normal, 1 urgent, 30 user defined; response: 0 normal, 1 not finished; -1 when not sent
 * @param userInformation a ciphered Initiate APDU in a ciphered association; empty when not sent
 */
public record Release(int tag, int reason, Octets userInformation) {

    /** RLRQ. */
    public static final int REQUEST = 0x62;

    /** RLRE. */
    public static final int RESPONSE = 0x63;

    public static final int NORMAL = 0;
    public static final int NOT_FINISHED = 1;

    private static final int NOT_SENT = -1;

    public static Release request(Octets userInformation) {
        return new Release(REQUEST, NORMAL, userInformation);
    }

    public static Release response(int reason, Octets userInformation) {
        return new Release(RESPONSE, reason, userInformation);
    }

    /** @throws DecodeException when {@code bytes} are neither */
    public static Release decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int tag = in.u8("release tag");
        if (tag != REQUEST && tag != RESPONSE) {
            throw new DecodeException("release tag", tag, "RLRQ or RLRE", 0);
        }
        ByteReader fields = Ber.field(in, "release");
        in.expectEnd("release");
        int reason = NOT_SENT;
        Octets userInformation = Octets.EMPTY;
        while (!fields.isEmpty()) {
            int at = fields.position();
            int field = fields.u8("release field");
            switch (field) {
                case 0x80 -> reason = Ber.contents(fields, "reason");
                case 0xBE -> userInformation = Ber.octets(Ber.field(fields, "user-information"), "user-information");
                default -> throw new DecodeException("release field", field, "reason or user-information", at);
            }
        }
        return new Release(tag, reason, userInformation);
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter();
        if (reason != NOT_SENT) {
            out.u8(0x80).u8(1).u8(reason);
        }
        if (!userInformation.isEmpty()) {
            Ber.writeNested(out, 0xBE, Ber.OCTET_STRING, userInformation);
        }
        return new ByteWriter().u8(tag).sized(out.toBytes()).toBytes();
    }
}
