package org.metersim.metrology.link;

import java.util.List;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;

/**
 * How an update ended: what metrology tells the NIC, and the NIC the concentrator.
 *
 * @param eventCounter per meter, never repeats, 32 bits unsigned
 * @param eventCode of the profile's event map: 18 activated, 51 verification failed, 204 rolled back
 * @param at when it ended, as the meter's clock showed it
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
        CosemDateTime at,
        UpdateKind kind,
        boolean ok,
        UpdateVerdict verdict,
        Octets oldIdentifier,
        Octets newIdentifier,
        String updateId,
        Octets sha256) {

    /** The object whose value is the code of an event. */
    private static final LogicalName EVENT_OBJECT = LogicalName.parse("0-0:96.11.0.255");

    /**
     * The record of the last update, as it is read and pushed: a structure of 12 - date-time, event object, event code,
     * event counter, kind, result, verdict, identifier object, old and new identifier, update id, SHA-256.
     */
    public CosemData.Structure toData() {
        return new CosemData.Structure(List.of(
                at.toData(),
                EVENT_OBJECT.toData(),
                CosemData.longUnsigned(eventCode),
                CosemData.doubleLongUnsigned(eventCounter),
                CosemData.enumeration(kind.ordinal()),
                CosemData.enumeration(ok ? 0 : 1),
                verdict.toData(),
                kind.identifierObject().toData(),
                new CosemData.OctetString(oldIdentifier),
                new CosemData.OctetString(newIdentifier),
                new CosemData.OctetString(Octets.ascii(updateId)),
                new CosemData.OctetString(sha256)));
    }

    /**
     * What {@link #toData} made.
     *
     * @throws DecodeException when {@code data} is nothing of that kind
     */
    public static UpdateConfirmation of(CosemData data) {
        Fields fields = new Fields(data, 12);
        return new UpdateConfirmation(
                fields.number(3),
                (int) fields.number(2),
                CosemDateTime.of(fields.octets(0)),
                UpdateKind.values()[(int) fields.number(4) % UpdateKind.values().length],
                fields.number(5) == 0,
                UpdateVerdict.of(fields.at(6)),
                fields.octets(8),
                fields.octets(9),
                fields.octets(10).toAscii(),
                fields.octets(11));
    }
}
