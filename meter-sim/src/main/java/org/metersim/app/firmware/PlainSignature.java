package org.metersim.app.firmware;

import java.math.BigInteger;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** ECDSA signatures as DLMS and hardware modules have them: r and s, each as long as the field. */
final class PlainSignature {

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;

    private PlainSignature() {}

    /** As images have them: DER, SEQUENCE of two INTEGERs. @param plain r and s, 64 or 96 bytes in all */
    static Octets toDer(Octets plain) {
        int half = plain.length() / 2;
        byte[] numbers = new ByteWriter()
                .bytes(integer(plain.slice(0, half)))
                .bytes(integer(plain.slice(half, plain.length())))
                .toBytes();
        return new ByteWriter().u8(SEQUENCE).u8(numbers.length).bytes(numbers).toOctets();
    }

    private static byte[] integer(Octets magnitude) {
        byte[] minimal = new BigInteger(1, magnitude.toBytes()).toByteArray();
        return new ByteWriter().u8(INTEGER).u8(minimal.length).bytes(minimal).toBytes();
    }
}
