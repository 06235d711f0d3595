package org.metersim.dlms.apdu;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * DataBlock-SA: a piece of an encoded value in SET and ACTION, and in ACTION responses.
 *
 * @param number from 1, 32 bits unsigned
 */
public record DataBlock(boolean last, long number, Octets raw) {

    static DataBlock read(ByteReader in) {
        return new DataBlock(in.flag("last-block"), in.u32("block-number"), in.sized("raw-data"));
    }

    void write(ByteWriter out) {
        out.u8(last ? 1 : 0).u32(number).sized(raw);
    }
}
