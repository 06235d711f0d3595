package org.metersim.app.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.metersim.client.Target.Transport;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;
import org.metersim.runtime.net.PseudoTerminal;

/** A meter of both boards on real sockets and a pseudo terminal, whose time runs twenty times as fast. */
final class LiveMeter implements AutoCloseable {

    private static final int FASTER = 20;
    private static final long LOOK_MS = 5;
    private static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final NetLoop loop;
    private final TwoBoards boards;
    private final Path folder;
    private Optional<PseudoTerminal> terminal = Optional.empty();
    private volatile boolean closed;

    LiveMeter(Path folder) {
        this.folder = folder;
        long startMs = 1_781_078_400_000L;
        this.loop = new NetLoop("meter", new SteppedClock(() -> System.currentTimeMillis() * FASTER, startMs));
        this.boards = loop.call(() -> new TwoBoards(loop.clock()));
        loop.execute(this::look);
    }

    private void look() {
        boards.wake(loop.clock().nowMs());
        if (!closed) {
            loop.pollAll();
            loop.schedule(LOOK_MS, this::look);
        }
    }

    /** Opens a port of that kind, and says where. */
    String target(Transport transport) throws IOException {
        if (transport == Transport.PTY) {
            Path link = folder.resolve("optical");
            terminal = Optional.of(PseudoTerminal.open(
                    new PseudoTerminal.Settings(link, 300), loop, line -> boards.open(transport, line)));
            return "pty:" + link;
        }
        NetLoop.Listener listener =
                loop.listen(FREE_PORT, local -> Optional.of(boards.open(transport, LineControl.NONE)));
        return transport + ":127.0.0.1:" + listener.port();
    }

    /** A card with the port of that kind. */
    Path card(Transport transport) throws IOException {
        String target = target(transport);
        int port = transport == Transport.PTY ? 0 : Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        String endpoint = transport == Transport.PTY
                ? "\"pty\": {\"path\": \"" + target.substring(4) + "\"}"
                : "\"tcp\": {\"host\": \"127.0.0.1\", \"port\": " + port + "}";
        return Files.writeString(folder.resolve("card.json"), """
                {"serial": "00012345", "systemTitle": "53494D0000003039", "logicalDeviceName": "SIM0000000012345",
                 "serverSap": 1, "hdlcServerAddress": 1, "endpoints": {%s},
                 "associations": [
                  {"name": "public", "clientSap": 16, "authentication": "none"},
                  {"name": "reader", "clientSap": 2, "authentication": "lls", "secret": "4775727578"},
                  {"name": "firmware", "clientSap": 3, "authentication": "hls-gmac", "suite": 0,
                   "guek": "000102030405060708090A0B0C0D0E0F", "gak": "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                   "counter": "0-0:43.1.3.255"}]}
                """.formatted(endpoint));
    }

    /** Runs where the meter lives. */
    <T> T ask(java.util.function.Function<TwoBoards, T> question) {
        return loop.call(() -> question.apply(boards));
    }

    /** Hangs up every connection. */
    void hangUp() {
        loop.hangUp();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (terminal.isPresent()) {
            terminal.get().close();
        }
        loop.close();
    }
}
