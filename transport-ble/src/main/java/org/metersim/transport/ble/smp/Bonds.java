package org.metersim.transport.ble.smp;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordStore;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * The bonds of a meter, in its memory, each with what its central wants to hear. There are a few; the one that was
 * written longest ago gives way to a new one. Owned by one thread.
 */
public final class Bonds {

    /** Of the region that holds them, bytes. */
    public static final int MEMORY_BYTES = 2 * 4096;

    /** How many centrals a meter remembers. */
    static final int MAX_BONDS = 8;

    private static final int KEY_BYTES = 16;

    /** One of them. @param written counts up. @param configurations what the central wants to hear, by handle */
    private record Entry(Bond bond, long written, Map<Integer, Integer> configurations) {

        static Entry read(byte[] record) {
            ByteReader in = new ByteReader(record);
            long written = in.u32le("written");
            BluetoothAddress identity = BluetoothAddress.read(in);
            Octets key = in.octets("long term key", KEY_BYTES);
            boolean authenticated = in.flag("authenticated");
            Octets identityKey = in.octets("identity key", in.u8("identity key length"));
            Map<Integer, Integer> configurations = new TreeMap<>();
            while (!in.isEmpty()) {
                configurations.put(in.u16le("handle"), in.u8("configuration"));
            }
            return new Entry(
                    new Bond(identity, new LongTermKey(key, authenticated), identityKey), written, configurations);
        }

        byte[] encode() {
            ByteWriter out = new ByteWriter().u32le(written);
            bond.identity().write(out);
            out.octets(bond.key().octets()).u8(bond.key().authenticated() ? 1 : 0);
            out.u8(bond.identityKey().length()).octets(bond.identityKey());
            configurations.forEach((handle, bits) -> out.u16le(handle).u8(bits));
            return out.toBytes();
        }
    }

    private final RecordStore records;
    private final Map<Integer, Entry> entries = new TreeMap<>();

    /** @param region of {@link #MEMORY_BYTES} */
    public Bonds(NonVolatileMemory region) {
        records = new RecordStore(region);
        records.range(0, MAX_BONDS).forEach((place, record) -> {
            try {
                entries.put(place, Entry.read(record));
            } catch (DecodeException ofAnotherVersion) {
                // a record that this version does not know is no bond
            }
        });
    }

    /** The bond with whoever has that address now. */
    public Optional<Bond> find(BluetoothAddress central) {
        return place(central).map(entries::get).map(Entry::bond);
    }

    private Optional<Integer> place(BluetoothAddress central) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().bond().isOf(central))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What that central wanted to hear when it was here before. */
    public Map<Integer, Integer> configurations(BluetoothAddress central) {
        return place(central).map(entries::get).map(Entry::configurations).orElse(Map.of());
    }

    /** Keeps a bond, in the place of one with the same central; durable when it returns. */
    public void keep(Bond bond) {
        int place = place(bond.identity()).orElseGet(this::freePlace);
        write(place, new Entry(bond, nextWritten(), Map.of()));
    }

    /** Keeps what a bonded central wants to hear. */
    public void configure(BluetoothAddress central, Map<Integer, Integer> wanted) {
        if (!configurations(central).equals(wanted)) {
            find(central)
                    .ifPresent(bond ->
                            place(central).ifPresent(place -> write(place, new Entry(bond, nextWritten(), wanted))));
        }
    }

    private void write(int place, Entry entry) {
        records.put(place, entry.encode());
        entries.put(place, entry);
    }

    private int freePlace() {
        return IntStream.range(0, MAX_BONDS)
                .filter(place -> !entries.containsKey(place))
                .findFirst()
                .orElseGet(this::oldest);
    }

    private int oldest() {
        return entries.entrySet().stream()
                .min(Comparator.comparingLong(entry -> entry.getValue().written()))
                .orElseThrow()
                .getKey();
    }

    private long nextWritten() {
        return 1 + entries.values().stream().mapToLong(Entry::written).max().orElse(0);
    }

    /** How many there are. */
    public int count() {
        return entries.size();
    }
}
