package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.interop.ForeignClient.SUCCESS;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.meter.Meter;
import org.metersim.meter.Meters;
import org.metersim.transport.ble.controller.HciCapture;

/**
 * A Bluetooth host stack that we did not write finds a meter by its serial number, and a DLMS client that we did not
 * write updates the meter through it. {@code .ci/noble/run} installs noble and runs this.
 */
@EnabledIfSystemProperty(named = NobleBridge.FOLDER, matches = ".+")
@Timeout(120)
class NobleTest {

    private static final int METERS = 20;
    private static final int BLOCK_BYTES = 512;
    private static final String TRANSFER = "0.0.44.0.0.255";
    private static final Target STATUS = new Target(18, TRANSFER, 6);
    private static final Target FIRST_NOT_TRANSFERRED = new Target(18, TRANSFER, 4);
    private static final Target VERSION = new Target(1, "1.0.0.2.0.255", 2);
    private static final Target DIGEST = new Target(1, "1.0.0.2.8.255", 2);
    private static final Target DEVICE_NAME = new Target(1, "0.0.42.0.0.255", 2);

    @TempDir
    private Path folder;

    @Test
    void aForeignCentralCarriesAForeignClientThroughAWholeUpdate() throws Exception {
        byte[] image = Images.good("1.5.0");
        Path hci = folder.resolve("hci");
        HciCapture capture = new HciCapture(HciCapture.Format.PCAPNG);
        try (OutputStream file = Files.newOutputStream(captureFile());
                Meters meters = Meters.builder()
                        .count(METERS)
                        .bluetoothPty(hci)
                        .bluetoothTap(
                                (direction, packet, nowMs) -> written(file, capture.record(direction, packet, nowMs)))
                        .open()) {
            file.write(capture.header());
            Meter meter = meters.meter(METERS - 1);
            try (NobleBridge central = NobleBridge.find(hci, meter.serial())) {
                assertEquals(meter.bluetoothName(), central.name());
                assertEquals(
                        meter.bluetoothAddress().toString(), central.address().toUpperCase(Locale.ROOT));
                assertEquals(247, central.mtu());
                assertTrue(central.seen() >= 1 && central.seen() <= METERS, () -> "seen " + central.seen());
                transfer(central, image);
                meters.clock().advance(Duration.ofMinutes(2));
                try (ForeignClient client = GuruxPeer.open(central.tcp(), Line.HDLC, Who.FIRMWARE, Secrets.RIGHT)) {
                    assertArrayEquals(ascii("1.5.0"), client.octets(VERSION));
                    assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(image), client.octets(DIGEST));
                    assertEquals(6, client.number(STATUS));
                }
            }
        }
    }

    private static void transfer(NobleBridge central, byte[] image) throws IOException {
        try (ForeignClient client = GuruxPeer.open(central.tcp(), Line.HDLC, Who.FIRMWARE, Secrets.RIGHT)) {
            assertArrayEquals(ascii("SIM0000000012364"), client.octets(DEVICE_NAME));
            assertEquals(SUCCESS, client.initiate(TRANSFER, ascii("fw-1.5.0"), image.length));
            for (int from = 0; from < image.length; from += BLOCK_BYTES) {
                byte[] block = Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
                assertEquals(SUCCESS, client.block(TRANSFER, from / BLOCK_BYTES, block));
            }
            assertEquals(image.length / BLOCK_BYTES + 1, client.number(FIRST_NOT_TRANSFERRED));
            assertEquals(SUCCESS, client.verify(TRANSFER));
            assertEquals(SUCCESS, client.activate(TRANSFER));
        }
    }

    /** Where {@code .ci/noble/run} lets tshark look at it. */
    private Path captureFile() {
        return Path.of(System.getProperty(
                "noble.capture", folder.resolve("noble.pcapng").toString()));
    }

    private static void written(OutputStream file, byte[] record) {
        try {
            file.write(record);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
