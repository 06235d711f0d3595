package org.metersim.headend;

import java.util.UUID;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;

/**
 * What a meter confirmed of an update, as its NIC pushed it.
 *
 * @param serial serial number of the meter, printable ASCII
 * @param pushSetup logical name of the push setup that sent it
 * @param time when the update ended, by the meter's clock
 * @param eventCode of the meter's event map: 18 activated, 51 verification failed, 204 rolled back
 * @param counter of the meter's events, 32 bits unsigned, never repeats
 * @param ok true when the new image runs
 * @param verdict why not; {@link Verdict#NONE} when ok
 * @param oldIdentifier active before the update
 * @param newIdentifier the one offered; active now only when {@code ok}
 * @param updateId printable ASCII, one per initiated update
 * @param sha256 of the image, 32 bytes
 * @param receivedMs when it first arrived here, UTC milliseconds
 */
public record Confirmation(
        String serial,
        LogicalName pushSetup,
        CosemDateTime time,
        int eventCode,
        long counter,
        UpdateTarget target,
        boolean ok,
        Verdict verdict,
        Octets oldIdentifier,
        Octets newIdentifier,
        String updateId,
        Octets sha256,
        long receivedMs) {

    /** Where, by which check and why an update failed, in the words of the update engine. */
    public record Verdict(String phase, String layer, String cause) {

        public static final Verdict NONE = new Verdict("", "", "");

        /** {@code verify/crc/computed 1234ABCD, file says 00000000}. */
        @Override
        public String toString() {
            return equals(NONE) ? "" : phase + "/" + layer + "/" + cause;
        }
    }

    /**
     * The name of this event everywhere up the line: the same however often it is sent, another for any other event.
     * UUID version 5 of {@code serial|counter|time}, the time as the hex of its 12 octets.
     */
    public UUID eventId() {
        return EventIds.of(serial + "|" + counter + "|" + time.toOctets().toHex());
    }

    /** Whether both say the same of the same event, whenever they arrived. */
    boolean repeats(Confirmation other) {
        return withReceived(other.receivedMs).equals(other);
    }

    private Confirmation withReceived(long atMs) {
        return new Confirmation(
                serial,
                pushSetup,
                time,
                eventCode,
                counter,
                target,
                ok,
                verdict,
                oldIdentifier,
                newIdentifier,
                updateId,
                sha256,
                atMs);
    }
}
