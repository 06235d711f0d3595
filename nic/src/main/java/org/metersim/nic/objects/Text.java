package org.metersim.nic.objects;

import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.objects.InterfaceClass;

/**
 * One attribute of a setup object that is an octet-string.
 *
 * @param maxBytes longest that may be written
 */
record Text(int attribute, String name, int maxBytes) {

    /** An attribute that can only be written. */
    InterfaceClass<Instance> writeOnly(InterfaceClass<Instance> table) {
        return table.selective(
                attribute,
                name,
                (object, selection, nowMs) ->
                        new org.metersim.metrology.link.MeterReply.Refused(AccessResult.READ_WRITE_DENIED),
                this::write);
    }

    AccessResult write(Instance object, CosemData value, long nowMs) {
        if (!(value instanceof CosemData.OctetString string)) {
            return AccessResult.TYPE_UNMATCHED;
        }
        Octets octets = string.octets();
        boolean fits = !octets.isEmpty() && octets.length() <= maxBytes;
        return fits ? object.write(attribute, value, nowMs) : AccessResult.OTHER_REASON;
    }
}
