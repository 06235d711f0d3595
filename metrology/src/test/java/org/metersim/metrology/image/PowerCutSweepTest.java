package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerCut.Moment;
import org.metersim.runtime.memory.PowerLost;

/**
 * The power is cut at every operation of the flash: before it, inside, after it, and at every byte of what it programs.
 * After each cut the meter starts, what it shows is checked, and the update is brought to its end.
 */
class PowerCutSweepTest {

    private static final byte[] NEXT = Signer.ED25519.sign(Bench.image("2.4.2", 7, "the one after"));
    private static final byte[] OTHER = Signer.ED25519.sign(Bench.image("2.4.3", 8, "another"));

    private static final int SEEDS = 200;

    private static int cuts;

    /** One image, and where its update ends. */
    private record Goal(byte[] file, TransferState end) {

        /** Each has its own, so that an update can be told from the one before. */
        Octets identifier() {
            return Octets.ascii("image " + digest().slice(0, 4));
        }

        Octets digest() {
            return sha256(file);
        }
    }

    private enum Scenario {
        FRESH_UPDATE(new Goal(Bench.GOOD, TransferState.CONFIRMED)),
        FAILING_SELF_TEST(
                new Goal(Bench.FAILING, TransferState.REVERTED), new Goal(Bench.GOOD, TransferState.CONFIRMED)),
        INITIATED_OVER_A_VERIFIED_IMAGE(
                new Goal(Bench.GOOD, TransferState.VERIFIED), new Goal(NEXT, TransferState.CONFIRMED)),
        VERIFIED_THEN_A_FAILING_ONE(
                new Goal(NEXT, TransferState.VERIFIED), new Goal(Bench.FAILING, TransferState.REVERTED)),
        REJECTED_IMAGE(new Goal(Bench.BAD, TransferState.REJECTED), new Goal(Bench.GOOD, TransferState.CONFIRMED)),
        THREE_UPDATES(
                new Goal(Bench.GOOD, TransferState.CONFIRMED),
                new Goal(NEXT, TransferState.CONFIRMED),
                new Goal(OTHER, TransferState.CONFIRMED));

        private final List<Goal> goals;

        Scenario(Goal... goals) {
            this.goals = List.of(goals);
        }
    }

    private static final Map<Octets, Long> COUNTERS =
            Map.of(Bench.GOLDEN.digest(), 5L, sha256(Bench.GOOD), 6L, sha256(NEXT), 7L, sha256(OTHER), 8L);

    private static Octets sha256(byte[] file) {
        return Octets.of(Forge.hash("SHA-256", file));
    }

    @AfterAll
    static void saysHowMany() {
        System.out.println("PowerCutSweepTest: " + cuts + " power cuts");
    }

    /** One way through a scenario, with the power cut wherever {@link #memory} was told. */
    private static final class Run {

        private final Scenario scenario;
        private final Bench bench;
        private final List<Integer> lengths = new ArrayList<>();
        private final PowerCut memory;
        private final Set<Octets> activationAsked = new HashSet<>(Set.of(Bench.GOLDEN.digest()));
        private final Map<Integer, Octets> acknowledged = new HashMap<>();
        private TransferState atLeast = TransferState.IDLE;
        private TransferState before = TransferState.IDLE;
        private Octets running = Bench.GOLDEN.digest();
        private Runnable afterwards = () -> {};
        private int fired;

        Run(Scenario scenario) {
            this.scenario = scenario;
            this.bench = new Bench(Bench.FIRMWARE, flash -> new PowerCut(new Lengths(flash, lengths), cut -> struck()));
            this.memory = (PowerCut) bench.memory;
        }

        private void struck() {
            fired++;
            afterwards.run();
            afterwards = () -> {};
        }

        /** After the first cut another one is to come. */
        void thenCutAt(long operation, Moment moment) {
            afterwards = () -> memory.cutAt(operation, moment);
        }

        /** Number of cuts that struck. */
        int toTheEnd() {
            for (Goal goal : scenario.goals) {
                while (!isReached(goal)) {
                    try {
                        progress(goal);
                    } catch (PowerLost cut) {
                        start(goal);
                    }
                }
                checkEnd(goal);
            }
            cuts += fired;
            return fired;
        }

