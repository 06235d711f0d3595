package org.metersim.app.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.metersim.client.Target.Transport;
import org.metersim.meter.Meter;

/** A meter on a real socket, a pseudo terminal and by Bluetooth, whose time runs some twenty times as fast. */
public final class LiveMeter implements AutoCloseable {

    private static final int STEP_EVERY_MS = 10;
    private static final Duration STEP = Duration.ofMillis(190);

    public final Meter meter;
    private final Path folder;
    private final Path terminal;
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();

    public LiveMeter(Path folder) throws IOException {
        this.folder = folder;
        this.terminal = folder.resolve("optical");
        this.meter = Meter.builder().pty(terminal).bluetooth(0).start();
        time.scheduleAtFixedRate(() -> meter.clock().advance(STEP), 0, STEP_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    public String target(Transport transport) {
        return switch (transport) {
            case PTY -> "pty:" + terminal;
            case BLE -> "ble:tcp:127.0.0.1:" + controller() + "/" + meter.serial();
            case TCP, HDLC, OPTICAL -> transport + ":127.0.0.1:" + meter.tcp().getPort();
        };
    }

    private int controller() {
        return meter.bluetooth().orElseThrow().getPort();
    }

    /** A card with the socket, and the terminal if it is asked for. */
    public Path card(boolean withTerminal) throws IOException {
        String pty = withTerminal ? ", \"pty\": {\"path\": \"" + terminal + "\"}" : "";
        return Files.writeString(
                folder.resolve("card.json"), """
                {"serial": "00012345", "systemTitle": "53494D0000003039", "logicalDeviceName": "SIM0000000012345",
                 "serverSap": 1, "hdlcServerAddress": 1,
                 "endpoints": {"tcp": {"host": "127.0.0.1", "port": %d}%s,
                  "ble": {"host": "127.0.0.1", "port": %d}},
                 "associations": [
                  {"name": "public", "clientSap": 16, "authentication": "none"},
                  {"name": "reader", "clientSap": 2, "authentication": "lls", "secret": "4775727578"},
                  {"name": "management", "clientSap": 1, "authentication": "hls-gmac", "suite": 0,
                   "guek": "000102030405060708090A0B0C0D0E0F", "gak": "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                   "counter": "0-0:43.1.1.255"},
                  {"name": "firmware", "clientSap": 3, "authentication": "hls-gmac", "suite": 0,
                   "guek": "000102030405060708090A0B0C0D0E0F", "gak": "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF",
                   "counter": "0-0:43.1.3.255"}]}
                """.formatted(meter.tcp().getPort(), pty, controller()));
    }

    @Override
    public void close() {
        time.shutdownNow();
        meter.close();
    }
}
