package org.metersim.dlms.cosem;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Selective-Access-Descriptor: which part of an attribute is meant. Green Book 9.5.
 *
 * @param selector the class's access selector (profile generic: 1 by range, 2 by entry), 0 to 255
 * @param parameter the selector's own structure
 */
public record Selection(int selector, CosemData parameter) {

    /** The whole attribute. There is no selector 0, so a peer that sends one has selected something unknown. */
    public static final Selection NONE = new Selection(0, CosemData.NULL);

    public boolean isNone() {
        return equals(NONE);
    }

    public static Selection readOptional(ByteReader in) {
        return in.flag("access-selection") ? new Selection(in.u8("access-selector"), CosemData.read(in)) : NONE;
    }

    public void writeOptional(ByteWriter out) {
        if (isNone()) {
            out.u8(0);
            return;
        }
        out.u8(1).u8(selector);
        parameter.write(out);
    }
}
