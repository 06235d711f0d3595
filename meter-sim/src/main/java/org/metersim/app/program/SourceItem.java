package org.metersim.app.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.program.ProgramItem;
import org.metersim.profiles.DataLiteral;
import org.metersim.profiles.ProfileException;
import org.metersim.profiles.ProfileNode;

/** One item of a source: {@code set}, {@code action}, {@code check}, or {@code irreversible} around an action. */
final class SourceItem {

    private static final String EXPECTED = "one of set, action, check, irreversible";
    private static final int MAX_CLASS = 0xFFFF;

    private SourceItem() {}

    static ProgramItem read(ProfileNode node) {
        Map.Entry<String, ProfileNode> only = onlyField(node, "item", EXPECTED);
        ProfileNode body = only.getValue();
        return switch (only.getKey()) {
            case "set" -> set(body);
            case "action" -> action(body);
            case "check" -> check(body);
            case "irreversible" -> irreversible(body);
            default -> throw unknown(only, EXPECTED);
        };
    }

    private static Map.Entry<String, ProfileNode> onlyField(ProfileNode node, String what, String expected) {
        if (!node.isMapping() || node.fields().size() != 1) {
            throw node.wrong(what, expected);
        }
        return node.fields().entrySet().iterator().next();
    }

    private static ProfileException unknown(Map.Entry<String, ProfileNode> field, String expected) {
        return new ProfileException(
                field.getValue().keyPlace(), field.getKey() + ": unknown field (expected: " + expected + ")");
    }

    private static ProgramItem set(ProfileNode node) {
        SourceFields fields = SourceFields.of("set", node, "class", "ln", "attr", "type", "value", "expect");
        AttributeRef target = attribute(fields);
        ProfileNode type = fields.text("type");
        CosemData value = value(type, fields.find("value"), node);
        Optional<CosemData> expect = fields.find("expect").map(expected -> DataLiteral.read(type, expected));
        return SourceFields.made(node.place(), () -> new ProgramItem.Set(target, value, expect));
    }

    private static ProgramItem check(ProfileNode node) {
        SourceFields fields = SourceFields.of("check", node, "class", "ln", "attr", "type", "equals");
        AttributeRef target = attribute(fields);
        ProfileNode equals = fields.must("equals");
        CosemData expected = fields.find("type")
                .map(type -> DataLiteral.read(type, equals))
                .orElseGet(() -> DataLiteral.read(equals));
        return SourceFields.made(node.place(), () -> new ProgramItem.Check(target, expected));
    }

    private static ProgramItem action(ProfileNode node) {
        SourceFields fields = SourceFields.of("action", node, "class", "ln", "method", "type", "value", "undo");
        if (fields.find("undo").isEmpty()) {
            throw new ProfileException(
                    node.place(),
                    "undo: missing (expected: {restore: [attributes]}, or irreversible: around the action)");
        }
        ProfileNode undo = fields.must("undo");
        ProfileNode restore = SourceFields.of("undo", undo, "restore").must("restore");
        if (!restore.isList()) {
            throw restore.wrong("restore", "a list of attributes as [2, 3]");
        }
        List<Integer> attributes = restore.items().stream()
                .map(index -> (int) index.asNumber("restore", 1, Byte.MAX_VALUE))
                .toList();
        return act(node, fields, attributes);
    }

    private static ProgramItem irreversible(ProfileNode node) {
        Map.Entry<String, ProfileNode> only = onlyField(node, "irreversible", "an action");
        if (!only.getKey().equals("action")) {
            throw unknown(only, "action");
        }
        ProfileNode body = only.getValue();
        return act(body, SourceFields.of("action", body, "class", "ln", "method", "type", "value"), List.of());
    }

    private static ProgramItem act(ProfileNode node, SourceFields fields, List<Integer> restore) {
        MethodRef target = new MethodRef(
                fields.number("class", 1, MAX_CLASS), fields.must("ln").asLogicalName("ln"), index(fields, "method"));
        CosemData parameter = fields.find("type")
                .map(type -> value(type, fields.find("value"), node))
                .orElseGet(() -> withoutType(fields));
        return SourceFields.made(
                node.place(),
                () -> new ProgramItem.Act(
                        target, parameter, restore, fields.find("undo").isEmpty()));
    }

    private static CosemData withoutType(SourceFields fields) {
        fields.find("value").ifPresent(value -> {
            throw new ProfileException(value.keyPlace(), "value: without a type (expected: type, as integer)");
        });
        return CosemData.NULL;
    }

    private static AttributeRef attribute(SourceFields fields) {
        return new AttributeRef(
                fields.number("class", 1, MAX_CLASS), fields.must("ln").asLogicalName("ln"), index(fields, "attr"));
    }

    private static int index(SourceFields fields, String name) {
        return fields.number(name, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** {@code type: null-data} stands alone. */
    private static CosemData value(ProfileNode type, Optional<ProfileNode> value, ProfileNode item) {
        if (type.text().equals("null-data")) {
            value.ifPresent(more -> {
                throw more.wrong("value", "none with null-data");
            });
            return CosemData.NULL;
        }
        return DataLiteral.read(
                type,
                value.orElseThrow(() -> new ProfileException(
                        item.place(), "value: missing (expected: a value of type " + type.text() + ")")));
    }
}
