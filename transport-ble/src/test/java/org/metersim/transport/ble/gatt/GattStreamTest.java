package org.metersim.transport.ble.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.gatt.GattProfile.Access;
import org.metersim.transport.ble.gatt.GattProfile.Channel;
import org.metersim.transport.ble.gatt.GattProfile.Flow;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/** What goes through the stream's characteristics when: handles as {@link GattBench} tells. */
class GattStreamTest {

    private static final String SUBSCRIBE = "12 15 00 01 00";
    private static final String SUBSCRIBE_INDICATIONS = "12 15 00 02 00";
    private static final String CONTROL_BY_NOTIFICATION = "12 18 00 01 00";
    private static final String CONTROL_BY_INDICATION = "12 18 00 02 00";

    // --- indications: Core Specification Vol 3 Part F 3.3.3, one at a time on a connection

    // u-blox: "the central enables indications for both the FIFO and credits characteristics"
    @Test
    void flowControlComesByIndicationToWhoAskedForIndications() {
        GattBench bench = GattBench.of(Flow.CREDIT);

        bench.says(CONTROL_BY_INDICATION, "13", "1D 17 00 20");
    }

    @Test
    void flowControlComesByNotificationToWhoAskedForBoth() {
        GattBench bench = GattBench.of(Flow.CREDIT);

        bench.says("12 18 00 03 00", "13", "1B 17 00 20");
    }

    @Test
    void oneIndicationAtATimeOverBothCharacteristics() {
        GattBench bench = GattBench.of(Flow.READY);
        bench.says(SUBSCRIBE_INDICATIONS, "13");
        bench.says(CONTROL_BY_INDICATION, "13");
        bench.meterSays("7E");
        bench.says("12 12 00 A0", "13", "1D 17 00 01");
        bench.says("1E", "1D 14 00 7E");
        bench.says("1E");
        assertEquals(Endpoint.NEVER, bench.server.deadlineMs());
    }

    @Test
    void aNotificationNeedsNoConfirmationOfAnIndication() {
        GattBench bench = GattBench.of(Flow.READY);
        bench.says(SUBSCRIBE, "13");
        bench.says(CONTROL_BY_INDICATION, "13");
        bench.meterSays("7E");

        bench.says("12 12 00 A0", "13", "1D 17 00 01", "1B 14 00 7E");
        assertEquals(31_000, bench.server.deadlineMs());
    }

    @Test
    void aConfirmationThatNothingAwaitsChangesNothing() {
        GattBench bench = GattBench.of(Flow.NONE);
        bench.says("1E");
        bench.says(SUBSCRIBE_INDICATIONS, "13");
        bench.meterSays("01");
        bench.meterSays("02");

        assertEquals(List.of("1D 14 00 01"), bench.answers());
    }

    // --- flow control

    @ParameterizedTest
    @ValueSource(strings = {"12 17 00", "12 17 00 01 00"})
    void creditsAreOneOctet(String write) {
        GattBench bench = GattBench.of(Flow.CREDIT);

        bench.says(write, "01 12 17 00 0D");
        bench.says("12 17 00 01", "13");
    }

    // 255 is -1: the central gives the service up
    @Test
    void aCentralThatGivesUpGetsNothingUntilItGrantsAgain() {
        GattBench bench = GattBench.of(Flow.CREDIT);
        bench.says(SUBSCRIBE, "13");
        bench.says(CONTROL_BY_NOTIFICATION, "13", "1B 17 00 20");
        bench.says("52 17 00 FE");
        bench.says("52 17 00 FF");
        bench.meterSays("7E");

        assertEquals(List.of(), bench.answers());
        bench.says("52 17 00 01", "1B 14 00 7E");
    }

    // It may send no more than it was granted; who does it all the same is granted no more than the window.
    @Test
    void theMeterNeverGrantsMoreThanItsWindow() {
        GattBench bench = GattBench.of(Flow.CREDIT);
        bench.says(CONTROL_BY_INDICATION, "13", "1D 17 00 20");
        for (int packet = 0; packet < 300; packet++) {
            bench.says("52 12 00 00");
        }

        bench.says("1E", "1D 17 00 20");
    }

    @Test
    void readyIsSaidForEachWriteOfEitherKind() {
        GattBench bench = GattBench.of(Flow.READY);
        bench.says("52 12 00 7E");
        bench.says(CONTROL_BY_NOTIFICATION, "13");
        bench.says("52 12 00 A0", "1B 17 00 01");
        bench.says("16 12 00 00 00 07", "17 12 00 00 00 07");
        bench.says("18 01", "19", "1B 17 00 01");
        bench.says("12 12 00", "13", "1B 17 00 01");
    }

    // --- size

    @Test
    void aChunkBoundsWhatTheMtuWouldLetThrough() {
        GattBench bench = new GattBench(GattBench.profile(Flow.NONE, 247, 2, Access.OPEN));
        bench.says("02 F7 00", "03 F7 00");
        bench.says(SUBSCRIBE, "13");
        bench.meterSays("0102030405");

        assertEquals(List.of("1B 14 00 01 02", "1B 14 00 03 04", "1B 14 00 05"), bench.answers());
    }

    // Vol 3 Part F 3.2.9: an MTU of 517 would let 514 octets through, but a value has at most 512.
    @Test
    void noValueIsLongerThan512Octets() {
        GattBench bench = new GattBench(GattBench.profile(Flow.NONE, 517, 512, Access.OPEN));
        bench.says("02 05 02", "03 05 02");
        bench.says(SUBSCRIBE, "13");
        bench.inner.toSay.add(new byte[514]);

        assertEquals(List.of("1B 14 00" + " 00".repeat(512), "1B 14 00 00 00"), bench.answers());
        bench.says("12 12 00" + " 00".repeat(514), "01 12 12 00 0D");
        bench.says("12 12 00" + " 00".repeat(512), "13");
    }

