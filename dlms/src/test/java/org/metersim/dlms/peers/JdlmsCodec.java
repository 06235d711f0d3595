package org.metersim.dlms.peers;

import com.beanit.asn1bean.ber.ReverseByteArrayOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.metersim.dlms.codec.Hex;
import org.openmuc.jdlms.internal.asn1.axdr.AxdrType;

/** The codec of jDLMS 1.8.0, made from the ASN.1 of the standard by its authors. */
final class JdlmsCodec {

    private JdlmsCodec() {}

    /** Reads {@code bytes} into {@code type}, all of them, and writes them again. */
    static String through(AxdrType type, byte[] bytes) {
        try {
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            type.decode(in);
            String left = in.available() == 0 ? "" : ", " + in.available() + " bytes left";
            return encode(type) + left;
        } catch (IOException refused) {
            throw new UncheckedIOException("jDLMS refuses " + Hex.compact(bytes), refused);
        }
    }

    static String encode(AxdrType type) {
        try {
            ReverseByteArrayOutputStream out = new ReverseByteArrayOutputStream(100, true);
            type.encode(out);
            return Hex.compact(out.getArray());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
