package org.metersim.nic.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.block.BlockAssembler;
import org.metersim.dlms.block.BlockSplitter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.nic.association.AssociationContext;
import org.metersim.nic.association.AssociationStatus;

/** ACTION: one method, a list of them, parameters and return values that go in blocks. Green Book 9.3.10. */
final class ActionService {

    /** tag, choice, invoke id: what the raw data of blocks begin after. */
    private static final int HEADER_BYTES = 3;

    /** tag, choice, invoke id, last-block and block-number. */
    private static final int BLOCK_HEADER_BYTES = 8;

    /** An Action-Result has its own meaning for two codes: long-action-aborted, no-long-action-in-progress. */
    private static final AccessResult ABORTED = AccessResult.LONG_GET_ABORTED;

    private static final AccessResult NONE_IN_PROGRESS = AccessResult.NO_LONG_GET_IN_PROGRESS;

    /**
     * Parameters that come in blocks.
     *
     * @param access whether each method may be invoked, as it was at the start
     */
    private record Transfer(
            List<MethodRef> targets, List<AccessResult> access, boolean isList, BlockAssembler blocks) {}

    private final AssociationContext association;
    private final ObjectRouter objects;
    private Optional<Transfer> coming = Optional.empty();
    private Optional<BlockSplitter> going = Optional.empty();

    ActionService(AssociationContext association, ObjectRouter objects) {
        this.association = association;
        this.objects = objects;
    }

    void abort() {
        coming = Optional.empty();
        going = Optional.empty();
    }

    /** @param maxBytes longest APDU, before it is ciphered */
    byte[] answer(ActionRequest request, int maxBytes, long nowMs) {
        if (!isNegotiated(request)) {
            return Services.NOT_SUPPORTED;
        }
        int invokeId = request.invokeIdAndPriority();
        if (request instanceof ActionRequest.Block next) {
            going = Optional.empty();
            return take(invokeId, next.block(), maxBytes, nowMs);
        }
        if (request instanceof ActionRequest.NextBlock next) {
            coming = Optional.empty();
            return next(next);
        }
        abort();
        if (request instanceof ActionRequest.Normal normal) {
            ActionResult result = invoke(normal, nowMs);
            return fitted(invokeId, new ActionResponse.Normal(invokeId, result), maxBytes);
        }
        return answerLong(request, maxBytes, nowMs);
    }

    private byte[] answerLong(ActionRequest request, int maxBytes, long nowMs) {
        int invokeId = request.invokeIdAndPriority();
        if (request instanceof ActionRequest.FirstBlock first) {
            coming = Optional.of(begin(List.of(first.target()), false, nowMs));
            return take(invokeId, first.block(), maxBytes, nowMs);
        }
        if (request instanceof ActionRequest.WithListFirstBlock first) {
            if (first.targets().size() > Services.MAX_REFERENCES) {
                return Services.NOT_POSSIBLE;
            }
            coming = Optional.of(begin(first.targets(), true, nowMs));
            return take(invokeId, first.block(), maxBytes, nowMs);
        }
        ActionRequest.WithList list = (ActionRequest.WithList) request;
        if (list.targets().size() > Services.MAX_REFERENCES) {
            return Services.NOT_POSSIBLE;
        }
        Transfer whole = begin(list.targets(), true, nowMs);
        List<ActionResult> results = invoke(whole, list.parameters(), nowMs);
        return fitted(invokeId, new ActionResponse.WithList(invokeId, results), maxBytes);
    }

    private boolean isNegotiated(ActionRequest request) {
        Conformance conformance = association.conformance();
        boolean isList =
                request instanceof ActionRequest.WithList || request instanceof ActionRequest.WithListFirstBlock;
        boolean isWhole = request instanceof ActionRequest.Normal || request instanceof ActionRequest.WithList;
        // pass 3 of HLS is an ACTION, whatever is agreed for afterwards
        boolean isProof = association.status() == AssociationStatus.ASSOCIATION_PENDING;
        return (isProof || conformance.has(Service.ACTION))
                && (!isList || conformance.has(Service.MULTIPLE_REFERENCES))
                && (isWhole || conformance.has(Service.BLOCK_TRANSFER_WITH_ACTION));
    }

