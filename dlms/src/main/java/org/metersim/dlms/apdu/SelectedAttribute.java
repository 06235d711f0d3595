package org.metersim.dlms.apdu;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.Selection;

/** Cosem-Attribute-Descriptor-With-Selection: an attribute, whole or a part of it. */
public record SelectedAttribute(AttributeRef attribute, Selection selection) {

    /** The whole attribute. */
    public static SelectedAttribute whole(AttributeRef attribute) {
        return new SelectedAttribute(attribute, Selection.NONE);
    }

    static SelectedAttribute read(ByteReader in) {
        return new SelectedAttribute(AttributeRef.read(in), Selection.readOptional(in));
    }

    void write(ByteWriter out) {
        attribute.write(out);
        selection.writeOptional(out);
    }
}
