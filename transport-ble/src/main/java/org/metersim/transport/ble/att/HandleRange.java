package org.metersim.transport.ble.att;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Attributes that follow each other.
 *
 * @param first handle, 0 to 65535
 * @param last handle, likewise; included
 */
public record HandleRange(int first, int last) {

    /** Every attribute that there can be. */
    public static final HandleRange ALL = new HandleRange(1, 0xFFFF);

    static HandleRange read(ByteReader in) {
        return new HandleRange(in.u16le("starting handle"), in.u16le("ending handle"));
    }

    void write(ByteWriter out) {
        out.u16le(first).u16le(last);
    }

    /** Handle 0 is reserved, and the first must not come behind the last: Vol 3 Part F 3.4.3.1. */
    public boolean isValid() {
        return first > 0 && first <= last;
    }

    public boolean contains(int handle) {
        return handle >= first && handle <= last;
    }
}
