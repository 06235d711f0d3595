package org.metersim.transport.ble.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.gatt.GattProfile.Access;
import org.metersim.transport.ble.gatt.GattProfile.Channel;
import org.metersim.transport.ble.gatt.GattProfile.Flow;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/** The stream of a meter with Nordic UART, and of others: handles as {@link GattServerTest} tells. */
class GattChannelsTest {

    private GattBench bench = new GattBench(GattBench.nus(Access.OPEN));

    private void subscribe() {
        bench.says("12 15 00 01 00", "13");
    }

    // --- the stream

    @ParameterizedTest
    @ValueSource(ints = {23, 50, 247})
    void whatTheMeterSaysIsCutAtTheMtu(int mtu) {
        bench.ask("02 " + Hex.of(new byte[] {(byte) mtu, 0}));
        subscribe();
        bench.inner.toSay.add(new byte[300]);

        int left = 300;
        for (String notification : bench.answers()) {
            int octets = Math.min(left, mtu - 3);
            assertEquals("1B 14 00" + " 00".repeat(octets), notification);
            left -= octets;
        }
        assertEquals(0, left);
    }

    // Some clients subscribe first and ask for a longer MTU then: it holds from there on.
    @Test
    void theMtuTakesEffectInTheMiddleOfTheStream() {
        subscribe();
        bench.inner.toSay.add(new byte[60]);
        bench.server.nextOutput();
        bench.ask("02 32 00");
        bench.inner.toSay.add(new byte[60]);

        assertEquals("1B 14 00" + " 00".repeat(47), bench.answers().get(0));
    }

    @Test
    void nothingIsSaidToWhoDidNotSubscribe() {
        bench.inner.toSay.add(Hex.bytes("7EA0"));
        assertEquals(List.of(), bench.answers());
        assertEquals(List.of("13", "1B 14 00 7E A0"), bench.ask("12 15 00 01 00"));
        bench.says("12 15 00 00 00", "13");
        bench.inner.toSay.add(Hex.bytes("07"));

        assertEquals(List.of(), bench.answers());
        assertEquals(1, bench.inner.toSay.size());
    }

    @Test
    void indicationsWaitForTheirConfirmation() {
        Channel indicating = new Channel(GattBench.TX.type(), Set.of(Property.INDICATE));
        bench = new GattBench(new GattProfile(
                "nus", GattBench.NUS, GattBench.RX, indicating, Optional.empty(), Flow.NONE, 247, 512, Access.OPEN));
        bench.says("12 15 00 02 00", "13");
        bench.inner.toSay.add(Hex.bytes("01"));
        bench.inner.toSay.add(Hex.bytes("02"));

        assertEquals(List.of("1D 14 00 01"), bench.answers());
        assertEquals(List.of("1D 14 00 02"), bench.ask("1E"));
        assertEquals(31_000, bench.server.deadlineMs());
        bench.server.wake(30_999);
        assertFalse(bench.server.isClosed());
        bench.server.wake(31_000);
        assertTrue(bench.server.isClosed());
    }

    @Test
    void aConfirmedIndicationHasNoDeadline() {
        Channel indicating = new Channel(GattBench.TX.type(), Set.of(Property.INDICATE));
        bench = new GattBench(new GattProfile(
                "nus", GattBench.NUS, GattBench.RX, indicating, Optional.empty(), Flow.NONE, 247, 512, Access.OPEN));
        bench.ask("12 15 00 02 00");
        bench.inner.toSay.add(Hex.bytes("01"));
        bench.answers();
        bench.ask("1E");

        assertEquals(Endpoint.NEVER, bench.server.deadlineMs());
    }

    // KPZ: characteristic FFE0 notifies 01 when a chunk was taken in.
    @Test
    void aMeterWithAReadyCharacteristicSaysWhenItTookAWrite() {
        Channel write = new Channel(BluetoothUuid.of(0xFFF5), Set.of(Property.WRITE));
        Channel notify = new Channel(BluetoothUuid.of(0xFFF4), Set.of(Property.NOTIFY));
        Channel ready = new Channel(BluetoothUuid.of(0xFFE0), Set.of(Property.NOTIFY));
        bench = new GattBench(new GattProfile(
                "kpz", BluetoothUuid.of(0xFFE5), write, notify, Optional.of(ready), Flow.READY, 247, 512, Access.OPEN));
        bench.says("12 12 00 7E", "13");
        bench.says("12 18 00 01 00", "13");

        assertEquals(List.of("13", "1B 17 00 01"), bench.ask("12 12 00 A0"));
    }

