package org.metersim.metrology.link;

import org.metersim.dlms.codec.Octets;

/**
 * How an update ended: what metrology tells the NIC, and the NIC the concentrator.
 *
 * @param eventCounter per meter, never repeats, 32 bits unsigned
 * @param eventCode of the profile's event map: 18 activated, 51 verification failed, 204 rolled back
 * @param atMs when it ended, simulated UTC milliseconds
 * @param ok true when the new image runs and is confirmed
 * @param verdict empty words when ok
 * @param oldIdentifier active before the update
 * @param newIdentifier the one offered; active now only when {@code ok}
 * @param updateId ASCII, one per initiated update
 * @param sha256 of the whole image, 32 bytes
 */
public record UpdateConfirmation(
        long eventCounter,
        int eventCode,
        long atMs,
        UpdateKind kind,
        boolean ok,
        UpdateVerdict verdict,
        Octets oldIdentifier,
        Octets newIdentifier,
        String updateId,
        Octets sha256) {}
