package org.metersim.transport.ble.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.H4Decoder;
import org.metersim.transport.ble.hci.HciCommand;
import org.metersim.transport.ble.hci.HciPacket;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.Opcode;
import org.metersim.transport.ble.l2cap.L2capFrame;

/** Whatever a host sends, nothing is thrown, each command is answered once, and a Reset or a new wire works again. */
class ControllerFuzzTest {

    private static final int STEPS = 2_000 * Integer.getInteger("fuzz.factor", 1);
    private static final int METERS = 12;
    private static final Opcode[] OPCODES = Opcode.values();
    private static final List<String> GOOD = List.of(
            "01 0B 20 07 01 10 00 10 00 00 00",
            "01 0B 20 07 00 10 00 10 00 00 01",
            "01 0C 20 02 01 00",
            "01 0C 20 02 01 01",
            "01 0C 20 02 00 00",
            "01 05 20 06 01 02 03 04 05 C6",
            "01 01 0C 08 FF FF FF FF FF FF FF 3F",
            "01 01 20 08 FF FF FF FF 00 00 00 00",
            "01 0E 20 00",
            "01 33 0C 07 1B 00 00 02 00 00 00",
            "01 31 0C 01 01",
            "01 24 20 04 FB 00 48 08",
            "01 11 20 07 01 03 00 00 EE FF C0",
            "01 0D 20 19 10 00 10 00 01 00 00 00 00 00 00 00 00 18 00 28 00 00 00 2A 00 00 00 00 00");

