package org.metersim.dlms.apdu;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** Action-Response-With-Optional-Data: how a method ended, and what it returned. */
public record ActionResult(AccessResult result, Optional<GetResult> returned) {

    public static ActionResult of(AccessResult result) {
        return new ActionResult(result, Optional.empty());
    }

    public static ActionResult of(CosemData returned) {
        return new ActionResult(AccessResult.SUCCESS, Optional.of(GetResult.of(returned)));
    }

    static ActionResult read(ByteReader in) {
        AccessResult result = AccessResult.read(in);
        return new ActionResult(
                result, in.flag("return-parameters") ? Optional.of(GetResult.read(in)) : Optional.empty());
    }

    void write(ByteWriter out) {
        out.u8(result.code()).u8(returned.isPresent() ? 1 : 0);
        returned.ifPresent(value -> value.write(out));
    }
}
