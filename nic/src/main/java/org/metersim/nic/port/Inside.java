package org.metersim.nic.port;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.association.Card;
import org.metersim.nic.objects.NicObjects;
import org.metersim.nic.objects.NicView;
import org.metersim.nic.objects.PortSettings;
import org.metersim.nic.push.Push;

/**
 * What lies behind every port of one card.
 *
 * @param afterwards takes the time when an exchange is over: metrology may have notices
 */
public record Inside(Card card, NicObjects objects, Push push, LongConsumer afterwards) {

    /** How the card's objects are seen by that association. */
    NicView view(AssociationContext association) {
        return new NicView(card.state(), Optional.of(association), push, card.link());
    }

    /** What the port setup objects say now. */
    public PortSettings settings() {
        return new PortSettings(card.state());
    }

    /** Reads an attribute of either board as the card itself, whoever may see it. */
    public MeterReply read(AttributeRef target, long nowMs) {
        NicView own = new NicView(card.state(), Optional.empty(), push, card.link());
        return objects.has(target.classId(), target.object())
                ? objects.read(own, target, Selection.NONE, nowMs)
                : card.link().ask(new MeterRequest.Read(target, Selection.NONE), nowMs);
    }
}
