package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSException;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.internal.GXCommon;
import gurux.dlms.objects.GXDLMSImageTransfer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.interop.GuruxPeer.Who;
import org.metersim.meter.Meter;
import org.metersim.metrology.image.ImageSpec.MeterType;

/** Gurux 4.0.47 updates the meter's firmware over a real socket, and sees how it ends. */
@Timeout(60)
class GuruxUpdateTest {

    private static final int BLOCK_BYTES = 512;
    private static final int MISSING = 3;

    // attributes of class 18
    private static final int BLOCK_SIZE = 2;
    private static final int FIRST_NOT_TRANSFERRED = 4;
    private static final int STATUS = 6;

    private final GXDLMSImageTransfer transfer = new GXDLMSImageTransfer("0.0.44.0.0.255");

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC", "HDLC_WITH_MODE_E"})
    void aMissingBlockIsReportedRepairedAndTheImageRuns(InterfaceType line) throws Exception {
        byte[] image = Images.good("1.5.0");
        try (Meter meter = Meter.builder().start()) {
            try (GuruxPeer peer = GuruxPeer.open(meter.tcp(), line, Who.FIRMWARE)) {
                initiate(peer, image);
                send(peer, image, MISSING);
                assertEquals(MISSING, number(peer, FIRST_NOT_TRANSFERRED));
                String bitmap = bits(peer);
                assertEquals('0', bitmap.charAt(MISSING));
                assertEquals(1, bitmap.chars().filter(bit -> bit == '0').count());
                sendBlock(peer, image, MISSING);
                assertEquals(blocks(image), number(peer, FIRST_NOT_TRANSFERRED));
                peer.exchange(transfer.imageVerify(peer.client()));
                assertEquals(3, number(peer, STATUS));
                peer.exchange(transfer.imageActivate(peer.client()));
            }
            meter.clock().advance(Duration.ofMinutes(2));
            try (GuruxPeer peer = GuruxPeer.open(meter.tcp(), line, Who.FIRMWARE)) {
                assertArrayEquals(ascii("1.5.0"), (byte[]) peer.get(1, "1.0.0.2.0.255", 2));
                assertEquals(6, number(peer, STATUS));
            }
            assertTrue(meter.state().hasLogged(17) && meter.state().hasLogged(18));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "crc, 4, 51, verify",
        "signature, 4, 51, verify",
        "model, 4, 51, verify",
        "downgrade, 4, 51, verify",
        "self-test, 7, 204, self-test",
    })
    void aBadImageEndsInStatusEventAndVerdictWhileTheOldOneRuns(String kind, int status, int event, String phase)
            throws Exception {
        byte[] image = image(kind);
        try (Meter meter = Meter.builder().start()) {
            try (GuruxPeer peer = GuruxPeer.open(meter.tcp(), InterfaceType.WRAPPER, Who.FIRMWARE)) {
                initiate(peer, image);
                send(peer, image, -1);
                if (kind.equals("self-test")) {
                    peer.exchange(transfer.imageVerify(peer.client()));
                    peer.exchange(transfer.imageActivate(peer.client()));
                } else {
                    assertThrows(GXDLMSException.class, () -> peer.exchange(transfer.imageVerify(peer.client())));
                }
            }
            meter.clock().advance(Duration.ofMinutes(5));
            try (GuruxPeer peer = GuruxPeer.open(meter.tcp(), InterfaceType.WRAPPER, Who.FIRMWARE)) {
                assertEquals(status, number(peer, STATUS));
                assertArrayEquals(ascii("1.4.2"), (byte[]) peer.get(1, "1.0.0.2.0.255", 2));
                List<?> verdict = (List<?>) peer.get(1, "0.0.44.128.0.255", 2);
                assertEquals(phase, String.valueOf(verdict.get(0)));
                assertTrue(String.valueOf(verdict.get(1)).length() > 0, verdict.toString());
            }
            assertTrue(meter.state().hasLogged(event));
        }
    }

    private static byte[] image(String kind) throws Exception {
        return switch (kind) {
            case "crc" -> Images.badCrc();
            case "signature" -> Images.badSignature();
            case "model" -> Images.of(new MeterType("meter-sim.example", "other"), "1.5.0", 2, "");
            case "downgrade" -> Images.of(Images.SIM_1P, "1.3.0", 0, "");
            default -> Images.of(Images.SIM_1P, "1.5.0", 2, "selfTest: fail");
        };
    }

    private void initiate(GuruxPeer peer, byte[] image) throws Exception {
        transfer.setImageBlockSize(number(peer, BLOCK_SIZE));
        assertEquals(BLOCK_BYTES, transfer.getImageBlockSize());
        peer.exchange(transfer.imageTransferInitiate(peer.client(), ascii("fw-1.5.0"), image.length));
    }

    private void send(GuruxPeer peer, byte[] image, int without) throws Exception {
        for (int block = 0; block < blocks(image); block++) {
            if (block != without) {
                sendBlock(peer, image, block);
            }
        }
    }

    private void sendBlock(GuruxPeer peer, byte[] image, int block) throws Exception {
        int from = block * BLOCK_BYTES;
        byte[] bytes = Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
        GXByteBuffer parameter = new GXByteBuffer();
        parameter.setUInt8(2);
        parameter.setUInt8(2);
        parameter.setUInt8(6);
        parameter.setUInt32(block);
        parameter.setUInt8(9);
        GXCommon.setObjectCount(bytes.length, parameter);
        parameter.set(bytes);
        peer.invoke(transfer, 2, parameter.array(), DataType.ARRAY);
    }

    private static int blocks(byte[] image) {
        return (image.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    private static long number(GuruxPeer peer, int attribute) throws Exception {
        return ((Number) peer.get(18, "0.0.44.0.0.255", attribute)).longValue();
    }

    private static String bits(GuruxPeer peer) throws Exception {
        return String.valueOf(peer.get(18, "0.0.44.0.0.255", 3));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
