package org.metersim.app.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.app.UserFiles;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramItem;
import org.metersim.profiles.Place;
import org.metersim.profiles.ProfileException;
import org.metersim.profiles.ProfileNode;
import org.metersim.profiles.YamlNodes;

/**
 * A configuration program as a person writes it: YAML with {@code program:}, which says what it is and for whom, and
 * {@code items:}. Without {@code program:} it is a list, for {@code field configure} alone. What cannot be is told by
 * file, line and column. The form is in docs/programs-tool.md.
 *
 * @param place where the file begins, for what is wrong with the whole
 */
public record ProgramSource(Place place, Optional<ProgramHeader> header, List<Item> items) {

    private static final int MAX_BYTES = 1 << 20;

    /** An item, and where it is written. */
    public record Item(ProgramItem item, Place place) {}

    /** @throws ProfileException with file, line and column */
    public static ProgramSource read(Path file) {
        return parse(file.toString(), UserFiles.readText(file, MAX_BYTES));
    }

    /** @param file what to call the text in complaints */
    public static ProgramSource parse(String file, String yaml) {
        ProfileNode root = YamlNodes.read(file, "program", yaml);
        SourceFields fields = SourceFields.of("program file", root, "program", "items");
        Optional<ProgramHeader> header = fields.find("program").map(SourceHeader::read);
        return new ProgramSource(root.place(), header, items(fields.must("items")));
    }

    private static List<Item> items(ProfileNode list) {
        if (!list.isList() || list.items().isEmpty() || list.items().size() > Program.MAX_ITEMS) {
            throw list.wrong("items", "a list of 1 to " + Program.MAX_ITEMS + " items");
        }
        List<Item> items = new ArrayList<>();
        boolean last = false;
        for (ProfileNode node : list.items()) {
            ProgramItem item = SourceItem.read(node);
            if (last && !item.isIrreversible()) {
                throw new ProfileException(
                        node.place(), "item: behind an irreversible one (expected: irreversible items last)");
            }
            last = item.isIrreversible();
            items.add(new Item(item, node.place()));
        }
        return List.copyOf(items);
    }

    /** @throws ProfileException when it is a list only, or too long to be a program */
    public Program program() {
        ProgramHeader known = header.orElseThrow(
                () -> new ProfileException(place, "program: missing (expected: id, version, model)"));
        return SourceFields.made(
                place, () -> new Program(known, items.stream().map(Item::item).toList()));
    }
}
