package org.metersim.app.program;

import java.util.Optional;
import org.metersim.client.reading.ValueText;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramItem;
import org.metersim.profiles.DataLiteral;
import org.metersim.profiles.MeterModel;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A program for another program. @param names where objects have names; empty: they have none */
record ProgramJson(Optional<MeterModel> names) implements ProgramItem.Handler<ObjectNode> {

    ObjectNode of(Program program) {
        ProgramHeader header = program.header();
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("identifier", header.identifier());
        json.put("id", header.id());
        json.put("version", header.version());
        json.put("model", header.model());
        ObjectNode requires = json.putObject("requires");
        requires.put("firmware", header.requires().firmware().toString());
        var active = requires.putArray("active");
        header.requires().active().forEach(active::add);
        json.put("effective", header.effective().map(ProgramText::moment).orElse("immediate"));
        var items = json.putArray("items");
        int index = 0;
        for (ProgramItem item : program.items()) {
            index++;
            ObjectNode entry = items.addObject().put("index", index);
            entry.setAll(item.accept(this));
            new ProgramText(names).name(item).ifPresent(name -> entry.put("name", name));
        }
        return json;
    }

    private static ObjectNode object(String kind, ProgramItem item) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("kind", kind)
                .put("class", item.classId())
                .put("ln", item.object().toString());
    }

    /** Type and value for people, and the octets for whoever compares. */
    private static ObjectNode value(CosemData value) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("type", DataLiteral.typeOf(value))
                .put("text", ValueText.of(value))
                .put("hex", org.metersim.dlms.codec.Octets.of(value.encode()).toHex());
    }

    @Override
    public ObjectNode set(ProgramItem.Set item) {
        ObjectNode json = object("set", item).put("attr", item.target().attribute());
        json.set("value", value(item.value()));
        item.expect().ifPresent(expect -> json.set("expect", value(expect)));
        return json;
    }

    @Override
    public ObjectNode act(ProgramItem.Act item) {
        ObjectNode json = object("action", item).put("method", item.target().method());
        json.set("parameter", value(item.parameter()));
        json.put("irreversible", item.irreversible());
        var restore = json.putArray("restore");
        item.restore().forEach(restore::add);
        return json;
    }

    @Override
    public ObjectNode check(ProgramItem.Check item) {
        ObjectNode json = object("check", item).put("attr", item.target().attribute());
        json.set("equals", value(item.expected()));
        return json;
    }
}
