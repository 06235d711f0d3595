package org.metersim.dlms.apdu;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.AccessResult;

/** Set-Response [197]. Green Book 9.5. */
public sealed interface SetResponse extends Apdu {

    int TAG = 0xC5;

    int invokeIdAndPriority();

    static SetResponse read(ByteReader in) {
        int choice = in.u8("set-response choice");
        int invokeId = in.u8("invoke-id-and-priority");
        return switch (choice) {
            case Normal.CHOICE -> new Normal(invokeId, AccessResult.read(in));
            case Block.CHOICE -> new Block(invokeId, in.u32("block-number"));
            case LastBlock.CHOICE -> new LastBlock(invokeId, AccessResult.read(in), in.u32("block-number"));
            case LastBlockWithList.CHOICE ->
                new LastBlockWithList(
                        invokeId, ListCodec.read(in, "result", AccessResult::read), in.u32("block-number"));
            case WithList.CHOICE -> new WithList(invokeId, ListCodec.read(in, "result", AccessResult::read));
            default -> throw new DecodeException("set-response choice", choice, "1 to 5", 1);
        };
    }

    /** How setting one attribute ended. */
    record Normal(int invokeIdAndPriority, AccessResult result) implements SetResponse {

        static final int CHOICE = 1;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u8(result.code());
        }
    }

    /** A block was taken; the next is awaited. */
    record Block(int invokeIdAndPriority, long blockNumber) implements SetResponse {

        static final int CHOICE = 2;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u32(blockNumber);
        }
    }

    /** The last block was taken, and this is how setting ended. */
    record LastBlock(int invokeIdAndPriority, AccessResult result, long blockNumber) implements SetResponse {

        static final int CHOICE = 3;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u8(result.code()).u32(blockNumber);
        }
    }

    /** The last block of a list was taken, and this is how setting each ended. */
    record LastBlockWithList(int invokeIdAndPriority, List<AccessResult> results, long blockNumber)
            implements SetResponse {

        static final int CHOICE = 4;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, results, (result, to) -> to.u8(result.code()));
            out.u32(blockNumber);
        }
    }

    /** How setting each attribute of a list ended. */
    record WithList(int invokeIdAndPriority, List<AccessResult> results) implements SetResponse {

        static final int CHOICE = 5;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, results, (result, to) -> to.u8(result.code()));
        }
    }
}
