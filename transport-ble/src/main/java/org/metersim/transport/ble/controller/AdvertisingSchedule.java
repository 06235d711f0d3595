package org.metersim.transport.ble.controller;

import org.metersim.runtime.Endpoint;

/** Which meter advertises next, while a scan is on: a binary heap of 8 bytes a meter. */
final class AdvertisingSchedule {

    /** More meters than this are not heard. */
    static final int MAX_METERS = 1 << 20;

    private static final int METER_BITS = 20;

    /** Time since the origin in the upper bits, meter in the lower. */
    private final long[] heap;

    private final long originMs;
    private int size;

    /** @param meters that it has room for, at most {@link #MAX_METERS} */
    AdvertisingSchedule(int meters, long originMs) {
        this.heap = new long[meters];
        this.originMs = originMs;
    }

    /**
     * @param meter that is not in it
     * @param atMs not before the origin
     */
    void put(int meter, long atMs) {
        heap[size++] = atMs - originMs << METER_BITS | meter;
        up(size - 1);
    }

    /** When the next one is, or {@link Endpoint#NEVER}. */
    long nextMs() {
        return size == 0 ? Endpoint.NEVER : originMs + (heap[0] >> METER_BITS);
    }

    /** Takes the meter whose turn it is. */
    int take() {
        int meter = (int) heap[0] & MAX_METERS - 1;
        heap[0] = heap[--size];
        down(0);
        return meter;
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && heap[at] < heap[(at - 1) / 2]) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void down(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[at] <= heap[child]) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int one, int other) {
        long kept = heap[one];
        heap[one] = heap[other];
        heap[other] = kept;
    }
}
