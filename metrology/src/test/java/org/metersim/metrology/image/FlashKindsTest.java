package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;

/** An update in flash of other kinds: larger write units, erased to zeros, with check bits; cut everywhere. */
class FlashKindsTest {

    private static final byte ONES = (byte) 0xFF;
    private static final List<FlashGeometry> KINDS = List.of(
            new FlashGeometry(Bench.SECTOR_BYTES, 8, ONES, FlashGeometry.ENDLESS, false),
            new FlashGeometry(Bench.SECTOR_BYTES, 32, (byte) 0, FlashGeometry.ENDLESS, false),
            new FlashGeometry(Bench.SECTOR_BYTES, 8, ONES, FlashGeometry.ENDLESS, true),
            new FlashGeometry(Bench.SECTOR_BYTES, 16, (byte) 0, FlashGeometry.ENDLESS, true));

    /** One update, and a client that does not give up. */
    private static final class Life {

        private final PowerCut memory;
        private final Bench bench;
        private final BitSet acknowledged = new BitSet();
        private int lost;

        Life(FlashGeometry kind) {
            memory = new PowerCut(Bench.factoryFlash(Bench.FIRMWARE, kind), operation -> {});
            bench = new Bench(Bench.FIRMWARE, memory);
            bench.restart();
        }

        void toTheEnd() {
            for (int deeds = 0; bench.engine.state() != TransferState.CONFIRMED; deeds++) {
                assertTrue(deeds < 200, "stuck in " + bench.engine.state());
                try {
                    goOn();
                } catch (PowerLost cut) {
                    bench.restart();
                    if (bench.engine.state() == TransferState.RECEIVING) {
                        lost = (int) acknowledged.stream()
                                .filter(block -> !bench.engine.hasBlock(block))
                                .count();
                    }
                }
            }
        }

        private void goOn() {
            UpdateEngine engine = bench.engine;
            switch (engine.state()) {
                case IDLE -> {
                    acknowledged.clear();
                    assertEquals(AccessResult.SUCCESS, bench.initiate(Bench.GOOD));
                }
                case RECEIVING -> {
                    int block = engine.firstNotTransferred();
                    assertEquals(AccessResult.SUCCESS, bench.send(Bench.GOOD, block), "block " + block);
                    acknowledged.set(block);
                }
                case COMPLETE -> assertEquals(AccessResult.SUCCESS, engine.verify(bench.nowMs));
                case VERIFIED -> assertEquals(AccessResult.SUCCESS, engine.activate(bench.nowMs));
                case ARMED, PENDING, TRIAL -> bench.step(3_600_000);
                default -> throw new AssertionError("ended in " + engine.state());
            }
        }
    }

    static Stream<Arguments> kindsAndMoments() {
        return KINDS.stream()
                .flatMap(kind -> Stream.of(PowerCut.Moment.values()).map(moment -> Arguments.of(kind, moment)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndMoments")
    void anUpdateThatIsCutAnywhereComesToItsEnd(FlashGeometry kind, PowerCut.Moment moment) {
        Life whole = new Life(kind);
        whole.toTheEnd();
        int losses = 0;
        for (long operation = 0; operation < whole.memory.operations(); operation++) {
            Life life = new Life(kind);
            life.memory.cutAt(operation, moment);
            life.toTheEnd();
            assertFalse(life.memory.isArmed());
            losses += life.lost;
        }
        // with check bits a torn block takes those with it that share its sector: docs/memory.md
        boolean tears = moment == PowerCut.Moment.TORN_BITS || moment == PowerCut.Moment.WEAK;
        assertTrue(losses == 0 || kind.ecc(), losses + " acknowledged blocks were lost");
        assertTrue(losses > 0 || !kind.ecc() || !tears, "none of them was lost");
        boolean isWhole = moment == PowerCut.Moment.BEFORE || moment == PowerCut.Moment.AFTER;
        assertTrue(losses == 0 || !isWhole, losses + " acknowledged blocks were lost though none was torn");
    }

    // A block that was torn, and comes again with other bytes: bits of the first must not waver in the second
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsVerifiedAfterAWeakWriteStaysWhatItIs(long seed) {
        PowerCut memory = new PowerCut(Bench.factoryFlash(), operation -> {});
        Bench bench = new Bench(Bench.FIRMWARE, memory);
        bench.restart();
        bench.initiate(Bench.GOOD);
        memory.cutAt(memory.operations(), PowerCut.Moment.WEAK, seed);
        try {
            bench.send(Bench.FAILING, 0);
        } catch (PowerLost cut) {
            bench.restart();
        }
        AccessResult result = bench.engine.hasBlock(0) ? AccessResult.OTHER_REASON : bench.send(Bench.GOOD, 0);
        if (result != AccessResult.SUCCESS) {
            // the client begins anew
            bench.initiate(Bench.GOOD);
        }
        bench.sendAll(Bench.GOOD);
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
        for (int restart = 0; restart < 5; restart++) {
            bench.restart();
            assertEquals(TransferState.VERIFIED, bench.engine.state());
        }
    }

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(40);
    }

    /** A flash that programs nothing from some operation on. */
    private static final class Dead extends ForwardingMemory {

        private boolean isDead;

        Dead(NonVolatileMemory memory) {
            super(memory);
        }

        @Override
        public void program(int address, byte[] bytes) {
            if (!isDead) {
                super.program(address, bytes);
            }
        }
    }

    @Test
    void aFlashThatDiesAnswersHardwareFaultAndKeepsWhatItHas() {
        Dead flash = new Dead(Bench.factoryFlash());
        Bench bench = new Bench(Bench.FIRMWARE, flash);
        bench.restart();
        bench.initiate(Bench.GOOD);
        assertEquals(AccessResult.SUCCESS, bench.send(Bench.GOOD, 0));
        flash.isDead = true;
        assertEquals(AccessResult.HARDWARE_FAULT, bench.send(Bench.GOOD, 1));
        assertFalse(bench.engine.hasBlock(1));
        bench.restart();
        assertEquals(TransferState.RECEIVING, bench.engine.state());
        assertEquals(1, bench.engine.firstNotTransferred());
    }
}
