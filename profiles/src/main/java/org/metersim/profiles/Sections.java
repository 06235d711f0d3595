package org.metersim.profiles;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.LogicalName;

/** The parts of a profile before its objects: identity, clock, supply, firmware, events. */
final class Sections {

    private static final long U32 = 0xFFFF_FFFFL;
    private static final int DAY_HOURS = 24;
    private static final int MAX_WATTS = 1_000_000;

    private static final Shape MAPPING = new Shape.Checked("a mapping", (field, node) -> {
        if (!node.isMapping()) {
            throw node.wrong(field, "a mapping");
        }
    });

    private static final Fields IDENTITY = Fields.of()
            .must("flag", Shape.text("[A-Z]{3}", "three capital letters"))
            .must("vendor", Shape.text("[a-z0-9-]+(\\.[a-z0-9-]+)+", "a domain name as example.org"))
            .must("model", Shape.text("[ -~]{1,32}", "1 to 32 ASCII characters"))
            .must("hardware-revision", Shape.number(0, 0xFFFF));

    private static final Fields CLOCK =
            Fields.of().must("zone", Shape.text(64)).must("drift-ppm", Shape.number(-100_000, 100_000));

    private static final Shape WATTS = Shape.listOf(Shape.number(0, MAX_WATTS), DAY_HOURS, DAY_HOURS);
    private static final Fields SUPPLY = Fields.of()
            .must("volts", Shape.number(1, 1000))
            .must("hertz", Shape.number(1, 400))
            .must("phases", Shape.word("1", "3"))
            .must("import-watts", WATTS)
            .must("export-watts", WATTS)
            .must("power-factor-percent", Shape.number(1, 100))
            .must("contract-watts", Shape.number(1, MAX_WATTS));

    private static final Shape VERSION =
            Shape.text("\\d{1,3}\\.\\d{1,3}\\.\\d{1,5}(\\+\\d{1,9})?", "a version as 1.4.2 or 1.4.2+7");
    private static final Shape FLAG = Shape.word("true", "false");
    private static final Fields KEY = Fields.of()
            .must("name", Shape.text(64))
            .must(
                    "pem",
                    Shape.text(
                            "(?s).*-----BEGIN (PUBLIC KEY|CERTIFICATE|X509 CRL)-----\\n[A-Za-z0-9+/=\\n]{32,4096}"
                                    + "-----END \\1-----\\n?",
                            "a public key in PEM (BEGIN PUBLIC KEY; for cms BEGIN CERTIFICATE or BEGIN X509 CRL)"))
            .may("revoked", FLAG)
            .may("development", FLAG);
    private static final Fields SIGNATURES = Fields.of()
            .may("algorithm", Shape.word("ecdsa-p256", "ecdsa-p384", "ed25519"))
            .may("low-s", FLAG)
            .may("production", FLAG);
    private static final Fields FIRMWARE = Fields.of()
            .must("metrology-version", VERSION)
            .must("nic-version", VERSION)
            .must("security-counter", Shape.number(0, U32))
            .must("slot-bytes", Shape.number(4096, 16 << 20))
            .must("block-bytes", Shape.number(16, 4096))
            .must("verify-ms", Shape.number(0, 3_600_000))
            .must("activation-delay-ms", Shape.number(0, 3_600_000))
            .must("boot-ms", Shape.number(0, 3_600_000))
            .must("trusted-keys", Shape.listOf(KEY, 0, 16))
            .may("container", Shape.word("mcuboot+crc", "cms"))
            .may("signatures", SIGNATURES)
            .may("options", UpdateOptions.fields());

    private static final int ECC_WRITE_BYTES = 8;
    private static final Fields FLASH = Fields.of()
            .must("sector-bytes", Shape.number(List.of(2048, 4096)))
            .must("write-bytes", Shape.number(List.of(1, 2, 4, 8, 16, 32)))
            .must("erased", Shape.number(List.of(0, 0xFF)))
            .must("endurance-erases", Shape.number(0, 1_000_000_000))
            .must("ecc", Shape.word("true", "false"));

    private static final Fields EVENT =
            Fields.of().must("code", Shape.number(1, 0xFFFF)).may("log", Shape.oneOrMoreOf(Shape.obis()));

    /** What a profile has at its top; associations, access and objects are looked at in their own classes. */
    static final Fields TOP = Fields.of()
            .must("profile", Shape.text("[a-z0-9][a-z0-9-]{0,31}", "lower-case letters, digits and hyphens"))
            .may("extends", Shape.word(ProfileReader.BUILTIN))
            .must("identity", IDENTITY)
            .must("clock", CLOCK)
            .must("supply", SUPPLY)
            .must("firmware", FIRMWARE)
            .may("flash", FLASH)
            .may("bluetooth", BluetoothSection.FIELDS)
            .must("events", MAPPING)
            .must("associations", Shape.listOf(MAPPING, 1, 16))
            .must("access", MAPPING)
            .must("objects", Shape.listOf(MAPPING, 1, 2000));

