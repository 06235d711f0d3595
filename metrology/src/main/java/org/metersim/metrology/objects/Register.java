package org.metersim.metrology.objects;

import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Intervention;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Register: one register of one meter, made for one request and dropped. Blue Book 4.3.2. */
record Register(Instance instance, Reading reading) {

    static final InterfaceClass<Register> CLASS = InterfaceClass.<Register>of(3, "Register")
            .attribute(1, "logical_name", (register, atMs) -> register.instance.logicalName())
            .attribute(2, "value", Register::value, Register::write)
            .attribute(
                    3,
                    "scaler_unit",
                    (register, atMs) -> register.scaled().scalerUnit().toData())
            .method(1, "reset", Register::reset);

    private Scaled scaled() {
        return reading.scaled();
    }

    private CosemData value(long atMs) {
        return scaled().ofThousandths(reading.thousandths(instance, atMs));
    }

    private AccessResult write(CosemData value, long nowMs) {
        Optional<Long> thousandths = scaled().toThousandths(value);
        if (thousandths.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        if (!(reading instanceof Reading.Energy energy)) {
            return AccessResult.READ_WRITE_DENIED;
        }
        put(thousandths.get() - energy.counted(instance, nowMs), nowMs);
        return AccessResult.SUCCESS;
    }

    private MeterReply reset(CosemData parameter, long nowMs) {
        if (!(reading instanceof Reading.Energy energy)) {
            return new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        }
        put(-energy.counted(instance, nowMs), nowMs);
        return MeterReply.DONE;
    }

    private void put(long ahead, long nowMs) {
        RecordBatch batch = instance.meter().batch();
        Intervention written = new Intervention(
                nowMs, Intervention.Kind.REGISTER, ahead, instance.name().toOctets());
        instance.meter().intervene(batch, written);
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
    }
}
