package org.metersim.headend;

import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.profiles.MeterModel;

/** Keys of the meters that the concentrator knows; never printed. */
@FunctionalInterface
public interface MeterKeys {

    /** Knows no meter. */
    MeterKeys NONE = systemTitle -> List.of();

    /**
     * The keys that may cipher a push of a meter, the likeliest first; empty when it is not known.
     *
     * @param systemTitle of the meter, 8 bytes
     */
    List<CipherKeys> of(Octets systemTitle);

    /** Those that every meter of a profile leaves the factory with, of each of its associations that has keys. */
    static MeterKeys ofProfile(MeterModel profile) {
        return systemTitle -> profile.associations().stream()
                .flatMap(association -> association.security().stream())
                .map(security -> security.keys().of(systemTitle))
                .map(keys -> new CipherKeys(keys.guek(), keys.gak()))
                .distinct()
                .toList();
    }
}
