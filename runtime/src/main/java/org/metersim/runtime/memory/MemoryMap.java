package org.metersim.runtime.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What lies where in a flash, by name: {@code metrology/slot 1/marker 17}. Said by who owns the memory. */
public final class MemoryMap {

    private static final int MANY = 8;

    /**
     * A stretch of it.
     *
     * @param part what the equal parts of it are called, {@code marker}
     * @param partBytes how long each is; 0 for a stretch without parts
     */
    private record Area(String name, int start, int sizeBytes, String part, int partBytes) {

        boolean holds(int address) {
            return address >= start && address < start + sizeBytes;
        }

        String nameAt(int address) {
            return partBytes == 0 ? name : name + "/" + part + " " + (address - start) / partBytes;
        }
    }

    private final List<Area> areas = new ArrayList<>();
    private final Map<Integer, TreeMap<Integer, String>> records = new TreeMap<>();

    /** Adds a stretch of it. */
    public MemoryMap area(String name, int start, int sizeBytes) {
        areas.add(new Area(name, start, sizeBytes, "", 0));
        return this;
    }

    /**
     * Equal parts, numbered from 0 on.
     *
     * @param name of each, {@code marker}
     */
    public record Parts(String name, int bytes) {}

    /** Adds a stretch of equal parts. */
    public MemoryMap parts(String name, Parts parts, int start, int sizeBytes) {
        areas.add(new Area(name, start, sizeBytes, parts.name(), parts.bytes()));
        return this;
    }

    /**
     * Adds a {@link RecordStore}: a batch in it is called after the records that it has, too.
     *
     * @param names of records, from a number up to the next that has a name
     */
    public MemoryMap records(String name, int start, int sizeBytes, Map<Integer, String> names) {
        records.put(start, new TreeMap<>(names));
        return area(name, start, sizeBytes);
    }

    /** Adds another map, of a region that begins at {@code start}. */
    public MemoryMap with(MemoryMap other, int start) {
        other.areas.forEach(area -> areas.add(
                new Area(area.name(), start + area.start(), area.sizeBytes(), area.part(), area.partBytes())));
        other.records.forEach((at, names) -> records.put(start + at, names));
        return this;
    }

    /** Where what is called so begins; empty when nothing is. */
    public OptionalInt find(String name) {
        for (Area area : areas) {
            String prefix = area.name() + "/" + area.part() + " ";
            if (area.name().equals(name)) {
                return OptionalInt.of(area.start());
            }
            if (area.partBytes() > 0 && name.startsWith(prefix)) {
                String number = name.substring(prefix.length());
                if (number.matches("\\d{1,7}") && Integer.parseInt(number) < area.sizeBytes() / area.partBytes()) {
                    return OptionalInt.of(area.start() + Integer.parseInt(number) * area.partBytes());
                }
            }
        }
        return OptionalInt.empty();
    }

    FlashOperation program(long number, int address, byte[] bytes) {
        List<String> names = new ArrayList<>();
        for (Area area : areas) {
            if (area.holds(address)) {
                names.add(area.nameAt(address));
                recordNames(area, bytes).forEach(record -> names.add(area.name() + "/" + record));
            }
        }
        return new FlashOperation(number, false, address, bytes.length, names);
    }

    private List<String> recordNames(Area area, byte[] bytes) {
        TreeMap<Integer, String> known = records.get(area.start());
        if (known == null) {
            return List.of();
        }
        return RecordBank.keysIn(bytes).stream()
                .flatMap(key -> Optional.ofNullable(known.floorEntry(key)).stream())
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    FlashOperation erase(long number, int address, int sectorBytes) {
        List<String> names = new ArrayList<>();
        for (Area area : areas) {
            int from = Math.max(area.start(), address);
            int to = Math.min(area.start() + area.sizeBytes(), address + sectorBytes);
            int step = area.partBytes() == 0 ? sectorBytes : area.partBytes();
            for (int at = from; at < to && names.size() < MANY * sectorBytes; at += step) {
                names.add(area.nameAt(at));
            }
        }
        return new FlashOperation(number, true, address, sectorBytes, names);
    }
}
