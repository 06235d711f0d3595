package org.metersim.dlms.cosem;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Cosem-Attribute-Descriptor: one attribute of one object. Green Book 9.5.
 *
 * @param classId interface class, 0 to 65535
 * @param attribute index, 1 is the logical name; 0 asks for all attributes
 */
public record AttributeRef(int classId, LogicalName object, int attribute) {

    public static AttributeRef read(ByteReader in) {
        return new AttributeRef(in.u16("class-id"), LogicalName.read(in), in.i8("attribute-id"));
    }

    public void write(ByteWriter out) {
        out.u16(classId);
        object.write(out);
        out.u8(attribute);
    }

    /** {@code 3 1-0:1.8.0.255 a2}. */
    @Override
    public String toString() {
        return classId + " " + object + " a" + attribute;
    }
}
