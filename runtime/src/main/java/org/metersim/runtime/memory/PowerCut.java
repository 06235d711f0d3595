package org.metersim.runtime.memory;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * A memory whose power can be cut at a chosen operation: before it, after it, or inside, with what a real flash leaves
 * then. A cut strikes once.
 */
public final class PowerCut implements NonVolatileMemory {

    /** Where in the operation the power goes. */
    public enum Moment {
        /** Nothing of the operation is done. */
        BEFORE,
        /** A prefix of the bytes is programmed, or of the sector erased. */
        TORN_PREFIX,
        /** Some bits of it are programmed, chosen by the seed. */
        TORN_BITS,
        /** All of it is done, but nobody hears of it. */
        AFTER
    }

    private static final long NOT_ARMED = -1;

    private final NonVolatileMemory memory;
    private final LongConsumer onCut;
    private long cutAt = NOT_ARMED;
    private Moment moment = Moment.BEFORE;
    private int prefixBytes;
    private Random bits = new Random(0);

    /** @param onCut is told the number of the operation that was cut */
    public PowerCut(NonVolatileMemory memory, LongConsumer onCut) {
        this.memory = memory;
        this.onCut = onCut;
    }

    /** Cuts at the operation with that number, counted as {@link #operations()} counts. */
    public void cutAt(long operation, Moment where) {
        cutAt = operation;
        moment = where;
        prefixBytes = Integer.MAX_VALUE;
        bits = new Random(operation);
    }

    /** Cuts inside the operation with that number, when that many bytes of it are done. */
    public void tearAt(long operation, int bytes) {
        cutAt(operation, Moment.TORN_PREFIX);
        prefixBytes = bytes;
    }

    public boolean isArmed() {
        return cutAt != NOT_ARMED;
    }

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
    public long operations() {
        return memory.operations();
    }

    @Override
    public void program(int address, byte[] bytes) {
        if (memory.operations() != cutAt) {
            memory.program(address, bytes);
            return;
        }
        switch (moment) {
            case BEFORE -> {}
            case TORN_PREFIX -> memory.program(address, Arrays.copyOf(bytes, half(bytes.length)));
            case TORN_BITS -> memory.program(address, torn(memory.read(address, bytes.length), bytes));
            case AFTER -> memory.program(address, bytes);
        }
        lose();
    }

    /** A torn erase leaves the rest of the sector as it was; torn bits leave it neither erased nor what it was. */
    @Override
    public void erase(int address) {
        if (memory.operations() != cutAt) {
            memory.erase(address);
            return;
        }
        byte[] before = memory.read(address, sectorBytes());
        if (moment != Moment.BEFORE) {
            memory.erase(address);
        }
        if (moment == Moment.TORN_PREFIX) {
            int done = half(before.length);
            memory.program(address + done, Arrays.copyOfRange(before, done, before.length));
        } else if (moment == Moment.TORN_BITS) {
            byte[] erased = new byte[before.length];
            Arrays.fill(erased, ERASED);
            memory.program(address, torn(erased, before));
        }
        lose();
    }

    private int half(int length) {
        return prefixBytes == Integer.MAX_VALUE ? length / 2 : Math.min(prefixBytes, length);
    }

    private byte[] torn(byte[] from, byte[] to) {
        byte[] result = new byte[to.length];
        for (int i = 0; i < to.length; i++) {
            result[i] = (byte) (from[i] & (to[i] | bits.nextInt(256)));
        }
        return result;
    }

    private void lose() {
        long operation = cutAt;
        cutAt = NOT_ARMED;
        onCut.accept(operation);
        throw new PowerLost(operation);
    }
}
