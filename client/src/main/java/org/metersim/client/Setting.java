package org.metersim.client;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.apdu.SetRequest;
import org.metersim.dlms.apdu.SetResponse;
import org.metersim.dlms.block.BlockSplitter;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;

/** SET of one attribute or of a list, in blocks when it is too long for one APDU. Green Book 9.3.5. */
final class Setting implements Exchange<List<AccessResult>> {

    private final List<SelectedAttribute> targets;
    private final List<CosemData> values;
    private int invokeId;
    private Optional<BlockSplitter> blocks = Optional.empty();

    Setting(List<Assignment> assignments) {
        this.targets = assignments.stream().map(Assignment::target).toList();
        this.values = assignments.stream().map(Assignment::value).toList();
    }

    @Override
    public String name() {
        return "SET " + targets.get(0).attribute()
                + (targets.size() > 1 ? " and " + (targets.size() - 1) + " more" : "");
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    private boolean isSingle() {
        return targets.size() == 1;
    }

    @Override
    public Move<List<AccessResult>> begin(int id, Limits limits) {
        invokeId = id;
        Apdu whole = isSingle()
                ? new SetRequest.Normal(id, targets.get(0), values.get(0))
                : new SetRequest.WithList(id, targets, values);
        int length = whole.encode().length;
        if (length <= limits.maxApduBytes()) {
            return Move.send(whole);
        }
        int room = RequestBlocks.room(first(RequestBlocks.EMPTY), limits);
        if (room < 1 || !limits.conformance().has(Service.BLOCK_TRANSFER_WITH_SET)) {
            return Move.failed(Failure.Kind.NOT_POSSIBLE, RequestBlocks.tooLong("SET", length, limits));
        }
        BlockSplitter splitter = RequestBlocks.split(values, room);
        blocks = Optional.of(splitter);
        return Move.send(first(splitter.next()));
    }

    private Apdu first(DataBlock block) {
        return isSingle()
                ? new SetRequest.FirstBlock(invokeId, targets.get(0), block)
                : new SetRequest.WithListFirstBlock(invokeId, targets, block);
    }

    @Override
    public Move<List<AccessResult>> take(Apdu answer) {
        if (answer instanceof SetResponse.Normal normal && isSingle() && blocks.isEmpty()) {
            return Move.done(List.of(normal.result()));
        }
        if (answer instanceof SetResponse.WithList list && blocks.isEmpty()) {
            return results(list.results());
        }
        if (answer instanceof SetResponse.Block block && blocks.isPresent()) {
            return next(block.blockNumber(), blocks.get());
        }
        // a meter that has seen enough may end the transfer at any block
        if (answer instanceof SetResponse.LastBlock last && isSingle() && blocks.isPresent()) {
            return Move.done(List.of(last.result()));
        }
        if (answer instanceof SetResponse.LastBlockWithList last && blocks.isPresent()) {
            return results(last.results());
        }
        return Move.unexpected(answer);
    }

    private Move<List<AccessResult>> next(long taken, BlockSplitter splitter) {
        if (taken != splitter.number() || splitter.isDone()) {
            return Move.failed(
                    Failure.Kind.PROTOCOL,
                    "block number " + taken + " confirmed (expected: " + splitter.number() + ")");
        }
        return Move.send(new SetRequest.Block(invokeId, splitter.next()));
    }

    private Move<List<AccessResult>> results(List<AccessResult> results) {
        return results.size() == targets.size()
                ? Move.done(results)
                : Move.failed(
                        Failure.Kind.PROTOCOL, results.size() + " results, " + targets.size() + " attributes were set");
    }
}
