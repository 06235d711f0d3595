package org.metersim.nic.state;

import java.nio.ByteBuffer;
import org.metersim.profiles.Association;
import org.metersim.runtime.memory.RecordStore;

/** Failed log-ins of one client, and how long it is locked out for them; both survive a power cut. */
public final class LockOut {

    private static final int RECORD_BYTES = 12;
    private static final long NOT_LOCKED = 0;

    private final Association.Lockout rule;
    private final RecordStore records;
    private final int key;
    private int failures;
    private long lockedUntilMs = NOT_LOCKED;

    LockOut(Association.Lockout rule, RecordStore records, int key) {
        this.rule = rule;
        this.records = records;
        this.key = key;
        records.get(key).map(ByteBuffer::wrap).ifPresent(in -> {
            failures = in.getInt();
            lockedUntilMs = in.getLong();
        });
    }

    /** Whether the client is refused whatever it brings. */
    public boolean isLocked(long nowMs) {
        // a process that starts again may have an earlier clock: nobody is locked longer than the rule says
        lockedUntilMs = Math.min(lockedUntilMs, nowMs + rule.seconds() * 1000L);
        return nowMs < lockedUntilMs;
    }

    /** Failed log-ins in a row since the last success or lock. */
    public int failures() {
        return failures;
    }

    /** A log-in failed. True when the client is locked from now on. */
    public boolean failed(long nowMs) {
        if (rule.equals(Association.Lockout.NEVER)) {
            return false;
        }
        failures++;
        boolean locks = failures >= rule.failures();
        if (locks) {
            failures = 0;
            lockedUntilMs = nowMs + rule.seconds() * 1000L;
        }
        keep();
        return locks;
    }

    /** A log-in succeeded: earlier failures are forgotten. */
    public void succeeded() {
        if (failures != 0 || lockedUntilMs != NOT_LOCKED) {
            failures = 0;
            lockedUntilMs = NOT_LOCKED;
            records.batch().remove(key).commit();
        }
    }

    private void keep() {
        byte[] record = ByteBuffer.allocate(RECORD_BYTES)
                .putInt(failures)
                .putLong(lockedUntilMs)
                .array();
        records.put(key, record);
    }
}
