package org.metersim.runtime.memory;

import java.util.List;

/**
 * One operation of a flash, with what it is called.
 *
 * @param number as {@link NonVolatileMemory#operations()} counts
 * @param names of what it writes or erases, by {@link MemoryMap}: of an erase all that begins in the sector
 */
public record FlashOperation(long number, boolean isErase, int address, int lengthBytes, List<String> names) {

    public FlashOperation {
        names = List.copyOf(names);
    }

    /** True when it touches what is called so, or a part of it: {@code metrology/slot 1} has {@code marker 17}. */
    public boolean touches(String name) {
        return names.stream().anyMatch(each -> each.equals(name) || each.startsWith(name + "/"));
    }

    @Override
    public String toString() {
        String where = names.isEmpty() ? "address " + address : names.get(0);
        return (isErase ? "erase" : "program") + " " + number + " at " + where;
    }
}
