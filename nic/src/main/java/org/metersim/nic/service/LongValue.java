package org.metersim.nic.service;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.CosemData;

/** What the blocks of a request held, put together: a value, or a list of values with its count. */
final class LongValue {

    private LongValue() {}

    /** @throws DecodeException when the bytes are nothing of that kind, or too many values */
    static List<CosemData> decode(byte[] bytes, boolean isList) {
        if (!isList) {
            return List.of(CosemData.decode(bytes));
        }
        ByteReader in = new ByteReader(bytes);
        int count = in.length("value-list");
        if (count > Services.MAX_REFERENCES) {
            throw new DecodeException("value-list", count + " values", "<= " + Services.MAX_REFERENCES, 0);
        }
        List<CosemData> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(CosemData.read(in));
        }
        in.expectEnd("value-list");
        return values;
    }
}
