package org.metersim.dlms.apdu;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;

/** Get-Response [196]. Green Book 9.5. */
public sealed interface GetResponse extends Apdu {

    int TAG = 0xC4;

    int invokeIdAndPriority();

    static GetResponse read(ByteReader in) {
        int choice = in.u8("get-response choice");
        int invokeId = in.u8("invoke-id-and-priority");
        return switch (choice) {
            case Normal.CHOICE -> new Normal(invokeId, GetResult.read(in));
            case WithDataBlock.CHOICE -> WithDataBlock.read(invokeId, in);
            case WithList.CHOICE -> new WithList(invokeId, ListCodec.read(in, "result", GetResult::read));
            default -> throw new DecodeException("get-response choice", choice, "1 to 3", 1);
        };
    }

    /** The answer to a request for one attribute. */
    record Normal(int invokeIdAndPriority, GetResult result) implements GetResponse {

        static final int CHOICE = 1;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            result.write(out);
        }
    }

    /**
     * A piece of an answer that is too long for one APDU, or why there is none.
     *
     * @param error success when there is a piece
     * @param raw empty when there is none
     */
    record WithDataBlock(int invokeIdAndPriority, boolean last, long blockNumber, AccessResult error, Octets raw)
            implements GetResponse {

        static final int CHOICE = 2;

        private static WithDataBlock read(int invokeId, ByteReader in) {
            boolean last = in.flag("last-block");
            long number = in.u32("block-number");
            if (in.flag("result choice")) {
                return new WithDataBlock(invokeId, last, number, AccessResult.read(in), Octets.EMPTY);
            }
            return new WithDataBlock(invokeId, last, number, AccessResult.SUCCESS, in.sized("raw-data"));
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u8(last ? 1 : 0).u32(blockNumber);
            if (error == AccessResult.SUCCESS) {
                out.u8(0).sized(raw);
            } else {
                out.u8(1).u8(error.code());
            }
        }
    }

    /** The answers to a list of attributes, in its order. */
    record WithList(int invokeIdAndPriority, List<GetResult> results) implements GetResponse {

        static final int CHOICE = 3;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, results, GetResult::write);
        }
    }
}
