package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * xDLMS InitiateRequest [1], in clear. Green Book 9.5.
 *
 * @param dedicatedKey 16 bytes (suite 2: 32), legal only when this APDU comes ciphered; empty for none
 * @param qualityOfService -1 when not present
 * @param dlmsVersion 6 today
 * @param maxPduBytes client-max-receive-pdu-size; 0 means no limit
 */
public record InitiateRequest(
        Octets dedicatedKey,
        boolean responseAllowed,
        int qualityOfService,
        int dlmsVersion,
        Conformance conformance,
        int maxPduBytes) {

    public static final int TAG = 0x01;

    /** The version this project speaks. */
    public static final int DLMS_VERSION = 6;

    private static final int NO_QUALITY = -1;

    public static InitiateRequest of(Conformance conformance, int maxPduBytes) {
        return new InitiateRequest(Octets.EMPTY, true, NO_QUALITY, DLMS_VERSION, conformance, maxPduBytes);
    }

    /** @throws org.metersim.dlms.codec.DecodeException when {@code bytes} are no InitiateRequest */
    public static InitiateRequest decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.expect("InitiateRequest tag", TAG);
        Octets dedicatedKey = in.flag("dedicated-key") ? in.sized("dedicated-key") : Octets.EMPTY;
        // BOOLEAN DEFAULT TRUE: absent means allowed
        boolean responseAllowed = !in.flag("response-allowed") || in.flag("response-allowed");
        int quality = in.flag("proposed-quality-of-service") ? in.i8("proposed-quality-of-service") : NO_QUALITY;
        int version = in.u8("proposed-dlms-version-number");
        InitiateRequest request = new InitiateRequest(
                dedicatedKey,
                responseAllowed,
                quality,
                version,
                Conformance.read(in),
                in.u16("client-max-receive-pdu-size"));
        in.expectEnd("InitiateRequest");
        return request;
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter().u8(TAG);
        if (dedicatedKey.isEmpty()) {
            out.u8(0);
        } else {
            out.u8(1).sized(dedicatedKey);
        }
        if (responseAllowed) {
            out.u8(0);
        } else {
            out.u8(1).u8(0);
        }
        if (qualityOfService == NO_QUALITY) {
            out.u8(0);
        } else {
            out.u8(1).u8(qualityOfService);
        }
        out.u8(dlmsVersion);
        conformance.write(out);
        return out.u16(maxPduBytes).toBytes();
    }

    @Override
    public String toString() {
        return "InitiateRequest version=" + dlmsVersion + " conformance=" + Integer.toHexString(conformance.bits())
                + " maxPdu=" + maxPduBytes + (dedicatedKey.isEmpty() ? "" : " dedicated-key");
    }
}
