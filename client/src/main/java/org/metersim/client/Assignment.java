package org.metersim.client;

import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;

/** An attribute and what it is to be. */
public record Assignment(SelectedAttribute target, CosemData value) {

    /** The whole attribute. */
    public static Assignment of(AttributeRef attribute, CosemData value) {
        return new Assignment(SelectedAttribute.whole(attribute), value);
    }
}
