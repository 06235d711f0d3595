package org.metersim.profiles;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.profiles.Association.Security;

/** What the parts of a profile say of each other: every object, script, day or association that is named must exist. */
final class CrossReferences {

    private static final int DATA = 1;
    private static final int EXTENDED_REGISTER = 4;
    private static final int DEMAND_REGISTER = 5;
    private static final int PROFILE_GENERIC = 7;
    private static final int CLOCK = 8;
    private static final int SCRIPT_TABLE = 9;
    private static final int SPECIAL_DAYS = 11;
    private static final int ASSOCIATION_LN = 15;
    private static final int IMAGE_TRANSFER = 18;
    private static final int ACTIVITY_CALENDAR = 20;
    private static final int SINGLE_ACTION_SCHEDULE = 22;
    private static final int PUSH_SETUP = 40;
    private static final int SECURITY_SETUP = 64;
    private static final List<Integer> PORT_SETUPS = List.of(19, 23, 41);

    private static final LogicalName CURRENT_ASSOCIATION = LogicalName.parse("0-0:40.0.0.255");
    private static final LogicalName LOGICAL_DEVICE_NAME = LogicalName.parse("0-0:42.0.0.255");
    private static final LogicalName CLOCK_OBJECT = LogicalName.parse("0-0:1.0.0.255");

    /** What the object of the association that is asked is called. */
    private static final String CURRENT = "current";

    private final MeterModel model;

    private CrossReferences(MeterModel model) {
        this.model = model;
    }

    static void check(MeterModel model, ProfileNode root) {
        new CrossReferences(model).checkAll(root);
    }

    private void checkAll(ProfileNode root) {
        demandObject(DATA, LOGICAL_DEVICE_NAME, root.get("objects"));
        demandObject(CLOCK, CLOCK_OBJECT, root.get("objects"));
        demandObject(ASSOCIATION_LN, CURRENT_ASSOCIATION, root.get("objects"));
        checkEvents(root.get("events"));
        checkAssociationNames();
        checkAssociations(root.get("associations"));
        Map<Integer, BiConsumer<ObjectDefinition, ProfileNode>> checks = Map.of(
                DATA, this::checkData,
                EXTENDED_REGISTER, this::checkMaximumDemand,
                PROFILE_GENERIC, (object, row) -> checkProfile(row),
                SCRIPT_TABLE, (object, row) -> checkScripts(row),
                ASSOCIATION_LN, this::checkAssociationObject,
                IMAGE_TRANSFER, this::checkImage,
                SINGLE_ACTION_SCHEDULE, (object, row) -> checkSchedule(row),
                PUSH_SETUP, (object, row) -> checkPush(row),
                SECURITY_SETUP, this::checkSecuritySetup);
        for (ObjectDefinition object : model.objects()) {
            checks.getOrDefault(object.classId(), (other, row) -> {}).accept(object, object.row());
        }
        ofClass(ACTIVITY_CALENDAR)
                .forEach(calendar -> CalendarReferences.check(model, calendar, ofClass(SPECIAL_DAYS)));
    }

    private List<ObjectDefinition> ofClass(int classId) {
        return model.objects().stream()
                .filter(object -> object.classId() == classId)
                .toList();
    }

    private void demandObject(int classId, LogicalName name, ProfileNode objects) {
        if (model.object(classId, name).isEmpty()) {
            throw ProfileException.of(
                    objects.keyPlace(), "objects", classId + " " + name + " missing", "a row of that class and name");
        }
    }

    private ObjectDefinition demand(int classId, ProfileNode name, String field, String expected) {
        return model.object(classId, name.asLogicalName(field)).orElseThrow(() -> name.wrong(field, expected));
    }

    private void checkEvents(ProfileNode events) {
        for (ProfileNode entry : events.fields().values()) {
            for (ProfileNode log : entry.find("log").stream()
                    .flatMap(found -> found.isList() ? found.items().stream() : Stream.of(found))
                    .toList()) {
                ObjectDefinition profile = demand(PROFILE_GENERIC, log, "log", "an event log of class 7");
                if (!profile.row().text("schedule").equals("events")) {
                    throw log.wrong("log", "a profile generic with schedule: events");
                }
            }
        }
    }

