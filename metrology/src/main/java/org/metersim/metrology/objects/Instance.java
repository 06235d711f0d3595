package org.metersim.metrology.objects;

import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.metering.Timeline;
import org.metersim.metrology.table.MetrologyTable;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;
import org.metersim.runtime.memory.RecordBatch;

/**
 * One object of one meter, for one request: what every interface class here is a view of.
 *
 * @param index place of the object in the model's list
 */
record Instance(ObjectDefinition definition, int index, MetrologyTable meter) {

    LogicalName name() {
        return definition.name();
    }

    CosemData logicalName() {
        return definition.name().toData();
    }

    ProfileNode row() {
        return definition.row();
    }

    Timeline timeline() {
        return meter.timeline();
    }

    /** What a client wrote to an attribute; empty while it is the profile's. */
    Optional<CosemData> written(int attribute) {
        return meter.parameters().get(index, attribute);
    }

    /** A number that a client wrote, or the profile's. */
    int number(int attribute, String key, int otherwise) {
        return written(attribute)
                .map(data -> (int) ((CosemData.Numeral) data).value())
                .orElseGet(() -> row().number(key, otherwise));
    }

    /** Keeps a checked value, and logs that a parameter changed. */
    AccessResult write(int attribute, CosemData value, long nowMs) {
        return write(meter.batch(), attribute, value, nowMs);
    }

    /** Keeps a checked value that says when something is to be done. */
    AccessResult reschedule(int attribute, CosemData value, long nowMs) {
        RecordBatch batch = meter.batch();
        meter.rescheduled(batch, nowMs);
        return write(batch, attribute, value, nowMs);
    }

    /** Keeps a checked value together with what is in {@code batch}; nothing of it when the value is too long. */
    AccessResult write(RecordBatch batch, int attribute, CosemData value, long nowMs) {
        if (!meter.parameters().put(batch, index, attribute, value)) {
            return AccessResult.OTHER_REASON;
        }
        meter.parametersChanged(batch, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }
}
