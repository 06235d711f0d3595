package org.metersim.nic.objects;

import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.objects.InterfaceClass;

/**
 * COSEM SAP assignment: the logical devices of the meter, of which there is one. Blue Book 4.4.5. Method 1 is not
 * there: which device answers where is fixed.
 */
record SapAssignment(Instance instance) {

    static final int CLASS_ID = 17;

    /** SAP of the management logical device. */
    static final int MANAGEMENT_SAP = 1;

    static final InterfaceClass<SapAssignment> CLASS = InterfaceClass.<SapAssignment>of(CLASS_ID, "SAP assignment")
            .attribute(1, "logical_name", (saps, nowMs) -> saps.instance.logicalName())
            .attribute(2, "SAP_assignment_list", (saps, nowMs) -> saps.list());

    private CosemData list() {
        String name =
                instance.profile().identity().logicalDeviceName(instance.state().number());
        return CosemData.array(List.of(CosemData.structure(
                CosemData.longUnsigned(MANAGEMENT_SAP), new CosemData.OctetString(Octets.ascii(name)))));
    }
}
