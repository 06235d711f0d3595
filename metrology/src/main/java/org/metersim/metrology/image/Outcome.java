package org.metersim.metrology.image;

import java.util.List;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.UpdateVerdict;

/**
 * How an update ended.
 *
 * @param verdict {@link UpdateVerdict#NONE} when it ended well
 * @param subject the event that the confirmations name
 * @param events to be logged
 * @param endings one confirmation each
 */
public record Outcome(UpdateVerdict verdict, MeterEvent subject, List<MeterEvent> events, List<Ending> endings) {

    /** One whose confirmations name the first of its events. */
    public Outcome(UpdateVerdict verdict, List<MeterEvent> events, List<Ending> endings) {
        this(verdict, events.get(0), events, endings);
    }

    public Outcome {
        events = List.copyOf(events);
        endings = List.copyOf(endings);
    }

    boolean isGood() {
        return verdict.equals(UpdateVerdict.NONE);
    }
}
