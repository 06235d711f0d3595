package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.interop.JdlmsPeer.Line;
import org.metersim.meter.Meter;
import org.openmuc.jdlms.AccessResultCode;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.GetResult;
import org.openmuc.jdlms.MethodResultCode;
import org.openmuc.jdlms.SelectiveAccessDescription;
import org.openmuc.jdlms.SetParameter;
import org.openmuc.jdlms.datatypes.DataObject;

/** jDLMS 1.8.0 reads, sets and updates our meter over a real socket. */
@Timeout(60)
class JdlmsTest {

    private static final int BLOCK_BYTES = 512;
    private static final String TRANSFER = "0.0.44.0.0.255";

    @ParameterizedTest
    @EnumSource(Line.class)
    void publicReaderAndManagementReadTheSerialNumber(Line line) throws IOException {
        try (Meter meter = Meter.builder().start()) {
            try (JdlmsPeer peer = JdlmsPeer.openPublic(meter.tcp(), line)) {
                assertSerial(peer);
            }
            try (JdlmsPeer peer = JdlmsPeer.openReader(meter.tcp(), line, "Gurux")) {
                assertSerial(peer);
            }
            try (JdlmsPeer peer = JdlmsPeer.openHls(meter.tcp(), line, 1)) {
                assertSerial(peer);
            }
        }
    }

    private static void assertSerial(JdlmsPeer peer) throws IOException {
        byte[] serial = peer.get(1, "0.0.96.1.0.255", 2).getValue();
        assertArrayEquals("00012345".getBytes(StandardCharsets.US_ASCII), serial);
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void aWrongPasswordIsRefused(Line line) throws IOException {
        try (Meter meter = Meter.builder().start()) {
            assertThrows(IOException.class, () -> JdlmsPeer.openReader(meter.tcp(), line, "Guruy"));
            assertTrue(meter.state().hasLogged(46));
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void theObjectListComesInBlocks(Line line) throws IOException {
        try (Meter meter = Meter.builder().start();
                JdlmsPeer peer = JdlmsPeer.openHls(meter.tcp(), line, 1)) {
            List<DataObject> objects = peer.get(15, "0.0.40.0.0.255", 2).getValue();
            long visible = meter.profile().objects().stream()
                    .filter(object -> !object.rightsOf(1).isNone())
                    .count();
            assertEquals(visible, objects.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void theLoadProfileIsReadByEntry(Line line) throws IOException {
        DataObject entries = DataObject.newStructureData(
                DataObject.newUInteger32Data(1),
                DataObject.newUInteger32Data(4),
                DataObject.newUInteger16Data(1),
                DataObject.newUInteger16Data(0));
        try (Meter meter = Meter.builder().start();
                JdlmsPeer peer = JdlmsPeer.openReader(meter.tcp(), line, "Gurux")) {
            GetResult result = peer.connection()
                    .get(new AttributeAddress(7, "1.0.99.1.0.255", 2, new SelectiveAccessDescription(2, entries)));
            List<DataObject> rows = result.getResultData().getValue();
            assertEquals(4, rows.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void listsAreReadAndWrittenWithAnUndefinedMemberToo(Line line) throws IOException {
        try (Meter meter = Meter.builder().start();
                JdlmsPeer peer = JdlmsPeer.openHls(meter.tcp(), line, 1)) {
            List<GetResult> results = peer.connection()
                    .get(List.of(
                            new AttributeAddress(3, "1.0.1.8.0.255", 2),
                            new AttributeAddress(1, "0.0.96.99.0.255", 2)));
            assertEquals(AccessResultCode.SUCCESS, results.get(0).getResultCode());
            assertEquals(AccessResultCode.OBJECT_UNDEFINED, results.get(1).getResultCode());
            List<AccessResultCode> written = peer.connection()
                    .set(List.of(
                            new SetParameter(
                                    new AttributeAddress(1, "0.0.96.1.2.255", 2),
                                    DataObject.newOctetStringData(new byte[] {'A'})),
                            new SetParameter(
                                    new AttributeAddress(1, "0.0.96.1.0.255", 2),
                                    DataObject.newOctetStringData(new byte[] {'A'}))));
            assertEquals(List.of(AccessResultCode.SUCCESS, AccessResultCode.READ_WRITE_DENIED), written);
        }
    }

    @ParameterizedTest
    @EnumSource(Line.class)
    void aWholeImageIsTransferredWithAMissingBlockRepaired(Line line) throws IOException {
        byte[] image = Images.good("1.6.0");
        try (Meter meter = Meter.builder().start()) {
            try (JdlmsPeer peer = JdlmsPeer.openHls(meter.tcp(), line, 3)) {
                DataObject start = DataObject.newStructureData(
                        DataObject.newOctetStringData("fw".getBytes(StandardCharsets.US_ASCII)),
                        DataObject.newUInteger32Data(image.length));
                assertEquals(MethodResultCode.SUCCESS, peer.invoke(18, TRANSFER, 1, start));
                int blocks = (image.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
                for (int block = 0; block < blocks; block++) {
                    if (block != 1) {
                        assertEquals(MethodResultCode.SUCCESS, peer.invoke(18, TRANSFER, 2, block(image, block)));
                    }
                }
                assertEquals(1L, ((Number) peer.get(18, TRANSFER, 4).getValue()).longValue());
                assertTrue(
                        peer.invoke(18, TRANSFER, 3, DataObject.newInteger8Data((byte) 0)) != MethodResultCode.SUCCESS);
                assertEquals(MethodResultCode.SUCCESS, peer.invoke(18, TRANSFER, 2, block(image, 1)));
                assertEquals(
                        MethodResultCode.SUCCESS, peer.invoke(18, TRANSFER, 3, DataObject.newInteger8Data((byte) 0)));
                assertEquals(
                        MethodResultCode.SUCCESS, peer.invoke(18, TRANSFER, 4, DataObject.newInteger8Data((byte) 0)));
            }
            meter.clock().advance(Duration.ofMinutes(2));
            try (JdlmsPeer peer = JdlmsPeer.openPublic(meter.tcp(), line)) {
                byte[] identifier = peer.get(1, "1.0.0.2.0.255", 2).getValue();
                assertArrayEquals("1.6.0".getBytes(StandardCharsets.US_ASCII), identifier);
            }
        }
    }

    private static DataObject block(byte[] image, int number) {
        int from = number * BLOCK_BYTES;
        return DataObject.newStructureData(
                DataObject.newUInteger32Data(number),
                DataObject.newOctetStringData(
                        Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES))));
    }
}
