package org.metersim.runtime.memory;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * A memory whose power can be cut at a chosen operation: before it, after it, or inside, with what a real flash leaves
 * then. A cut strikes once.
 */
public final class PowerCut extends ForwardingMemory {

    /** Where in the operation the power goes. */
    public enum Moment {
        /** Nothing of the operation is done. */
        BEFORE,
        /** A prefix of the bytes is programmed, or of the sector erased. */
        TORN_PREFIX,
        /** Some bits of it are programmed or erased, chosen by the seed. */
        TORN_BITS,
        /** Some stretches of it are done and others not, in no order, chosen by the seed. */
        PARTIAL,
        /**
         * Some bits are neither programmed nor erased: they read otherwise each time, until they are programmed or the
         * sector is erased. With check bits the write units that have them cannot be read.
         */
        WEAK,
        /** All of it is done, but nobody hears of it. */
        AFTER
    }

    private static final long NOT_ARMED = -1;
    private static final int STRETCH_BYTES = 8;
    private static final int NOWHERE = -1;

    private final DefectiveMemory memory;
    private final LongConsumer onCut;
    private long cutAt = NOT_ARMED;
    private Moment moment = Moment.BEFORE;
    private int prefixBytes;
    private int alsoWritten = NOWHERE;
    private Random bits = new Random(0);

    /** @param onCut is told the number of the operation that was cut */
    public PowerCut(NonVolatileMemory memory, LongConsumer onCut) {
        this(new DefectiveMemory(memory, new CellDefects(0)), onCut);
    }

    /** The same, of a memory whose cells keep what a cut did to them. */
    public PowerCut(DefectiveMemory memory, LongConsumer onCut) {
        super(memory);
        this.memory = memory;
        this.onCut = onCut;
    }

    /** Cuts at the operation with that number, counted as {@link #operations()} counts. */
    public void cutAt(long operation, Moment where) {
        cutAt(operation, where, operation);
    }

    /** The same, with a seed of its own for what is left. */
    public void cutAt(long operation, Moment where, long seed) {
        cutAt = operation;
        moment = where;
        prefixBytes = Integer.MAX_VALUE;
        alsoWritten = NOWHERE;
        bits = new Random(seed);
    }

    /** Cuts inside the operation with that number, when that many bytes of it are done. */
    public void tearAt(long operation, int bytes) {
        cutAt(operation, Moment.TORN_PREFIX);
        prefixBytes = bytes;
    }

    /**
     * Cuts inside the operation with that number, as TORN_BITS does, while the failing voltage also programs bits of
     * the sector at {@code address}, as many as the operation has. What was kept there is damaged.
     */
    public void brownOutAt(long operation, int address) {
        cutAt(operation, Moment.TORN_BITS);
        alsoWritten = address;
    }

    public boolean isArmed() {
        return cutAt != NOT_ARMED;
    }

    /** Does not cut any more. */
    public void disarm() {
        cutAt = NOT_ARMED;
    }

    @Override
    public void program(int address, byte[] bytes) {
        if (memory.operations() != cutAt) {
            memory.program(address, bytes);
            return;
        }
        if (moment == Moment.AFTER) {
            memory.program(address, bytes);
        } else if (moment != Moment.BEFORE) {
            byte[] before = memory.cells(address, bytes.length);
            Torn torn = tear(before, bytes);
            memory.program(address, torn.firm());
            leave(address, torn, before, bytes);
        }
        lose(address, bytes.length);
    }

    /** A torn erase leaves a sector that is neither erased nor what it was. */
    @Override
    public void erase(int address) {
        if (memory.operations() != cutAt) {
            memory.erase(address);
            return;
        }
        byte[] before = memory.cells(address, sectorBytes());
        if (moment != Moment.BEFORE) {
            memory.erase(address);
        }
        if (moment != Moment.BEFORE && moment != Moment.AFTER) {
            byte[] erased = geometry().blank(before.length);
            Torn torn = tear(before, erased);
            memory.program(address, torn.firm());
            leave(address, torn, before, erased);
        }
        lose(address, before.length);
    }

