package org.metersim.app.field;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.client.Target;
import org.metersim.client.Target.Transport;
import org.metersim.client.card.Card;
import org.metersim.client.card.CardAssociation;
import org.metersim.dlms.codec.Octets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The card file that {@code run --ready-file} writes. A mistake in it is a line with file, place and what was expected.
 */
final class CardFile {

    private static final int MAX_BYTES = 1 << 20;

    private final Path file;

    private CardFile(Path file) {
        this.file = file;
    }

    /** @throws UserError when it cannot be read, or is no card */
    static Card read(Path file) {
        return new CardFile(file).card(UserFiles.readText(file, MAX_BYTES));
    }

    private Card card(String text) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException noJson) {
            var at = noJson.getLocation();
            throw new UserError(
                    ExitCode.CONFIGURATION,
                    file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": no JSON: " + noJson.getOriginalMessage());
        }
        return new Card(
                text(root, "serial"),
                number(root, "serverSap"),
                passkey(root.path("endpoints").path("ble")),
                targets(root.path("endpoints"), text(root, "serial")),
                associations(root.path("associations")));
    }

    private OptionalInt passkey(JsonNode ble) {
        return ble.has("passkey") ? OptionalInt.of(Integer.parseInt(text(ble, "passkey"))) : OptionalInt.empty();
    }

    /** Endpoint {@code tcp} takes every protocol; with strict ports each has its own. */
    private Map<Transport, Target> targets(JsonNode endpoints, String serial) {
        Map<Transport, Target> targets = new EnumMap<>(Transport.class);
        if (endpoints.has("pty")) {
            targets.put(Transport.PTY, new Target(Transport.PTY, text(endpoints.path("pty"), "path"), 0));
        }
        JsonNode ble = endpoints.path("ble");
        if (ble.has("port")) {
            Target meter = new Target(Transport.BLE, text(ble, "host"), number(ble, "port"), serial);
            targets.put(Transport.BLE, meter);
        }
        for (Transport transport : List.of(Transport.TCP, Transport.HDLC, Transport.OPTICAL)) {
            String own = transport == Transport.TCP ? "wrapper" : transport.toString();
            JsonNode endpoint = endpoints.has(own) ? endpoints.path(own) : endpoints.path("tcp");
            if (!endpoint.isMissingNode()) {
                targets.put(transport, new Target(transport, text(endpoint, "host"), number(endpoint, "port")));
            }
        }
        return targets;
    }

    private List<CardAssociation> associations(JsonNode rows) {
        List<CardAssociation> associations = new ArrayList<>();
        for (JsonNode row : rows) {
            associations.add(new CardAssociation(
                    text(row, "name"),
                    number(row, "clientSap"),
                    text(row, "authentication"),
                    octets(row, "secret"),
                    octets(row, "guek"),
                    octets(row, "gak")));
        }
        return associations;
    }

    private String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw wrong(field, "a text");
        }
        return value.asString();
    }

    private int number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isInt()) {
            throw wrong(field, "a number");
        }
        return value.asInt();
    }

    private Optional<Octets> octets(JsonNode node, String field) {
        if (!node.has(field)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Octets.parse(text(node, field)));
        } catch (IllegalArgumentException noHex) {
            throw wrong(field, "hexadecimal digits");
        }
    }

    /** Never with the value: it may be a secret. */
    private UserError wrong(String field, String expected) {
        return new UserError(ExitCode.CONFIGURATION, file + ": " + field + " (expected: " + expected + ")");
    }
}
