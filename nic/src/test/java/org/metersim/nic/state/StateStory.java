package org.metersim.nic.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.crash.Story;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A NIC's state through a list of changes: after a cut the one under way is there wholly or not at all. */
final class StateStory implements Story {

    static final int SAP = 1;
    static final int READER = 2;
    static final long NOW_MS = 1_764_000_000_000L;

    private static final MeterModel PROFILE = TestMemory.profile();
    private static final long NUMBER = 12_345;

    /** One change, as a client asks for it. */
    interface Change {
        void accept(NicState state, Sent sent);
    }

    /** Invocation counters that went out, by key: none twice. */
    static final class Sent {

        private final Set<String> all = new HashSet<>();

        void add(Octets key, long counter) {
            assertTrue(all.add(key + " " + counter), "counter " + counter + " was sent twice under one key");
        }
    }

    private final NonVolatileMemory memory;
    private final List<Change> deeds;
    private final List<List<Object>> expected = new ArrayList<>();
    private final Sent sent = new Sent();
    private NicState state;
    private int done;

    StateStory(NonVolatileMemory memory, List<Change> deeds) {
        this.memory = memory;
        this.deeds = deeds;
        this.state = new NicState(PROFILE, NUMBER, TestMemory.erased());
        Sent elsewhere = new Sent();
        expected.add(look());
        for (Change deed : deeds) {
            deed.accept(state, elsewhere);
            expected.add(look());
        }
    }

    private List<Object> look() {
        LockOut lockOut = state.lockOut(READER);
        return List.of(
                state.keys(SAP).guek(),
                state.keys(SAP).gak(),
                state.receive(SAP).nextAcceptable(),
                state.policy(SAP),
                state.secret(READER),
                state.parameter(3, 2),
                state.parameter(3, 3),
                lockOut.failures());
    }

    @Override
    public void start() {
        state = new NicState(PROFILE, NUMBER, memory);
    }

    @Override
    public void check() {
        if (!isOver() && look().equals(expected.get(done + 1))) {
            return;
        }
        assertEquals(expected.get(done), look(), "neither as before change " + done + " nor as after it");
    }

    @Override
    public boolean isOver() {
        return done == deeds.size();
    }

    /** Does it again when it was cut and is not there: a client that got no answer does so. */
    @Override
    public void goOn() {
        boolean isThere = !expected.get(done).equals(expected.get(done + 1)) && look().equals(expected.get(done + 1));
        if (!isThere) {
            deeds.get(done).accept(state, sent);
        }
        done++;
        assertEquals(expected.get(done), look());
    }

    @Override
    public void checkEnd() {
        state = new NicState(PROFILE, NUMBER, memory);
        assertEquals(expected.get(done), look());
    }
}
