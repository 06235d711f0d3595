package org.metersim.nic.state;

import java.nio.ByteBuffer;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.TransmitCounter;
import org.metersim.runtime.memory.RecordStore;
import org.metersim.runtime.memory.ReservedCounter;

/**
 * The invocation counters of one encryption key: sent ones never repeat but may jump ahead over a power cut, received
 * ones are kept exactly. Green Book 9.2.3.3.7.
 */
final class Counters implements TransmitCounter, ReceiveCounter {

    /** Sent counters that one write of memory reserves. */
    static final int RESERVED_AT_ONCE = 64;

    private static final long LIMIT = 1L << 32;

    private final RecordStore records;
    private final int receivedKey;
    private final ReservedCounter sent;
    private long nextAcceptable;
    private boolean retired;
    private long sentRetired;

    Counters(RecordStore records, int clientSap) {
        this.records = records;
        this.receivedKey = Keys.RECEIVED + clientSap;
        this.sent = new ReservedCounter(records, Keys.SENT + clientSap, RESERVED_AT_ONCE);
        this.nextAcceptable = records.get(receivedKey)
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
    }

    @Override
    public long next() {
        if (!retired) {
            return sent.next();
        }
        if (sentRetired >= LIMIT) {
            throw new IllegalStateException("counter exhausted: the key must be changed");
        }
        return sentRetired++;
    }

    @Override
    public long nextAcceptable() {
        return nextAcceptable;
    }

    @Override
    public void accept(long counter) {
        nextAcceptable = counter + 1;
        if (!retired) {
            byte[] record = ByteBuffer.allocate(8).putLong(nextAcceptable).array();
            records.put(receivedKey, record);
        }
    }

    /**
     * The key is no longer kept: what is still sent and received under it, until the association that holds it ends, is
     * counted here but no longer kept either.
     */
    void retire() {
        sentRetired = sent.peek();
        retired = true;
    }
}
