package org.metersim.client;

import java.util.Optional;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.block.BlockAssembler;
import org.metersim.dlms.codec.Octets;

/** The blocks of an answer, joined to what it would have been in one piece. */
final class AnswerBlocks {

    /** More than two years of a load profile of 15 minutes have. */
    private static final int MAX_VALUE_BYTES = 16 << 20;

    /** @param failure why the block cannot be taken, for a person */
    record Taken(boolean isWhole, Optional<String> failure) {}

    private final BlockAssembler assembler = new BlockAssembler(MAX_VALUE_BYTES);

    boolean isUnderWay() {
        return assembler.number() > 0;
    }

    Taken take(DataBlock block) {
        return switch (assembler.take(block)) {
            case MORE -> new Taken(false, Optional.empty());
            case WHOLE -> new Taken(true, Optional.empty());
            case WRONG_NUMBER ->
                new Taken(
                        false,
                        Optional.of(
                                "block number " + block.number() + " (expected: " + (assembler.number() + 1) + ")"));
            case TOO_LONG -> new Taken(false, Optional.of("a value of more than " + MAX_VALUE_BYTES + " bytes"));
        };
    }

    /**
     * The answer as one APDU.
     *
     * @param header tag, choice, invoke id, and what else stands before what the blocks hold
     * @throws org.metersim.dlms.codec.DecodeException when the blocks hold something else
     */
    Apdu joined(Octets header) {
        return Apdu.decode(header.plus(Octets.of(assembler.value())).toBytes());
    }
}
