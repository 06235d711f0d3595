package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.net.NetLoop;

/** Over a real socket, with a peer that is none of ours. */
@Timeout(20)
class ConcentratorOnSocketsTest {

    private final NetLoop loop = new NetLoop("concentrator-test", System::currentTimeMillis);
    private final Concentrator concentrator = new Concentrator(Concentrator.Settings.OPEN, Inbox.NONE);
    private int port;

    @BeforeEach
    void listen() throws IOException {
        port = loop.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), local -> concentrator.accept())
                .port();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** In force before the next connection is taken, which a task that is only queued would not be. */
    private void setFault(Consumer<ConcentratorFaults> fault) {
        loop.call(() -> {
            fault.accept(concentrator.faults());
            return fault;
        });
    }

    private Socket dial() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    @Test
    void answersAPushAndKeepsIt() throws IOException {
        try (Socket meter = dial()) {
            meter.getOutputStream().write(Pushes.frame(Pushes.CONFIRMED));
            assertArrayEquals(
                    Hex.bytes("0001 0001 0001 0006 10 40000001 00"),
                    meter.getInputStream().readNBytes(14));
        }
        assertEquals(1, loop.call(concentrator::confirmations).size());
    }

    @Test
    void hangsUpOnHdlc() throws IOException {
        try (Socket meter = dial()) {
            meter.getOutputStream().write(Hex.bytes("7EA00703219301 0F7E"));
            assertEquals(-1, meter.getInputStream().read());
        }
        assertEquals(1, loop.call(concentrator::refused));
    }

    @Test
    void takesNobodyWhileItIsDownAndEverybodyAfterwards() throws IOException {
        setFault(faults -> faults.down(true));
        try (Socket meter = dial()) {
            assertEquals(-1, meter.getInputStream().read());
        }
        setFault(faults -> faults.down(false));
        answersAPushAndKeepsIt();
    }

    @Test
    void answersLateWhenItIsSlow() throws IOException {
        setFault(faults -> faults.answerDelayMs(40));
        answersAPushAndKeepsIt();
    }
}
