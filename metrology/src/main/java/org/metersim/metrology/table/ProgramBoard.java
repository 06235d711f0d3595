package org.metersim.metrology.table;

import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.program.ProgramHost;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** The board as a program sees it: its objects, and its records held back until they are to be written. */
record ProgramBoard(MetrologyTable meter, RecordStore records, Withheld withheld) implements ProgramHost {

    @Override
    public MeterModel profile() {
        return meter.model().profile();
    }

    @Override
    public boolean isHere(int classId, LogicalName object) {
        return meter.objects().has(classId, object);
    }

    @Override
    public ImageVersion firmware() {
        return meter.updates(UpdateKind.METROLOGY).runningVersion();
    }

    @Override
    public MeterReply read(AttributeRef target, long nowMs) {
        return meter.objects().read(target, Selection.NONE, nowMs);
    }

    @Override
    public MeterReply write(AttributeRef target, CosemData value, long nowMs) {
        return meter.objects().write(target, value, nowMs);
    }

    @Override
    public MeterReply invoke(MethodRef target, CosemData parameter, long nowMs) {
        return meter.objects().invoke(target, parameter, nowMs);
    }

    @Override
    public void hold() {
        withheld.hold();
        records.hold();
    }

    @Override
    public boolean release(long nowMs) {
        try {
            records.release();
        } catch (FlashFault worn) {
            withheld.drop();
            meter.reload(nowMs);
            return false;
        }
        withheld.release();
        return true;
    }

    @Override
    public Map<Integer, byte[]> drop(long nowMs) {
        withheld.drop();
        Map<Integer, byte[]> images = records.drop();
        meter.reload(nowMs);
        return images;
    }

    @Override
    public void reload(long nowMs) {
        meter.reload(nowMs);
    }

    @Override
    public int roomBytes() {
        return records.roomBytes();
    }

    @Override
    public void countProgram(RecordBatch batch, long nowMs) {
        Marks marks = meter.marks();
        meter.countChange(batch, nowMs);
        marks.set(batch, Marks.Mark.PROTECTED_CHANGES, marks.get(Marks.Mark.PROTECTED_CHANGES) + 1);
        marks.set(batch, Marks.Mark.PROTECTED_CHANGED, meter.timeline().clockMs(nowMs));
    }

    @Override
    public Optional<Long> trueMs(CosemDateTime moment) {
        return meter.timeline().localTime(Long.MAX_VALUE).toUtcMs(moment).map(meter.timeline()::trueMs);
    }
}
