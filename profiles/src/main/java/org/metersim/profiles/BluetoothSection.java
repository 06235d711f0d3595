package org.metersim.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.OptionalInt;
import org.metersim.profiles.Bluetooth.Access;
import org.metersim.profiles.Bluetooth.Advertising;
import org.metersim.profiles.Bluetooth.Framing;
import org.metersim.profiles.Bluetooth.Method;
import org.metersim.profiles.Bluetooth.Pairing;
import org.metersim.profiles.Bluetooth.Passkey;
import org.metersim.profiles.Bluetooth.Range;
import org.metersim.profiles.Bluetooth.Window;

/** Reads the section {@code bluetooth}, and the GATT services that it may name. */
final class BluetoothSection {

    private static final int MAX_CHUNK = 512;
    private static final String PRESETS_FILE = "gatt-presets.yaml";
    private static final ProfileNode PRESETS = presets();

    private static final Fields ADVERTISING = Fields.of()
            .must("name", Shape.text("(?=.{1,32}$)[ -~]*\\{serial\\}[ -~]*", "up to 32 ASCII characters with {serial}"))
            .must("company", Shape.number(0, 0xFFFF))
            .must("interval-ms", Shape.listOf(Shape.number(20, 10_240), 2, 2))
            .must("rssi-dbm", Shape.listOf(Shape.number(-127, 20), 2, 2))
            .may("tx-dbm", Shape.number(-127, 20))
            .must("connectable", Shape.word("always", "key", "window"))
            .may("open-seconds", Shape.number(1, 86_400))
            .may("window", Shape.listOf(Shape.text("([01]\\d|2[0-3]):[0-5]\\d", "a time of day as 08:00"), 2, 2));
    private static final Fields PAIRING = Fields.of()
            .must("method", Shape.word("just-works", "passkey", "comparison"))
            .may("passkey", Shape.text("\\d{6}|derived|display", "six digits, derived or display"))
            .must("failures", Shape.number(1, 255))
            .must("seconds", Shape.number(1, 86_400));

    /** A preset by its name, or a service of one's own. */
    private static final Shape GATT =
            new Shape.Checked("one of " + String.join(", ", presetNames()) + ", or a service", (field, node) -> {
                if (node.isMapping()) {
                    GattService.FIELDS.check(field, node);
                } else {
                    Shape.word(presetNames()).check(field, node);
                }
            });

    static final Fields FIELDS = Fields.of()
            .must("gatt", GATT)
            .must("framing", Shape.word("hdlc", "wrapper"))
            .must("mtu", Shape.number(23, 517))
            .may("chunk", Shape.number(1, MAX_CHUNK))
            .must("access", Shape.word("open", "encrypted", "authenticated"))
            .must("advertising", ADVERTISING)
            .must("pairing", PAIRING);

    private BluetoothSection() {}

    /** The GATT services that come with the product, in the order of their file. */
    static List<String> presetNames() {
        return List.copyOf(PRESETS.fields().keySet());
    }

    private static ProfileNode presets() {
        try (InputStream in = BluetoothSection.class.getResourceAsStream(PRESETS_FILE)) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            ProfileNode presets = YamlNodes.read(PRESETS_FILE, "presets", yaml);
            presets.fields().forEach(GattService.FIELDS::check);
            return presets;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** @param node of checked form */
    static Bluetooth read(ProfileNode node) {
        Bluetooth bluetooth = new Bluetooth(
                gatt(node.get("gatt")),
                node.get("framing").asEnum("framing", Framing.class),
                node.number("mtu"),
                node.number("chunk", MAX_CHUNK),
                node.get("access").asEnum("access", Access.class),
                advertising(node.get("advertising")),
                pairing(node.get("pairing")));
        if (bluetooth.access() == Access.AUTHENTICATED && bluetooth.pairing().method() == Method.JUST_WORKS) {
            throw node.get("pairing").get("method").wrong("method", "passkey or comparison for access: authenticated");
        }
        return bluetooth;
    }

    private static GattService gatt(ProfileNode node) {
        return node.isMapping()
                ? GattService.read("own", node)
                : GattService.read(node.text(), PRESETS.get(node.text()));
    }

    private static Advertising advertising(ProfileNode node) {
        String connectable = node.text("connectable");
        if (connectable.equals("key") != node.has("open-seconds")
                || connectable.equals("window") != node.has("window")) {
            throw node.get("connectable")
                    .wrong("connectable", "key with open-seconds, window with a window, or always without");
        }
        return new Advertising(
                node.text("name"),
                node.number("company"),
                range(node, "interval-ms"),
                range(node, "rssi-dbm"),
                number(node, "tx-dbm"),
                number(node, "open-seconds"),
                node.find("window").map(BluetoothSection::window));
    }

    private static OptionalInt number(ProfileNode node, String key) {
        return node.has(key) ? OptionalInt.of(node.number(key)) : OptionalInt.empty();
    }

    private static Window window(ProfileNode node) {
        Window window = new Window(
                LocalTime.parse(node.items().get(0).text()),
                LocalTime.parse(node.items().get(1).text()));
        if (window.from().equals(window.to())) {
            throw node.items().get(1).wrong("window", "another time than it begins");
        }
        return window;
    }

    private static Range range(ProfileNode node, String key) {
        List<ProfileNode> ends = node.items(key);
        int from = (int) ends.get(0).asNumber(key, Short.MIN_VALUE, Short.MAX_VALUE);
        int to = (int) ends.get(1).asNumber(key, Short.MIN_VALUE, Short.MAX_VALUE);
        if (to < from) {
            throw ends.get(1).wrong(key, "at least " + from);
        }
        return new Range(from, to);
    }

    private static Pairing pairing(ProfileNode node) {
        Method method = node.get("method").asEnum("method", Method.class);
        if (node.has("passkey") != (method == Method.PASSKEY)) {
            throw node.get("method").wrong("method", "passkey with a passkey, or another without");
        }
        String passkey = node.text("passkey", "");
        boolean isFixed = passkey.matches("\\d+");
        return new Pairing(
                method,
                source(passkey),
                isFixed ? OptionalInt.of(Integer.parseInt(passkey)) : OptionalInt.empty(),
                node.number("failures"),
                node.number("seconds"));
    }

    private static Passkey source(String passkey) {
        return switch (passkey) {
            case "" -> Passkey.NONE;
            case "derived" -> Passkey.DERIVED;
            case "display" -> Passkey.DISPLAY;
            default -> Passkey.FIXED;
        };
    }
}
