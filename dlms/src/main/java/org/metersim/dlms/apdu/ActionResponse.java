package org.metersim.dlms.apdu;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/** Action-Response [199]. Green Book 9.5. */
public sealed interface ActionResponse extends Apdu {

    int TAG = 0xC7;

    int invokeIdAndPriority();

    static ActionResponse read(ByteReader in) {
        int choice = in.u8("action-response choice");
        int invokeId = in.u8("invoke-id-and-priority");
        return switch (choice) {
            case Normal.CHOICE -> new Normal(invokeId, ActionResult.read(in));
            case WithBlock.CHOICE -> new WithBlock(invokeId, DataBlock.read(in));
            case WithList.CHOICE ->
                new WithList(invokeId, ListCodec.read(in, "list-of-action-responses", ActionResult::read));
            case NextBlock.CHOICE -> new NextBlock(invokeId, in.u32("block-number"));
            default -> throw new DecodeException("action-response choice", choice, "1 to 4", 1);
        };
    }

    /** How one method ended. */
    record Normal(int invokeIdAndPriority, ActionResult result) implements ActionResponse {

        static final int CHOICE = 1;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            result.write(out);
        }
    }

    /** A piece of an answer that is too long for one APDU; the blocks hold the encoded answer after the invoke id. */
    record WithBlock(int invokeIdAndPriority, DataBlock block) implements ActionResponse {

        static final int CHOICE = 2;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            block.write(out);
        }
    }

    /** How each method of a list ended. */
    record WithList(int invokeIdAndPriority, List<ActionResult> results) implements ActionResponse {

        static final int CHOICE = 3;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, results, ActionResult::write);
        }
    }

    /** A block of the request was taken; the next is awaited. */
    record NextBlock(int invokeIdAndPriority, long blockNumber) implements ActionResponse {

        static final int CHOICE = 4;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u32(blockNumber);
        }
    }
}
