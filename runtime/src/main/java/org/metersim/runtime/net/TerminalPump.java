package org.metersim.runtime.net;

import com.sun.jna.Memory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that carries bytes between an open terminal and whoever speaks on it. */
final class TerminalPump {

    /** What the thread tells; called on it. */
    interface Taker {

        void take(byte[] chunk);

        /** The terminal is gone: no byte will come any more. */
        void gone();
    }

    private static final Logger LOG = LoggerFactory.getLogger(TerminalPump.class);

    /** What waits for a peer that does not read; more is lost, as on a line without flow control. */
    private static final int MAX_PENDING_BYTES = 64 * 1024;

    private static final int CHUNK_BYTES = 4096;
    private static final int POLL_ENTRY_BYTES = 8;
    private static final short READABLE = 0x1;
    private static final short WRITABLE = 0x4;
    private static final short ERROR_OR_HANG_UP = 0x8 | 0x10 | 0x20;

    /** Bytes to be sent, or what is to be done once those before are sent. */
    private record Item(byte[] bytes, Runnable then) {}

    private final int terminal;
    private final String name;
    private final Taker taker;
    private final int[] bell;
    private final Queue<Item> output = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingBytes = new AtomicInteger();
    private final Thread thread;
    private byte[] rest = new byte[0];
    private volatile boolean closing;

    /** @param terminal open and not blocking; stays the caller's to close, after the pump */
    TerminalPump(int terminal, String name, Taker taker) throws IOException {
        this.terminal = terminal;
        this.name = name;
        this.taker = taker;
        this.bell = TerminalCalls.openPipe();
        this.thread = new Thread(this::carry, "pty " + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Sends after what was written before; lost when too much waits. Leaves with the next {@link #flush}. */
    void write(byte[] bytes) {
        if (pendingBytes.get() + bytes.length > MAX_PENDING_BYTES) {
            LOG.debug("pty={} nobody reads, {} bytes lost", name, bytes.length);
            return;
        }
        pendingBytes.addAndGet(bytes.length);
        output.add(new Item(bytes, () -> {}));
    }

    /** Does something on the thread after what was written before was sent. */
    void afterThat(Runnable deed) {
        output.add(new Item(new byte[0], deed));
        flush();
    }

    void flush() {
        TerminalCalls.writeSome(bell[1], new byte[1]);
    }

    /** Ends the thread once it has sent what can be sent at once. Not to be called on it. */
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        flush();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        TerminalCalls.closeQuietly(bell[0]);
        TerminalCalls.closeQuietly(bell[1]);
    }

    // --- the thread

    private void carry() {
        try (Memory descriptors = new Memory(2 * POLL_ENTRY_BYTES)) {
            boolean there = true;
            while (there && !closing) {
                nextOutput();
                describe(descriptors, 0, terminal, rest.length == 0 ? READABLE : (short) (READABLE | WRITABLE));
                describe(descriptors, 1, bell[0], READABLE);
                TerminalCalls.await(descriptors, 2);
                if (descriptors.getShort(POLL_ENTRY_BYTES + 6) != 0) {
                    TerminalCalls.readSome(bell[0], new byte[CHUNK_BYTES]);
                }
                there = carry(descriptors.getShort(6));
            }
            sendLast();
        } catch (RejectedExecutionException loopEnded) {
            LOG.debug("pty={} the loop has ended", name);
        }
    }

    private static void describe(Memory descriptors, int index, int fd, short events) {
        descriptors.setInt((long) index * POLL_ENTRY_BYTES, fd);
        descriptors.setShort((long) index * POLL_ENTRY_BYTES + 4, events);
        descriptors.setShort((long) index * POLL_ENTRY_BYTES + 6, (short) 0);
    }

    /** False when the terminal is gone. */
    private boolean carry(int ready) {
        if ((ready & WRITABLE) != 0) {
            send();
        }
        int count = 0;
        if ((ready & READABLE) != 0) {
            byte[] buffer = new byte[CHUNK_BYTES];
            count = TerminalCalls.readSome(terminal, buffer);
            if (count > 0) {
                taker.take(Arrays.copyOf(buffer, count));
            }
        }
        boolean gone = count <= 0 && (ready & ERROR_OR_HANG_UP) != 0;
        if (gone) {
            taker.gone();
        }
        return !gone;
    }

    private void nextOutput() {
        for (Item item = output.peek(); item != null && rest.length == 0; item = output.peek()) {
            output.remove();
            rest = item.bytes();
            item.then().run();
        }
    }

    private void send() {
        int sent = Math.max(0, TerminalCalls.writeSome(terminal, rest));
        pendingBytes.addAndGet(-sent);
        rest = Arrays.copyOfRange(rest, sent, rest.length);
    }

    private void sendLast() {
        int before = -1;
        nextOutput();
        while (rest.length > 0 && rest.length != before) {
            before = rest.length;
            send();
            nextOutput();
        }
    }
}
