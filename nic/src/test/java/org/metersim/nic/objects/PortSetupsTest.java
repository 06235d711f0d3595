package org.metersim.nic.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.metrology.link.MeterEvent;

// Types and ranges: Blue Book 4.7.1 (class 19 version 1), 4.7.2 (class 23 version 1), 4.9.1 (class 41).
class PortSetupsTest {

    private static final Map<Integer, String> NAMES =
            Map.of(19, "0-0:20.0.0.255", 23, "0-0:22.0.0.255", 41, "0-0:25.0.0.255");

    private final TestCard card = new TestCard();

    @ParameterizedTest
    @CsvSource({
        "19, 0-0:20.0.0.255, 1, 09060000140000FF",
        "19, 0-0:20.0.0.255, 2, 1600",
        "19, 0-0:20.0.0.255, 3, 1600",
        "19, 0-0:20.0.0.255, 4, 1605",
        "19, 0-0:20.0.0.255, 5, 1601",
        "19, 0-0:20.0.0.255, 6, 09083030303132333435",
        "23, 0-0:22.0.0.255, 1, 09060000160000FF",
        "23, 0-0:22.0.0.255, 2, 1605",
        "23, 0-0:22.0.0.255, 3, 1107",
        "23, 0-0:22.0.0.255, 4, 1106",
        "23, 0-0:22.0.0.255, 5, 1207EE",
        "23, 0-0:22.0.0.255, 6, 120400",
        "23, 0-0:22.0.0.255, 7, 120019",
        "23, 0-0:22.0.0.255, 8, 120078",
        "23, 0-0:22.0.0.255, 9, 120010",
        "41, 0-0:25.0.0.255, 1, 09060000190000FF",
        "41, 0-0:25.0.0.255, 2, 120FDB",
        "41, 0-0:25.0.0.255, 3, 0906000000000000",
        "41, 0-0:25.0.0.255, 4, 1205B4",
        "41, 0-0:25.0.0.255, 5, 1104",
        "41, 0-0:25.0.0.255, 6, 1200B4"
    })
    void showsWhatTheProfileSays(int classId, String name, int attribute, String expected) {
        assertEquals(expected, card.read(classId, name, attribute));
    }

    @ParameterizedTest
    @CsvSource({
        "19, 0-0:20.0.0.255, 2, 1601",
        "19, 0-0:20.0.0.255, 3, 1609",
        "19, 0-0:20.0.0.255, 4, 1600",
        "19, 0-0:20.0.0.255, 5, 1600",
        "19, 0-0:20.0.0.255, 6, 090131",
        "23, 0-0:22.0.0.255, 2, 1609",
        "23, 0-0:22.0.0.255, 3, 1101",
        "23, 0-0:22.0.0.255, 4, 1107",
        "23, 0-0:22.0.0.255, 5, 120020",
        "23, 0-0:22.0.0.255, 6, 1207EE",
        "23, 0-0:22.0.0.255, 7, 121770",
        "23, 0-0:22.0.0.255, 8, 120000",
        "23, 0-0:22.0.0.255, 9, 123FFD",
        "41, 0-0:25.0.0.255, 2, 120001",
        "41, 0-0:25.0.0.255, 4, 120028",
        "41, 0-0:25.0.0.255, 5, 11FF",
        "41, 0-0:25.0.0.255, 6, 12FFFF"
    })
    void takesWhatIsInRangeAndKeepsItAcrossARestart(int classId, String name, int attribute, String value) {
        assertEquals("done", card.write(classId, name, attribute, value));
        card.restart();

        assertEquals(value, card.read(classId, name, attribute));
        assertEquals(List.of(MeterEvent.PARAMETERS_CHANGED), card.events);
    }

    @ParameterizedTest
    @CsvSource({
        "19, 2, 1602, other-reason",
        "19, 2, 1101, type-unmatched",
        "19, 3, 160A, other-reason",
        "19, 4, 160A, other-reason",
        "19, 5, 1602, other-reason",
        "19, 6, 0A0131, type-unmatched",
        "19, 6, 0900, other-reason",
        "19, 6, 0921000000000000000000000000000000000000000000000000000000000000000000, other-reason",
        "19, 1, 09060000140001FF, read-write-denied",
        "23, 2, 160A, other-reason",
        "23, 3, 1100, other-reason",
        "23, 3, 1108, other-reason",
        "23, 3, 120001, type-unmatched",
        "23, 4, 1108, other-reason",
        "23, 5, 12001F, other-reason",
        "23, 5, 1207EF, other-reason",
        "23, 5, 1180, type-unmatched",
        "23, 6, 1207EF, other-reason",
        "23, 7, 120013, other-reason",
        "23, 7, 121771, other-reason",
        "23, 8, 0600000078, type-unmatched",
        "23, 9, 12000F, other-reason",
        "23, 9, 123FFE, other-reason",
        "41, 2, 120000, other-reason",
        "41, 3, 09060000190000FF, read-write-denied",
        "41, 4, 120027, other-reason",
        "41, 5, 1100, other-reason",
        "41, 6, 00, type-unmatched",
        "41, 7, 1100, read-write-denied"
    })
    void refusesWhatIsNotAndChangesNothing(int classId, int attribute, String value, String reason) {
        String name = NAMES.get(classId);
        String before = card.read(classId, name, attribute);

        assertEquals(reason, card.write(classId, name, attribute, value));

        assertEquals(before, card.read(classId, name, attribute));
        assertEquals(List.of(), card.events);
    }

    @ParameterizedTest
    @CsvSource({"7", "8", "9"})
    void takesTheOpticalPasswordsAndShowsThemToNobody(int attribute) {
        assertEquals("done", card.write(19, "0-0:20.0.0.255", attribute, "09083132333435363738"));
        assertEquals("type-unmatched", card.write(19, "0-0:20.0.0.255", attribute, "1101"));

        assertEquals("read-write-denied", card.read(19, "0-0:20.0.0.255", attribute));
    }

    @Test
    void tellsThePortsWhatTheProfileSays() {
        PortSettings settings = new PortSettings(card.state);

        assertEquals(
                new PortSettings.Hdlc(new HdlcParameters(2030, 1024, 7, 6), 9600, 25, 120_000, 16),
                settings.hdlc().orElseThrow());
        assertEquals(new PortSettings.Tcp(4059, 4, 180_000), settings.tcp().orElseThrow());
        PortSettings.Local local = settings.local().orElseThrow();
        assertFalse(local.startsWithHdlc());
        assertEquals(300, local.defaultBaud());
        assertEquals(9600, local.proposedBaud());
        assertEquals(200, local.reactionMs());
        assertEquals("00012345", local.deviceAddress().toAscii());
    }

    @Test
    void tellsThePortsWhatWasWritten() {
        card.write(23, "0-0:22.0.0.255", 4, "1101");
        card.write(23, "0-0:22.0.0.255", 5, "120080");
        card.write(23, "0-0:22.0.0.255", 8, "120000");
        card.write(41, "0-0:25.0.0.255", 6, "12000A");
        card.write(19, "0-0:20.0.0.255", 4, "1606");
        card.write(19, "0-0:20.0.0.255", 5, "1600");
        card.restart();
        PortSettings settings = new PortSettings(card.state);

        assertEquals(
                new PortSettings.Hdlc(new HdlcParameters(128, 1024, 7, 1), 9600, 25, 0, 16),
                settings.hdlc().orElseThrow());
        assertEquals(10_000, settings.tcp().orElseThrow().inactivityMs());
        assertEquals(19_200, settings.local().orElseThrow().proposedBaud());
        assertEquals(20, settings.local().orElseThrow().reactionMs());
    }
}
