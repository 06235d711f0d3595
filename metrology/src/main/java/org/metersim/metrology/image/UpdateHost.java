package org.metersim.metrology.image;

import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.runtime.memory.RecordBatch;

/** What the update engine needs of the board it runs on. */
public interface UpdateHost {

    /** Records to be written together. */
    RecordBatch batch();

    /** Logs an event as part of {@code batch}. */
    void raise(RecordBatch batch, MeterEvent event, long nowMs);

    /** The code that the profile gives an event; 0 when it is not in its map. */
    int eventCode(MeterEvent event);

    /** What the meter's clock shows. */
    CosemDateTime dateTime(long nowMs);

    /** What this meter knows of keys besides what its model does. */
    MeterTrust trust(long nowMs);

    /** A number for a confirmation, given once. */
    long nextEventCounter(RecordBatch batch);

    /** Keeps how an update ended, as part of {@code batch}, and tells it until it is acknowledged. */
    void confirm(RecordBatch batch, UpdateConfirmation confirmation);

    /** Tells the other board. */
    void tell(MeterNotice notice);

    /** Notes a state that changed. */
    void noteState(String text, long nowMs);
}
