package org.metersim.nic.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.nic.push.PushBench.confirmOf;
import static org.metersim.nic.push.PushBench.update;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.state.NicState;
import org.metersim.nic.state.TestMemory;

// The bench starts on 2025-11-24, a Monday, at 16:00 UTC.
class CommunicationWindowTest {

    private static final long HOUR_MS = 3_600_000;

    /** Daily from 18:00 to 20:00. */
    private static final String EVENING = "0202 090CFFFFFFFFFF120000008000FF 090CFFFFFFFFFF140000008000FF";

    private static CosemDateTime pattern(String hex) {
        return CosemDateTime.of(Octets.parse(hex));
    }

    // Blue Book 4.1.6.1: FF is any, day FE the last of the month, FD the one before; weekday 1 is Monday.
    @ParameterizedTest
    @CsvSource({
        "FFFFFFFFFF1200000080 00FF, 2025-11-24T16:00, 2025-11-23T18:00, 2025-11-24T18:00",
        "FFFFFFFFFF1000000080 00FF, 2025-11-24T16:00, 2025-11-24T16:00, 2025-11-24T16:00",
        "FFFFFFFF071200000080 00FF, 2025-11-24T16:00, 2025-11-23T18:00, 2025-11-30T18:00",
        "FFFFFFFEFF1200000080 00FF, 2025-11-24T16:00, 2025-10-31T18:00, 2025-11-30T18:00",
        "FFFFFFFDFF1200000080 00FF, 2025-11-24T16:00, 2025-10-30T18:00, 2025-11-29T18:00",
        "FFFF021DFF0000000080 00FF, 2025-11-24T16:00, 2024-02-29T00:00, 2028-02-29T00:00",
        "FFFFFFFFFFFF1E00FF80 00FF, 2025-11-24T16:00, 2025-11-24T15:30, 2025-11-24T16:30",
        "FFFFFFFFFF12FFFFFF80 00FF, 2025-11-24T16:00, 2025-11-23T18:59:59, 2025-11-24T18:00",
        "07EA0101FF0000000080 00FF, 2025-11-24T16:00, , 2026-01-01T00:00",
        "07E90101FF0000000080 00FF, 2025-11-24T16:00, 2025-01-01T00:00, ",
        "FFFFFEFFFF0000000080 00FF, 2025-11-24T16:00, , "
    })
    void findsTheMomentsAroundOneThatAPatternStandsFor(
            String hex, LocalDateTime at, LocalDateTime before, LocalDateTime after) {
        MomentPattern moments = new MomentPattern(pattern(hex));

        assertEquals(Optional.ofNullable(before), moments.lastUntil(at));
        assertEquals(Optional.ofNullable(after), moments.firstFrom(at));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-24T17:59:59, false",
        "2025-11-24T18:00, true",
        "2025-11-24T19:59:59, true",
        "2025-11-24T20:00, false"
    })
    void isOpenFromItsStartUntilItsEnd(LocalDateTime at, boolean open) {
        CommunicationWindow evening =
                CommunicationWindow.of(CosemData.decode(Hex.bytes(EVENING))).orElseThrow();

        assertEquals(open, evening.isOpen(at));
    }

    @ParameterizedTest
    @CsvSource({"2025-11-24T23:59, true", "2025-11-25T00:00, true", "2025-11-25T06:00, false", "2025-11-24T12:00, false"
    })
    void mayGoOnOverMidnight(LocalDateTime at, boolean open) {
        CommunicationWindow night =
                new CommunicationWindow(pattern("FFFFFFFFFF160000008000FF"), pattern("FFFFFFFFFF060000008000FF"));

        assertEquals(open, night.isOpen(at));
    }

    private static PushBench within(String windows, String text) {
        PushBench bench = new PushBench(text, TestMemory.erased());
        bench.restart();
        NicState state = new NicState(bench.profile(), 12_345, bench.memory);
        int setup = bench.push
                .setup(org.metersim.dlms.cosem.LogicalName.parse("0-4:25.9.0.255"))
                .index();
        assertTrue(state.changeParameter(setup, PushSetup.COMMUNICATION_WINDOW, CosemData.decode(Hex.bytes(windows))));
        bench.restart();
        return bench;
    }

    @Test
    void pushesOnlyInAWindowOfTheMetersOwnTime() {
        PushBench bench = within("0101" + EVENING, TestMemory.profileText());
        bench.clockDeviation = -60;
        bench.listeners.add(confirmOf(1));
        bench.updateEnded(update(7));
        bench.world.advance(24 * HOUR_MS);

        // 18:00 at UTC+1
        assertEquals(List.of(HOUR_MS), bench.dialledAfterMs);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void leavesRetriesToTheNextWindowToo() {
        PushBench bench =
                within("0101 0202 090CFFFFFFFFFF100000008000FF 090CFFFFFFFFFF10000F008000FF", TestMemory.profileText());
        bench.updateEnded(update(7));
        bench.world.advance(47 * HOUR_MS);

        assertEquals(List.of(0L, 10_000L, 24 * HOUR_MS), bench.dialledAfterMs);
        assertEquals(1, bench.count(new MeterRequest.Report(MeterEvent.PUSH_FAILED)));
    }

    @Test
    void spreadsTheStartsInAWindow() {
        String text = TestMemory.profileText().replace("randomisation-s: 0", "randomisation-s: 600");
        PushBench bench = within("0101" + EVENING, text);
        bench.listeners.add(confirmOf(1));
        bench.updateEnded(update(7));
        bench.world.advance(24 * HOUR_MS);

        long afterOpeningMs = bench.dialledAfterMs.get(0) - 2 * HOUR_MS;
        assertTrue(afterOpeningMs > 0 && afterOpeningMs <= 600_000, afterOpeningMs + " ms");
    }

    @Test
    void waitsForeverForAWindowThatIsOver() {
        PushBench bench = within(
                "0101 0202 090C07E80101FF0000000080 00FF 090C07E80102FF000000008000FF", TestMemory.profileText());
        bench.updateEnded(update(7));
        bench.world.advance(48 * HOUR_MS);

        assertEquals(List.of(), bench.dialled);
        assertEquals(1, bench.push.waiting());
        assertEquals(List.of(new MeterRequest.Acknowledge(7)), bench.asked);
    }
}
