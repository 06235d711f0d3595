package org.metersim.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A man in the middle: passes all bytes between a client and the meter, remembers what the client sent last, and can
 * send bytes of its own, whose answer the client does not see.
 */
final class Relay implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;

    private final InetSocketAddress meter;
    private final UnaryOperator<byte[]> change;
    private final ServerSocket door;
    private final BlockingQueue<byte[]> diverted = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private boolean isAnswered;
    private boolean diverts;
    private Socket client = new Socket();
    private Socket toMeter = new Socket();

    Relay(InetSocketAddress meter) throws IOException {
        this(meter, bytes -> bytes);
    }

    /** @param change what becomes of each piece that the client sends */
    Relay(InetSocketAddress meter, UnaryOperator<byte[]> change) throws IOException {
        this.meter = meter;
        this.change = change;
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        run(this::serve);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Until a socket is closed. */
    private static void run(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the test is over, or the client is
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    private void serve() throws IOException {
        while (true) {
            Socket accepted = door.accept();
            Socket dialled = new Socket(meter.getAddress(), meter.getPort());
            synchronized (this) {
                client = accepted;
                toMeter = dialled;
                request.reset();
            }
            accepted.setTcpNoDelay(true);
            dialled.setTcpNoDelay(true);
            run(() -> pass(accepted, dialled, true));
            run(() -> pass(dialled, accepted, false));
        }
    }

    private void pass(Socket from, Socket to, boolean isRequest) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] chunk = new byte[8192];
            int length = in.read(chunk);
            while (length >= 0) {
                byte[] piece = Arrays.copyOf(chunk, length);
                byte[] bytes = isRequest ? change.apply(piece) : piece;
                if (!note(bytes, isRequest)) {
                    to.getOutputStream().write(bytes);
                }
                length = in.read(chunk);
            }
        }
    }

    /** True when the bytes are kept from the client. */
    private synchronized boolean note(byte[] bytes, boolean isRequest) {
        if (isRequest) {
            if (isAnswered) {
                request.reset();
            }
            isAnswered = false;
            request.writeBytes(bytes);
            return false;
        }
        isAnswered = true;
        return diverts && diverted.add(bytes);
    }

    /** What the client sent since the meter's last answer but one. */
    synchronized byte[] lastRequest() {
        return request.toByteArray();
    }

    /** Sends bytes to the meter on the client's connection and gives the first of its answer. */
    byte[] ask(byte[] bytes) throws IOException, InterruptedException {
        synchronized (this) {
            diverts = true;
            toMeter.getOutputStream().write(bytes);
        }
        byte[] answer = diverted.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        synchronized (this) {
            diverts = false;
        }
        if (answer == null) {
            throw new IOException("the meter says nothing");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        door.close();
        client.close();
        toMeter.close();
    }
}