        private void start(Goal goal) {
            boolean up = false;
            while (!up) {
                try {
                    bench.restart();
                    up = true;
                } catch (PowerLost again) {
                    up = false;
                }
            }
            check(goal);
        }

        private boolean isReached(Goal goal) {
            return bench.engine.identifier().equals(goal.identifier()) && bench.engine.state() == goal.end();
        }

        private void progress(Goal goal) {
            UpdateEngine engine = bench.engine;
            if (!engine.identifier().equals(goal.identifier())) {
                acknowledged.clear();
                atLeast = TransferState.IDLE;
                before = engine.state();
                assertEquals(AccessResult.SUCCESS, engine.initiate(goal.identifier(), goal.file().length, bench.nowMs));
                atLeast = TransferState.RECEIVING;
                return;
            }
            switch (engine.state()) {
                case RECEIVING -> {
                    int number = engine.firstNotTransferred();
                    assertEquals(AccessResult.SUCCESS, bench.send(goal.file(), number));
                    acknowledged.put(number, Bench.block(goal.file(), number));
                }
                case COMPLETE -> {
                    boolean good = goal.end() != TransferState.REJECTED;
                    assertEquals(good ? AccessResult.SUCCESS : AccessResult.OTHER_REASON, engine.verify(bench.nowMs));
                    atLeast = good ? TransferState.VERIFIED : TransferState.REJECTED;
                }
                case VERIFIED -> {
                    activationAsked.add(goal.digest());
                    assertEquals(AccessResult.SUCCESS, engine.activate(bench.nowMs));
                }
                case ARMED, PENDING, TRIAL -> bench.step(1_000);
                default -> throw new AssertionError("stuck in " + engine.state());
            }
        }

        /** What must hold after each start. */
        private void check(Goal goal) {
            UpdateEngine engine = bench.engine;
            assertTrue(activationAsked.contains(engine.activeDigest()), "runs what nobody activated");
            assertEquals(COUNTERS.get(engine.activeDigest()), engine.securityCounter());
            if (engine.identifier().equals(goal.identifier())) {
                assertTrue(engine.state().compareTo(atLeast) >= 0, engine.state() + " after " + atLeast);
                checkBlocks(goal);
            } else {
                // an initiate that was cut: the update before it stands as it was, or is gone
                assertTrue(engine.state() == TransferState.IDLE || engine.state() == before, "" + engine.state());
            }
            checkStaging();
            checkTold();
        }

        /** Acknowledged blocks survive; a block that is reported has the bytes that were sent. */
        private void checkBlocks(Goal goal) {
            acknowledged.keySet().forEach(number -> assertTrue(bench.engine.hasBlock(number), "lost " + number));
            if (bench.engine.state() == TransferState.CONFIRMED || bench.engine.state() == TransferState.REVERTED) {
                return;
            }
            for (int number = 0; number < bench.engine.blockCount(); number++) {
                if (bench.engine.hasBlock(number)) {
                    Octets sent = Bench.block(goal.file(), number);
                    int at = staging() + number * Bench.BLOCK_BYTES;
                    assertEquals(sent, Octets.of(memory.read(at, sent.length())), "block " + number);
                }
            }
        }

        private int staging() {
            boolean first = bench.engine.runningSlot() == 1 && bench.engine.state() != TransferState.TRIAL
                    || bench.engine.runningSlot() == 0 && bench.engine.state() == TransferState.TRIAL;
            return Bench.RECORD_BYTES + (first ? 0 : Bench.BANK_BYTES / 2);
        }

        /** Status 3 or 5: a whole image of this scenario stands there. */
        private void checkStaging() {
            if (bench.engine.state().status() == 3 || bench.engine.state().status() == 5) {
                byte[] there = memory.read(staging(), bench.engine.imageBytes());
                assertTrue(
                        scenario.goals.stream()
                                .filter(goal -> goal.end() != TransferState.REJECTED)
                                .anyMatch(goal -> goal.digest().equals(sha256(there))),
                        "no image stands there");
            }
        }

