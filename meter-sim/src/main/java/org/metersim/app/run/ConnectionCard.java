package org.metersim.app.run;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.app.Version;
import org.metersim.dlms.codec.Octets;
import org.metersim.meter.Meter;
import org.metersim.meter.Meters;
import org.metersim.profiles.Association;
import org.metersim.profiles.Association.Keys;
import org.metersim.profiles.Association.Security;
import org.metersim.profiles.Bluetooth;

/** How to connect to what listens, for a person: printed when every listener is open. */
final class ConnectionCard {

    /** The widest row has 120 columns. */
    private static final String ROW = "  %-6s  %-10s  %-14s  %-38s  %-13s  %s";

    private final Meters meters;
    private final Listening listening;

    /** @param readyMs from the start of the process */
    record Listening(Terminals terminals, long readyMs) {}

    ConnectionCard(Meters meters, Listening listening) {
        this.meters = meters;
        this.listening = listening;
    }

    List<String> lines() {
        Meter meter = meters.meter(0);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "meter-sim %s  seed %d  clock %s  profile %s  ready in %.1f s",
                Version.number(),
                meters.seed(),
                clock(),
                meters.profile().name(),
                listening.readyMs() / 1000.0));
        lines.add("");
        lines.add("  Meter " + meters.profile().identity().flag() + " " + meter.serial() + "   logical device name "
                + meter.logicalDeviceName() + "   system title " + meter.systemTitle());
        if (meters.count() > 1) {
            Meter last = meters.meter(meters.count() - 1);
            lines.add("  to    " + meters.profile().identity().flag() + " " + last.serial() + "   " + meters.count()
                    + " meters; the address decides which answers, up to "
                    + Meters.addressOf(meters.count() - 1).getHostAddress());
        }
        lines.add("");
        endpoints(lines);
        lines.add("");
        associations(lines);
        lines.add("");
        hints(lines);
        return lines;
    }

    /** {@code real}, or how far its time is ahead of the system's. */
    private String clock() {
        long aheadS = Duration.between(Instant.now(), meters.clock().now()).toMillis() / 1000;
        return aheadS == 0 ? "real" : "real%+d s".formatted(aheadS);
    }

    private void endpoints(List<String> lines) {
        meters.endpoints().forEach((name, listens) -> {
            String title = title(name);
            for (InetSocketAddress address : Reach.of(listens)) {
                lines.add(
                        String.format(Locale.ROOT, "  %-14s  tcp://%s   %s", title, Reach.text(address), spoken(name)));
                title = "";
            }
        });
        if (!listening.terminals().optical().isEmpty()) {
            lines.add("  optical port    pty " + listening.terminals().optical()
                    + "   300-19200 Bd, mode E or direct HDLC");
        }
        bluetooth(lines);
        boolean loopback = meters.endpoints().values().stream()
                .allMatch(address -> address.getAddress().isLoopbackAddress());
        lines.add("  reachable from: " + (loopback ? "loopback only" : "the network, with keys that everybody knows"));
    }

    private void bluetooth(List<String> lines) {
        Meter meter = meters.meter(0);
        String terminal = listening.terminals().bluetooth();
        if (meters.bluetooth().isPresent() || !terminal.isEmpty()) {
            Bluetooth section = meters.profile().bluetooth().orElseThrow();
            String where = meters.bluetooth()
                            .map(address -> "tcp://" + Reach.text(address))
                            .orElse("")
                    + (meters.bluetooth().isPresent() && !terminal.isEmpty() ? ", " : "")
                    + (terminal.isEmpty() ? "" : "pty " + terminal);
            lines.add("  Bluetooth host  " + where + "   HCI H4; " + meter.bluetoothName() + " is "
                    + meter.bluetoothAddress() + ", " + section.gatt().name() + ", "
                    + section.framing().name().toLowerCase(Locale.ROOT)
                    + passkey(meter));
        }
    }

    private static String passkey(Meter meter) {
        OptionalInt digits = meter.bluetoothPasskey();
        return digits.isPresent() ? String.format(Locale.ROOT, ", passkey %06d", digits.getAsInt()) : "";
    }

    private static String title(String name) {
        return name.equals("tcp") ? "any DLMS tool" : name;
    }

    private static String spoken(String name) {
        return switch (name) {
            case "tcp" -> "wrapper | HDLC | mode E, chosen by your first byte";
            case "optical" -> "mode E, then HDLC";
            default -> "nothing else";
        };
    }

    private void associations(List<String> lines) {
        lines.add(row("client", "who", "authentication", "secret / keys", "counter", "may (objects)"));
        for (Association association : meters.profile().associations()) {
            lines.add(row(
                    String.valueOf(association.clientSap()),
                    association.name(),
                    authentication(association),
                    secrets(association),
                    association
                            .security()
                            .map(security -> security.counter().toString())
                            .orElse("-"),
                    AccessText.of(association, meters.profile())));
        }
        lines.add("  server SAP 1   HDLC server address 1 (0x03), client n -> (n<<1)|1");
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, ROW, (Object[]) cells).stripTrailing();
    }

    private static String authentication(Association association) {
        return switch (association.mechanism()) {
            case NONE -> "none";
            case LLS -> "LLS";
            case HLS_GMAC -> "HLS-5 GMAC";
        };
    }

    private static String secrets(Association association) {
        if (association.security().isPresent()) {
            Security security = association.security().get();
            return security.keys().derived()
                    ? "own keys of each meter: see --ready-file"
                    : shortened(security.keys()) + "  suite " + security.suite();
        }
        return association.secret().isEmpty() ? "-" : '"' + association.secret().toAscii() + '"';
    }

    private static String shortened(Keys keys) {
        return "GUEK " + ends(keys.guek()) + "  GAK " + ends(keys.gak());
    }

    /** The first four and the last four digits. */
    private static String ends(Octets key) {
        return key.toHex().replaceAll("^(.{4}).*(.{4})$", "$1…$2");
    }

    private void hints(List<String> lines) {
        boolean strict = !meters.endpoints().containsKey("tcp");
        InetSocketAddress hdlc = endpoint(strict ? "hdlc" : "tcp");
        lines.add("  GXDLMSDirector: Device > New: Standard LN, TCP/IP " + Reach.text(hdlc)
                + ", interface HDLC, client 16, server 1, auth None");
        InetSocketAddress wrapper = endpoint(strict ? "wrapper" : "tcp");
        lines.add("  Gurux client:  -h " + wrapper.getAddress().getHostAddress() + " -p " + wrapper.getPort()
                + " -c 16 -s 1 -a None"
                + (strict
                        ? " -i WRAPPER          (HDLC: -p " + hdlc.getPort() + " without -i)"
                        : "          (wrapper: add -i WRAPPER)"));
        lines.add(
                "  This program:  field read 0-0:42.0.0.255 --target tcp:" + Reach.text(wrapper) + " --client-sap 16");
        lines.add("  Demo keys are public. Never use them on a real meter.");
        lines.add("  Type help for what it can do; Ctrl-C or quit ends it.");
    }

    private InetSocketAddress endpoint(String name) {
        return Reach.of(Optional.ofNullable(meters.endpoints().get(name)).orElseThrow())
                .get(0);
    }
}
