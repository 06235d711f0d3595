package org.metersim.nic;

import org.metersim.nic.objects.NicObjects;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.MemoryMap;

/** What all cards of one profile share; immutable. */
public final class NicModel {

    private final MeterModel profile;
    private final NicObjects objects;

    private NicModel(MeterModel profile) {
        this.profile = profile;
        this.objects = NicObjects.of(profile);
    }

    public static NicModel of(MeterModel profile) {
        return new NicModel(profile);
    }

    /** What lies where in the card's memory. */
    public MemoryMap memoryMap() {
        return NicState.memoryMap();
    }

    public MeterModel profile() {
        return profile;
    }

    NicObjects objects() {
        return objects;
    }

    @Override
    public String toString() {
        return "NicModel " + profile.name();
    }
}
