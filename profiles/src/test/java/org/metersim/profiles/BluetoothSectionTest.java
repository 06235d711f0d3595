package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.profiles.Bluetooth.Advertising;
import org.metersim.profiles.Bluetooth.Window;

/**
 * Each field of the section {@code bluetooth} with its nearest mistakes: what the reader says, and what a schema sees.
 */
class BluetoothSectionTest {

    private static final String GOOD = """
            profile: mine
            extends: sim-1p
            bluetooth:
              gatt: nus
              framing: hdlc
              mtu: 247
              chunk: 20
              access: open
              advertising:
                name: "SIM {serial}"
                company: 65535
                interval-ms: [20, 10240]
                rssi-dbm: [-127, 20]
                tx-dbm: 4
                connectable: always
              pairing:
                method: just-works
                failures: 1
                seconds: 86400
            """;

    private static final String OWN = """
            gatt:
                service: FFE0
                write: {uuid: FFE1, properties: [write]}
                notify: {uuid: FFE2, properties: [notify]}
                control: {uuid: FFE3, properties: [write, notify]}
                flow: credit
            """.stripTrailing();

    private static String own() {
        return GOOD.replace("gatt: nus", OWN);
    }

    private static Advertising advertising(String yaml) {
        assertEquals(List.of(), ProfileSchema.complaints(yaml));
        return ProfileReader.read("b.yaml", yaml).bluetooth().orElseThrow().advertising();
    }

    private static void refused(String yaml, String answer, boolean isSeenBySchema) {
        ProfileException refusal = assertThrows(ProfileException.class, () -> ProfileReader.read("b.yaml", yaml));
        assertEquals("b.yaml:" + answer, refusal.getMessage());
        assertEquals(isSeenBySchema, !ProfileSchema.complaints(yaml).isEmpty(), refusal::getMessage);
    }

    @Test
    void theGoodOnesAreTaken() {
        assertEquals(OptionalInt.of(4), advertising(GOOD).tx());
        assertEquals(
                OptionalInt.empty(),
                advertising(GOOD.replace("    tx-dbm: 4\n", "")).tx());
        assertEquals(OptionalInt.empty(), advertising(own()).openSeconds());
    }

