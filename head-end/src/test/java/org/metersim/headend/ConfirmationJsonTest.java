package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;

class ConfirmationJsonTest {

    private static final long RECEIVED_MS = 1_795_370_670_125L;

    private static Confirmation confirmation(String body) throws NotUnderstood {
        return ConfirmationBody.read(CosemData.decode(Hex.bytes(body)), RECEIVED_MS);
    }

    @Test
    void writesAConfirmationOnOneLine() throws NotUnderstood {
        assertEquals(
                "{\"serial\":\"00012345\",\"kind\":\"FIRMWARE\",\"component\":\"METROLOGY\",\"result\":\"OK\","
                        + "\"verdict\":{\"phase\":\"\",\"layer\":\"\",\"cause\":\"\"},\"eventCode\":18,"
                        + "\"oldIdentifier\":\"1.4.2\",\"newIdentifier\":\"1.5.0\",\"updateId\":\"upd-000123\","
                        + "\"counter\":7,\"time\":\"2026-11-22T18:04:29Z\",\"receivedAt\":\"2026-11-22T18:04:30.125Z\","
                        + "\"sha256\":\"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\","
                        + "\"pushSetup\":\"0-4:25.9.0.255\",\"eventId\":\"68bda27e-4105-5e58-bb3a-22813f15c2bf\"}",
                ConfirmationJson.line(confirmation(Pushes.BODY)));
    }

    @Test
    void writesWhyAProgramFailedOnOneLine() throws NotUnderstood {
        String line = ConfirmationJson.line(confirmation(Pushes.BODY
                .replace("16001600", "16021601")
                .replace(Pushes.VERDICT, "0203 0A06 766572696679 0A03 637263 0A03 61220A")
                .replace(Pushes.IDENTIFIER_OBJECT, "0906 0100000201FF")
                .replace(Pushes.OLD, "0902 00FF")));
        assertEquals(
                "{\"serial\":\"00012345\",\"kind\":\"PROGRAM\",\"result\":\"KO\","
                        + "\"verdict\":{\"phase\":\"verify\",\"layer\":\"crc\",\"cause\":\"a\\\"\\n\"},"
                        + "\"eventCode\":18,"
                        + "\"oldIdentifier\":\"hex:00FF\"",
                line.substring(0, line.indexOf(",\"newIdentifier")));
    }

    @Test
    void writesARefusalOnOneLine() {
        assertEquals(
                "{\"refused\":\"why\",\"receivedAt\":\"2026-11-22T18:04:30.125Z\",\"connection\":3,"
                        + "\"answered\":false,\"bytes\":\"00FF\"}",
                ConfirmationJson.line(new Refusal(RECEIVED_MS, 3, "why", Octets.parse("00FF"), false)));
    }

    @ParameterizedTest
    @CsvSource({
        "07EA0B160712000000000000, 2026-11-22T18:00:00Z",
        // Madrid in summer: deviation -120, daylight saving
        "07EA0708031204 1D00 FF88 80, 2026-07-08T18:04:29+02:00",
        "07EA0B16FF12041DFF 8000 00, 2026-11-22T18:04:29",
        "FFFF0B160712041D00000000, hex:FFFF0B160712041D00000000",
        "07EA0BFE0712041D00000000, hex:07EA0BFE0712041D00000000",
        "07EA0B1607FF041D00000000, hex:07EA0B1607FF041D00000000",
        "07EA0B160712041D007FFF00, hex:07EA0B160712041D007FFF00"
    })
    void writesTheMetersOwnTime(String octets, String text) {
        assertEquals(text, ConfirmationJson.time(CosemDateTime.of(Octets.parse(octets))));
    }

    // RFC 9562, A.4
    @Test
    void namesEventsByUuidsOfVersion5() {
        assertEquals(
                UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
                EventIds.named(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "7", "{\"eventId\":\"7\"}"})
    void readsNoEventFromALineOfAnythingElse(String line) {
        assertThrows(IllegalArgumentException.class, () -> ConfirmationJson.eventId(line));
    }
}
