package org.metersim.transport.ble.controller;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.Hex;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.H4Decoder;
import org.metersim.transport.ble.hci.HciPacket;

/** A host's end of the wire, in stepped time. */
final class HostBench {

    static final BluetoothAddress ADDRESS = BluetoothAddress.parse(BluetoothAddress.Type.PUBLIC, "02:00:00:00:00:01");

    /** Of LE Rand: 01 02 03 04 05 06 07 08. */
    private static final RandomGenerator CHANCE = () -> 0x0807060504030201L;

    private static final long START_MS = 1_700_000_000_000L;
    private static final int ANY_ACL_BYTES = 0xFFFF;

    final FakeAir air;
    final AirFaults faults = new AirFaults(42);
    final VirtualController controller;
    long nowMs = START_MS;

    HostBench(FakeAir air) {
        this(air, CHANCE);
    }

    HostBench(FakeAir air, RandomGenerator chance) {
        this.air = air;
        this.controller = new VirtualController(ADDRESS, air, faults, chance);
    }

    /** Sends octets in chunks. @return the packets that come back, in hex */
    List<String> send(byte[] octets, int chunkLength) {
        List<String> answers = new ArrayList<>();
        for (int at = 0; at < octets.length; at += chunkLength) {
            controller.receive(Arrays.copyOfRange(octets, at, Math.min(octets.length, at + chunkLength)), nowMs);
            collect(answers);
        }
        return answers;
    }

    List<String> send(String hex) {
        return send(Hex.bytes(hex), Integer.MAX_VALUE / 2);
    }

    /** Lets time pass, from deadline to deadline. */
    List<String> pass(long ms) {
        List<String> answers = new ArrayList<>();
        long endMs = nowMs + ms;
        while (controller.deadlineMs() <= endMs) {
            nowMs = Math.max(nowMs, controller.deadlineMs());
            controller.wake(nowMs);
            collect(answers);
        }
        nowMs = endMs;
        controller.wake(nowMs);
        collect(answers);
        return answers;
    }

    private void collect(List<String> answers) {
        Optional<byte[]> output = controller.nextOutput();
        while (output.isPresent()) {
            answers.add(Hex.of(output.get()));
            output = controller.nextOutput();
        }
    }

    /** As {@link #send}, decoded. */
    static List<HciPacket> decoded(List<String> packets) {
        return packets.stream().map(HostBench::decoded).toList();
    }

    static HciPacket decoded(String packet) {
        H4Decoder decoder = new H4Decoder(ANY_ACL_BYTES);
        decoder.feed(Hex.bytes(packet));
        return decoder.next().orElseThrow();
    }

    /** Reset, all events wanted. */
    HostBench ready() {
        send("01 03 0C 00");
        send("01 01 0C 08 FF FF FF FF FF FF FF 3F");
        send("01 01 20 08 FF 01 00 00 00 00 00 00");
        return this;
    }

    /** Connects to that meter, whose handle is that. @return its end of the link */
    FakeMeter connect(int meter) {
        String address = FakeAir.address(meter).octets().toHex();
        send("01 0D 20 19 10 00 10 00 00 01" + address + "00 18 00 28 00 00 00 2A 00 00 00 00 00");
        pass(5_000);
        FakeMeter peripheral = air.held.get(meter);
        if (peripheral == null) {
            throw new AssertionError("meter " + meter + " was not connected");
        }
        return peripheral;
    }
}
