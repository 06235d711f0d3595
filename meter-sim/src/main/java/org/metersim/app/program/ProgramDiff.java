package org.metersim.app.program;

import java.util.ArrayList;
import java.util.List;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramItem;

/**
 * What changes from one program to another: items that are gone and items that are new, in their order, by the longest
 * sequence that both have.
 */
record ProgramDiff(ProgramText text) {

    /** {@code - 3 set ...} and {@code + 3 set ...}, the header before; none when the programs are the same. */
    List<String> lines(Program first, Program second) {
        List<String> lines = header(first.header(), second.header());
        List<ProgramItem> old = first.items();
        List<ProgramItem> fresh = second.items();
        int[][] common = common(old, fresh);
        int i = 0;
        int j = 0;
        while (i < old.size() || j < fresh.size()) {
            if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
                i++;
                j++;
            } else if (j == fresh.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                lines.add("- " + item(i++, old));
            } else {
                lines.add("+ " + item(j++, fresh));
            }
        }
        return lines;
    }

    private static List<String> header(ProgramHeader first, ProgramHeader second) {
        List<String> lines = new ArrayList<>();
        List<String> old = ProgramText.headerLines(first);
        List<String> fresh = ProgramText.headerLines(second);
        for (int i = 0; i < old.size(); i++) {
            if (!old.get(i).equals(fresh.get(i))) {
                lines.add("- " + old.get(i).strip());
                lines.add("+ " + fresh.get(i).strip());
            }
        }
        return lines;
    }

    private String item(int index, List<ProgramItem> items) {
        ProgramItem item = items.get(index);
        return index + 1 + " " + text.of(item)
                + text.name(item).map(name -> " (" + name + ")").orElse("");
    }

    /** Length of the longest common sequence from each pair of places on. */
    private static int[][] common(List<ProgramItem> first, List<ProgramItem> second) {
        int[][] lengths = new int[first.size() + 1][second.size() + 1];
        for (int i = first.size() - 1; i >= 0; i--) {
            for (int j = second.size() - 1; j >= 0; j--) {
                lengths[i][j] = first.get(i).equals(second.get(j))
                        ? lengths[i + 1][j + 1] + 1
                        : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }
}
