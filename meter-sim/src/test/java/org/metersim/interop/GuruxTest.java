package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXDLMSException;
import gurux.dlms.GXDateTime;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSObjectCollection;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.interop.GuruxPeer.Who;
import org.metersim.meter.Meter;
import org.metersim.runtime.journal.Layer;

/** Gurux 4.0.47 reads and sets our meter over a real socket. */
@Timeout(60)
class GuruxTest {

    private static final Instant START = Instant.parse("2026-06-10T08:07:30Z");

    private static Meter meter() throws Exception {
        return Meter.builder().startAt(START).start();
    }

    private static GuruxPeer open(Meter meter, InterfaceType line, Who who) throws Exception {
        return GuruxPeer.open(meter.tcp(), line, who);
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC", "HDLC_WITH_MODE_E"})
    void everyAssociationOpensAndReadsTheSerialNumber(InterfaceType line) throws Exception {
        try (Meter meter = meter()) {
            for (Who who : Who.values()) {
                try (GuruxPeer peer = open(meter, line, who)) {
                    assertArrayEquals("00012345".getBytes(), (byte[]) peer.get(1, "0.0.96.1.0.255", 2), who.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC", "HDLC_WITH_MODE_E"})
    void aWrongPasswordIsRefused(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = GuruxPeer.connect(meter.tcp(), line, Who.READER, "Guruy")) {
            Exception refused = assertThrows(GXDLMSException.class, peer::associate);
            assertTrue(refused.getMessage().toLowerCase().contains("authentication"), refused.getMessage());
        }
    }

    // A PDU of 128 bytes makes blocks of the object list.
    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void theObjectListComesInBlocks(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = GuruxPeer.connect(meter.tcp(), line, Who.READER, "Gurux")) {
            peer.client().setMaxReceivePDUSize(128);
            peer.associate();
            GXDLMSObjectCollection objects = peer.objects();
            assertEquals(readable(meter, 2), objects.size());
            assertTrue(meter.journal().requests().size() > 0);
            assertTrue(meter.journal().has(Layer.APDU, "GET response block 2"));
        }
    }

    private static long readable(Meter meter, int clientSap) {
        return meter.profile().objects().stream()
                .filter(object -> !object.rightsOf(clientSap).isNone())
                .count();
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC", "HDLC_WITH_MODE_E"})
    void aRegisterHasItsValueScalerAndUnit(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = open(meter, line, Who.MANAGEMENT)) {
            GXDLMSRegister voltage = new GXDLMSRegister("1.0.32.7.0.255");
            peer.read(voltage, 3);
            peer.read(voltage, 2);
            assertEquals(0.1, voltage.getScaler(), 1e-9);
            assertEquals("VOLTAGE", voltage.getUnit().name());
            assertEquals(230, ((Number) voltage.getValue()).doubleValue(), 23);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void theLoadProfileIsReadByEntryAndByRange(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = open(meter, line, Who.READER)) {
            GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric("1.0.99.1.0.255");
            peer.read(profile, 3);
            peer.client()
                    .updateValue(
                            profile,
                            2,
                            peer.exchange(peer.client().readRowsByEntry(profile, 1, 3))
                                    .getValue());
            assertEquals(3, profile.getBuffer().length);
            profile.clearBuffer();
            Date from = Date.from(START.minusSeconds(3_600));
            Date to = Date.from(START);
            peer.client()
                    .updateValue(
                            profile,
                            2,
                            peer.exchange(peer.client().readRowsByRange(profile, from, to))
                                    .getValue());
            assertEquals(4, profile.getBuffer().length);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void managementSetsTheClock(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = open(meter, line, Who.MANAGEMENT)) {
            GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
            clock.setTime(new GXDateTime(Date.from(START.plusSeconds(600))));
            peer.exchange(peer.client().write(clock, 2));
            assertTrue(
                    meter.state().clock().startsWith("2026-06-10 10:17:3"),
                    meter.state().clock());
            assertTrue(meter.state().hasLogged(4) && meter.state().hasLogged(5));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void listsAreReadAndWritten(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = open(meter, line, Who.MANAGEMENT)) {
            GXDLMSData serial = new GXDLMSData("0.0.96.1.0.255");
            GXDLMSRegister energy = new GXDLMSRegister("1.0.1.8.0.255");
            peer.readList(List.of(entry(serial, 2), entry(energy, 2)));
            assertTrue(((Number) energy.getValue()).longValue() > 0);

            GXDLMSData point = new GXDLMSData("0.0.96.1.2.255");
            point.setValue("CL-0001".getBytes());
            point.setDataType(2, DataType.OCTET_STRING);
            peer.exchange(peer.client().writeList(List.of(entry(point, 2))));
            assertArrayEquals("CL-0001".getBytes(), (byte[]) peer.get(1, "0.0.96.1.2.255", 2));
        }
    }

    private static Map.Entry<GXDLMSObject, Integer> entry(GXDLMSObject object, int attribute) {
        return Map.entry(object, attribute);
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void rightsAreRefused(InterfaceType line) throws Exception {
        try (Meter meter = meter()) {
            try (GuruxPeer peer = open(meter, line, Who.PUBLIC)) {
                assertThrows(RuntimeException.class, () -> peer.get(3, "1.0.1.8.0.255", 2));
            }
            try (GuruxPeer peer = open(meter, line, Who.READER)) {
                GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
                clock.setTime(new GXDateTime(Date.from(START)));
                assertThrows(
                        RuntimeException.class,
                        () -> peer.exchange(peer.client().write(clock, 2)));
            }
        }
    }

    // Gurux uses general-glo where it was negotiated. Exception-response, invocation-counter-error, with the next one
    // that would be taken. Green Book 9.5.
    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER"})
    void aReplayedApduIsRefused(InterfaceType line) throws Exception {
        try (Meter meter = meter();
                GuruxPeer peer = open(meter, line, Who.MANAGEMENT)) {
            byte[] request = peer.client().read("1.0.1.8.0.255", gurux.dlms.enums.ObjectType.REGISTER, 2)[0];
            peer.send(request);
            assertEquals("DB", Hex.of(peer.receiveRaw()).replace(" ", "").substring(16, 18));
            peer.send(request);
            assertEquals("D8", Hex.of(peer.receiveRaw()).replace(" ", "").substring(16, 18));
            assertTrue(meter.state().hasLogged(50));
        }
    }
}
