package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.interop.ForeignClient.OTHER_REASON;
import static org.metersim.interop.ForeignClient.SUCCESS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.app.firmware.Damage;
import org.metersim.meter.Meter;
import org.metersim.metrology.image.ImageSpec.MeterType;

/** Two clients that we did not write update the meter's firmware over real sockets, and see how it ends. */
@Timeout(60)
class UpdateTest {

    private static final int BLOCK_BYTES = 512;
    private static final int MISSING = 3;
    private static final String TRANSFER = "0.0.44.0.0.255";
    private static final Target BLOCK_SIZE = new Target(18, TRANSFER, 2);
    private static final Target BITMAP = new Target(18, TRANSFER, 3);
    private static final Target FIRST_NOT_TRANSFERRED = new Target(18, TRANSFER, 4);
    private static final Target STATUS = new Target(18, TRANSFER, 6);
    private static final Target VERSION = new Target(1, "1.0.0.2.0.255", 2);
    private static final Target LAST_EVENT = new Target(1, "0.0.96.11.128.255", 2);
    private static final Target VERDICT = new Target(1, "0.0.44.128.0.255", 2);

    /** An image that must not stay, and what a client sees of it. */
    private enum Bad {
        CRC(4, 51, "verify", "crc"),
        SIGNATURE(4, 51, "verify", "signature"),
        MODEL(4, 51, "verify", "model"),
        DOWNGRADE(4, 51, "verify", "version"),
        SELF_TEST(7, 204, "self-test", "self-test");

        private final int status;
        private final int event;
        private final String phase;
        private final String layer;

        Bad(int status, int event, String phase, String layer) {
            this.status = status;
            this.event = event;
            this.phase = phase;
            this.layer = layer;
        }

        byte[] image() throws IOException {
            return switch (this) {
                case CRC -> Images.badCrc();
                case SIGNATURE -> Images.badSignature();
                case MODEL -> Images.of(new MeterType("meter-sim.example", "other"), "1.5.0", 2, "");
                case DOWNGRADE -> Images.of(Images.SIM_1P, "1.3.0", 0, "");
                case SELF_TEST -> Images.of(Images.SIM_1P, "1.5.0", 2, "selfTest: fail");
            };
        }
    }

    static Stream<Arguments> everyBadImageAtEveryStand() {
        return Arrays.stream(Bad.values()).flatMap(bad -> Stand.all().map(stand -> Arguments.of(bad, stand)));
    }

    @ParameterizedTest
    @MethodSource("org.metersim.interop.Stand#all")
    void aMissingBlockIsReportedRepairedAndTheImageRuns(Stand stand) throws Exception {
        byte[] image = Images.good("1.5.0");
        try (Meter meter = Meter.builder().start()) {
            try (ForeignClient client = stand.open(meter.tcp(), Who.FIRMWARE)) {
                assertEquals(BLOCK_BYTES, client.number(BLOCK_SIZE));
                assertEquals(SUCCESS, client.initiate(TRANSFER, ascii("fw-1.5.0"), image.length));
                send(client, image, MISSING);
                assertEquals(MISSING, client.number(FIRST_NOT_TRANSFERRED));
                assertEquals("1110111", client.bits(BITMAP));
                assertEquals(OTHER_REASON, client.verify(TRANSFER));
                assertEquals(1, client.number(STATUS));
                assertEquals(SUCCESS, client.block(TRANSFER, MISSING, block(image, MISSING)));
                assertEquals(blocks(image), client.number(FIRST_NOT_TRANSFERRED));
                assertEquals("1111111", client.bits(BITMAP));
                assertEquals(SUCCESS, client.verify(TRANSFER));
                assertEquals(3, client.number(STATUS));
                assertEquals(SUCCESS, client.activate(TRANSFER));
            }
            meter.clock().advance(Duration.ofMinutes(2));
            try (ForeignClient client = stand.open(meter.tcp(), Who.FIRMWARE)) {
                assertArrayEquals(ascii("1.5.0"), client.octets(VERSION));
                assertEquals(6, client.number(STATUS));
            }
            assertTrue(meter.state().hasLogged(17) && meter.state().hasLogged(18));
        }
    }

    @ParameterizedTest
    @MethodSource("everyBadImageAtEveryStand")
    void aBadImageEndsInStatusEventAndVerdictWhileTheOldOneRuns(Bad bad, Stand stand) throws Exception {
        byte[] image = bad.image();
        try (Meter meter = Meter.builder().start()) {
            try (ForeignClient client = stand.open(meter.tcp(), Who.FIRMWARE)) {
                assertEquals(SUCCESS, client.initiate(TRANSFER, ascii("fw-1.5.0"), image.length));
                send(client, image, -1);
                if (bad == Bad.SELF_TEST) {
                    assertEquals(SUCCESS, client.verify(TRANSFER));
                    assertEquals(SUCCESS, client.activate(TRANSFER));
                } else {
                    assertEquals(OTHER_REASON, client.verify(TRANSFER));
                    assertEquals(OTHER_REASON, client.activate(TRANSFER));
                }
            }
            assertFalse(meter.state().hasLogged(18));
            meter.clock().advance(Duration.ofMinutes(5));
            try (ForeignClient client = stand.open(meter.tcp(), Who.FIRMWARE)) {
                assertEquals(bad.status, client.number(STATUS));
                assertArrayEquals(ascii("1.4.2"), client.octets(VERSION));
                assertEquals(bad.event, client.number(LAST_EVENT));
                List<String> verdict = client.members(VERDICT);
                assertEquals(List.of(bad.phase, bad.layer), verdict.subList(0, 2), verdict::toString);
            }
            assertTrue(meter.state().hasLogged(bad.event));
        }
    }

    // Each is damaged in one way, and all else is made right again: exactly that layer refuses it.
    @ParameterizedTest
    @EnumSource(Stand.Peer.class)
    void everyDamageOfTheCatalogueIsRefusedByItsLayer(Stand.Peer peer) throws Exception {
        byte[] good = Images.good("1.5.0");
        try (Meter meter = Meter.builder().start();
                ForeignClient client = new Stand(peer, Line.WRAPPER).open(meter.tcp(), Who.FIRMWARE)) {
            for (Damage damage : Damage.values()) {
                byte[] image = damage.to(good, Images.key());
                assertEquals(SUCCESS, client.initiate(TRANSFER, ascii("fw-1.5.0"), image.length));
                send(client, image, -1);
                assertEquals(OTHER_REASON, client.verify(TRANSFER), damage.toString());
                assertEquals(4, client.number(STATUS), damage.toString());
                assertEquals(damage.refusedAt().word(), client.members(VERDICT).get(1), damage.toString());
                assertArrayEquals(ascii("1.4.2"), client.octets(VERSION));
            }
        }
    }

    private static void send(ForeignClient client, byte[] image, int without) throws IOException {
        for (int number = 0; number < blocks(image); number++) {
            if (number != without) {
                assertEquals(SUCCESS, client.block(TRANSFER, number, block(image, number)));
            }
        }
    }

    private static byte[] block(byte[] image, int number) {
        int from = number * BLOCK_BYTES;
        return Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
    }

    private static int blocks(byte[] image) {
        return (image.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
