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
        long since = written.map(Map.Entry::getKey).orElse(Long.MIN_VALUE);
        Demand demand = source.demand(instance.meter());
        Demand.Peak largest = demand.largest(source.tariff(), since, atMs);
        return written.filter(entry -> entry.getKey() >= demand.monthStart(atMs))
                .filter(entry -> entry.getValue() > largest.watts())
                .map(entry -> new Demand.Peak(entry.getKey(), entry.getValue()))
                .orElse(largest);
    }

    private CosemData value(long atMs) {
        return source.scaled().ofThousandths(peak(atMs).watts() * Reading.MILLI);
    }

    private CosemData captureTime(long atMs) {
        return instance.meter().dateTime(peak(atMs).endMs()).toData();
    }

    private AccessResult write(CosemData value, long nowMs) {
        Optional<Long> thousandths = source.scaled().toThousandths(value);
        thousandths.ifPresent(watts -> put(watts / Reading.MILLI, nowMs));
        return thousandths.isPresent() ? AccessResult.SUCCESS : AccessResult.TYPE_UNMATCHED;
    }

    private MeterReply reset(CosemData parameter, long nowMs) {
        put(0, nowMs);
        return MeterReply.DONE;
    }

    private void put(long watts, long nowMs) {
        Octets name = instance.name().toOctets();
        RecordBatch batch = instance.meter().batch();
        instance.meter().intervene(batch, new Intervention(nowMs, Intervention.Kind.REGISTER, watts, name));
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
    }
}
