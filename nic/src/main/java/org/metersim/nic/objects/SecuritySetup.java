package org.metersim.nic.objects;

import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.Association;

/**
 * COSEM Security setup: policy and keys of one association. Blue Book 4.4.7, version 0.
 *
 * @param association with HLS, whose keys these are
 */
record SecuritySetup(Instance instance, Association association) {

    static final int CLASS_ID = 64;
    private static final int STRONGEST_POLICY = 3;

    static final InterfaceClass<SecuritySetup> CLASS = InterfaceClass.<SecuritySetup>of(CLASS_ID, "Security setup")
            .attribute(1, "logical_name", (setup, nowMs) -> setup.instance.logicalName())
            .attribute(2, "security_policy", (setup, nowMs) -> CosemData.enumeration(setup.policy()))
            .attribute(
                    3,
                    "security_suite",
                    (setup, nowMs) -> CosemData.enumeration(
                            setup.association.security().orElseThrow().suite()))
            .attribute(4, "client_system_title", (setup, nowMs) -> new CosemData.OctetString(setup.clientTitle()))
            .attribute(
                    5,
                    "server_system_title",
                    (setup, nowMs) -> new CosemData.OctetString(setup.state().systemTitle()))
            .method(1, "security_activate", SecuritySetup::activate)
            .method(2, "global_key_transfer", SecuritySetup::transferKeys);

    static SecuritySetup of(Instance instance) {
        return new SecuritySetup(instance, instance.association(instance.row().text("association")));
    }

    private NicState state() {
        return instance.state();
    }

    private int policy() {
        return state().policy(association.clientSap());
    }

    /** Of the client that asks, when this is its own setup; others' are not known. */
    private Octets clientTitle() {
        return instance.view()
                .association()
                .filter(context -> context.clientSap() == association.clientSap())
                .map(AssociationContext::peerTitle)
                .orElse(Octets.EMPTY);
    }

    /** A policy can only be made stronger: one that demands all that the present one does. */
    private MeterReply activate(CosemData parameter, long nowMs) {
        if (!(parameter instanceof CosemData.Numeral numeral) || numeral.type() != NumeralType.ENUM) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        int demanded = (int) numeral.value();
        if (demanded > STRONGEST_POLICY || (demanded & policy()) != policy()) {
            return new MeterReply.Refused(AccessResult.OTHER_REASON);
        }
        if (demanded != policy()) {
            state().changePolicy(association.clientSap(), demanded);
            instance.view().report(MeterEvent.PARAMETERS_CHANGED, nowMs);
        }
        return MeterReply.DONE;
    }

    /** All keys of the list, or when one of them is wrong, none. Green Book 9.2.3.3.8. */
    private MeterReply transferKeys(CosemData list, long nowMs) {
        WrappedKeys keys = new WrappedKeys(state().kek(association.clientSap()));
        AccessResult result = keys.take(list);
        if (result != AccessResult.SUCCESS) {
            return new MeterReply.Refused(result);
        }
        state().changeKeys(association.clientSap(), keys.guek(), keys.gak());
        instance.view().report(MeterEvent.KEYS_CHANGED, nowMs);
        return MeterReply.DONE;
    }
}
