package org.metersim.app.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metersim.client.reading.ValueText;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramItem;
import org.metersim.profiles.DataLiteral;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * A program for a person.
 *
 * @param names where objects have names; empty: they have none
 */
record ProgramText(Optional<MeterModel> names) implements ProgramItem.Handler<String> {

    /** The header, one fact a line, then the items, numbered from 1. */
    List<String> lines(Program program) {
        List<String> lines = new ArrayList<>(headerLines(program.header()));
        int index = 0;
        for (ProgramItem item : program.items()) {
            index++;
            lines.add("  " + index + "  " + of(item) + named(item));
        }
        return lines;
    }

    static List<String> headerLines(ProgramHeader header) {
        return List.of(
                "program " + header.identifier(),
                "  model      " + header.model(),
                "  firmware   " + header.requires().firmware(),
                "  active     " + active(header.requires().active()),
                "  effective  " + header.effective().map(ProgramText::moment).orElse("immediate"));
    }

    private static String active(List<Integer> versions) {
        return versions.isEmpty()
                ? "any"
                : versions.stream()
                        .map(version -> version == 0 ? "none yet" : "v" + version)
                        .collect(Collectors.joining(" or "));
    }

    static String moment(CosemDateTime moment) {
        return ValueText.of(moment);
    }

    /** One item on one line, without its name. */
    String of(ProgramItem item) {
        return item.accept(this);
    }

    private String named(ProgramItem item) {
        return name(item).map(name -> " (" + name + ")").orElse("");
    }

    /** What the profile calls the object. */
    Optional<String> name(ProgramItem item) {
        return names.flatMap(model -> model.object(item.classId(), item.object()))
                .map(ObjectDefinition::title);
    }

    @Override
    public String set(ProgramItem.Set item) {
        return "set " + item.target() + " = " + typed(item.value())
                + item.expect().map(value -> ", before " + typed(value)).orElse("");
    }

    @Override
    public String act(ProgramItem.Act item) {
        String undone = item.irreversible() ? ", irreversible" : ", undone by attributes " + item.restore();
        return "action " + item.target() + " with " + typed(item.parameter()) + undone;
    }

    @Override
    public String check(ProgramItem.Check item) {
        return "check " + item.target() + " is " + typed(item.expected());
    }

    /** {@code long-unsigned 230}. */
    static String typed(CosemData value) {
        String type = DataLiteral.typeOf(value);
        return value.tag() == CosemData.NULL.tag() ? type : type + " " + ValueText.of(value);
    }
}
