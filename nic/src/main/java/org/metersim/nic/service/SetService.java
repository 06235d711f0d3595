package org.metersim.nic.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.block.BlockAssembler;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.nic.association.AssociationContext;

/** SET: one attribute, a list of them, and values that come in blocks. Green Book 9.3.9. */
final class SetService {

    /**
     * A value, or a list of values, that comes in blocks.
     *
     * @param access whether each target may be written, as it was at the start
     */
    private record Transfer(
            List<SelectedAttribute> targets, List<AccessResult> access, boolean isList, BlockAssembler blocks) {}

    private final AssociationContext association;
    private final ObjectRouter objects;
    private Optional<Transfer> transfer = Optional.empty();

    SetService(AssociationContext association, ObjectRouter objects) {
        this.association = association;
        this.objects = objects;
    }

    void abort() {
        transfer = Optional.empty();
    }

    byte[] answer(SetRequest request, long nowMs) {
        if (!isNegotiated(request)) {
            return Services.NOT_SUPPORTED;
        }
        int invokeId = request.invokeIdAndPriority();
        if (request instanceof SetRequest.Block next) {
            return take(invokeId, next.block(), nowMs);
        }
        abort();
        if (request instanceof SetRequest.Normal normal) {
            AccessResult access = objects.mayWrite(normal.target().attribute(), nowMs);
            return new SetResponse.Normal(invokeId, write(normal.target(), access, normal.value(), nowMs)).encode();
        }
        if (request instanceof SetRequest.WithList list) {
            return list(list, nowMs);
        }
        if (request instanceof SetRequest.FirstBlock first) {
            transfer = Optional.of(begin(List.of(first.target()), false, nowMs));
            return take(invokeId, first.block(), nowMs);
        }
        SetRequest.WithListFirstBlock first = (SetRequest.WithListFirstBlock) request;
        if (first.targets().size() > Services.MAX_REFERENCES) {
            return Services.NOT_POSSIBLE;
        }
        transfer = Optional.of(begin(first.targets(), true, nowMs));
        return take(invokeId, first.block(), nowMs);
    }

    private boolean isNegotiated(SetRequest request) {
        Conformance conformance = association.conformance();
        boolean isList = request instanceof SetRequest.WithList || request instanceof SetRequest.WithListFirstBlock;
        boolean isWhole = request instanceof SetRequest.Normal || request instanceof SetRequest.WithList;
        return conformance.has(Service.SET)
                && (!isList || conformance.has(Service.MULTIPLE_REFERENCES))
                && (isWhole || conformance.has(Service.BLOCK_TRANSFER_WITH_SET));
    }

    private byte[] list(SetRequest.WithList request, long nowMs) {
        if (request.targets().size() > Services.MAX_REFERENCES) {
            return Services.NOT_POSSIBLE;
        }
        Transfer whole = begin(request.targets(), true, nowMs);
        return new SetResponse.WithList(request.invokeIdAndPriority(), write(whole, request.values(), nowMs)).encode();
    }

    private Transfer begin(List<SelectedAttribute> targets, boolean isList, long nowMs) {
        List<AccessResult> access = new ArrayList<>(targets.size());
        for (SelectedAttribute target : targets) {
            access.add(objects.mayWrite(target.attribute(), nowMs));
        }
        return new Transfer(targets, access, isList, new BlockAssembler(Services.MAX_LONG_VALUE_BYTES));
    }

    private byte[] take(int invokeId, DataBlock block, long nowMs) {
        if (transfer.isEmpty()) {
            return new SetResponse.LastBlock(invokeId, AccessResult.NO_LONG_SET_IN_PROGRESS, block.number()).encode();
        }
        Transfer current = transfer.get();
        boolean denied = !current.access().contains(AccessResult.SUCCESS);
        BlockAssembler.Outcome outcome =
                denied ? BlockAssembler.Outcome.WHOLE : current.blocks().take(block);
        if (outcome == BlockAssembler.Outcome.MORE) {
            return new SetResponse.Block(invokeId, block.number()).encode();
        }
        abort();
        List<AccessResult> results = switch (outcome) {
            case WRONG_NUMBER -> all(current, AccessResult.DATA_BLOCK_NUMBER_INVALID);
            case TOO_LONG -> all(current, AccessResult.LONG_SET_ABORTED);
            default -> denied ? current.access() : finish(current, nowMs);
        };
        return current.isList()
                ? new SetResponse.LastBlockWithList(invokeId, results, block.number()).encode()
                : new SetResponse.LastBlock(invokeId, results.get(0), block.number()).encode();
    }

    private List<AccessResult> finish(Transfer transfer, long nowMs) {
        try {
            List<CosemData> values = LongValue.decode(transfer.blocks().value(), transfer.isList());
            return values.size() == transfer.targets().size()
                    ? write(transfer, values, nowMs)
                    : all(transfer, AccessResult.OTHER_REASON);
        } catch (DecodeException broken) {
            return all(transfer, AccessResult.TYPE_UNMATCHED);
        }
    }

    private static List<AccessResult> all(Transfer transfer, AccessResult result) {
        return Collections.nCopies(transfer.targets().size(), result);
    }

    private List<AccessResult> write(Transfer transfer, List<CosemData> values, long nowMs) {
        List<AccessResult> results = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            results.add(write(transfer.targets().get(i), transfer.access().get(i), values.get(i), nowMs));
        }
        return results;
    }

    private AccessResult write(SelectedAttribute target, AccessResult access, CosemData value, long nowMs) {
        if (access != AccessResult.SUCCESS) {
            return access;
        }
        boolean unwanted =
                !target.selection().isNone() && !association.conformance().has(Service.SELECTIVE_ACCESS);
        return unwanted ? AccessResult.SCOPE_OF_ACCESS_VIOLATED : objects.write(target, value, nowMs);
    }
}
