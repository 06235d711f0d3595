package org.metersim.dlms.apdu;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * DataNotification [15]: what the meter pushes. Green Book 9.5.
 *
 * @param longInvokeId bits 0 to 23 id, 30 confirmed, 31 high priority; 32 bits unsigned
 * @param time when it was sent
 */
public record DataNotification(long longInvokeId, Optional<CosemDateTime> time, CosemData body) implements Apdu {

    public static final int TAG = 0x0F;

    /** Service class bit of the long invoke id. */
    public static final long CONFIRMED = 0x4000_0000L;

    public boolean isConfirmed() {
        return (longInvokeId & CONFIRMED) != 0;
    }

    static DataNotification read(ByteReader in) {
        return new DataNotification(in.u32("long-invoke-id-and-priority"), readTime(in), CosemData.read(in));
    }

    /** An octet-string of 12 bytes, or of none. */
    static Optional<CosemDateTime> readTime(ByteReader in) {
        int at = in.position();
        Octets time = in.sized("date-time");
        if (time.isEmpty()) {
            return Optional.empty();
        }
        if (time.length() != CosemDateTime.LENGTH_BYTES) {
            throw new DecodeException("date-time", time.length() + " bytes", "12 or none", at);
        }
        return Optional.of(CosemDateTime.of(time));
    }

    static void writeTime(ByteWriter out, Optional<CosemDateTime> time) {
        out.sized(time.map(CosemDateTime::toOctets).orElse(Octets.EMPTY));
    }

    @Override
    public void write(ByteWriter out) {
        out.u8(TAG).u32(longInvokeId);
        writeTime(out, time);
        body.write(out);
    }
}
