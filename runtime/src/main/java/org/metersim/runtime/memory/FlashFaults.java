package org.metersim.runtime.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A flash in which faults strike that were planned: at an operation by its number, by what it is called, or by any
 * other test of it. Each strikes once.
 */
public final class FlashFaults extends ForwardingMemory {

    /** The faults that are to come. Outlives the restarts of the meter. */
    public static final class Plan {

        private record Fault(FlashEffect effect, Predicate<FlashOperation> when) {}

        private final MemoryMap map;
        private final CellDefects defects;
        private final Random chance;
        private final List<Fault> faults = new ArrayList<>();
        private int fired;

        /** @param seed of what torn operations leave, of what unstable bits read as, and of where cells age */
        public Plan(MemoryMap map, long seed) {
            this.map = map;
            this.chance = new Random(seed);
            this.defects = new CellDefects(chance.nextLong());
        }

        /** Strikes the first operation that it suits, and that is such. */
        public void strike(FlashEffect effect, Predicate<FlashOperation> when) {
            faults.add(new Fault(effect, when));
        }

        public CellDefects defects() {
            return defects;
        }

        public MemoryMap map() {
            return map;
        }

        /** Source of chance of whatever needs one. */
        public Random chance() {
            return chance;
        }

        /** How many faults struck. */
        public int fired() {
            return fired;
        }

        /** How many are still to come. */
        public int armed() {
            return faults.size();
        }

        private Optional<FlashEffect> next(FlashOperation operation) {
            for (Fault fault : faults) {
                if (fault.effect().suits(operation.isErase()) && fault.when().test(operation)) {
                    faults.remove(fault);
                    fired++;
                    return Optional.of(fault.effect());
                }
            }
            return Optional.empty();
        }
    }

    private final PowerCut memory;
    private final Plan plan;
    private final Consumer<String> journal;

    /** @param journal is told what struck */
    public FlashFaults(PowerCut memory, Plan plan, Consumer<String> journal) {
        super(memory);
        this.memory = memory;
        this.plan = plan;
        this.journal = journal;
    }

    @Override
    public void program(int address, byte[] bytes) {
        Optional<FlashEffect> effect =
                plan.faults.isEmpty() ? Optional.empty() : strike(plan.map.program(operations(), address, bytes));
        if (effect.equals(Optional.of(FlashEffect.PROG_ERROR))) {
            throw new FlashFault(FlashFault.Kind.PROGRAM, address);
        }
        if (!effect.equals(Optional.of(FlashEffect.PROG_NOOP))) {
            super.program(address, bytes);
        }
    }

    @Override
    public void erase(int address) {
        Optional<FlashEffect> effect =
                plan.faults.isEmpty() ? Optional.empty() : strike(plan.map.erase(operations(), address, sectorBytes()));
        if (effect.equals(Optional.of(FlashEffect.ERASE_ERROR))) {
            throw new FlashFault(FlashFault.Kind.ERASE, address);
        }
        if (!effect.equals(Optional.of(FlashEffect.ERASE_NOOP))) {
            super.erase(address);
        }
    }

    private Optional<FlashEffect> strike(FlashOperation operation) {
        Optional<FlashEffect> effect = plan.next(operation);
        effect.ifPresent(struck -> {
            journal.accept(struck + ": " + operation);
            struck.moment().ifPresent(moment -> memory.cutAt(operations(), moment, plan.chance.nextLong()));
            if (struck == FlashEffect.BROWNOUT) {
                memory.brownOutAt(operations(), otherSector(operation.address()));
            }
        });
        return effect;
    }

    private int otherSector(int address) {
        int sectors = sizeBytes() / sectorBytes();
        int away = 1 + plan.chance.nextInt(sectors - 1);
        return (address / sectorBytes() + away) % sectors * sectorBytes();
    }
}