    private Sections() {}

    static Identity identity(ProfileNode node) {
        return new Identity(
                node.text("flag"), node.text("vendor"), node.text("model"), node.number("hardware-revision"));
    }

    static ClockRules clock(ProfileNode node) {
        String expected = "a time zone as Europe/Madrid or UTC, with daylight saving by the month and weekday or none";
        try {
            ClockRules rules = new ClockRules(ZoneId.of(node.text("zone")), node.number("drift-ppm"));
            if (rules.isRepresentable()) {
                return rules;
            }
        } catch (DateTimeException noZone) {
            // complained about below, like a zone that no Clock object can hold
        }
        throw node.get("zone").wrong("zone", expected);
    }

    static Supply supply(ProfileNode node) {
        return new Supply(
                node.number("volts"),
                node.number("hertz"),
                node.number("phases"),
                watts(node, "import-watts"),
                watts(node, "export-watts"),
                node.number("power-factor-percent"),
                node.number("contract-watts"));
    }

    private static List<Integer> watts(ProfileNode node, String key) {
        return node.items(key).stream()
                .map(item -> (int) item.asNumber(key, 0, MAX_WATTS))
                .toList();
    }

    static Firmware firmware(ProfileNode node) {
        return new Firmware(
                node.text("metrology-version"),
                node.text("nic-version"),
                node.number("security-counter", 0, U32),
                node.number("slot-bytes"),
                node.number("block-bytes"),
                node.number("verify-ms"),
                node.number("activation-delay-ms"),
                node.number("boot-ms"),
                node.items("trusted-keys").stream().map(Sections::key).toList(),
                signatures(node),
                node.find("options").map(UpdateOptions::read).orElse(UpdateOptions.USUAL));
    }

    private static TrustedPem key(ProfileNode key) {
        return new TrustedPem(key.text("pem"), key.flag("revoked", false), key.flag("development", false));
    }

    private static SignaturePolicy signatures(ProfileNode firmware) {
        String container = firmware.text("container", SignaturePolicy.DEFAULT.container());
        SignaturePolicy plain = new SignaturePolicy(container, Optional.empty(), false, false);
        return firmware.find("signatures")
                .map(node -> new SignaturePolicy(
                        container,
                        node.find("algorithm").map(ProfileNode::text),
                        node.flag("low-s", false),
                        node.flag("production", false)))
                .orElse(plain);
    }

    /** @param root whose section of that name may be missing */
    static Flash flash(ProfileNode root) {
        if (!root.has("flash")) {
            return Flash.DEFAULT;
        }
        ProfileNode node = root.get("flash");
        Flash flash = new Flash(
                node.number("sector-bytes"),
                node.number("write-bytes"),
                node.number("erased"),
                node.number("endurance-erases"),
                node.flag("ecc", false));
        if (flash.ecc() && flash.writeBytes() < ECC_WRITE_BYTES) {
            throw node.get("write-bytes").wrong("write-bytes", "at least 8 with ecc");
        }
        ProfileNode firmware = root.get("firmware");
        if (firmware.number("block-bytes") % flash.writeBytes() != 0) {
            throw firmware.get("block-bytes").wrong("block-bytes", "a multiple of write-bytes, " + flash.writeBytes());
        }
        return flash;
    }

    static EventMap events(ProfileNode node) {
        List<String> words = EventMap.NAMES.stream().map(Sections::word).toList();
        Map<String, EventMap.Entry> entries = new LinkedHashMap<>();
        node.fields().forEach((word, entry) -> {
            if (!words.contains(word)) {
                throw ProfileException.of(
                        entry.keyPlace(), word, "unknown event", "one of " + String.join(", ", words));
            }
            EVENT.check(word, entry);
            String name = EventMap.NAMES.get(words.indexOf(word));
            if (entry.has("log") == name.equals(EventMap.LOG_CLEARED)) {
                throw ProfileException.of(
                        entry.place(), word, entry.has("log") ? "log" : "no log", "a log, but none for log-cleared");
            }
            entries.put(name, new EventMap.Entry(entry.number("code"), logs(entry)));
        });
        return new EventMap(Map.copyOf(entries));
    }

    private static List<LogicalName> logs(ProfileNode entry) {
        return entry.find("log").stream()
                .flatMap(log -> log.isList() ? log.items().stream() : java.util.stream.Stream.of(log))
                .map(log -> log.asLogicalName("log"))
                .toList();
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
