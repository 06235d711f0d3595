package org.metersim.nic.association;

import java.util.ArrayList;
import java.util.List;

/** The associations of one card that are open or about to be, on all its ports. */
public final class OpenAssociations {

    private final List<LiveAssociation> open = new ArrayList<>();

    void opened(LiveAssociation association) {
        open.add(association);
    }

    void closed(LiveAssociation association) {
        open.remove(association);
    }

    /** In the order in which they opened. */
    public List<LiveAssociation> all() {
        return List.copyOf(open);
    }

    /** The furthest that any client of that SAP has reached. */
    AssociationStatus statusOf(int clientSap) {
        AssociationStatus furthest = AssociationStatus.NON_ASSOCIATED;
        for (LiveAssociation association : open) {
            if (association.clientSap() == clientSap && association.status().compareTo(furthest) > 0) {
                furthest = association.status();
            }
        }
        return furthest;
    }
}
