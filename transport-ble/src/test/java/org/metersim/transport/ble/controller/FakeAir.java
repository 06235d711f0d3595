package org.metersim.transport.ble.controller;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.hci.BluetoothAddress;

/** Meters in the air: meter n has the address C0:FF:EE:00:00:00 + n and shows n in its name. */
final class FakeAir implements Air {

    static final LongTermKey KEY = new LongTermKey(Octets.parse("00112233445566778899AABBCCDDEEFF"), false);

    private static final Octets FLAGS = Octets.parse("02 01 06");

    final Map<Integer, FakeMeter> held = new HashMap<>();
    final Map<Integer, BluetoothAddress> centrals = new HashMap<>();
    final Set<Integer> silent = new HashSet<>();
    final Set<Integer> unconnectable = new HashSet<>();
    boolean bonded;
    boolean namesInScanResponse = true;
    private final int count;
    private final int shortestIntervalMs;
    private final int longestIntervalMs;

    FakeAir(int count, int shortestIntervalMs, int longestIntervalMs) {
        this.count = count;
        this.shortestIntervalMs = shortestIntervalMs;
        this.longestIntervalMs = longestIntervalMs;
    }

    /** One meter, each 100 ms. */
    static FakeAir ofOne() {
        return new FakeAir(1, 100, 100);
    }

    static BluetoothAddress address(int meter) {
        Octets octets = new ByteWriter().u32le(meter).u16le(0xC0FF).toOctets();
        return new BluetoothAddress(
                BluetoothAddress.Type.RANDOM,
                new ByteWriter()
                        .u16le(meter)
                        .u8(0)
                        .u8(0xEE)
                        .octets(octets.slice(4, 6))
                        .toOctets());
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Optional<Advertisement> advertisement(int meter, long nowMs) {
        boolean isHeld = held.containsKey(meter) && held.get(meter).lostReason.isEmpty();
        if (isHeld || silent.contains(meter)) {
            return Optional.empty();
        }
        Octets name = namesInScanResponse ? Octets.parse("03 09 4D").plus(Octets.ascii("" + meter % 10)) : Octets.EMPTY;
        int intervalMs = shortestIntervalMs + meter * 37 % (longestIntervalMs - shortestIntervalMs + 1);
        return Optional.of(new Advertisement(
                address(meter), !unconnectable.contains(meter), FLAGS, name, intervalMs, -60 - meter % 30));
    }

    @Override
    public Optional<Peripheral> connect(int meter, BluetoothAddress central, long nowMs) {
        if (advertisement(meter, nowMs).filter(Advertisement::connectable).isEmpty()) {
            return Optional.empty();
        }
        FakeMeter peripheral = new FakeMeter();
        peripheral.key = bonded ? Optional.of(KEY) : Optional.empty();
        held.put(meter, peripheral);
        centrals.put(meter, central);
        return Optional.of(peripheral);
    }
}
