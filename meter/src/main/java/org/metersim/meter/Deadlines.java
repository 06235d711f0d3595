package org.metersim.meter;

import java.util.Arrays;
import org.metersim.runtime.Endpoint;

/**
 * When each meter must next be woken: a binary heap of meter indices, and nothing at all for a meter that waits for
 * nothing. Twelve bytes a meter, and four more while it waits.
 */
final class Deadlines {

    private static final int ABSENT = -1;
    private static final int FIRST_HEAP_SIZE = 16;

    private final long[] dueMs;
    private final int[] positions;
    private int[] heap = new int[FIRST_HEAP_SIZE];
    private int size;

    /** @param meters how many there are; all of them wait for nothing */
    Deadlines(int meters) {
        dueMs = new long[meters];
        positions = new int[meters];
        Arrays.fill(dueMs, Endpoint.NEVER);
        Arrays.fill(positions, ABSENT);
    }

    /** Sets when {@code meter} must be woken, or {@link Endpoint#NEVER}. */
    void set(int meter, long atMs) {
        if (dueMs[meter] == atMs) {
            return;
        }
        dueMs[meter] = atMs;
        if (atMs == Endpoint.NEVER) {
            remove(meter);
        } else if (positions[meter] == ABSENT) {
            add(meter);
        } else {
            rise(positions[meter]);
            sink(positions[meter]);
        }
    }

    /** When {@code meter} must be woken, or {@link Endpoint#NEVER}. */
    long of(int meter) {
        return dueMs[meter];
    }

    /** The earliest, or {@link Endpoint#NEVER}. */
    long earliestMs() {
        return size == 0 ? Endpoint.NEVER : dueMs[heap[0]];
    }

    /** The meter whose deadline is the earliest. @throws IllegalStateException when there is none */
    int earliest() {
        if (size == 0) {
            throw new IllegalStateException("no meter waits for anything");
        }
        return heap[0];
    }

    private void add(int meter) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, Math.min(2 * size, positions.length));
        }
        place(meter, size++);
        rise(size - 1);
    }

    private void remove(int meter) {
        int hole = positions[meter];
        positions[meter] = ABSENT;
        int last = heap[--size];
        if (hole < size) {
            place(last, hole);
            rise(hole);
            sink(positions[last]);
        }
    }

    private void rise(int start) {
        int at = start;
        int meter = heap[at];
        while (at > 0 && isBefore(meter, heap[(at - 1) / 2])) {
            place(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        place(meter, at);
    }

    private void sink(int start) {
        int at = start;
        int meter = heap[at];
        int child = earlierChild(at);
        while (child < size && isBefore(heap[child], meter)) {
            place(heap[child], at);
            at = child;
            child = earlierChild(at);
        }
        place(meter, at);
    }

    /** The child to compare with; not below {@link #size} when there is none. */
    private int earlierChild(int at) {
        int left = 2 * at + 1;
        return left + 1 < size && isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    }

    /** Meters of the same moment go by their index, so that the order never depends on what was before. */
    private boolean isBefore(int one, int other) {
        return dueMs[one] < dueMs[other] || dueMs[one] == dueMs[other] && one < other;
    }

    private void place(int meter, int at) {
        heap[at] = meter;
        positions[meter] = at;
    }
}
