package org.metersim.metrology.image;

import java.util.List;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.UpdateVerdict;

/**
 * How an update ended.
 *
 * @param verdict {@link UpdateVerdict#NONE} when it ended well
 * @param events to be logged; the first is the one that the confirmations name
 * @param endings one confirmation each
 */
public record Outcome(UpdateVerdict verdict, List<MeterEvent> events, List<Ending> endings) {

    public Outcome {
        events = List.copyOf(events);
        endings = List.copyOf(endings);
    }

    boolean isGood() {
        return verdict.equals(UpdateVerdict.NONE);
    }
}
