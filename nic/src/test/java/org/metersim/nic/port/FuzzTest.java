package org.metersim.nic.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;
import org.metersim.runtime.Endpoint;

/** Bytes from outside never throw, whatever they are; the parameter is the seed. */
class FuzzTest {

    private static final int ROUNDS = 300;

    private static final List<String> APDUS = List.of(
            Bench.AARQ_PUBLIC,
            Bench.AARQ_READER,
            "6200",
            "6203800100",
            "C001C100030100010800FF0200",
            "C001C100070100630100FF02010202040600000001060000000A120001120000",
            "C002C100000001",
            "C003C102000100002A0000FF020000030100010800FF0200",
            "C101C100010000600102FF02000903414243",
            "C102C100010000600102FF02000000000001030904 41",
            "C103C101000000020142",
            "C104C10100010000600102FF020001090141",
            "C105C10100010000600102FF020001000000010401090141",
            "C301C1001200002C0000FF02010202060000000209028081",
            "C302C100000001",
            "C303C10100460000600 30AFF01010F00",
            "C304C10046000060030AFF010000000001010F",
            "C305C1010046000060030AFF010000000001020 10F",
            "C306C101000000020100",
            "C301C1004000002B0001FF020101010202160009180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2");

    private static byte[] mutated(Random random, byte[] bytes) {
        byte[] changed = bytes.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && changed.length > 0; i++) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        int cut = random.nextInt(4) == 0 ? random.nextInt(changed.length + 1) : changed.length;
        return Arrays.copyOf(changed, cut);
    }

    private static byte[] anyApdu(Random random) {
        String hex = APDUS.get(random.nextInt(APDUS.size()));
        return random.nextInt(3) == 0 ? Hex.bytes(hex) : mutated(random, Hex.bytes(hex));
    }

    private static void drain(Endpoint port) {
        Bench.output(port);
        assertTrue(port.deadlineMs() > 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noApduInTheWrapperThrows(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench();
        Endpoint port = bench.nic.openWrapper(bench.nowMs);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] apdu = anyApdu(random);
            int sap = List.of(16, 2, 1, 3, 5).get(random.nextInt(5));
            port.receive(Hex.bytes("0001%04X0001%04X%s".formatted(sap, apdu.length, Hex.compact(apdu))), bench.nowMs);
            drain(port);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void noApduInsideTheCipherThrows(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench();
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] apdu = anyApdu(random);
            if (apdu.length > 0) {
                client.send(client.seal(0xDB, HlsClient.BOTH, Hex.compact(apdu)));
            }
        }
        assertEquals(1, bench.nic.status(bench.nowMs).ports());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void noMutatedCipheredApduThrows(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench();
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated();
        for (int i = 0; i < ROUNDS; i++) {
            String sealed = client.seal(random.nextBoolean() ? 0xDB : 0, HlsClient.BOTH, "C001C100030100010800FF0200");
            client.send(Hex.compact(mutated(random, Hex.bytes(sealed))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void noBytesThrowAtTheWrapper(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench();
        for (int i = 0; i < ROUNDS; i++) {
            Endpoint port = bench.nic.openWrapper(bench.nowMs);
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            port.receive(bytes, bench.nowMs);
            port.receive(bytes, bench.nowMs + 1);
            drain(port);
            port.lineLost(bench.nowMs + 2);
        }
        assertTrue(bench.nic.isAtRest());
    }

    // HDLC frames whose check sequences fit are made by the station of the other end
    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48})
    void noFrameThrowsAtHdlc(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench();
        Endpoint port = bench.nic.openHdlc(bench.nowMs);
        for (int i = 0; i < ROUNDS; i++) {
            port.receive(TestFrames.any(random, anyApdu(random)), bench.nowMs + i);
            drain(port);
            if (random.nextInt(10) == 0) {
                byte[] noise = new byte[random.nextInt(40)];
                random.nextBytes(noise);
                port.receive(noise, bench.nowMs + i);
                port.wake(bench.nowMs + i);
                drain(port);
            }
        }
        port.receive(Hex.bytes("7E7EA00703215303C77E"), bench.nowMs + 100_000);
        assertTrue(Bench.output(port).startsWith("7EA0072103"), "the line is still answered");
    }
}
