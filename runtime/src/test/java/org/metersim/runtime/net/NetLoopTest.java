package org.metersim.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.TestEndpoint;

class NetLoopTest {

    private static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int TIMEOUT_MS = 10_000;

    /** Stands still unless stepped, so that nothing here depends on how quick the machine is. */
    private final SteppedClock clock = new SteppedClock(() -> 0, 1_000_000);

    private final NetLoop loop = new NetLoop("test", clock);
    private final TestEndpoint endpoint = new TestEndpoint();

    @AfterEach
    void close() {
        loop.close();
    }

    private Socket connect(Endpoint answering) throws IOException {
        NetLoop.Listener listener = loop.listen(FREE_PORT, local -> Optional.of(answering));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(TIMEOUT_MS);
        return socket;
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void bytesReachTheEndpointAndComeBack() throws IOException {
        try (Socket socket = connect(endpoint.echoing())) {
            write(socket, "ping");

            assertEquals("ping", read(socket, 4));
            assertEquals(List.of("1000000: ping"), loop.call(() -> List.copyOf(endpoint.heard)));
        }
    }

    @Test
    void anEndpointThatHangsUpEndsTheConnectionAfterItsLastBytes() throws IOException {
        try (Socket socket = connect(endpoint.echoing().hangingUpAfter("bye"))) {
            write(socket, "bye");

            assertEquals("bye", new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theEndpointHearsOfItWhenThePeerHangsUp() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        Endpoint told = new Forwarding(endpoint) {
            @Override
            public void lineLost(long nowMs) {
                lost.countDown();
            }
        };

        connect(told).close();

        assertTrue(lost.await(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void aDeadlineIsKeptThoughNothingIsReceived() throws IOException {
        try (Socket socket = connect(endpoint.waitingUntil(1_000_050))) {
            loop.call(() -> 0);
            clock.step(50);
            loop.pollAll();

            assertEquals("late", read(socket, 4));
        }
    }

    // A timer of two minutes that was set before the step must not be taken for one of the moment that is left.
    @Test
    void aDeadlineJustAfterAStepIsKeptToo() throws IOException {
        SteppedClock flowing = SteppedClock.system();
        try (NetLoop stepped = new NetLoop("stepped", flowing)) {
            endpoint.echoing().waitingUntil(flowing.nowMs() + 120_000);
            NetLoop.Listener listener = stepped.listen(FREE_PORT, local -> Optional.of(endpoint));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                socket.setSoTimeout(TIMEOUT_MS);
                write(socket, "up");
                read(socket, 2);
                flowing.step(119_000);
                stepped.pollAll();

                assertEquals("late", read(socket, 4));
            }
        }
    }

    @Test
    void onlyTheOneThatIsPolledLooksAtTheClock() throws IOException {
        TestEndpoint other = new TestEndpoint().waitingUntil(1_000_050);
        try (Socket socket = connect(endpoint.echoing().waitingUntil(1_000_050));
                Socket ignored = connect(other.echoing())) {
            write(ignored, "up");
            read(ignored, 2);
            write(socket, "up");
            read(socket, 2);
            clock.step(50);
            loop.poll(endpoint);

            assertEquals("late", read(socket, 4));
            assertEquals(List.of("1000000: up"), loop.call(() -> List.copyOf(other.heard)));
        }
    }

    @Test
    void aConnectionWhereNobodyAnswersIsHungUp() throws IOException {
        NetLoop.Listener listener = loop.listen(FREE_PORT, local -> Optional.empty());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.setSoTimeout(TIMEOUT_MS);

            assertEquals(-1, endOf(socket.getInputStream()));
        }
    }

    /** A hang-up is an end of the stream, or a reset when bytes were not read. */
    private static int endOf(InputStream stream) {
        try {
            return stream.read();
        } catch (IOException reset) {
            return -1;
        }
    }

    // one listener on all of 127.0.0.0/8: the address that was called decides who answers
    @Test
    void whoAnswersIsToldTheAddressThatWasCalled() throws IOException {
        NetLoop.Listener listener = loop.listen(new InetSocketAddress("0.0.0.0", 0), local -> {
            endpoint.say(local.getAddress().getHostAddress());
            return Optional.of(endpoint);
        });
        try (Socket socket = new Socket("127.3.2.1", listener.port())) {
            socket.setSoTimeout(TIMEOUT_MS);

            assertEquals("127.3.2.1", read(socket, 9));
        }
    }

    @Test
    void aPortInUseIsRefused() throws IOException {
        NetLoop.Listener first = loop.listen(FREE_PORT, local -> Optional.empty());

        assertThrows(IOException.class, () -> loop.listen(first.address(), local -> Optional.empty()));
    }

    @Test
    void whoDialsSpeaksWithWhoListens() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        NetLoop.Listener listener = loop.listen(FREE_PORT, local -> Optional.of(new TestEndpoint().echoing()));
        endpoint.say("ping");
        loop.dial("127.0.0.1", listener.port(), new Forwarding(endpoint) {
            @Override
            public void receive(byte[] chunk, long nowMs) {
                answered.countDown();
            }
        });

        assertTrue(answered.await(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }

    // a clock that is stepped wakes every endpoint; one whose line is not up yet would speak into the void
    @Test
    void whoIsPolledBeforeItsLineIsUpWaitsForTheLine() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        NetLoop.Listener listener = loop.listen(FREE_PORT, local -> Optional.of(new TestEndpoint().echoing()));
        endpoint.say("ping");
        Endpoint dialing = new Forwarding(endpoint) {
            @Override
            public void receive(byte[] chunk, long nowMs) {
                answered.countDown();
            }
        };
        loop.call(() -> {
            loop.poll(dialing);
            loop.dial("127.0.0.1", listener.port(), dialing);
            return 0;
        });

        assertTrue(answered.await(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void whoDialsWhereNobodyListensIsTold() throws Exception {
        NetLoop.Listener gone = loop.listen(FREE_PORT, local -> Optional.empty());
        gone.close();
        CountDownLatch lost = new CountDownLatch(1);

        loop.dial("127.0.0.1", gone.port(), new Forwarding(endpoint) {
            @Override
            public void lineLost(long nowMs) {
                lost.countDown();
            }
        });

        assertTrue(lost.await(TIMEOUT_MS, TimeUnit.MILLISECONDS));
    }

    @Test
    void hangUpEndsConnectionsButNotListeners() throws IOException {
        NetLoop.Listener listener = loop.listen(FREE_PORT, local -> Optional.of(new TestEndpoint().echoing()));
        try (Socket first = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            first.setSoTimeout(TIMEOUT_MS);
            write(first, "up");
            read(first, 2);
            loop.hangUp();

            assertEquals(-1, endOf(first.getInputStream()));
        }
        try (Socket second = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            second.setSoTimeout(TIMEOUT_MS);
            write(second, "up");
            assertEquals("up", read(second, 2));
        }
    }

    // our own mistake in one connection must not end the others
    @Test
    void anEndpointThatThrowsLosesItsConnectionAlone() throws IOException {
        Endpoint broken = new Forwarding(endpoint) {
            @Override
            public void receive(byte[] chunk, long nowMs) {
                throw new IllegalStateException("thrown on purpose by a test");
            }
        };
        try (Socket good = connect(new TestEndpoint().echoing());
                Socket bad = connect(broken)) {
            write(bad, "boom");
            assertEquals(-1, endOf(bad.getInputStream()));

            write(good, "ping");
            assertEquals("ping", read(good, 4));
        }
    }

    @Test
    void whatATaskThrowsOnTheLoopReachesItsCaller() {
        assertThrows(
                IllegalArgumentException.class,
                () -> loop.call(() -> {
                    throw new IllegalArgumentException("on the loop");
                }));
    }

    /** An endpoint of which a test changes one method. */
    private static class Forwarding implements Endpoint {

        private final Endpoint inner;

        Forwarding(Endpoint inner) {
            this.inner = inner;
        }

        @Override
        public void receive(byte[] chunk, long nowMs) {
            inner.receive(chunk, nowMs);
        }

        @Override
        public void wake(long nowMs) {
            inner.wake(nowMs);
        }

        @Override
        public long deadlineMs() {
            return inner.deadlineMs();
        }

        @Override
        public Optional<byte[]> nextOutput() {
            return inner.nextOutput();
        }

        @Override
        public boolean isClosed() {
            return inner.isClosed();
        }

        @Override
        public void lineLost(long nowMs) {
            inner.lineLost(nowMs);
        }
    }
}