    private void checkAssociations(ProfileNode associations) {
        for (ProfileNode association : associations.items()) {
            String name = association.text("name");
            demandNamed(ASSOCIATION_LN, association.get("object"), "object", name);
            association.find("security").ifPresent(security -> {
                demandNamed(SECURITY_SETUP, security.get("setup"), "setup", name);
                ObjectDefinition counter = demand(DATA, security.get("counter"), "counter", "a Data object");
                if (!counter.row().text("source", "").equals("invocation-counter " + name)) {
                    throw security.get("counter").wrong("counter", "an object with source: invocation-counter " + name);
                }
            });
        }
    }

    private void demandNamed(int classId, ProfileNode object, String field, String association) {
        String expected = "an object of class " + classId + " with association: " + association;
        if (!demand(classId, object, field, expected).row().text("association").equals(association)) {
            throw object.wrong(field, expected);
        }
    }

    private void checkData(ObjectDefinition object, ProfileNode row) {
        if (row.has("value") == row.has("source")) {
            throw ProfileException.of(
                    row.find("value").map(ProfileNode::keyPlace).orElse(row.place()),
                    "value",
                    row.has("value") ? "beside source" : "missing",
                    "either value or source");
        }
        if (row.has("value")) {
            return;
        }
        List<String> source = row.words("source");
        ProfileNode node = row.get("source");
        if (source.get(0).equals("event-code") && !isEventLog(source.get(1))) {
            throw node.wrong("source", "event-code and the name of an event log of class 7");
        }
        if (source.get(0).equals("invocation-counter")
                && !securityOf(source.get(1)).map(Security::counter).equals(Optional.of(object.name()))) {
            throw node.wrong("source", "an HLS association whose counter is " + object.name());
        }
    }

    private Optional<Association> associationOf(String name) {
        return model.associations().stream()
                .filter(association -> association.name().equals(name))
                .findFirst();
    }

    private Optional<Security> securityOf(String name) {
        return associationOf(name).flatMap(Association::security);
    }

    private boolean isEventLog(String name) {
        try {
            return model.object(PROFILE_GENERIC, LogicalName.parse(name)).isPresent();
        } catch (IllegalArgumentException noObis) {
            return false;
        }
    }

    private void checkMaximumDemand(ObjectDefinition object, ProfileNode row) {
        String quantity = row.words("source").get(1);
        if (ofClass(DEMAND_REGISTER).stream()
                .noneMatch(demand -> demand.row().words("source").get(1).equals(quantity))) {
            throw row.get("source").wrong("source", "a quantity that a Demand register (class 5) averages");
        }
    }

    private void checkProfile(ProfileNode row) {
        demandExactly(row, "period", row.text("schedule").equals("period"), "with schedule: period");
        row.items("capture").forEach(capture -> demandAttribute(capture, 1));
        boolean sorted = !List.of("fifo", "lifo").contains(row.text("sort"));
        demandExactly(row, "sort-object", sorted, "with another sort than fifo and lifo");
        Set<AttributeRef> captured =
                row.items("capture").stream().map(ProfileNode::attributeRef).collect(Collectors.toSet());
        row.find("sort-object").ifPresent(sortObject -> {
            AttributeRef sortedBy = sortObject.attributeRef();
            if (!captured.contains(sortedBy)) {
                throw ProfileException.of(
                        sortObject.place(), "sort-object", sortedBy.toString(), "one of the capture objects");
            }
        });
    }

    private static void demandExactly(ProfileNode row, String field, boolean needed, String when) {
        if (needed != row.has(field)) {
            throw ProfileException.of(
                    row.find(field).map(ProfileNode::keyPlace).orElse(row.place()),
                    field,
                    needed ? "missing" : "present",
                    "exactly " + when);
        }
    }

    /** The attribute of {@code {class, ln, attribute}} must exist. */
    private void demandAttribute(ProfileNode reference, int first) {
        demandIndex(reference, "attribute", first, ClassForm::attributes);
    }

