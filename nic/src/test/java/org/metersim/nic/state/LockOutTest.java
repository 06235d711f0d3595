package org.metersim.nic.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.FlashMemory;

// The profile: 3 failures lock the reader out for 60 seconds; management is never locked out.
class LockOutTest {

    private static final int READER = 2;
    private static final int MANAGEMENT = 1;
    private static final long NOW_MS = 1_764_000_000_000L;

    private final MeterModel profile = TestMemory.profile();
    private final FlashMemory memory = TestMemory.erased();

    private LockOut restarted(int clientSap) {
        return new NicState(profile, 12_345, memory).lockOut(clientSap);
    }

    @Test
    void locksAfterSoManyFailuresAndNoSooner() {
        LockOut lockOut = restarted(READER);

        assertFalse(lockOut.failed(NOW_MS));
        assertFalse(lockOut.failed(NOW_MS));
        assertFalse(lockOut.isLocked(NOW_MS));
        assertTrue(lockOut.failed(NOW_MS));
        assertTrue(lockOut.isLocked(NOW_MS));
        assertTrue(lockOut.isLocked(NOW_MS + 59_999));
        assertFalse(lockOut.isLocked(NOW_MS + 60_000));
    }

    @Test
    void beginsToCountAnewAfterALock() {
        LockOut lockOut = restarted(READER);
        for (int i = 0; i < 3; i++) {
            lockOut.failed(NOW_MS);
        }

        assertFalse(lockOut.failed(NOW_MS + 60_000));
        assertFalse(lockOut.isLocked(NOW_MS + 60_000));
    }

    @Test
    void forgetsFailuresOnASuccess() {
        LockOut lockOut = restarted(READER);
        lockOut.failed(NOW_MS);
        lockOut.failed(NOW_MS);
        lockOut.succeeded();

        assertEquals(0, restarted(READER).failures());
        assertFalse(lockOut.failed(NOW_MS));
        assertFalse(lockOut.failed(NOW_MS));
    }

    @Test
    void keepsFailuresAndLockAcrossARestart() {
        restarted(READER).failed(NOW_MS);
        restarted(READER).failed(NOW_MS);
        assertEquals(2, restarted(READER).failures());

        assertTrue(restarted(READER).failed(NOW_MS));
        assertTrue(restarted(READER).isLocked(NOW_MS + 59_999));
        assertFalse(restarted(READER).isLocked(NOW_MS + 60_000));
    }

    // Simulated time is that of the process; a new process may begin earlier.
    @Test
    void locksNoLongerThanTheRuleWhenTheClockWentBack() {
        for (int i = 0; i < 3; i++) {
            restarted(READER).failed(NOW_MS);
        }
        LockOut lockOut = restarted(READER);

        assertTrue(lockOut.isLocked(NOW_MS - 3_600_000));
        assertTrue(lockOut.isLocked(NOW_MS - 3_600_000 + 59_999));
        assertFalse(lockOut.isLocked(NOW_MS - 3_600_000 + 60_000));
    }

    @Test
    void neverLocksWhereTheProfileHasNoRule() {
        LockOut lockOut = restarted(MANAGEMENT);
        for (int i = 0; i < 1_000; i++) {
            assertFalse(lockOut.failed(NOW_MS));
        }

        assertFalse(lockOut.isLocked(NOW_MS));
        assertEquals(0, memory.operations());
    }
}
