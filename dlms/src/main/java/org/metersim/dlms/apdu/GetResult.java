package org.metersim.dlms.apdu;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/**
 * Get-Data-Result: a value, or why there is none.
 *
 * @param data null-data unless {@code result} is success
 */
public record GetResult(AccessResult result, CosemData data) {

    public static GetResult of(CosemData data) {
        return new GetResult(AccessResult.SUCCESS, data);
    }

    public static GetResult error(AccessResult reason) {
        return new GetResult(reason, CosemData.NULL);
    }

    public boolean isData() {
        return result == AccessResult.SUCCESS;
    }

    public static GetResult read(ByteReader in) {
        return in.flag("Get-Data-Result choice") ? error(AccessResult.read(in)) : of(CosemData.read(in));
    }

    public void write(ByteWriter out) {
        if (isData()) {
            out.u8(0);
            data.write(out);
        } else {
            out.u8(1).u8(result.code());
        }
    }
}
