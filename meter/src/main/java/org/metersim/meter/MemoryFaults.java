package org.metersim.meter;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.metersim.runtime.memory.CellDefects;
import org.metersim.runtime.memory.DefectiveMemory;
import org.metersim.runtime.memory.FlashEffect;
import org.metersim.runtime.memory.FlashFaults;
import org.metersim.runtime.memory.FlashOperation;
import org.metersim.runtime.memory.MemoryMap;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;

/**
 * Faults of the meter's flash: operations that are cut or fail, and cells that age. Each is seeded, strikes once, is
 * counted, and stands in the journal. Safe for use by several threads.
 *
 * <p>Places have names: {@code nic/records}, {@code metrology/records/boot record}, {@code metrology/slot 1},
 * {@code metrology/slot 1/marker 17}, {@code nic/slot 0/block 3}. docs/memory.md.
 */
public final class MemoryFaults {

    private static final int BITS = 8;

    /** How cells age. */
    public enum Ageing {
        /** A bit reads as what it is not now, whatever is done. */
        STUCK_BIT,
        /** A bit comes back wrong, until its sector is erased. */
        BIT_ROT,
        /** A wrong bit that check bits mend at each read. */
        ECC_1,
        /** More wrong bits than check bits can mend: it cannot be read until it is erased. */
        ECC_2
    }

    private final FlashFaults.Plan plan;

    MemoryFaults(MemoryMap map, long seed) {
        plan = new FlashFaults.Plan(map, seed);
    }

    /**
     * Strikes the next operation that writes what is called so, or erases it for an effect on erases only.
     *
     * @throws IllegalArgumentException for no such place
     */
    public synchronized MemoryFaults strike(FlashEffect effect, String place) {
        if (plan.map().find(place).isEmpty() && !place.matches("(nic|metrology)/records/.+")) {
            throw new IllegalArgumentException("place: " + place + " (expected: as metrology/slot 1/marker 17)");
        }
        boolean isOfErases = !effect.suits(false);
        return strikeWhen(effect, operation -> operation.isErase() == isOfErases && operation.touches(place));
    }

    /** Strikes an operation from now on. @param number 1 is the next one that the effect suits */
    public synchronized MemoryFaults strike(FlashEffect effect, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("number: " + number + " (expected: >= 1)");
        }
        return strikeWhen(effect, new Predicate<>() {
            private int left = number;

            @Override
            public boolean test(FlashOperation operation) {
                return --left == 0;
            }
        });
    }

    /** Strikes the next operation that passes the test. */
    public synchronized MemoryFaults strikeWhen(FlashEffect effect, Predicate<FlashOperation> when) {
        plan.strike(effect, when);
        return this;
    }

    /** Ages a cell where something begins that is called so. @throws IllegalArgumentException for no such place */
    public synchronized MemoryFaults age(Ageing ageing, String place) {
        return age(
                ageing,
                plan.map()
                        .find(place)
                        .orElseThrow(() ->
                                new IllegalArgumentException("place: " + place + " (expected: a stretch, no record)")));
    }

    /** Ages the cell at that address: of a record, which has no place of its own, where it was written. */
    public synchronized MemoryFaults age(Ageing ageing, int address) {
        CellDefects defects = plan.defects();
        int mask = 1 << plan.chance().nextInt(BITS);
        switch (ageing) {
            case STUCK_BIT -> defects.stuck(address, mask, plan.chance().nextInt());
            case BIT_ROT -> defects.rotten(address, mask);
            case ECC_1 -> defects.corrected(address);
            case ECC_2 -> defects.unreadable(address);
        }
        return this;
    }

    /** How many faults of operations struck. */
    public synchronized int fired() {
        return plan.fired();
    }

    /** How many faults of operations are still to come. */
    public synchronized int armed() {
        return plan.armed();
    }

    /** How many reads check bits mended. */
    public synchronized long correctedReads() {
        return plan.defects().correctedReads();
    }

    /**
     * A memory with these faults.
     *
     * @param mains whose cuts strike it, too
     * @param journal is told what struck
     */
    NonVolatileMemory guard(NonVolatileMemory memory, PowerCutFault mains, Consumer<String> journal) {
        PowerCut cut = new PowerCut(new DefectiveMemory(memory, plan.defects()), operation -> {});
        return new Locked(mains.guard(new FlashFaults(cut, plan, journal), cut));
    }

    /** The plan belongs to several threads. */
    private final class Locked extends org.metersim.runtime.memory.ForwardingMemory {

        Locked(NonVolatileMemory memory) {
            super(memory);
        }

        @Override
        public byte[] read(int address, int length) {
            synchronized (MemoryFaults.this) {
                return super.read(address, length);
            }
        }

        @Override
        public void program(int address, byte[] bytes) {
            synchronized (MemoryFaults.this) {
                super.program(address, bytes);
            }
        }

        @Override
        public void erase(int address) {
            synchronized (MemoryFaults.this) {
                super.erase(address);
            }
        }
    }
}