    // Each one a step out of its range, or a word that there is not.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "framing: hdlc|framing: hdlcc|5:12: framing: hdlcc (expected: one of hdlc, wrapper)",
                "mtu: 247|mtu: 22|6:8: mtu: 22 (expected: a whole number from 23 to 517)",
                "mtu: 247|mtu: 518|6:8: mtu: 518 (expected: a whole number from 23 to 517)",
                "chunk: 20|chunk: 0|7:10: chunk: 0 (expected: a whole number from 1 to 512)",
                "chunk: 20|chunk: 513|7:10: chunk: 513 (expected: a whole number from 1 to 512)",
                "access: open|access: closed|8:11: access: closed (expected: one of open, encrypted, authenticated)",
                "company: 65535|company: 65536|11:14: company: 65536 (expected: a whole number from 0 to 65535)",
                "[20, 10240]|[19, 10240]|12:19: interval-ms: 19 (expected: a whole number from 20 to 10240)",
                "[20, 10240]|[20, 10241]|12:23: interval-ms: 10241 (expected: a whole number from 20 to 10240)",
                "[20, 10240]|[20]|12:18: interval-ms: a list of 1 (expected: a list of 2)",
                "[-127, 20]|[-128, 20]|13:16: rssi-dbm: -128 (expected: a whole number from -127 to 20)",
                "[-127, 20]|[-127, 21]|13:22: rssi-dbm: 21 (expected: a whole number from -127 to 20)",
                "tx-dbm: 4|tx-dbm: 21|14:13: tx-dbm: 21 (expected: a whole number from -127 to 20)",
                "connectable: always|connectable: never"
                        + "|15:18: connectable: never (expected: one of always, key, window)",
                "method: just-works|method: legacy"
                        + "|17:13: method: legacy (expected: one of just-works, passkey, comparison)",
                "failures: 1|failures: 0|18:15: failures: 0 (expected: a whole number from 1 to 255)",
                "seconds: 86400|seconds: 86401|19:14: seconds: 86401 (expected: a whole number from 1 to 86400)",
                "failures: 1|fails: 1|18:5: fails: unknown field"
                        + " (expected: one of method, passkey, failures, seconds)",
            })
    void aStepOutOfItsRangeIsRefused(String from, String to, String answer) {
        refused(GOOD.replace(from, to), answer, true);
    }

    @Test
    void aMissingPartIsNamed() {
        refused(
                GOOD.replace("    company: 65535\n", ""),
                "10:5: company: missing (expected: a whole number from 0 to 65535)",
                true);
        refused(GOOD.replace("  mtu: 247\n", ""), "4:3: mtu: missing (expected: a whole number from 23 to 517)", true);
    }

    // --- when a meter takes connections

    private static String connectable(String how) {
        return GOOD.replace("connectable: always", how);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connectable: key",
                "connectable: window",
                "connectable: always\n    open-seconds: 5",
                "connectable: always\n    window: [\"08:00\", \"18:00\"]",
                "connectable: key\n    window: [\"08:00\", \"18:00\"]",
                "connectable: window\n    open-seconds: 5",
                "connectable: window\n    open-seconds: 5\n    window: [\"08:00\", \"18:00\"]",
            })
    void howAndWhenMustFit(String how) {
        String word = how.split("[ \n]")[1];
        refused(
                connectable(how),
                "15:18: connectable: " + word
                        + " (expected: key with open-seconds, window with a window, or always without)",
                true);
    }

    @Test
    void aWindowIsTwoTimesOfDay() {
        String window = "connectable: window\n    window: ";
        String expected = " (expected: a time of day as 08:00)";
        assertEquals(
                Optional.of(new Window(LocalTime.of(8, 0), LocalTime.of(18, 30))),
                advertising(connectable(window + "[\"08:00\", \"18:30\"]")).window());
        refused(connectable(window + "[\"8:00\", \"18:30\"]"), "16:14: window: 8:00" + expected, true);
        refused(connectable(window + "[\"08:00\", \"24:00\"]"), "16:23: window: 24:00" + expected, true);
        refused(
                connectable(window + "[\"08:00\", \"08:00\"]"),
                "16:23: window: 08:00 (expected: another time than it begins)",
                false);
    }

    @Test
    void aWindowMayGoOverMidnight() {
        Window day = new Window(LocalTime.of(8, 0), LocalTime.of(18, 0));
        assertFalse(day.contains(LocalTime.of(7, 59, 59)));
        assertTrue(day.contains(LocalTime.of(8, 0)));
        assertFalse(day.contains(LocalTime.of(18, 0)));
        Window night = new Window(LocalTime.of(22, 0), LocalTime.of(6, 0));
        assertFalse(night.contains(LocalTime.of(21, 59, 59)));
        assertTrue(night.contains(LocalTime.of(22, 0)));
        assertTrue(night.contains(LocalTime.MIDNIGHT));
        assertFalse(night.contains(LocalTime.of(6, 0)));
    }

    // --- a service of one's own, as no GATT server could have it

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "service: FFE0|service: FFE|5:14: service: FFE"
                        + " (expected: a UUID of 4 hex digits, or of 32 as 8-4-4-4-12)|true",
                "[write]}|[writes]}|6:38: properties: writes"
                        + " (expected: one of read, write-without-response, write, notify, indicate)|true",
                "[write]}|[read]}|6:37: properties: a list"
                        + " (expected: write or write-without-response among them)|false",
                "[write, notify]|[write]|8:39: properties: a list (expected: notify or indicate among them)|false",
                "[write, notify]|[notify]|8:39: properties: a list (expected: write or write-without-response among"
                        + " them, as the central grants credits)|false",
                "FFE3|FFE2|8:21: uuid: FFE2 (expected: another than those of write and notify)|false",
                "FFE3|0000ffe1-0000-1000-8000-00805f9b34fb|8:21: uuid: 0000ffe1-0000-1000-8000-00805f9b34fb"
                        + " (expected: another than those of write and notify)|false",
                "flow: credit|flow: none|9:11: flow: none"
                        + " (expected: none without control, and ready or credit with it)|true",
            })
    void aServiceThatCannotStreamIsRefused(String from, String to, String answer, boolean isSeenBySchema) {
        refused(own().replace(from, to), answer, isSeenBySchema);
    }

    @Test
    void readyNeedsNoWrite() {
        assertEquals(
                OptionalInt.of(4),
                advertising(own().replace("[write, notify]", "[indicate]").replace("credit", "ready"))
                        .tx());
    }
}
