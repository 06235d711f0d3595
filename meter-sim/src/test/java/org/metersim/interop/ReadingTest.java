package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.interop.ForeignClient.OBJECT_UNDEFINED;
import static org.metersim.interop.ForeignClient.READ_WRITE_DENIED;
import static org.metersim.interop.ForeignClient.SUCCESS;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.meter.Meter;
import org.metersim.runtime.journal.Layer;

/** Two clients that we did not write read and set our meter over real sockets, on every line; see {@link Stand}. */
@Timeout(60)
class ReadingTest {

    private static final String EVERY_STAND = "org.metersim.interop.Stand#all";
    private static final Instant START = Instant.parse("2026-06-10T08:07:30Z");
    private static final String LOAD_PROFILE = "1.0.99.1.0.255";
    private static final Target SERIAL = new Target(1, "0.0.96.1.0.255", 2);
    private static final Target ENERGY = new Target(3, "1.0.1.8.0.255", 2);
    private static final Target POINT_OF_SUPPLY = new Target(1, "0.0.96.1.2.255", 2);
    private static final Target UNDEFINED = new Target(1, "0.0.96.99.0.255", 2);
    private static final int VOLTS = 35;
    private static final int SMALL_PDU_BYTES = 128;

    private static Meter meter() throws Exception {
        return Meter.builder().startAt(START).start();
    }

    private static long visible(Meter meter, Who who) {
        return meter.profile().objects().stream()
                .filter(object -> !object.rightsOf(who.sap()).isNone())
                .count();
    }

    // A PDU of 128 bytes makes many blocks of the object list. Gurux proposes it; jDLMS cannot, the relay does it for
    // it.
    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void theObjectListComesInBlocksToASmallPdu(Stand stand) throws Exception {
        try (Meter meter = meter();
                Relay relay = new Relay(meter.tcp(), bytes -> Frames.withPdu(bytes, stand.line(), SMALL_PDU_BYTES));
                ForeignClient client = stand.open(
                        stand.peer() == Stand.Peer.GURUX ? meter.tcp() : relay.address(),
                        Who.READER,
                        SMALL_PDU_BYTES)) {
            assertEquals(visible(meter, Who.READER), client.objects());
            assertTrue(meter.journal().has(Layer.APDU, "GET response block 20"));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void theObjectListOfManagementComesWholeAndCiphered(Stand stand) throws Exception {
        try (Meter meter = meter();
                ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
            assertEquals(visible(meter, Who.MANAGEMENT), client.objects());
            assertFalse(meter.journal().has(Layer.APDU, "GET response block"));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void theObjectListOfManagementComesInCipheredBlocks(Stand stand) throws Exception {
        try (Meter meter = meter();
                ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT, SMALL_PDU_BYTES)) {
            assertEquals(visible(meter, Who.MANAGEMENT), client.objects());
            assertTrue(meter.journal().has(Layer.APDU, "GET response block 20"));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aRegisterHasItsValueScalerAndUnit(Stand stand) throws Exception {
        try (Meter meter = meter()) {
            for (Who who : List.of(Who.READER, Who.MANAGEMENT)) {
                try (ForeignClient client = stand.open(meter.tcp(), who)) {
                    ForeignClient.Measured voltage = client.register("1.0.32.7.0.255");
                    assertEquals(230, voltage.value(), 23);
                    assertEquals(VOLTS, voltage.unit());
                    assertTrue(client.number(ENERGY) > 0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void theLoadProfileIsReadByEntryAndByRange(Stand stand) throws Exception {
        try (Meter meter = meter();
                ForeignClient client = stand.open(meter.tcp(), Who.READER)) {
            assertEquals(3, client.rowsByEntry(LOAD_PROFILE, 1, 3));
            // quarters of an hour: 07:15, 07:30, 07:45, 08:00
            assertEquals(4, client.rowsByRange(LOAD_PROFILE, START.minusSeconds(3_600), START));
            assertEquals(1, client.rowsByRange(LOAD_PROFILE, START.minusSeconds(450), START.minusSeconds(450)));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void managementSetsTheClock(Stand stand) throws Exception {
        try (Meter meter = meter();
                ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
            assertEquals(SUCCESS, client.setClock(START.plusSeconds(600)));
            String clock = meter.state().clock();
            assertTrue(clock.startsWith("2026-06-10 10:17:3"), clock);
            assertTrue(meter.state().hasLogged(4) && meter.state().hasLogged(5));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aListIsReadWithAnUndefinedMemberToo(Stand stand) throws Exception {
        try (Meter meter = meter()) {
            for (Who who : List.of(Who.READER, Who.MANAGEMENT)) {
                try (ForeignClient client = stand.open(meter.tcp(), who)) {
                    assertEquals(List.of(SUCCESS, SUCCESS), client.getList(List.of(SERIAL, ENERGY)));
                    assertEquals(
                            List.of(SUCCESS, OBJECT_UNDEFINED, SUCCESS),
                            client.getList(List.of(ENERGY, UNDEFINED, SERIAL)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aListIsWrittenWithAnUndefinedAndARefusedMemberToo(Stand stand) throws Exception {
        byte[] point = "CL-0001".getBytes(StandardCharsets.US_ASCII);
        try (Meter meter = meter();
                ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
            assertEquals(
                    List.of(OBJECT_UNDEFINED, SUCCESS, READ_WRITE_DENIED),
                    client.setList(List.of(UNDEFINED, POINT_OF_SUPPLY, SERIAL), point));
            assertArrayEquals(point, client.octets(POINT_OF_SUPPLY));
            assertArrayEquals("00012345".getBytes(StandardCharsets.US_ASCII), client.octets(SERIAL));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void whatAnAssociationHasNoRightToIsRefused(Stand stand) throws Exception {
        byte[] point = "CL-0001".getBytes(StandardCharsets.US_ASCII);
        try (Meter meter = meter()) {
            try (ForeignClient client = stand.open(meter.tcp(), Who.PUBLIC)) {
                assertEquals(OBJECT_UNDEFINED, client.get(ENERGY));
                assertEquals(SUCCESS, client.get(SERIAL));
            }
            try (ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
                assertEquals(SUCCESS, client.get(ENERGY));
                assertEquals(READ_WRITE_DENIED, client.set(SERIAL, point));
                assertEquals(SUCCESS, client.set(POINT_OF_SUPPLY, point));
            }
            try (ForeignClient client = stand.open(meter.tcp(), Who.FIRMWARE)) {
                assertEquals(READ_WRITE_DENIED, client.setClock(START));
            }
        }
    }
}
