package org.metersim.nic;

import org.metersim.nic.objects.NicObjects;
import org.metersim.profiles.MeterModel;

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
