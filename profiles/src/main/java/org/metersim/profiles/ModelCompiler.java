package org.metersim.profiles;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.cosem.LogicalName;

/** Turns a profile's nodes into a model: each part by its form first, then what the parts say of each other. */
final class ModelCompiler {

    private ModelCompiler() {}

    static MeterModel compile(ProfileNode root) {
        Sections.TOP.check("profile", root);
        List<Association> associations = Associations.read(root.get("associations"));
        AccessGroups access = new AccessGroups(root.get("access"), associations);
        Firmware firmware = Sections.firmware(root.get("firmware"));
        MeterModel model = new MeterModel(
                root.text("profile"),
                Sections.identity(root.get("identity")),
                Sections.clock(root.get("clock")),
                Sections.supply(root.get("supply")),
                firmware,
                Sections.flash(root),
                root.find("bluetooth").map(BluetoothSection::read),
                Sections.events(root.get("events")),
                associations,
                objects(root.get("objects").items(), access, firmware.options()));
        CrossReferences.check(model, root);
        return model;
    }

    private static List<ObjectDefinition> objects(List<ProfileNode> rows, AccessGroups access, UpdateOptions options) {
        List<ObjectDefinition> objects = new ArrayList<>();
        for (ProfileNode row : rows) {
            objects.add(object(row, access, options));
        }
        objects.sort((one, other) -> one.compareTo(other.classId(), other.name()));
        for (int i = 1; i < objects.size(); i++) {
            ObjectDefinition object = objects.get(i);
            if (object.compareTo(
                            objects.get(i - 1).classId(), objects.get(i - 1).name())
                    == 0) {
                // sorting is stable: the later row comes second
                throw object.row().get("ln").wrong("ln", "each object once");
            }
        }
        return List.copyOf(objects);
    }

    private static ObjectDefinition object(ProfileNode row, AccessGroups access, UpdateOptions options) {
        ClassForm form = ClassForms.check(row).with(options);
        LogicalName name = row.logicalName("ln");
        return new ObjectDefinition(form.classId(), form.version(), name, row.text("name"), row, access.of(row, form));
    }
}
