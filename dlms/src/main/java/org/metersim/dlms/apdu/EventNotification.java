package org.metersim.dlms.apdu;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;

/** event-notification-request [194]: one attribute, sent unasked. Green Book 9.5. */
public record EventNotification(Optional<CosemDateTime> time, AttributeRef attribute, CosemData value) implements Apdu {

    public static final int TAG = 0xC2;

    static EventNotification read(ByteReader in) {
        Optional<CosemDateTime> time = in.flag("time") ? DataNotification.readTime(in) : Optional.empty();
        return new EventNotification(time, AttributeRef.read(in), CosemData.read(in));
    }

    @Override
    public void write(ByteWriter out) {
        out.u8(TAG).u8(time.isPresent() ? 1 : 0);
        if (time.isPresent()) {
            DataNotification.writeTime(out, time);
        }
        attribute.write(out);
        value.write(out);
    }
}
