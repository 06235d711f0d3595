package org.metersim.dlms.acse;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * xDLMS InitiateResponse [8], in clear. Green Book 9.5.
 *
 * @param maxPduBytes server-max-receive-pdu-size
 * @param vaaName 0x0007 with logical names
 */
public record InitiateResponse(int dlmsVersion, Conformance conformance, int maxPduBytes, int vaaName) {

    public static final int TAG = 0x08;

    private static final int VAA_LOGICAL_NAMES = 0x0007;

    public static InitiateResponse of(Conformance conformance, int maxPduBytes) {
        return new InitiateResponse(InitiateRequest.DLMS_VERSION, conformance, maxPduBytes, VAA_LOGICAL_NAMES);
    }

    /** @throws org.metersim.dlms.codec.DecodeException when {@code bytes} are no InitiateResponse */
    public static InitiateResponse decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        in.expect("InitiateResponse tag", TAG);
        if (in.flag("negotiated-quality-of-service")) {
            in.u8("negotiated-quality-of-service");
        }
        InitiateResponse response = new InitiateResponse(
                in.u8("negotiated-dlms-version-number"),
                Conformance.read(in),
                in.u16("server-max-receive-pdu-size"),
                in.u16("vaa-name"));
        in.expectEnd("InitiateResponse");
        return response;
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter().u8(TAG).u8(0).u8(dlmsVersion);
        conformance.write(out);
        return out.u16(maxPduBytes).u16(vaaName).toBytes();
    }
}
