package org.metersim.metrology.image;

import java.util.Map;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.Identity;

/**
 * What a meter demands of an image besides that it is whole and signed.
 *
 * @param identity of the meter type: vendor, model and hardware revision
 * @param component 0 metrology, 1 NIC, 2 program, 3 bundle
 * @param announced the identifier it was initiated with
 * @param running versions that run now, by component
 * @param securityCounter the smallest it may have
 * @param maxBytes of the slot
 * @param trust what this meter knows of keys, besides what its model does
 */
public record ImagePolicy(
        Identity identity,
        int component,
        Octets announced,
        Map<Integer, ImageVersion> running,
        long securityCounter,
        int maxBytes,
        MeterTrust trust) {}
