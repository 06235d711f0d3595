package org.metersim.metrology.objects;

import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Demand;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.table.Typed;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Demand register: mean power of the running period and of the last one. Blue Book 4.3.4. */
record DemandRegister(Instance instance, DemandSource source) {

    private static final int DAY_SECONDS = 86_400;

    /** A month of shorter ones would be too many to look at for each reading of the maximum. */
    private static final int MIN_PERIOD_SECONDS = 60;

    private static final long RESET = 0;
    private static final long NEXT_PERIOD = 1;

    static final InterfaceClass<DemandRegister> CLASS = InterfaceClass.<DemandRegister>of(5, "Demand register")
            .attribute(1, "logical_name", (register, atMs) -> register.instance.logicalName())
            .attribute(2, "current_average_value", (register, atMs) -> register.watts(register.running(atMs)))
            .attribute(
                    3,
                    "last_average_value",
                    (register, atMs) -> register.watts(register.last(atMs).milliwatts()))
            .attribute(
                    4,
                    "scaler_unit",
                    (register, atMs) -> register.source.scaled().scalerUnit().toData())
            .attribute(5, "status", (register, atMs) -> CosemData.unsigned(0))
            .attribute(
                    6,
                    "capture_time",
                    (register, atMs) -> register.dateTime(register.last(atMs).endMs()))
            .attribute(7, "start_time_current", (register, atMs) -> register.dateTime(register.start(atMs)))
            .attribute(8, "period", DemandRegister::period, DemandRegister::setPeriod)
            .attribute(9, "number_of_periods", DemandRegister::periods, DemandRegister::setPeriods)
            .method(1, "reset", (register, parameter, nowMs) -> register.restart(RESET, nowMs))
            .method(2, "next_period", (register, parameter, nowMs) -> register.restart(NEXT_PERIOD, nowMs));

    private Demand demand(long atMs) {
        return new Demand(instance.timeline(), source.quantity(), DemandSource.periodSeconds(instance, atMs));
    }

    private CosemData watts(long milliwatts) {
        return source.scaled().ofThousandths(milliwatts);
    }

    private CosemData dateTime(long trueMs) {
        return instance.meter().dateTime(trueMs).toData();
    }

    /** The last restart by method within the running period. */
    private Optional<Map.Entry<Long, Long>> restarted(long atMs) {
        return instance.timeline()
                .lastWritten(instance.name().toOctets(), atMs)
                .filter(restart -> restart.getKey() > demand(atMs).periodStart(atMs));
    }

    private long start(long atMs) {
        return restarted(atMs)
                .map(Map.Entry::getKey)
                .orElseGet(() -> demand(atMs).periodStart(atMs));
    }

    private long running(long atMs) {
        return demand(atMs).milliwatts(start(atMs), atMs);
    }

    private Demand.Peak last(long atMs) {
        Optional<Map.Entry<Long, Long>> restart = restarted(atMs);
        if (restart.isEmpty()) {
            return demand(atMs).last(atMs);
        }
        long at = restart.get().getKey();
        long watts = restart.get().getValue() == RESET
                ? 0
                : demand(atMs).milliwatts(demand(atMs).periodStart(at), at);
        return new Demand.Peak(at, watts);
    }

    private MeterReply restart(long how, long nowMs) {
        RecordBatch batch = instance.meter().batch();
        Intervention restart = new Intervention(
                nowMs, Intervention.Kind.REGISTER, how, instance.name().toOctets());
        instance.meter().intervene(batch, restart);
        batch.commit();
        return MeterReply.DONE;
    }

    private CosemData period(long atMs) {
        return CosemData.doubleLongUnsigned(DemandSource.periodSeconds(instance, atMs));
    }

    private AccessResult setPeriod(CosemData value, long nowMs) {
        var seconds = Typed.number(value, NumeralType.DOUBLE_LONG_UNSIGNED);
        if (seconds.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        if (seconds.getAsLong() < MIN_PERIOD_SECONDS || DAY_SECONDS % seconds.getAsLong() != 0) {
            return AccessResult.OTHER_REASON;
        }
        RecordBatch batch = instance.meter().batch();
        Intervention changed = new Intervention(
                nowMs, Intervention.Kind.REGISTER, seconds.getAsLong(), DemandSource.periodOf(instance));
        instance.meter().intervene(batch, changed);
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }

    private CosemData periods(long atMs) {
        return CosemData.longUnsigned(1);
    }

    /** Block demand only: one period. */
    private AccessResult setPeriods(CosemData value, long nowMs) {
        var periods = Typed.number(value, NumeralType.LONG_UNSIGNED);
        if (periods.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return periods.getAsLong() == 1 ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
    }
}
