package org.metersim.nic.objects;

import static org.metersim.dlms.cosem.NumeralType.INTEGER;
import static org.metersim.dlms.cosem.NumeralType.LONG_UNSIGNED;
import static org.metersim.dlms.cosem.NumeralType.UNSIGNED;

import java.util.List;
import java.util.stream.Stream;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.nic.push.CommunicationWindow;
import org.metersim.nic.push.PushObject;
import org.metersim.nic.push.PushSetup;
import org.metersim.profiles.MeterModel;

/** COSEM Push setup: what is pushed, where to, and how often it is tried. Blue Book 4.4.8, versions 0 and 1. */
final class PushSetupObject {

    static final int CLASS_ID = 40;

    private static final int MAX_OBJECTS = 64;
    private static final int MAX_WINDOWS = 16;
    private static final int LAST_CLIENT_SAP = 0x7F;
    private static final CosemData NOTHING = CosemData.array(List.of());

    static final InterfaceClass<Instance> VERSION_0 = version0();
    static final InterfaceClass<Instance> VERSION_1 = version0()
            .attribute(
                    PushSetup.PORT_REFERENCE,
                    "port_reference",
                    (push, nowMs) -> setup(push).port().toData(),
                    PushSetupObject::setPort)
            .attribute(
                    PushSetup.CLIENT_SAP,
                    "push_client_SAP",
                    (push, nowMs) -> CosemData.integer((byte) setup(push).clientSap()),
                    PushSetupObject::setClientSap)
            .attribute(
                    PushSetup.PROTECTION,
                    "push_protection_parameters",
                    (push, nowMs) -> NOTHING,
                    PushSetupObject::setNothing);

    private PushSetupObject() {}

    private static InterfaceClass<Instance> version0() {
        InterfaceClass<Instance> table = InterfaceClass.<Instance>of(CLASS_ID, "Push setup")
                .attribute(1, "logical_name", (push, nowMs) -> push.logicalName())
                .attribute(
                        PushSetup.OBJECT_LIST,
                        "push_object_list",
                        (push, nowMs) -> list(push, setup(push).objects()),
                        PushSetupObject::setObjects)
                .attribute(
                        PushSetup.DESTINATION,
                        "send_destination_and_method",
                        (push, nowMs) -> setup(push).destination(),
                        PushSetupObject::setDestination)
                .attribute(
                        PushSetup.COMMUNICATION_WINDOW,
                        "communication_window",
                        (push, nowMs) ->
                                push.written(PushSetup.COMMUNICATION_WINDOW).orElse(NOTHING),
                        PushSetupObject::setWindows)
                .method(1, "push", (push, parameter, nowMs) -> push(push, parameter, nowMs));
        return Setting.rows(
                table,
                Setting.number(
                        PushSetup.RANDOMISATION, "randomisation_start_interval", LONG_UNSIGNED, "randomisation-s"),
                Setting.number(PushSetup.RETRIES, "number_of_retries", UNSIGNED, "retries"),
                Setting.number(PushSetup.REPETITION_DELAY, "repetition_delay", LONG_UNSIGNED, "repetition-delay-s"));
    }

    private static PushSetup setup(Instance push) {
        return push.view().push().setup(push.definition().name());
    }

    private static CosemData list(Instance push, List<PushObject> objects) {
        int version = push.definition().version();
        return CosemData.array(
                objects.stream().map(object -> object.toData(version)).toList());
    }

    private static AccessResult setObjects(Instance push, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.Array array)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        List<PushObject> objects = array.elements().stream()
                .flatMap(each -> PushObject.of(each).stream())
                .toList();
        if (objects.size() != array.elements().size()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        MeterModel profile = push.profile();
        boolean known = objects.stream()
                .allMatch(object -> profile.object(
                                object.attribute().classId(), object.attribute().object())
                        .filter(definition -> object.attribute().attribute() >= 1
                                && object.attribute().attribute() <= definition.attributes())
                        .isPresent());
        return known && objects.size() <= MAX_OBJECTS
                ? push.write(PushSetup.OBJECT_LIST, list(push, objects), nowMs)
                : AccessResult.OTHER_REASON;
    }

    private static AccessResult setDestination(Instance push, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.Structure structure)
                || structure.elements().size() != 3
                || !isEnum(structure.elements().get(0))
                || !(structure.elements().get(1) instanceof CosemData.OctetString destination)
                || !isEnum(structure.elements().get(2))) {
            return AccessResult.TYPE_UNMATCHED;
        }
        boolean overTcp = structure.elements().get(0).equals(CosemData.enumeration(PushSetup.TCP));
        boolean inAxdr = structure.elements().get(2).equals(CosemData.enumeration(PushSetup.A_XDR));
        boolean reachable =
                PushSetup.hostAndPort(destination.octets().toAscii()).isPresent();
        return overTcp && inAxdr && reachable
                ? push.write(PushSetup.DESTINATION, value, nowMs)
                : AccessResult.OTHER_REASON;
    }

    private static boolean isEnum(CosemData data) {
        return data instanceof CosemData.Numeral numeral && numeral.type() == org.metersim.dlms.cosem.NumeralType.ENUM;
    }

    private static AccessResult setWindows(Instance push, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.Array array)
                || !array.elements().stream()
                        .allMatch(each -> CommunicationWindow.of(each).isPresent())) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return array.elements().size() <= MAX_WINDOWS
                ? push.write(PushSetup.COMMUNICATION_WINDOW, value, nowMs)
                : AccessResult.OTHER_REASON;
    }

    /** What this meter does not do can only be written as nothing. */
    private static AccessResult setNothing(Instance push, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.Array array)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return array.elements().isEmpty() ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
    }

    private static AccessResult setPort(Instance push, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.OctetString name) || name.octets().length() != LogicalName.LENGTH_BYTES) {
            return AccessResult.TYPE_UNMATCHED;
        }
        LogicalName port = LogicalName.read(ByteReader.of(name.octets()));
        boolean known = Stream.of(LocalPortSetup.CLASS_ID, HdlcSetup.CLASS_ID, TcpUdpSetup.CLASS_ID)
                .anyMatch(classId -> push.profile().object(classId, port).isPresent());
        return known ? push.write(PushSetup.PORT_REFERENCE, value, nowMs) : AccessResult.OTHER_REASON;
    }

    /** An association of the profile, with keys when the push is ciphered. */
    private static AccessResult setClientSap(Instance push, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.Numeral numeral) || numeral.type() != INTEGER) {
            return AccessResult.TYPE_UNMATCHED;
        }
        int clientSap = (int) numeral.value();
        boolean fits = clientSap <= LAST_CLIENT_SAP
                && push.profile()
                        .association(clientSap)
                        .filter(association -> !setup(push).isCiphered()
                                || association.security().isPresent())
                        .isPresent();
        return fits ? push.write(PushSetup.CLIENT_SAP, value, nowMs) : AccessResult.OTHER_REASON;
    }

    private static MeterReply push(Instance push, CosemData parameter, long nowMs) {
        if (!(parameter instanceof CosemData.Numeral numeral) || numeral.type() != INTEGER) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        return push.view().push().invoke(push.definition().name(), nowMs);
    }
}
