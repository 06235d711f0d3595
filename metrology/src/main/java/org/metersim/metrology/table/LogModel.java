package org.metersim.metrology.table;

import java.util.List;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.profiles.ProfileNode;

/**
 * A log of a profile: a ring of captured rows.
 *
 * @param objectIndex of its profile generic in the model's list
 * @param entries rows that it keeps
 */
public record LogModel(LogicalName name, int objectIndex, int entries, List<CaptureColumn> columns) {

    /** Most rows of one log: its places have 16 bits, the last of which is the head. */
    private static final int MAX_ENTRIES = 0xFFFE;

    static LogModel of(LogicalName name, int objectIndex, ProfileNode row) {
        List<CaptureColumn> columns =
                row.items("capture").stream().map(CaptureColumn::of).toList();
        return new LogModel(name, objectIndex, Math.min(row.number("entries"), MAX_ENTRIES), columns);
    }
}
