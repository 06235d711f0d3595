package org.metersim.nic.objects;

import java.util.Optional;
import org.metersim.dlms.acse.ApplicationContext;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.association.AssociationStatus;
import org.metersim.profiles.Association;
import org.metersim.profiles.Association.Mechanism;

/**
 * COSEM Association LN: one association, as another or the very one sees it. Blue Book 4.4.4. Methods 3 and 4 are not
 * there: the object list is the profile's.
 *
 * @param association that the object stands for
 */
record AssociationLn(Instance instance, Association association) {

    static final int CLASS_ID = 15;
    static final InterfaceClass<AssociationLn> VERSION_0 = table();
    static final InterfaceClass<AssociationLn> VERSION_1 = table().attribute(
                    9,
                    "security_setup_reference",
                    (object, nowMs) -> object.securitySetup().toData());

    /** The association of the profile that the object of the asking client stands for. */
    private static final String CURRENT = "current";

    private static final int DLMS_VERSION = 6;
    private static final int MAX_SECRET_BYTES = 64;
    private static final LogicalName NO_SECURITY_SETUP = new LogicalName(0);

    /** Of an application context name and of a mechanism name, without their last arc: 2.16.756.5.8.1 and .2. */
    private static final Octets CONTEXT_NAME = Octets.parse("608574050801");

    private static final Octets MECHANISM_NAME = Octets.parse("608574050802");

    private static InterfaceClass<AssociationLn> table() {
        return InterfaceClass.<AssociationLn>of(CLASS_ID, "Association LN")
                .attribute(1, "logical_name", (object, nowMs) -> object.instance.logicalName())
                .selective(
                        2,
                        "object_list",
                        (object, selection, nowMs) -> object.objectList().select(selection),
                        (object, value, nowMs) -> AccessResult.READ_WRITE_DENIED)
                .attribute(3, "associated_partners_id", (object, nowMs) -> object.partners())
                .attribute(4, "application_context_name", (object, nowMs) -> object.contextName())
                .attribute(5, "xDLMS_context_info", (object, nowMs) -> object.contextInfo())
                .attribute(6, "authentication_mechanism_name", (object, nowMs) -> object.mechanismName())
                .selective(
                        7,
                        "secret",
                        (object, selection, nowMs) -> new MeterReply.Refused(AccessResult.READ_WRITE_DENIED),
                        AssociationLn::setSecret)
                .attribute(
                        8,
                        "association_status",
                        (object, nowMs) -> CosemData.enumeration(object.status().code()))
                .method(1, "reply_to_HLS_authentication", AssociationLn::replyToHls)
                .method(2, "change_HLS_secret", AssociationLn::changeHlsSecret);
    }

    /** Empty when it is the current association, and nobody asks. */
    static Optional<AssociationLn> of(Instance instance) {
        String name = instance.row().text("association");
        Optional<Association> association = name.equals(CURRENT)
                ? instance.view().association().map(AssociationContext::definition)
                : Optional.of(instance.association(name));
        return association.map(known -> new AssociationLn(instance, known));
    }

    /** Who asks, when this is its own association. */
    private Optional<AssociationContext> asking() {
        return instance.view().association().filter(context -> context.clientSap() == association.clientSap());
    }

    private ObjectList objectList() {
        int version = instance.definition().version();
        return new ObjectList(instance.profile(), association.clientSap(), version);
    }

    private CosemData partners() {
        int serverSap = asking().map(AssociationContext::serverSap).orElse(SapAssignment.MANAGEMENT_SAP);
        // client_SAP is an integer of one byte in the standard, though HDLC and wrapper know larger ones
        return CosemData.structure(
                CosemData.integer((byte) association.clientSap()), CosemData.longUnsigned(serverSap));
    }

    private CosemData contextName() {
        boolean ciphered = association.mechanism() == Mechanism.HLS_GMAC;
        ApplicationContext context =
                ciphered ? ApplicationContext.LOGICAL_NAMES_CIPHERED : ApplicationContext.LOGICAL_NAMES;
        return name(CONTEXT_NAME, context.id());
    }

    private CosemData mechanismName() {
        return name(MECHANISM_NAME, association.mechanism().id());
    }

    private static CosemData name(Octets arcs, int lastArc) {
        return new CosemData.OctetString(arcs.plus(new ByteWriter(1).u8(lastArc).toOctets()));
    }

    /** What was negotiated; of an association that is not open, what the meter offers. */
    private CosemData contextInfo() {
        int conformance = asking().map(context -> context.conformance().bits()).orElse(association.conformance());
        int receives = asking().map(AssociationContext::maxReceivePduBytes).orElse(association.maxPduBytes());
        int sends = asking().map(AssociationContext::maxSendPduBytes).orElse(association.maxPduBytes());
        Octets bits = new ByteWriter(3).u8(conformance >> 16).u16(conformance).toOctets();
        return CosemData.structure(
                new CosemData.BitString(bits, 24),
                CosemData.longUnsigned(receives),
                CosemData.longUnsigned(sends),
                CosemData.unsigned(DLMS_VERSION),
                CosemData.integer(0),
                // cyphering_info would be the dedicated key, which nobody is shown
                new CosemData.OctetString(Octets.EMPTY));
    }

    private AssociationStatus status() {
        return instance.view()
                .association()
                .map(context -> context.statusOf(association.clientSap()))
                .orElse(AssociationStatus.NON_ASSOCIATED);
    }

    private LogicalName securitySetup() {
        return association.security().map(Association.Security::setup).orElse(NO_SECURITY_SETUP);
    }

    private MeterReply replyToHls(CosemData proof, long nowMs) {
        return asking().map(context -> context.replyToHls(proof, nowMs))
                .orElseGet(() -> new MeterReply.Refused(AccessResult.READ_WRITE_DENIED));
    }

    /** The LLS password in clear, or for HLS what {@link #changeHlsSecret} takes. */
    private AccessResult setSecret(CosemData value, long nowMs) {
        return switch (association.mechanism()) {
            case NONE -> AccessResult.READ_WRITE_DENIED;
            case LLS -> setPassword(value, nowMs);
            case HLS_GMAC -> setHlsSecret(value, nowMs);
        };
    }

    private AccessResult setPassword(CosemData value, long nowMs) {
        if (!(value instanceof CosemData.OctetString string)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        Octets secret = string.octets();
        if (secret.isEmpty() || secret.length() > MAX_SECRET_BYTES) {
            return AccessResult.OTHER_REASON;
        }
        instance.state().changeSecret(association.clientSap(), secret);
        instance.view().report(MeterEvent.KEYS_CHANGED, nowMs);
        return AccessResult.SUCCESS;
    }

    private MeterReply changeHlsSecret(CosemData parameter, long nowMs) {
        if (association.mechanism() != Mechanism.HLS_GMAC) {
            return new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        }
        AccessResult result = setHlsSecret(parameter, nowMs);
        return result == AccessResult.SUCCESS ? MeterReply.DONE : new MeterReply.Refused(result);
    }

    /** The secret of HLS-5 is the encryption key: the new one comes wrapped under the KEK, never in clear. */
    private AccessResult setHlsSecret(CosemData value, long nowMs) {
        if (!(value instanceof CosemData.OctetString wrapped)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        Optional<Octets> key = WrappedKeys.unwrap(instance.state().kek(association.clientSap()), wrapped.octets());
        if (key.isEmpty()) {
            return AccessResult.OTHER_REASON;
        }
        instance.state().changeKeys(association.clientSap(), key, Optional.empty());
        instance.view().report(MeterEvent.KEYS_CHANGED, nowMs);
        return AccessResult.SUCCESS;
    }
}
