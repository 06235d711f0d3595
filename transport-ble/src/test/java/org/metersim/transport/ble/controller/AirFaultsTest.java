package org.metersim.transport.ble.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.metersim.transport.ble.controller.AirFaults.Fault;
import org.metersim.transport.ble.hci.HciStatus;

/** Each fault does what it says, and is counted. The links here: interval 30 ms, supervision timeout 420 ms. */
class AirFaultsTest {

    private static final String MTU_REQUEST = "02 40 00 07 00 03 00 04 00 02 00 01";
    private static final String COMPLETED = "04 13 05 01 40 00 01 00";
    private static final String MTU_RESPONSE = "02 40 20 07 00 03 00 04 00 03 F7 00";
    private static final String TIMED_OUT = "04 05 04 00 40 00 08";

    private final HostBench bench = new HostBench(FakeAir.ofOne()).ready();
    private final FakeMeter meter = bench.connect(0);

    private static String write(int value) {
        return String.format("02 40 00 08 00 04 00 04 00 52 10 00 %02X", value);
    }

    private static String notification(int value) {
        return String.format("02 40 20 08 00 04 00 04 00 1B 10 00 %02X", value);
    }

    @Test
    void aLostPacketComesAnIntervalLater() {
        bench.faults.loseNextPackets(2);
        assertEquals(List.of(), bench.send(MTU_REQUEST));
        assertEquals(List.of(), bench.pass(59));
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), bench.pass(1));
        assertEquals(2, bench.faults.fired(Fault.PACKET_LOST));
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), bench.send(MTU_REQUEST));
    }

    @Test
    void whatIsBehindALostPacketDoesNotOvertakeIt() {
        bench.faults.loseNextPackets(1);
        assertEquals(List.of(), bench.send(write(1) + write(2) + write(3)));

        List<String> answers = bench.pass(100);
        answers.removeIf(COMPLETED::equals);
        assertEquals(List.of(notification(1), notification(2), notification(3)), answers);
    }

    @Test
    void atAnyRateOfLossEverythingArrivesInOrder() {
        bench.faults.losePackets(0.3);
        List<String> sent = new ArrayList<>();
        List<String> notified = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add(notification(i));
            notified.addAll(bench.send(write(i)));
            notified.addAll(bench.pass(200));
        }
        notified.removeIf(COMPLETED::equals);

        assertEquals(sent, notified);
        assertTrue(bench.faults.fired(Fault.PACKET_LOST) > 100, "lost");
    }

    // 14 transmissions fit into the supervision timeout
    @Test
    void aPacketThatIsNeverHeardEndsTheLink() {
        bench.faults.losePackets(1);
        bench.send(MTU_REQUEST);
        assertEquals(List.of(), bench.pass(419));

        assertEquals(List.of(TIMED_OUT), bench.pass(1));
        assertEquals(OptionalInt.of(0x08), meter.lostReason);
        assertEquals(14, bench.faults.fired(Fault.PACKET_LOST));
        assertEquals(1, bench.faults.fired(Fault.LINK_TIMED_OUT));
        assertEquals(List.of(), meter.received);
    }

    @Test
    void silenceEndsAnIdleLink() {
        bench.faults.silence(true);
        assertEquals(List.of(), bench.pass(0));
        assertEquals(List.of(), bench.send(MTU_REQUEST));
        assertEquals(List.of(), bench.pass(419));
        assertEquals(List.of(TIMED_OUT), bench.pass(1));
        assertEquals(OptionalInt.of(0x08), meter.lostReason);
    }

    // Sixteen packets fit; the next overflows, and is lost.
    @Test
    void aHostThatSendsMoreThanTheBuffersHoldIsTold() {
        bench.faults.silence(true);
        for (int i = 0; i < Identity.ACL_PACKETS; i++) {
            assertEquals(List.of(), bench.send(write(i)));
        }
        assertEquals(List.of("04 1A 01 01"), bench.send(write(99)));
    }

    @Test
    void theChosenPacketEndsTheLinkInItsPlace() {
        bench.faults.disconnectAtPacket(3, HciStatus.REMOTE_DEVICE_POWER_OFF);
        assertEquals(List.of(COMPLETED, notification(1)), bench.send(write(1)));
        assertEquals(List.of("04 05 04 00 40 00 15"), bench.send(write(2)));
        assertEquals(1, meter.received.size());
        assertEquals(OptionalInt.of(0x15), meter.lostReason);

        bench.connect(0);
        assertEquals(
                List.of(COMPLETED.replace("40", "41"), MTU_RESPONSE.replaceFirst("40", "41")),
                bench.send(MTU_REQUEST.replaceFirst("40", "41")));
        assertEquals(1, bench.faults.fired(Fault.DISCONNECTED));
    }

    @Test
    void anAnswerCanBeThePacketThatEndsTheLink() {
        bench.faults.disconnectAtPacket(2, HciStatus.CONNECTION_TIMEOUT);

        assertEquals(List.of(COMPLETED, TIMED_OUT), bench.send(MTU_REQUEST));
        assertEquals(1, meter.received.size());
    }

    @Test
    void aRefusedMtuIsAnAttributeError() {
        bench.faults.refuseMtu(true);
        assertEquals(List.of(COMPLETED, "02 40 20 09 00 05 00 04 00 01 02 00 00 06"), bench.send(MTU_REQUEST));
        assertEquals(List.of(), meter.received);
        assertEquals(List.of(COMPLETED, notification(1)), bench.send(write(1)));
        assertEquals(1, bench.faults.fired(Fault.MTU_REFUSED));

        bench.faults.refuseMtu(false);
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), bench.send(MTU_REQUEST));
    }

    @Test
    void slowNotificationsComeOneByOne() {
        bench.faults.slowNotifications(50);
        assertEquals(List.of(COMPLETED, COMPLETED), bench.send(write(1) + write(2)));
        assertEquals(List.of(), bench.pass(49));
        assertEquals(List.of(notification(1)), bench.pass(1));
        assertEquals(List.of(notification(2)), bench.pass(50));
        assertEquals(2, bench.faults.fired(Fault.NOTIFICATION_SLOWED));
    }

    @Test
    void stoppedAdvertisingIsNeitherHeardNorConnectedTo() {
        HostBench other = new HostBench(FakeAir.ofOne()).ready();
        other.faults.stopAdvertising(true);
        other.send("01 0C 20 02 01 00");
        other.send("01 0D 20 19 10 00 10 00 00 01 00 00 00 EE FF C0 00 18 00 28 00 00 00 2A 00 00 00 00 00");
        assertEquals(List.of(), other.pass(2_000));
        assertTrue(other.faults.fired(Fault.ADVERTISING_STOPPED) > 19, "stopped");

        other.faults.stopAdvertising(false);
        assertTrue(other.pass(500).stream().anyMatch(packet -> packet.startsWith("04 3E 13 01 00")));
    }

    @Test
    void aProbabilityIsFromZeroToOne() {
        assertThrows(IllegalArgumentException.class, () -> bench.faults.losePackets(1.01));
        assertThrows(IllegalArgumentException.class, () -> bench.faults.losePackets(-0.01));
        assertThrows(IllegalArgumentException.class, () -> bench.faults.losePackets(Double.NaN));
    }
}
