package org.metersim.meter;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.nic.Nic;
import org.metersim.nic.NicModel;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.MemoryMap;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.transport.ble.smp.Bonds;

/**
 * What all meters of a type share: both boards' models and what the memory holds when it leaves the factory.
 *
 * <p>The memory of a meter is the NIC's region, then the metrology's, then that of the bonds of Bluetooth.
 */
record SharedModel(MeterModel profile, NicModel nic, MetrologyModel metrology, FactoryContent factory) {

    /** @param trustedKeysPem public keys whose images the meters take besides the profile's */
    static SharedModel of(MeterModel profile, List<String> trustedKeysPem) {
        MetrologyModel metrology = MetrologyModel.of(profile, trustedKeysPem);
        Map<Integer, byte[]> pieces = new TreeMap<>();
        metrology.factoryPieces().forEach((address, bytes) -> pieces.put(Nic.MEMORY_BYTES + address, bytes));
        FactoryContent factory = new FactoryContent(
                Nic.MEMORY_BYTES + metrology.memoryBytes() + Bonds.MEMORY_BYTES, metrology.flash(), pieces);
        return new SharedModel(profile, NicModel.of(profile), metrology, factory);
    }

    /** What lies where in the memory of a meter. */
    MemoryMap memoryMap() {
        return new MemoryMap()
                .with(nic.memoryMap(), 0)
                .with(metrology.memoryMap(), Nic.MEMORY_BYTES)
                .area("bluetooth/bonds", bondsAt(), Bonds.MEMORY_BYTES);
    }

    NonVolatileMemory nicRegion(NonVolatileMemory memory) {
        return new MemoryRegion(memory, 0, Nic.MEMORY_BYTES);
    }

    NonVolatileMemory metrologyRegion(NonVolatileMemory memory) {
        return new MemoryRegion(memory, Nic.MEMORY_BYTES, metrology.memoryBytes());
    }

    private int bondsAt() {
        return Nic.MEMORY_BYTES + metrology.memoryBytes();
    }

    NonVolatileMemory bondRegion(NonVolatileMemory memory) {
        return new MemoryRegion(memory, bondsAt(), Bonds.MEMORY_BYTES);
    }
}
