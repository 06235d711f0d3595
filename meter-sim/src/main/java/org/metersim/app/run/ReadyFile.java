package org.metersim.app.run;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import org.metersim.meter.Meter;
import org.metersim.meter.Meters;
import org.metersim.profiles.Association;
import org.metersim.profiles.Association.Keys;
import org.metersim.profiles.Association.Mechanism;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a program needs to connect to the first meter, as JSON: identity, what listens, associations with their secrets.
 * What does not listen, or an association does not use, is no key at all; octets are hexadecimal digits.
 */
final class ReadyFile {

    private final Meters meters;
    private final Terminals terminals;

    ReadyFile(Meters meters, Terminals terminals) {
        this.meters = meters;
        this.terminals = terminals;
    }

    String json() {
        Meter meter = meters.meter(0);
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("serial", meter.serial())
                .put("meters", meters.count())
                .put("systemTitle", meter.systemTitle().toHex())
                .put("logicalDeviceName", meter.logicalDeviceName())
                .put("serverSap", 1)
                .put("hdlcServerAddress", 1);
        ObjectNode endpoints = root.putObject("endpoints");
        meters.endpoints().forEach((name, address) -> put(endpoints, name, address));
        if (!terminals.optical().isEmpty()) {
            endpoints.putObject("pty").put("path", terminals.optical());
        }
        putBluetooth(endpoints, meter);
        ArrayNode associations = root.putArray("associations");
        meters.profile().associations().forEach(association -> put(associations.addObject(), association, meter));
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private void putBluetooth(ObjectNode endpoints, Meter meter) {
        meters.bluetooth().ifPresent(address -> put(endpoints, "ble", address));
        if (!terminals.bluetooth().isEmpty()) {
            endpoints.withObject("ble").put("path", terminals.bluetooth());
        }
        if (endpoints.has("ble")) {
            endpoints
                    .withObject("ble")
                    .put("name", meter.bluetoothName())
                    .put("address", meter.bluetoothAddress().toString());
            meter.bluetoothPasskey()
                    .ifPresent(digits ->
                            endpoints.withObject("ble").put("passkey", String.format(Locale.ROOT, "%06d", digits)));
        }
    }

    private static void put(ObjectNode endpoints, String name, InetSocketAddress address) {
        endpoints
                .putObject(name)
                .put("host", called(address.getAddress()).getHostAddress())
                .put("port", address.getPort());
    }

    /** Whoever reads this file is on this machine. */
    private static InetAddress called(InetAddress address) {
        return address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }

    private static void put(ObjectNode node, Association association, Meter meter) {
        node.put("name", association.name()).put("clientSap", association.clientSap());
        node.put("authentication", authentication(association.mechanism()));
        if (association.mechanism() == Mechanism.LLS) {
            node.put("secret", association.secret().toHex());
        }
        association.security().ifPresent(security -> {
            Keys keys = security.keys().of(meter.systemTitle());
            node.put("suite", security.suite())
                    .put("guek", keys.guek().toHex())
                    .put("gak", keys.gak().toHex())
                    .put("counter", security.counter().toString());
        });
    }

    private static String authentication(Mechanism mechanism) {
        return switch (mechanism) {
            case NONE -> "none";
            case LLS -> "lls";
            case HLS_GMAC -> "hls-gmac";
        };
    }
}
