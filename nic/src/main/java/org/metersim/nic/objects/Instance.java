package org.metersim.nic.objects;

import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.Association;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;

/**
 * One object of one NIC, for one request: what every interface class here is a view of.
 *
 * @param index place of the object in the profile's list
 */
record Instance(ObjectDefinition definition, int index, NicView view) {

    CosemData logicalName() {
        return definition.name().toData();
    }

    ProfileNode row() {
        return definition.row();
    }

    NicState state() {
        return view.state();
    }

    MeterModel profile() {
        return view.state().profile();
    }

    /** The association of that name in the profile. */
    Association association(String name) {
        return profile().associations().stream()
                .filter(association -> association.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a client wrote to an attribute; empty while it is the profile's. */
    Optional<CosemData> written(int attribute) {
        return state().parameter(index, attribute);
    }

    /** Keeps a checked value, and has it logged that a parameter changed. */
    AccessResult write(int attribute, CosemData value, long nowMs) {
        if (!state().changeParameter(index, attribute, value)) {
            return AccessResult.OTHER_REASON;
        }
        view.report(MeterEvent.PARAMETERS_CHANGED, nowMs);
        return AccessResult.SUCCESS;
    }
}
