package org.metersim.metrology.program;

import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.RecordBatch;

/** What a program needs of the board that it changes. */
public interface ProgramHost {

    MeterModel profile();

    /** True when the object lives on this board; those of the NIC do not. */
    boolean isHere(int classId, LogicalName object);

    /** The firmware of the metrology that runs. */
    ImageVersion firmware();

    MeterReply read(AttributeRef target, long nowMs);

    MeterReply write(AttributeRef target, CosemData value, long nowMs);

    MeterReply invoke(MethodRef target, CosemData parameter, long nowMs);

    /**
     * From now on everything that is done is seen by who reads, and by nobody else: the memory is not written, nobody
     * is told, no parameter counts as changed. Until {@link #release} or {@link #drop}.
     */
    void hold();

    /** What was held becomes true: one write. False when the memory did not take it: then it never was. */
    boolean release(long nowMs);

    /**
     * What was held never was.
     *
     * @return the records that it changed, as they are again: number to content, empty where there is none
     */
    Map<Integer, byte[]> drop(long nowMs);

    /** What the board remembers of its records is read again: they were put back. */
    void reload(long nowMs);

    /** Bytes that the records may still grow by; negative when what is held does not fit. */
    int roomBytes();

    /** Counts a program that was applied, as part of {@code batch}. */
    void countProgram(RecordBatch batch, long nowMs);

    /** True time at which the meter's clock shows {@code moment}; empty when it never does. */
    Optional<Long> trueMs(CosemDateTime moment);
}
