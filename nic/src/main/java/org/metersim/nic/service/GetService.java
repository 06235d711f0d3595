package org.metersim.nic.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.block.BlockSplitter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.nic.association.AssociationContext;

/** GET: one attribute, a list of them, and the blocks of an answer that is too long. Green Book 9.3.8. */
final class GetService {

    /** tag, choice, invoke id and the choice of the result: what the raw data of blocks begin after. */
    private static final int NORMAL_HEADER_BYTES = 4;

    /** tag, choice, invoke id. */
    private static final int LIST_HEADER_BYTES = 3;

    /** tag, choice, invoke id, last-block, block-number and the choice of the result. */
    private static final int BLOCK_HEADER_BYTES = 9;

    private final AssociationContext association;
    private final ObjectRouter objects;
    private Optional<BlockSplitter> transfer = Optional.empty();

    GetService(AssociationContext association, ObjectRouter objects) {
        this.association = association;
        this.objects = objects;
    }

    void abort() {
        transfer = Optional.empty();
    }

    /** @param maxBytes longest APDU, before it is ciphered */
    byte[] answer(GetRequest request, int maxBytes, long nowMs) {
        if (!association.conformance().has(Service.GET)) {
            return Services.NOT_SUPPORTED;
        }
        if (request instanceof GetRequest.Next next) {
            return next(next);
        }
        abort();
        if (request instanceof GetRequest.Normal normal) {
            GetResult result = read(normal.target(), nowMs);
            byte[] whole = new GetResponse.Normal(normal.invokeIdAndPriority(), result).encode();
            return whole.length <= maxBytes ? whole : begin(request, whole, NORMAL_HEADER_BYTES, maxBytes);
        }
        return list((GetRequest.WithList) request, maxBytes, nowMs);
    }

    private byte[] list(GetRequest.WithList request, int maxBytes, long nowMs) {
        if (!association.conformance().has(Service.MULTIPLE_REFERENCES)) {
            return Services.NOT_SUPPORTED;
        }
        if (request.targets().size() > Services.MAX_REFERENCES) {
            return Services.NOT_POSSIBLE;
        }
        List<GetResult> results = new ArrayList<>(request.targets().size());
        for (SelectedAttribute target : request.targets()) {
            results.add(read(target, nowMs));
        }
        byte[] whole = new GetResponse.WithList(request.invokeIdAndPriority(), results).encode();
        return whole.length <= maxBytes ? whole : begin(request, whole, LIST_HEADER_BYTES, maxBytes);
    }

    private GetResult read(SelectedAttribute target, long nowMs) {
        boolean unwanted =
                !target.selection().isNone() && !association.conformance().has(Service.SELECTIVE_ACCESS);
        return unwanted
                ? GetResult.error(AccessResult.SCOPE_OF_ACCESS_VIOLATED)
                : objects.read(target.attribute(), target.selection(), nowMs);
    }

    private byte[] begin(GetRequest request, byte[] whole, int headerBytes, int maxBytes) {
        if (!association.conformance().has(Service.BLOCK_TRANSFER_WITH_GET)) {
            return new GetResponse.Normal(request.invokeIdAndPriority(), GetResult.error(AccessResult.OTHER_REASON))
                    .encode();
        }
        BlockSplitter blocks = LongAnswer.cut(whole, headerBytes, maxBytes, BLOCK_HEADER_BYTES);
        transfer = Optional.of(blocks);
        return block(request.invokeIdAndPriority(), blocks);
    }

    /** The client tells the number it received last; any other ends the transfer. */
    private byte[] next(GetRequest.Next request) {
        if (!association.conformance().has(Service.BLOCK_TRANSFER_WITH_GET)) {
            return Services.NOT_SUPPORTED;
        }
        if (transfer.isEmpty()) {
            return refuse(request, AccessResult.NO_LONG_GET_IN_PROGRESS);
        }
        BlockSplitter blocks = transfer.get();
        if (request.blockNumber() != blocks.number()) {
            abort();
            return refuse(request, AccessResult.DATA_BLOCK_NUMBER_INVALID);
        }
        return block(request.invokeIdAndPriority(), blocks);
    }

    private byte[] block(int invokeId, BlockSplitter blocks) {
        DataBlock block = blocks.next();
        if (block.last()) {
            abort();
        }
        return new GetResponse.WithDataBlock(invokeId, block.last(), block.number(), AccessResult.SUCCESS, block.raw())
                .encode();
    }

    private static byte[] refuse(GetRequest.Next request, AccessResult reason) {
        return new GetResponse.WithDataBlock(
                        request.invokeIdAndPriority(), true, request.blockNumber(), reason, Octets.EMPTY)
                .encode();
    }
}
