package org.metersim.nic.objects;

import java.util.Optional;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.push.Push;
import org.metersim.nic.state.NicState;

/**
 * What the objects of one NIC work on, for one request.
 *
 * @param association who asks; empty for the NIC itself, which pushes and reads out
 * @param link where events are reported
 */
public record NicView(NicState state, Optional<AssociationContext> association, Push push, MeterLink link) {

    /** Asks metrology, which keeps the logs, to log an event. */
    void report(MeterEvent event, long nowMs) {
        link.ask(new MeterRequest.Report(event), nowMs);
    }
}
