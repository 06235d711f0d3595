package org.metersim.nic.association;

import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.Association;

/** What an object of the NIC may know of the association that asks it. */
public interface AssociationContext {

    /** What the profile says of this association: name, object, mechanism, security setup. */
    Association definition();

    default int clientSap() {
        return definition().clientSap();
    }

    /** The logical device that is asked, 1 to 16383. */
    int serverSap();

    AssociationStatus status();

    /** The furthest that any client of that SAP has reached, on whichever port: status of the other associations. */
    AssociationStatus statusOf(int clientSap);

    /** What was negotiated. */
    Conformance conformance();

    /** Longest APDU that the client takes, bytes; 0 is no limit. */
    int maxSendPduBytes();

    /** Longest APDU that the meter takes, bytes. */
    int maxReceivePduBytes();

    /** The client's system title, 8 bytes; empty when it told none. */
    Octets peerTitle();

    /**
     * HLS pass 3: takes the client's proof, f(StoC).
     *
     * @return the meter's own proof f(CtoS) as Value, which makes the association; or Refused, which ends it
     */
    MeterReply replyToHls(CosemData proof, long nowMs);
}