        /** State, event and confirmation are one write. */
        private void checkTold() {
            List<Integer> events = bench.events();
            List<UpdateConfirmation> told = bench.confirmations();
            long ended =
                    events.stream().filter(code -> code != 17 && code != 20).count();
            assertEquals(ended, told.size());
            assertEquals(
                    events.stream().filter(code -> code == 18).count(),
                    told.stream().filter(UpdateConfirmation::ok).count());
            for (int i = 0; i < told.size(); i++) {
                assertEquals(i + 1, told.get(i).eventCounter());
            }
            switch (bench.engine.state()) {
                case CONFIRMED -> assertTrue(bench.lastConfirmation().ok());
                case REVERTED -> assertEquals(204, bench.lastConfirmation().eventCode());
                case REJECTED -> assertEquals(51, bench.lastConfirmation().eventCode());
                default -> {}
            }
        }

        private void checkEnd(Goal goal) {
            check(goal);
            if (goal.end() == TransferState.CONFIRMED) {
                running = goal.digest();
            }
            assertEquals(running, bench.engine.activeDigest());
            assertEquals(COUNTERS.get(running), bench.engine.securityCounter());
        }
    }

    /** Notes how many bytes each operation has. */
    private record Lengths(NonVolatileMemory memory, List<Integer> lengths) implements NonVolatileMemory {

        @Override
        public int sizeBytes() {
            return memory.sizeBytes();
        }

        @Override
        public int sectorBytes() {
            return memory.sectorBytes();
        }

        @Override
        public byte[] read(int address, int length) {
            return memory.read(address, length);
        }

        @Override
        public void program(int address, byte[] bytes) {
            lengths.add(bytes.length);
            memory.program(address, bytes);
        }

        @Override
        public void erase(int address) {
            lengths.add(0);
            memory.erase(address);
        }

        @Override
        public long operations() {
            return memory.operations();
        }
    }

    /** A run without a cut: how long each operation of the scenario is. */
    private static List<Integer> operations(Scenario scenario) {
        Run run = new Run(scenario);
        assertEquals(0, run.toTheEnd());
        return run.lengths;
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void aCutAtAnyOperationHarmsNothing(Scenario scenario) {
        int operations = operations(scenario).size();
        assertTrue(operations > 20);
        for (int operation = 0; operation < operations; operation++) {
            for (Moment moment : Moment.values()) {
                Run run = new Run(scenario);
                run.memory.cutAt(operation, moment);
                assertEquals(1, finish(run, scenario + ", " + moment + " operation " + operation));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void aCutAtAnyByteHarmsNothing(Scenario scenario) {
        List<Integer> lengths = operations(scenario);
        for (int operation = 0; operation < lengths.size(); operation++) {
            int step = lengths.get(operation) <= ImageSlot.MARKER_BYTES ? 1 : 31;
            for (int bytes = 1; bytes < lengths.get(operation); bytes += step) {
                Run run = new Run(scenario);
                run.memory.tearAt(operation, bytes);
                assertEquals(1, finish(run, scenario + ", operation " + operation + " at byte " + bytes));
            }
        }
    }

    // A second cut while the first is being mended. Mending may save operations, so that a few come too late to strike.
    @ParameterizedTest
    @EnumSource(Scenario.class)
    void twoCutsHarmNothing(Scenario scenario) {
        int operations = operations(scenario).size();
        int struck = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random chance = new Random(seed);
            int first = chance.nextInt(operations - 1);
            Run run = new Run(scenario);
            run.memory.cutAt(first, Moment.values()[chance.nextInt(4)]);
            int second = first + 1 + chance.nextInt(Math.min(6, operations - first - 1));
            run.thenCutAt(second, Moment.values()[chance.nextInt(4)]);
            struck += finish(run, scenario + ", seed " + seed);
        }
        assertTrue(struck > 2 * SEEDS - SEEDS / 20, struck + " cuts");
    }

    private static int finish(Run run, String which) {
        try {
            return run.toTheEnd();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(which + ": " + broken.getMessage(), broken);
        }
    }
}
