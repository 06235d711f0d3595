package org.metersim.nic.service;

import java.util.function.Supplier;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.association.AccessPolicy;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.association.Card;
import org.metersim.nic.objects.NicObjects;
import org.metersim.nic.objects.NicView;
import org.metersim.runtime.memory.FlashFault;

/**
 * Where an object lives: on this card, or on the metrology board, which is asked over the link. What comes here was not
 * checked yet against the access rights, or it was with {@code may...} before.
 */
public final class ObjectRouter {

    private static final int IMAGE_TRANSFER = 18;
    private static final int IMAGE_BLOCK_TRANSFER = 2;
    private static final int NO_CLIENT = 0;
    private static final MeterReply DENIED = new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
    private static final MeterReply TYPE_UNMATCHED = new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);

    private final NicObjects objects;
    private final NicView view;
    private final AccessPolicy policy;
    private final Card card;
    private final MeterLink link;
    private final TransferQuirks transfers;

    /** @param view of the association that asks */
    public ObjectRouter(NicObjects objects, NicView view, AccessPolicy policy, Card card) {
        this.objects = objects;
        this.view = view;
        this.policy = policy;
        this.card = card;
        this.link = card.link();
        int clientSap = view.association().map(AssociationContext::clientSap).orElse(NO_CLIENT);
        this.transfers = new TransferQuirks(card.state(), link, clientSap);
    }

    /** Checks access and reads. */
    GetResult read(AttributeRef target, Selection selection, long nowMs) {
        AccessResult access = policy.mayRead(target);
        if (access != AccessResult.SUCCESS) {
            return GetResult.error(explained(access, target, nowMs));
        }
        MeterReply reply = objects.has(target.classId(), target.object())
                ? objects.read(view, target, selection, nowMs)
                : link.ask(new MeterRequest.Read(target, selection), nowMs);
        return reply instanceof MeterReply.Value value
                ? GetResult.of(value.data())
                : GetResult.error(refusal(reply, target, nowMs));
    }

    AccessResult mayWrite(AttributeRef target, long nowMs) {
        return explained(policy.mayWrite(target), target, nowMs);
    }

    /** Writes what may be written. */
    AccessResult write(SelectedAttribute target, CosemData value, long nowMs) {
        AttributeRef attribute = target.attribute();
        boolean isHere = objects.has(attribute.classId(), attribute.object());
        if (isHere && !target.selection().isNone()) {
            return AccessResult.SCOPE_OF_ACCESS_VIOLATED;
        }
        MeterReply reply = isHere
                ? onCard(() -> objects.write(view, attribute, value, nowMs), nowMs)
                : link.ask(new MeterRequest.Write(attribute, target.selection(), value), nowMs);
        return reply instanceof MeterReply.Done ? AccessResult.SUCCESS : refusal(reply, attribute, nowMs);
    }

    AccessResult mayInvoke(MethodRef target, long nowMs) {
        return explained(policy.mayInvoke(target), target, nowMs);
    }

    /** Invokes what may be invoked. */
    ActionResult invoke(MethodRef target, CosemData parameter, long nowMs) {
        MeterReply reply = objects.has(target.classId(), target.object())
                ? onCard(() -> objects.invoke(view, target, parameter, nowMs), nowMs)
                : transfers.mayInvoke(target, nowMs) ? relay(target, parameter, nowMs) : DENIED;
        transfers.invoked(target, reply);
        if (reply instanceof MeterReply.Value value) {
            return ActionResult.of(value.data());
        }
        return ActionResult.of(reply instanceof MeterReply.Done ? AccessResult.SUCCESS : refusal(reply, target, nowMs));
    }

    /** True once after an answer that must not leave. */
    boolean losesReply() {
        return transfers.losesReply();
    }

    /** What changes the card's memory, which may fail. */
    private MeterReply onCard(Supplier<MeterReply> change, long nowMs) {
        try {
            return change.get();
        } catch (FlashFault fault) {
            card.note(String.valueOf(fault.getMessage()), nowMs);
            return new MeterReply.Refused(AccessResult.HARDWARE_FAULT);
        }
    }

    private MeterReply relay(MethodRef target, CosemData parameter, long nowMs) {
        if (target.classId() != IMAGE_TRANSFER || target.method() != IMAGE_BLOCK_TRANSFER) {
            return link.ask(new MeterRequest.Invoke(target, parameter), nowMs);
        }
        return parameter instanceof CosemData.Structure block
                        && block.elements().size() == 2
                        && block.elements().get(0) instanceof CosemData.Numeral number
                        && number.type() == NumeralType.DOUBLE_LONG_UNSIGNED
                        && block.elements().get(1) instanceof CosemData.OctetString value
                ? link.ask(new MeterRequest.UpdateBlock(target.object(), number.value(), value.octets()), nowMs)
                : TYPE_UNMATCHED;
    }

    /** A board that does not answer is a temporary failure: it may be restarting. */
    private AccessResult refusal(MeterReply reply, Object target, long nowMs) {
        if (reply instanceof MeterReply.Refused refused) {
            return refused.reason();
        }
        if (reply instanceof MeterReply.NoAnswer) {
            card.hint(AccessResult.TEMPORARY_FAILURE + ": metrology did not answer", nowMs);
            return AccessResult.TEMPORARY_FAILURE;
        }
        return AccessResult.OTHER_REASON;
    }

    private AccessResult explained(AccessResult access, Object target, long nowMs) {
        if (access != AccessResult.SUCCESS && card.journal().isOn()) {
            card.hint(policy.explain(access, target), nowMs);
        }
        return access;
    }
}
