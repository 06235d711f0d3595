package org.metersim.client;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.block.BlockSplitter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;

/** ACTION of one method or of a list, in blocks in both directions when it takes them. Green Book 9.3.6. */
final class Acting implements Exchange<List<ActionResult>> {

    /** Before the blocks of one answer, and of a list: what an answer without blocks has there. */
    private static final String NORMAL = "C701%02X";

    private static final String WITH_LIST = "C703%02X";

    private final List<MethodRef> targets;
    private final List<CosemData> parameters;
    private int invokeId;
    private Optional<BlockSplitter> toSend = Optional.empty();
    private AnswerBlocks received = new AnswerBlocks();

    Acting(List<Invocation> invocations) {
        this.targets = invocations.stream().map(Invocation::target).toList();
        this.parameters = invocations.stream().map(Invocation::parameter).toList();
    }

    @Override
    public String name() {
        return "ACTION " + targets.get(0) + (targets.size() > 1 ? " and " + (targets.size() - 1) + " more" : "");
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    private boolean isSingle() {
        return targets.size() == 1;
    }

    @Override
    public Move<List<ActionResult>> begin(int id, Limits limits) {
        invokeId = id;
        Apdu whole = isSingle()
                ? new ActionRequest.Normal(id, targets.get(0), parameter())
                : new ActionRequest.WithList(id, targets, parameters);
        int length = whole.encode().length;
        if (length <= limits.maxApduBytes()) {
            return Move.send(whole);
        }
        int room = RequestBlocks.room(first(RequestBlocks.EMPTY), limits);
        if (room < 1 || !limits.conformance().has(Service.BLOCK_TRANSFER_WITH_ACTION)) {
            return Move.failed(Failure.Kind.NOT_POSSIBLE, RequestBlocks.tooLong("ACTION", length, limits));
        }
        BlockSplitter splitter = RequestBlocks.split(parameters, room);
        toSend = Optional.of(splitter);
        return Move.send(first(splitter.next()));
    }

    private Optional<CosemData> parameter() {
        return Optional.of(parameters.get(0)).filter(value -> value.tag() != CosemData.NULL.tag());
    }

    private Apdu first(DataBlock block) {
        return isSingle()
                ? new ActionRequest.FirstBlock(invokeId, targets.get(0), block)
                : new ActionRequest.WithListFirstBlock(invokeId, targets, block);
    }

    @Override
    public Move<List<ActionResult>> take(Apdu answer) {
        if (answer instanceof ActionResponse.NextBlock block && !received.isUnderWay()) {
            return next(block.blockNumber());
        }
        if (answer instanceof ActionResponse.WithBlock block) {
            return takeBlock(block.block());
        }
        if (received.isUnderWay()) {
            return Move.unexpected(answer);
        }
        if (answer instanceof ActionResponse.Normal normal && isSingle()) {
            return Move.done(List.of(normal.result()));
        }
        if (answer instanceof ActionResponse.WithList list) {
            return list.results().size() == targets.size()
                    ? Move.done(list.results())
                    : Move.failed(
                            Failure.Kind.PROTOCOL,
                            list.results().size() + " results, " + targets.size() + " methods were invoked");
        }
        return Move.unexpected(answer);
    }

    private Move<List<ActionResult>> next(long taken) {
        long sent = toSend.map(BlockSplitter::number).orElse(0L);
        if (taken != sent || toSend.isEmpty() || toSend.get().isDone()) {
            return Move.failed(Failure.Kind.PROTOCOL, "block number " + taken + " confirmed (expected: " + sent + ")");
        }
        return Move.send(new ActionRequest.Block(invokeId, toSend.get().next()));
    }

    private Move<List<ActionResult>> takeBlock(DataBlock block) {
        AnswerBlocks.Taken taken = received.take(block);
        if (taken.failure().isPresent()) {
            return Move.failed(Failure.Kind.PROTOCOL, taken.failure().get());
        }
        if (!taken.isWhole()) {
            return Move.send(new ActionRequest.NextBlock(invokeId, block.number()));
        }
        Octets header = Octets.parse(String.format(isSingle() ? NORMAL : WITH_LIST, invokeId));
        Apdu whole = received.joined(header);
        received = new AnswerBlocks();
        return take(whole);
    }
}