    private final FakeAir air = new FakeAir(METERS, 20, 300);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 62_056, 0xC0FFEE, 201})
    void aResetBringsItBack(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        air.bonded = random.nextBoolean();
        HostBench bench = new HostBench(air, new SplittableRandom(seed));
        for (int step = 0; step < STEPS; step++) {
            String where = "seed " + seed + ", step " + step;
            disturb(bench, random, where);
            assertFalse(bench.controller.isClosed(), where);
            if (step % 100 == 99) {
                bench.faults
                        .losePackets(0)
                        .silence(false)
                        .stopAdvertising(false)
                        .slowNotifications(0);
                bench.faults
                        .disconnectAtPacket(0, HciStatus.CONNECTION_TIMEOUT)
                        .loseNextPackets(0)
                        .refuseMtu(false);
                worksAfterAReset(bench, where);
            }
        }
    }

    private void disturb(HostBench bench, SplittableRandom random, String where) {
        switch (random.nextInt(10)) {
            case 0, 1 -> isAnsweredOnce(bench, command(random), where);
            case 2, 3 -> bench.send(GOOD.get(random.nextInt(GOOD.size())));
            case 4 -> bench.send(Hex.of(connect(random.nextInt(METERS + 2))));
            case 5, 6, 7 -> bench.send(data(random).encode(), 1 + random.nextInt(50));
            case 8 -> bench.pass(random.nextInt(600));
            default -> fault(bench.faults, random);
        }
        if (random.nextInt(20) == 0 && !air.held.isEmpty()) {
            FakeMeter meter = air.held.get(air.held.keySet().iterator().next());
            meter.output.add(new L2capFrame(4, Octets.of(noise(random, 1_000))));
            meter.closed = random.nextInt(4) == 0;
        }
    }

    private static void fault(AirFaults faults, SplittableRandom random) {
        switch (random.nextInt(8)) {
            case 0 -> faults.losePackets(random.nextDouble());
            case 1 -> faults.silence(random.nextBoolean());
            case 2 -> faults.stopAdvertising(random.nextBoolean());
            case 3 -> faults.slowNotifications(random.nextInt(50));
            case 4 -> faults.disconnectAtPacket(random.nextInt(5), HciStatus.REMOTE_USER_TERMINATED_CONNECTION);
            case 5 -> faults.loseNextPackets(random.nextInt(30));
            case 6 -> faults.refuseMtu(random.nextBoolean());
            default -> faults.losePackets(0);
        }
    }

    /** A command of the table with parameters of any kind, or any other. */
    private static HciCommand command(SplittableRandom random) {
        boolean known = random.nextInt(10) > 0;
        int opcode = known ? OPCODES[random.nextInt(OPCODES.length)].code() : random.nextInt(0x10000);
        byte[] parameters = noise(random, 40);
        if (parameters.length > 1 && random.nextBoolean()) {
            parameters[0] = (byte) (0x40 + random.nextInt(4));
            parameters[1] = 0;
        }
        return new HciCommand(opcode, Octets.of(parameters));
    }

    private static byte[] connect(int meter) {
        ByteWriter out = new ByteWriter().bytes(Hex.bytes("01 0D 20 19 10 00 10 00 00"));
        FakeAir.address(meter).write(out);
        return out.bytes(Hex.bytes("00 18 00 28 00 00 00 2A 00 00 00 00 00")).toBytes();
    }

    private static AclData data(SplittableRandom random) {
        AclData.Boundary boundary = AclData.Boundary.values()[random.nextInt(4)];
        byte[] payload = noise(random, Identity.ACL_BYTES);
        if (payload.length > 4 && random.nextInt(4) > 0) {
            payload[0] = (byte) (payload.length - 4 + (random.nextInt(3) == 0 ? 100 : 0));
            payload[1] = 0;
            payload[2] = (byte) (3 + random.nextInt(5));
            payload[3] = 0;
            payload[4] = (byte) (random.nextBoolean() ? 0x52 : 0x02);
        }
        return new AclData(0x40 + random.nextInt(20), boundary, Octets.of(payload));
    }

    private static byte[] noise(SplittableRandom random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void isAnsweredOnce(HostBench bench, HciCommand command, String where) {
        boolean silent = command.opcode() == Opcode.HOST_NUMBER_OF_COMPLETED_PACKETS.code();
        List<String> answers = new ArrayList<>(bench.send(Hex.of(command.encode())));
        String opcode = Hex.of(new byte[] {(byte) command.opcode(), (byte) (command.opcode() >> 8)});
        answers.removeIf(packet ->
                !packet.matches("04 0E .. 01 " + opcode + ".*") && !packet.matches("04 0F 04 .. 01 " + opcode));

        // its completed packets are answered only when they are wrong
        assertTrue(answers.size() == 1 || silent && answers.isEmpty(), where + ": " + command + " " + answers);
    }

    private void worksAfterAReset(HostBench bench, String where) {
        assertEquals(List.of("04 0E 04 01 03 0C 00"), bench.send("01 03 0C 00"), where);
        air.held.values().forEach(meter -> assertEquals(1, meter.losses, where));
        air.held.clear();
        bench.ready();
        bench.connect(1);
        assertEquals(
                List.of("04 13 05 01 40 00 01 00", "02 40 20 07 00 03 00 04 00 03 F7 00"),
                bench.send("02 40 00 07 00 03 00 04 00 02 00 01"),
                where);
        bench.send("01 0C 20 02 01 01");
        assertEquals(METERS - 1, bench.pass(1_000).size(), where);
        bench.send("01 03 0C 00");
        air.held.clear();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void afterNoiseANewWireWorks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int wire = 0; wire < STEPS / 10; wire++) {
            HostBench bench = new HostBench(air, new SplittableRandom(seed));
            bench.ready();
            bench.connect(0);
            for (int i = 0; i < 5; i++) {
                bench.send(noise(random, 300), 1 + random.nextInt(40));
                bench.pass(random.nextInt(100));
            }
            bench.controller.lineLost(bench.nowMs);
            assertEquals(1, air.held.get(0).losses, "seed " + seed + ", wire " + wire);
            air.held.clear();
        }
        worksAfterAReset(new HostBench(air), "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theDecoderGivesPacketsOrRefuses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            H4Decoder decoder = new H4Decoder(Identity.ACL_BYTES);
            try {
                decode(decoder, random);
            } catch (DecodeException refused) {
                assertFalse(refused.getMessage().isEmpty());
            }
        }
    }

    private static void decode(H4Decoder decoder, SplittableRandom random) {
        for (int chunk = 0; chunk < 20; chunk++) {
            byte[] bytes = noise(random, 20);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(6);
            }
            decoder.feed(bytes);
            for (Optional<HciPacket> packet = decoder.next(); packet.isPresent(); packet = decoder.next()) {
                assertTrue(packet.get().encode().length >= 3);
            }
        }
    }
}