    @Test
    void onlyTheMtuThatBothEndsTakeIsUsed() {
        GattBench bench = new GattBench(GattBench.profile(Flow.NONE, 23, 512, Access.OPEN));
        bench.says("02 F7 00", "03 17 00");
        bench.says(SUBSCRIBE, "13");
        bench.inner.toSay.add(new byte[21]);

        assertEquals(List.of("1B 14 00" + " 00".repeat(20), "1B 14 00 00"), bench.answers());
    }

    @Test
    void aStreamOfOneOctetAWriteIsWhole() {
        GattBench bench = GattBench.of(Flow.NONE);
        for (String octet : List.of("7E", "A0", "07", "03", "7E")) {
            bench.says("52 12 00 " + octet);
        }

        assertEquals("7E A0 07 03 7E", Hex.of(bench.inner.heard.toByteArray()));
    }

    // --- security: Core Specification Vol 3 Part C 10.3.1.2, checked upon reconnection before anything is sent

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"ENCRYPTED", "AUTHENTICATED"})
    void aRestoredSubscriptionSaysNothingBeforeTheLinkIsSafe(Access access) {
        GattBench bench = new GattBench(GattBench.profile(Flow.NONE, 247, 512, access));
        bench.server.restore(Map.of(0x15, 1));
        bench.meterSays("7E");
        assertEquals(List.of(), bench.answers());

        bench.server.security(true, access == Access.AUTHENTICATED);
        assertEquals(List.of("1B 14 00 7E"), bench.answers());
    }

    @Test
    void aRestoredSubscriptionToFlowControlSaysNothingBeforeTheLinkIsSafe() {
        GattBench bench = new GattBench(GattBench.profile(Flow.CREDIT, 247, 512, Access.AUTHENTICATED));
        bench.server.restore(Map.of(0x18, 1));
        bench.server.security(true, false);
        assertEquals(List.of(), bench.answers());

        bench.server.security(true, true);
        assertEquals(List.of("1B 17 00 20"), bench.answers());
    }

    // --- one characteristic for both ways

    @Test
    void whatBothWaysMayDoIsAddedUp() {
        BluetoothUuid both = BluetoothUuid.of(0xFFE1);
        GattProfile profile = new GattProfile(
                "one",
                BluetoothUuid.of(0xFFE0),
                new Channel(both, Set.of(Property.WRITE)),
                new Channel(both, Set.of(Property.NOTIFY)),
                Optional.empty(),
                Flow.NONE,
                247,
                512,
                Access.OPEN);
        GattBench bench = new GattBench(profile);

        bench.says("08 10 00 FF FF 03 28", "09 07 11 00 18 12 00 E1 FF");
        bench.says("12 13 00 01 00", "13");
        bench.meterSays("7E");
        bench.says("12 12 00 A0", "13", "1B 12 00 7E");
    }

    // --- what a profile cannot be

    @Test
    void aProfileThatCannotStreamIsRefused() {
        Channel silent = new Channel(BluetoothUuid.of(0xFFE2), Set.of(Property.READ));
        refused(silent, GattBench.NOTIFY, Optional.empty(), Flow.NONE);
        refused(GattBench.WRITE, silent, Optional.empty(), Flow.NONE);
        refused(GattBench.WRITE, GattBench.NOTIFY, Optional.empty(), Flow.READY);
        refused(GattBench.WRITE, GattBench.NOTIFY, Optional.of(GattBench.CONTROL), Flow.NONE);
        refused(GattBench.WRITE, GattBench.NOTIFY, Optional.of(GattBench.NOTIFY), Flow.READY);
        Channel mute = new Channel(BluetoothUuid.of(0xFFE3), Set.of(Property.WRITE));
        refused(GattBench.WRITE, GattBench.NOTIFY, Optional.of(mute), Flow.READY);
        Channel deaf = new Channel(BluetoothUuid.of(0xFFE3), Set.of(Property.NOTIFY));
        refused(GattBench.WRITE, GattBench.NOTIFY, Optional.of(deaf), Flow.CREDIT);
        assertThrows(IllegalArgumentException.class, () -> GattBench.profile(Flow.NONE, 22, 512, Access.OPEN));
        assertThrows(IllegalArgumentException.class, () -> GattBench.profile(Flow.NONE, 518, 512, Access.OPEN));
        assertThrows(IllegalArgumentException.class, () -> GattBench.profile(Flow.NONE, 247, 0, Access.OPEN));
        assertThrows(IllegalArgumentException.class, () -> GattBench.profile(Flow.NONE, 247, 513, Access.OPEN));
    }

    private static void refused(Channel write, Channel notify, Optional<Channel> control, Flow flow) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new GattProfile(
                        "bad", BluetoothUuid.of(0xFFE0), write, notify, control, flow, 247, 512, Access.OPEN));
    }

    // --- the end

    @Test
    void whoUnsubscribesInTheMiddleDoesNotHoldAnEndedConnection() {
        GattBench bench = GattBench.of(Flow.NONE);
        bench.says(SUBSCRIBE, "13");
        bench.inner.toSay.add(new byte[40]);
        bench.server.nextOutput();
        bench.inner.closed = true;
        assertFalse(bench.server.isClosed());
        bench.says("12 15 00 00 00", "13");

        assertTrue(bench.server.isClosed());
    }
}
