package org.metersim.headend;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemDateTime;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Confirmations and refusals as JSON, one line each; docs/confirmations.md lists the fields. */
public final class ConfirmationJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String EVENT_ID = "eventId";
    private static final int LAST_YEAR = 9999;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private ConfirmationJson() {}

    /** One line, without its end. */
    public static String line(Confirmation confirmation) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("serial", confirmation.serial());
        json.put("kind", confirmation.target().kind());
        if (confirmation.target() != UpdateTarget.PROGRAM) {
            json.put("component", confirmation.target().name());
        }
        json.put("result", confirmation.ok() ? "OK" : "KO");
        json.putObject("verdict")
                .put("phase", confirmation.verdict().phase())
                .put("layer", confirmation.verdict().layer())
                .put("cause", confirmation.verdict().cause());
        json.put("eventCode", confirmation.eventCode());
        json.put("oldIdentifier", text(confirmation.oldIdentifier()));
        json.put("newIdentifier", text(confirmation.newIdentifier()));
        json.put("updateId", confirmation.updateId());
        json.put("counter", confirmation.counter());
        json.put("time", time(confirmation.time()));
        json.put("receivedAt", Instant.ofEpochMilli(confirmation.receivedMs()).toString());
        json.put("sha256", confirmation.sha256().toHex());
        json.put("pushSetup", confirmation.pushSetup().toString());
        json.put(EVENT_ID, confirmation.eventId().toString());
        return MAPPER.writeValueAsString(json);
    }

    /** One line, without its end. */
    public static String line(Refusal refusal) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("refused", refusal.reason());
        json.put("receivedAt", Instant.ofEpochMilli(refusal.receivedMs()).toString());
        json.put("connection", refusal.connection());
        json.put("answered", refusal.answered());
        json.put("bytes", refusal.bytes().toHex());
        return MAPPER.writeValueAsString(json);
    }

    /**
     * The event that a line tells of.
     *
     * @throws IllegalArgumentException when it is no line of a confirmation
     */
    static UUID eventId(String line) {
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("no JSON", broken);
        }
        return UUID.fromString(json.path(EVENT_ID).asString(""));
    }

    /** Printable ASCII as it is, anything else as {@code hex:00FF}. */
    static String text(Octets octets) {
        return octets.toAscii().matches("[ -~]*") ? octets.toAscii() : "hex:" + octets.toHex();
    }

    /**
     * {@code 2026-11-22T18:04:29+01:00}, without offset when the meter said none; {@code hex:...} of the 12 octets when
     * it is no moment.
     */
    static String time(CosemDateTime time) {
        boolean hasOffset = time.deviationMinutes() != CosemDateTime.DEVIATION_UNSPECIFIED;
        if (time.year() > LAST_YEAR) {
            return hex(time);
        }
        try {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(hasOffset ? -60 * time.deviationMinutes() : 0);
            return OffsetDateTime.of(
                            time.year(), time.month(), time.day(), time.hour(), time.minute(), time.second(), 0, offset)
                    .format(hasOffset ? WITH_OFFSET : LOCAL);
        } catch (DateTimeException noMoment) {
            return hex(time);
        }
    }

    private static String hex(CosemDateTime time) {
        return "hex:" + time.toOctets().toHex();
    }
}
