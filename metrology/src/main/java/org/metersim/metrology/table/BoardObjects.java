package org.metersim.metrology.table;

import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;

/** The board's objects as its own parts use them: the columns of profiles, the actions of scripts. No rights apply. */
public interface BoardObjects {

    /** True when the board has an object of that class and name. */
    boolean has(int classId, LogicalName name);

    /** An attribute as it is at {@code atMs}, which may be past where the value follows from time. */
    MeterReply read(AttributeRef target, Selection selection, long atMs);

    MeterReply write(AttributeRef target, CosemData value, long nowMs);

    MeterReply invoke(MethodRef target, CosemData parameter, long nowMs);

    /** A column of a profile; null-data when it cannot be read. */
    default CosemData column(CaptureColumn column, long atMs) {
        return read(column.attribute(), Selection.NONE, atMs) instanceof MeterReply.Value value
                ? column.pick(value.data())
                : CosemData.NULL;
    }
}
