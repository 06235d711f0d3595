package org.metersim.transport.ble.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.transport.ble.hci.HciPacket;

/** Captures as bytes: btsnoop, and pcapng with LINKTYPE_BLUETOOTH_HCI_H4_WITH_PHDR. */
class HciCaptureTest {

    private static final long NOW_MS = 1_700_000_000_123L;
    private static final HciPacket RESET = HostBench.decoded("01 03 0C 00");
    private static final HciPacket DATA = HostBench.decoded("02 40 20 07 00 03 00 04 00 03 F7 00");

    private final HciCapture btsnoop = new HciCapture(HciCapture.Format.BTSNOOP);
    private final HciCapture pcapng = new HciCapture(HciCapture.Format.PCAPNG);

    // 0x00DCDDB30F2F8000 + 1700000000123000 us
    @Test
    void btsnoopHasABigEndianRecordAPacket() {
        assertEquals("62 74 73 6E 6F 6F 70 00 00 00 00 01 00 00 03 EA", Hex.of(btsnoop.header()));
        String time = "00 E2 E7 D7 27 4F A0 78";
        assertEquals(
                "00 00 00 04 00 00 00 04 00 00 00 02 00 00 00 00 " + time + " 01 03 0C 00",
                Hex.of(btsnoop.record(HciTap.Direction.TO_CONTROLLER, RESET, NOW_MS)));
        assertEquals(
                "00 00 00 0C 00 00 00 0C 00 00 00 01 00 00 00 00 " + time + " 02 40 20 07 00 03 00 04 00 03 F7 00",
                Hex.of(btsnoop.record(HciTap.Direction.TO_HOST, DATA, NOW_MS)));
    }

    // 1700000000123000 us in two words, the upper first
    @Test
    void pcapngHasABlockAPacketWithItsDirection() {
        assertEquals(
                "0A 0D 0D 0A 00 00 00 1C 1A 2B 3C 4D 00 01 00 00 FF FF FF FF FF FF FF FF 00 00 00 1C"
                        + " 00 00 00 01 00 00 00 14 00 C9 00 00 00 00 00 00 00 00 00 14",
                Hex.of(pcapng.header()));
        String time = "00 06 0A 24 18 20 20 78";
        assertEquals(
                "00 00 00 06 00 00 00 28 00 00 00 00 " + time
                        + " 00 00 00 08 00 00 00 08 00 00 00 00 01 03 0C 00 00 00 00 28",
                Hex.of(pcapng.record(HciTap.Direction.TO_CONTROLLER, RESET, NOW_MS)));
        HciPacket version = HostBench.decoded("01 01 10 01 00");
        assertEquals(
                "00 00 00 06 00 00 00 2C 00 00 00 00 " + time
                        + " 00 00 00 09 00 00 00 09 00 00 00 01 01 01 10 01 00 00 00 00 00 00 00 2C",
                Hex.of(pcapng.record(HciTap.Direction.TO_HOST, version, NOW_MS)));
    }

    // encryption, reply with a key, AES, resolving list; and one that is cut short
    @ParameterizedTest
    @CsvSource({
        "01 19 20 1C 40 00 00 00 00 00 00 00 00 00 00 00, AA*16, ''",
        "01 1A 20 12 40 00, AA*16, ''",
        "01 17 20 20, AA*16, 11 22 33 44 55 66 77 88 99 00 11 22 33 44 55 66",
        "01 27 20 27 01 00 00 00 EE FF C0, AA*32, ''",
        "01 19 20 03, AA*3, ''"
    })
    void keysAreBlanked(String before, String key, String after) {
        int length = Integer.parseInt(key.substring(3));
        HciPacket command = HostBench.decoded(before + "AA".repeat(length) + after);
        String record = Hex.compact(btsnoop.record(HciTap.Direction.TO_CONTROLLER, command, NOW_MS));

        assertFalse(record.contains("AA"), record);
        assertEquals(
                before.replace(" ", "") + "00".repeat(length) + after.replace(" ", ""),
                record.substring(record.length() - 2 * command.encode().length));
    }

    @Test
    void theControllerShowsAllThatPassesInOrder() {
        List<String> seen = new ArrayList<>();
        HostBench bench = new HostBench(FakeAir.ofOne());
        bench.controller.tapped(
                (direction, packet, nowMs) -> seen.add((direction == HciTap.Direction.TO_HOST ? "< " : "> ")
                        + Hex.of(packet.encode()) + " @" + (nowMs - bench.nowMs)));
        bench.send("01 03 0C 00 01 FF FF 00");

        assertEquals(
                List.of(
                        "> 01 03 0C 00 @0",
                        "< 04 0E 04 01 03 0C 00 @0",
                        "> 01 FF FF 00 @0",
                        "< 04 0E 04 01 FF FF 01 @0"),
                seen);
    }
}