    private void demandIndex(ProfileNode reference, String field, int first, ToIntFunction<ClassForm> last) {
        int classId = reference.number("class");
        ObjectDefinition object = demand(classId, reference.get("ln"), "ln", "an object of class " + classId);
        ClassForm form = ClassForms.of(object);
        int index = reference.number(field);
        if (index < first || index > last.applyAsInt(form)) {
            throw reference.get(field).wrong(field, first + " to " + last.applyAsInt(form) + " of " + form);
        }
    }

    private void checkScripts(ProfileNode row) {
        Set<Integer> ids = new HashSet<>();
        for (ProfileNode script : row.items("scripts")) {
            if (!ids.add(script.number("id"))) {
                throw script.get("id").wrong("id", "each script once");
            }
            for (ProfileNode action : script.items("actions")) {
                if (action.text("service").equals("write")) {
                    demandIndex(action, "index", 2, ClassForm::attributes);
                } else {
                    demandIndex(action, "index", 1, ClassForm::methods);
                }
            }
        }
    }

    private void checkSchedule(ProfileNode row) {
        ProfileNode script = row.get("script");
        demandScript(model, script.get("table"), script.get("id"));
    }

    /** The script {@code id} of the script table {@code table} must exist. */
    static void demandScript(MeterModel model, ProfileNode table, ProfileNode id) {
        ObjectDefinition scripts = model.object(SCRIPT_TABLE, table.asLogicalName("table"))
                .orElseThrow(() -> table.wrong("table", "a script table (class 9)"));
        long wanted = id.asNumber("script", 0, 0xFFFF);
        if (scripts.row().items("scripts").stream().noneMatch(script -> script.number("id") == wanted)) {
            throw id.wrong("script", "a script of " + scripts.name());
        }
    }

    private void checkPush(ProfileNode row) {
        row.items("push").forEach(reference -> demandAttribute(reference, 1));
        LogicalName port = row.logicalName("port");
        if (PORT_SETUPS.stream()
                .noneMatch(classId -> model.object(classId, port).isPresent())) {
            throw row.get("port").wrong("port", "a port setup of class 19, 23 or 41");
        }
        Association client = model.association(row.number("client-sap"))
                .orElseThrow(() -> row.get("client-sap").wrong("client-sap", "the client SAP of an association"));
        if (row.flag("ciphered", false) && client.security().isEmpty()) {
            throw row.get("client-sap").wrong("client-sap", "an association with keys, as the push is ciphered");
        }
    }

    private void checkImage(ObjectDefinition object, ProfileNode row) {
        for (ObjectDefinition other : ofClass(IMAGE_TRANSFER)) {
            if (other.name().packed() < object.name().packed()
                    && other.row().text("component").equals(row.text("component"))) {
                throw row.get("component").wrong("component", "each component once");
            }
        }
        demandExactly(row, "role", row.text("component").equals("program"), "with component: program");
        row.find("role").filter(role -> associationOf(role.text()).isEmpty()).ifPresent(role -> {
            throw role.wrong("role", "the name of an association");
        });
    }

    private void checkAssociationNames() {
        for (int classId : List.of(ASSOCIATION_LN, SECURITY_SETUP)) {
            for (ObjectDefinition object : ofClass(classId)) {
                ProfileNode name = object.row().get("association");
                if (!name.text().equals(CURRENT) && associationOf(name.text()).isEmpty()) {
                    throw name.wrong("association", "the name of an association");
                }
            }
        }
    }

    private void checkAssociationObject(ObjectDefinition object, ProfileNode row) {
        boolean current = object.name().equals(CURRENT_ASSOCIATION);
        String name = row.text("association");
        boolean right = current
                ? name.equals(CURRENT)
                : associationOf(name).map(Association::object).equals(Optional.of(object.name()));
        if (!right) {
            throw row.get("association")
                    .wrong("association", current ? CURRENT : "the association whose object is " + object.name());
        }
    }

    private void checkSecuritySetup(ObjectDefinition object, ProfileNode row) {
        if (!securityOf(row.text("association")).map(Security::setup).equals(Optional.of(object.name()))) {
            throw row.get("association").wrong("association", "the HLS association whose setup is " + object.name());
        }
    }
}