    /** What an operation leaves that was cut. @param firm what is there; @param unstable bits of it that waver */
    private record Torn(byte[] firm, int[] unstable) {}

    private Torn tear(byte[] from, byte[] to) {
        int[] unstable = new int[to.length];
        int[] done = new int[to.length];
        switch (moment) {
            case TORN_PREFIX -> Arrays.fill(done, 0, half(to.length), 0xFF);
            case TORN_BITS -> Arrays.setAll(done, i -> bits.nextInt(256));
            case PARTIAL -> fillStretches(done);
            case WEAK -> weaken(done, unstable);
            default -> throw new IllegalStateException(moment + " tears nothing");
        }
        byte[] firm = new byte[to.length];
        for (int i = 0; i < to.length; i++) {
            unstable[i] &= from[i] ^ to[i];
            int left = from[i] & ~done[i] | to[i] & done[i];
            // an unstable bit is kept as an erased one: it can still be programmed
            firm[i] = (byte) (left & ~unstable[i] | geometry().erased() & unstable[i]);
        }
        return new Torn(firm, unstable);
    }

    private int half(int length) {
        return prefixBytes == Integer.MAX_VALUE ? length / 2 : Math.min(prefixBytes, length);
    }

    private void fillStretches(int[] done) {
        int stretch = Math.max(STRETCH_BYTES, geometry().writeBytes());
        for (int at = 0; at < done.length; at += stretch) {
            Arrays.fill(done, at, Math.min(done.length, at + stretch), bits.nextBoolean() ? 0xFF : 0);
        }
    }

    /** Nearly done, hardly begun, or half way: with few bits that waver, or with many. */
    private void weaken(int[] done, int[] unstable) {
        int progress = bits.nextInt(3);
        boolean many = bits.nextBoolean();
        for (int i = 0; i < done.length; i++) {
            done[i] = progress == 0 ? 0xFF : progress == 1 ? 0 : bits.nextInt(256);
            unstable[i] = many ? bits.nextInt(256) : bits.nextInt(8) == 0 ? 1 << bits.nextInt(8) : 0;
        }
        // one at least, if the operation changes it
        unstable[bits.nextInt(unstable.length)] |= 0xFF;
    }

    /** With check bits a write unit that is neither what it was nor what it was to be cannot be read. */
    private void leave(int address, Torn torn, byte[] before, byte[] after) {
        CellDefects defects = memory.defects();
        int unit = geometry().writeBytes();
        for (int at = 0; at < before.length; at += unit) {
            int wavering = 0;
            for (int i = at; i < at + unit; i++) {
                wavering |= torn.unstable()[i];
                if (!geometry().ecc()) {
                    defects.unstable(address + i, torn.unstable()[i]);
                }
            }
            boolean whole = isSame(torn.firm(), before, at) || isSame(torn.firm(), after, at);
            if (geometry().ecc() && (wavering != 0 || !whole)) {
                defects.unreadable(address + at);
            }
        }
    }

    private boolean isSame(byte[] left, byte[] right, int at) {
        int end = at + geometry().writeBytes();
        return Arrays.equals(left, at, end, right, at, end);
    }

    private void lose(int address, int length) {
        long operation = cutAt;
        cutAt = NOT_ARMED;
        if (alsoWritten != NOWHERE) {
            damage(alsoWritten / sectorBytes() * sectorBytes() + address % sectorBytes(), length);
        }
        onCut.accept(operation);
        throw new PowerLost(operation);
    }

    private void damage(int address, int length) {
        int unit = geometry().writeBytes();
        int count = Math.min(length, sectorBytes() - address % sectorBytes());
        byte[] hit = memory.cells(address, count);
        for (int at = 0; at < count; at++) {
            hit[at] = (byte) ((geometry().programmed(hit[at]) | bits.nextInt(256))
                    ^ geometry().erased());
        }
        if (geometry().ecc()) {
            for (int at = 0; at < count; at += unit) {
                memory.defects().unreadable(address + at);
            }
        } else {
            memory.program(address, hit);
        }
    }
}
