package org.metersim.dlms.cosem;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Cosem-Method-Descriptor: one method of one object. Green Book 9.5.
 *
 * @param classId interface class, 0 to 65535
 * @param method index, from 1
 */
public record MethodRef(int classId, LogicalName object, int method) {

    public static MethodRef read(ByteReader in) {
        return new MethodRef(in.u16("class-id"), LogicalName.read(in), in.i8("method-id"));
    }

    public void write(ByteWriter out) {
        out.u16(classId);
        object.write(out);
        out.u8(method);
    }

    /** {@code 18 0-0:44.0.0.255 m1}. */
    @Override
    public String toString() {
        return classId + " " + object + " m" + method;
    }
}