    private ActionResult invoke(ActionRequest.Normal request, long nowMs) {
        AccessResult access = objects.mayInvoke(request.target(), nowMs);
        return access == AccessResult.SUCCESS
                ? objects.invoke(request.target(), request.parameter().orElse(CosemData.NULL), nowMs)
                : ActionResult.of(access);
    }

    private Transfer begin(List<MethodRef> targets, boolean isList, long nowMs) {
        List<AccessResult> access = new ArrayList<>(targets.size());
        for (MethodRef target : targets) {
            access.add(objects.mayInvoke(target, nowMs));
        }
        return new Transfer(targets, access, isList, new BlockAssembler(Services.MAX_LONG_VALUE_BYTES));
    }

    private byte[] take(int invokeId, DataBlock block, int maxBytes, long nowMs) {
        if (coming.isEmpty()) {
            return new ActionResponse.Normal(invokeId, ActionResult.of(NONE_IN_PROGRESS)).encode();
        }
        Transfer current = coming.get();
        boolean denied = !current.access().contains(AccessResult.SUCCESS);
        BlockAssembler.Outcome outcome =
                denied ? BlockAssembler.Outcome.WHOLE : current.blocks().take(block);
        if (outcome == BlockAssembler.Outcome.MORE) {
            return new ActionResponse.NextBlock(invokeId, block.number()).encode();
        }
        abort();
        List<ActionResult> results = switch (outcome) {
            case WRONG_NUMBER, TOO_LONG -> all(current, ABORTED);
            default -> denied ? current.access().stream().map(ActionResult::of).toList() : finish(current, nowMs);
        };
        return fitted(
                invokeId,
                current.isList()
                        ? new ActionResponse.WithList(invokeId, results)
                        : new ActionResponse.Normal(invokeId, results.get(0)),
                maxBytes);
    }

    private List<ActionResult> finish(Transfer transfer, long nowMs) {
        try {
            List<CosemData> parameters = LongValue.decode(transfer.blocks().value(), transfer.isList());
            return parameters.size() == transfer.targets().size()
                    ? invoke(transfer, parameters, nowMs)
                    : all(transfer, AccessResult.OTHER_REASON);
        } catch (DecodeException broken) {
            return all(transfer, AccessResult.TYPE_UNMATCHED);
        }
    }

    private static List<ActionResult> all(Transfer transfer, AccessResult result) {
        return Collections.nCopies(transfer.targets().size(), ActionResult.of(result));
    }

    private List<ActionResult> invoke(Transfer transfer, List<CosemData> parameters, long nowMs) {
        List<ActionResult> results = new ArrayList<>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
            AccessResult access = transfer.access().get(i);
            results.add(
                    access == AccessResult.SUCCESS
                            ? objects.invoke(transfer.targets().get(i), parameters.get(i), nowMs)
                            : ActionResult.of(access));
        }
        return results;
    }

    /** The response, or the first of its blocks when it is too long. */
    private byte[] fitted(int invokeId, ActionResponse response, int maxBytes) {
        byte[] whole = response.encode();
        if (whole.length <= maxBytes) {
            return whole;
        }
        if (!association.conformance().has(Service.BLOCK_TRANSFER_WITH_ACTION)) {
            return new ActionResponse.Normal(invokeId, ActionResult.of(AccessResult.OTHER_REASON)).encode();
        }
        BlockSplitter blocks = LongAnswer.cut(whole, HEADER_BYTES, maxBytes, BLOCK_HEADER_BYTES);
        going = Optional.of(blocks);
        return block(invokeId, blocks);
    }

    private byte[] next(ActionRequest.NextBlock request) {
        int invokeId = request.invokeIdAndPriority();
        if (going.isEmpty()) {
            return new ActionResponse.Normal(invokeId, ActionResult.of(NONE_IN_PROGRESS)).encode();
        }
        BlockSplitter blocks = going.get();
        if (request.blockNumber() != blocks.number()) {
            abort();
            return new ActionResponse.Normal(invokeId, ActionResult.of(ABORTED)).encode();
        }
        return block(invokeId, blocks);
    }

    private byte[] block(int invokeId, BlockSplitter blocks) {
        DataBlock block = blocks.next();
        if (block.last()) {
            abort();
        }
        return new ActionResponse.WithBlock(invokeId, block).encode();
    }
}
