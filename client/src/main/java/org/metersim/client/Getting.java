package org.metersim.client;

import java.util.List;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;

/** GET of one attribute or of a list, with as many blocks as the answer takes. Green Book 9.3.4. */
final class Getting implements Exchange<List<GetResult>> {

    /** Before the blocks of one attribute, and of a list: what an answer without blocks has there. */
    private static final String NORMAL = "C401%02X00";

    private static final String WITH_LIST = "C403%02X";

    private final List<SelectedAttribute> targets;
    private int invokeId;
    private AnswerBlocks blocks = new AnswerBlocks();

    Getting(List<SelectedAttribute> targets) {
        this.targets = List.copyOf(targets);
    }

    @Override
    public String name() {
        return "GET " + targets.get(0).attribute()
                + (targets.size() > 1 ? " and " + (targets.size() - 1) + " more" : "");
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Move<List<GetResult>> begin(int id, Limits limits) {
        invokeId = id;
        blocks = new AnswerBlocks();
        Apdu request =
                targets.size() == 1 ? new GetRequest.Normal(id, targets.get(0)) : new GetRequest.WithList(id, targets);
        int length = request.encode().length;
        return length <= limits.maxApduBytes()
                ? Move.send(request)
                : Move.failed(
                        Failure.Kind.NOT_POSSIBLE,
                        "a request of " + length + " bytes, the meter takes " + limits.maxApduBytes());
    }

    @Override
    public Move<List<GetResult>> take(Apdu answer) {
        if (answer instanceof GetResponse.WithDataBlock block) {
            return takeBlock(block);
        }
        if (blocks.isUnderWay()) {
            return Move.unexpected(answer);
        }
        if (answer instanceof GetResponse.Normal normal && targets.size() == 1) {
            return Move.done(List.of(normal.result()));
        }
        if (answer instanceof GetResponse.WithList list && targets.size() > 1) {
            return list.results().size() == targets.size()
                    ? Move.done(list.results())
                    : Move.failed(
                            Failure.Kind.PROTOCOL,
                            list.results().size() + " results, " + targets.size() + " were asked for");
        }
        return Move.unexpected(answer);
    }

    private Move<List<GetResult>> takeBlock(GetResponse.WithDataBlock block) {
        if (block.error() != AccessResult.SUCCESS) {
            return Move.failed(Failure.Kind.PROTOCOL, "the meter ended a block transfer: " + block.error());
        }
        AnswerBlocks.Taken taken = blocks.take(new DataBlock(block.last(), block.blockNumber(), block.raw()));
        if (taken.failure().isPresent()) {
            return Move.failed(Failure.Kind.PROTOCOL, taken.failure().get());
        }
        if (!taken.isWhole()) {
            return Move.send(new GetRequest.Next(invokeId, block.blockNumber()));
        }
        Octets header = Octets.parse(String.format(targets.size() == 1 ? NORMAL : WITH_LIST, invokeId));
        Apdu whole = blocks.joined(header);
        blocks = new AnswerBlocks();
        return take(whole);
    }
}
