package org.metersim.dlms.apdu;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * DataNotification-Confirm [16]: the push with this id arrived. In newer editions of the Green Book only; foreign
 * listeners do not send it.
 *
 * @param longInvokeId of the DataNotification, 32 bits unsigned
 */
public record DataNotificationConfirm(long longInvokeId, Optional<CosemDateTime> time) implements Apdu {

    public static final int TAG = 0x10;

    static DataNotificationConfirm read(ByteReader in) {
        return new DataNotificationConfirm(in.u32("long-invoke-id-and-priority"), DataNotification.readTime(in));
    }

    @Override
    public void write(ByteWriter out) {
        out.u8(TAG).u32(longInvokeId);
        DataNotification.writeTime(out, time);
    }
}