    /** u-blox: 18 FIFO, 19 its configuration, 21 credits, 22 their configuration. */
    private void creditedServer() {
        Channel fifo = new Channel(
                BluetoothUuid.parse("2456E1B9-26E2-8F83-E744-F34F01E9D703"),
                Set.of(Property.WRITE_WITHOUT_RESPONSE, Property.WRITE, Property.NOTIFY));
        Channel credits = new Channel(
                BluetoothUuid.parse("2456E1B9-26E2-8F83-E744-F34F01E9D704"),
                Set.of(Property.WRITE_WITHOUT_RESPONSE, Property.WRITE, Property.NOTIFY));
        bench = new GattBench(new GattProfile(
                "u-blox",
                BluetoothUuid.parse("2456E1B9-26E2-8F83-E744-F34F01E9D701"),
                fifo,
                fifo,
                Optional.of(credits),
                Flow.CREDIT,
                247,
                512,
                Access.OPEN));
        bench.says("12 13 00 01 00", "13");
    }

    @Test
    void withCreditsNoMoreIsSaidThanTheCentralGranted() {
        creditedServer();
        assertEquals(List.of("13", "1B 15 00 20"), bench.ask("12 16 00 01 00"));
        bench.inner.toSay.add(Hex.bytes("01"));
        bench.inner.toSay.add(Hex.bytes("02"));
        bench.inner.toSay.add(Hex.bytes("03"));

        assertEquals(List.of(), bench.answers());
        assertEquals(List.of("1B 12 00 01", "1B 12 00 02"), bench.ask("52 15 00 02"));
        assertEquals(List.of(), bench.ask("52 15 00 FF"));
        assertEquals(List.of("1B 12 00 03"), bench.ask("52 15 00 01"));
    }

    @Test
    void theMeterGrantsAgainWhenHalfIsUsed() {
        creditedServer();
        bench.ask("12 16 00 01 00");
        for (int packet = 1; packet < 16; packet++) {
            assertEquals(List.of(), bench.ask("52 12 00 00"));
        }
        assertEquals(List.of("1B 15 00 10"), bench.ask("52 12 00 00"));
    }

    @Test
    void creditsDoNotCountForWhoDidNotSubscribeToThem() {
        creditedServer();
        bench.inner.toSay.add(Hex.bytes("01"));

        assertEquals(List.of("1B 12 00 01"), bench.answers());
    }

    // --- security, Part C 10.3

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"ENCRYPTED", "AUTHENTICATED"})
    void theStreamNeedsTheLinkThatTheProfileDemands(Access access) {
        bench = new GattBench(GattBench.nus(access));
        String error = access == Access.ENCRYPTED ? "0F" : "05";
        bench.says("12 15 00 01 00", "01 12 15 00 " + error);
        bench.says("12 12 00 7E", "01 12 12 00 " + error);
        bench.says("0A 15 00", "01 0A 15 00 " + error);
        bench.says("08 10 00 15 00 02 29", "01 08 15 00 " + error);
        bench.says("16 12 00 00 00 7E", "01 16 12 00 " + error);
        assertEquals(List.of(), bench.ask("52 12 00 7E"));
        bench.says("0A 05 00", "0B 57 05");
        assertEquals(0, bench.inner.heard.size());

        bench.server.security(true, access == Access.AUTHENTICATED);
        subscribe();
        bench.says("12 12 00 7E", "13");
        assertEquals("7E", Hex.of(bench.inner.heard.toByteArray()));
    }

    @Test
    void anUnauthenticatedKeyDoesNotOpenWhatNeedsAnAuthenticatedOne() {
        bench = new GattBench(GattBench.nus(Access.AUTHENTICATED));
        bench.server.security(true, false);
        bench.says("12 15 00 01 00", "01 12 15 00 05");
        bench.server.security(false, true);
        bench.says("12 15 00 01 00", "01 12 15 00 05");
    }

    @Test
    void aBondRestoresTheSubscription() {
        subscribe();
        Map<Integer, Integer> kept = bench.server.configurations();
        assertEquals(Map.of(0x15, 1), kept);
        bench = new GattBench(GattBench.nus(Access.OPEN));
        bench.server.restore(kept);
        bench.inner.toSay.add(Hex.bytes("01"));

        assertEquals(List.of("1B 14 00 01"), bench.answers());
    }

    @Test
    void whatABondKeptOfAnotherTableIsPassedOver() {
        bench.server.restore(Map.of(0x12, 1, 0x15, 2, 0x99, 1));

        assertEquals(Map.of(), bench.server.configurations());
    }

    // --- the end

    @Test
    void theConnectionEndsWithTheInnerEndpointOnceAllIsSaid() {
        subscribe();
        bench.inner.toSay.add(new byte[40]);
        bench.server.nextOutput();
        bench.inner.closed = true;
        assertFalse(bench.server.isClosed());
        bench.answers();

        assertTrue(bench.server.isClosed());
    }

    @Test
    void aLostConnectionIsToldToTheInnerEndpoint() {
        bench.server.lost(bench.nowMs);

        assertTrue(bench.inner.lost);
    }

    // Requests without end, whose answers nobody takes
    @Test
    void aFloodEndsTheConnection() {
        for (int request = 0; request < 100; request++) {
            bench.server.receive(Octets.parse("0A 03 00"), bench.nowMs);
        }

        assertTrue(bench.server.isClosed());
        assertEquals(16, bench.answers().size());
    }
}
