package org.metersim.nic;

import java.util.List;
import org.metersim.nic.association.AssociationStatus;

/**
 * What goes on in a card, for a person or a test.
 *
 * @param ports open ports, whether a client is associated or not
 * @param associations open ones, in the order in which they opened
 * @param waiting confirmations that are not yet delivered
 * @param lockedOut names of the associations that are locked after failed log-ins
 */
public record NicStatus(int ports, List<Opened> associations, int waiting, List<String> lockedOut) {

    /** One association that is open, or awaits the proof of HLS. */
    public record Opened(String name, int clientSap, AssociationStatus status) {}
}
