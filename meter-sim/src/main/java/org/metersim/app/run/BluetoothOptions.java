package org.metersim.app.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.meter.MeterBuilder;
import picocli.CommandLine.Option;

/** Where Bluetooth host stacks attach. */
final class BluetoothOptions {

    private static final String TCP = "tcp:";
    private static final String PTY = "pty:";
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--ble",
            paramLabel = "tcp:PORT|pty:PATH",
            description = "A Bluetooth LE controller (HCI H4) for a host stack to attach to, which finds the meters"
                    + " advertising: on a TCP port, 0 for a free one, or as a pseudo terminal linked at PATH; may be"
                    + " given once of each.")
    private List<String> places = new ArrayList<>();

    @Option(
            names = "--ble-capture",
            paramLabel = "FILE",
            description = "With --ble: the HCI traffic for Wireshark, btsnoop when FILE ends in .btsnoop, else pcapng.")
    private Optional<Path> capture = Optional.empty();

    /** The file of the traffic, when there is to be one. */
    Optional<CaptureFile> capture() {
        if (capture.isPresent() && places.isEmpty()) {
            throw new UserError(ExitCode.USAGE, "--ble-capture: nothing to capture (expected: --ble with it)");
        }
        return capture.map(CaptureFile::open);
    }

    void addTo(MeterBuilder plan) {
        for (String place : places) {
            if (place.startsWith(TCP)) {
                plan.bluetooth(port(place));
            } else if (place.startsWith(PTY + "/") || place.startsWith(PTY + ".")) {
                plan.bluetoothPty(Path.of(place.substring(PTY.length())));
            } else {
                throw wrong(place);
            }
        }
    }

    private static int port(String place) {
        String digits = place.substring(TCP.length());
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
            throw wrong(place);
        }
        return Integer.parseInt(digits);
    }

    private static UserError wrong(String place) {
        return new UserError(
                ExitCode.USAGE, "--ble: " + place + " (expected: tcp:PORT, as tcp:0, or pty:PATH, as pty:/tmp/hci)");
    }

    /** Absolute path of the pseudo terminal; empty when there is none. */
    Optional<String> pty() {
        return places.stream()
                .filter(place -> place.startsWith(PTY))
                .map(place -> Path.of(place.substring(PTY.length()))
                        .toAbsolutePath()
                        .normalize()
                        .toString())
                .findFirst();
    }
}
