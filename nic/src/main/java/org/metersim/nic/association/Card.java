package org.metersim.nic.association;

import java.util.random.RandomGenerator;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.state.NicState;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;

/**
 * What all associations of one communication card share.
 *
 * @param chance for challenges
 * @param open every association of the card, on all its ports
 */
public record Card(NicState state, MeterLink link, Journal journal, RandomGenerator chance, OpenAssociations open) {

    /** Asks metrology, which keeps the event logs, to log what happened here. */
    public void report(MeterEvent event, long nowMs) {
        link.ask(new MeterRequest.Report(event), nowMs);
    }

    /** Whether the other board answers. */
    boolean metrologyAnswers(long nowMs) {
        return link.ask(new MeterRequest.Presence(), nowMs) instanceof MeterReply.Done;
    }

    /** Notes a move, for a person. Ask {@link Journal#isOn} before making a costly text. */
    public void note(String text, long nowMs) {
        journal.note(nowMs, Layer.STATE, "nic", text);
    }

    /** Notes why a client did not get what it wanted, for the person who must set it right. Without secrets. */
    public void hint(String text, long nowMs) {
        journal.note(nowMs, Layer.HINT, "nic", text);
    }
}
