package org.metersim.metrology.objects;

import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Demand;
import org.metersim.metrology.metering.Intervention;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Extended register: the largest demand of the billing month, and when it was. Blue Book 4.3.3. */
record ExtendedRegister(Instance instance, DemandSource source) {

    static final InterfaceClass<ExtendedRegister> CLASS = InterfaceClass.<ExtendedRegister>of(4, "Extended register")
            .attribute(1, "logical_name", (register, atMs) -> register.instance.logicalName())
            .attribute(2, "value", ExtendedRegister::value, ExtendedRegister::write)
            .attribute(
                    3,
                    "scaler_unit",
                    (register, atMs) -> register.source.scaled().scalerUnit().toData())
            .attribute(4, "status", (register, atMs) -> CosemData.unsigned(0))
            .attribute(5, "capture_time", ExtendedRegister::captureTime)
            .method(1, "reset", ExtendedRegister::reset);

    /** The peak since the register was written or reset, or what was written while nothing exceeded it. */
    private Demand.Peak peak(long atMs) {
        Optional<Map.Entry<Long, Long>> written =
                instance.timeline().lastWritten(instance.name().toOctets(), atMs);
        Demand demand = source.demand(instance.meter(), atMs);
        long monthMs = demand.monthStart(atMs);
        long changedMs = source.periodChangedMs(instance.meter(), atMs);
        long since = Math.max(changedMs, written.map(Map.Entry::getKey).orElse(Long.MIN_VALUE));
        Demand.Peak largest = demand.largest(source.tariff(), since, atMs);
        if (written.isPresent() && written.get().getKey() >= Math.max(monthMs, changedMs)) {
            return larger(new Demand.Peak(written.get().getKey(), written.get().getValue()), largest);
        }
        // the peak of periods of another length stands
        return changedMs > monthMs ? larger(peak(changedMs - 1), largest) : largest;
    }

    /** What was there first stands until it is exceeded. */
    private static Demand.Peak larger(Demand.Peak first, Demand.Peak second) {
        return second.milliwatts() > first.milliwatts() ? second : first;
    }

    private CosemData value(long atMs) {
        return source.scaled().ofThousandths(peak(atMs).milliwatts());
    }

    private CosemData captureTime(long atMs) {
        return instance.meter().dateTime(peak(atMs).endMs()).toData();
    }

    private AccessResult write(CosemData value, long nowMs) {
        Optional<Long> thousandths = source.scaled().toThousandths(value);
        thousandths.ifPresent(milliwatts -> put(milliwatts, nowMs));
        return thousandths.isPresent() ? AccessResult.SUCCESS : AccessResult.TYPE_UNMATCHED;
    }

    private MeterReply reset(CosemData parameter, long nowMs) {
        put(0, nowMs);
        return MeterReply.DONE;
    }

    private void put(long milliwatts, long nowMs) {
        Octets name = instance.name().toOctets();
        RecordBatch batch = instance.meter().batch();
        instance.meter().intervene(batch, new Intervention(nowMs, Intervention.Kind.REGISTER, milliwatts, name));
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
    }
}
