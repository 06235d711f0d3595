package org.metersim.dlms.apdu;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/** Get-Request [192]: asks for attributes, or for the next block of an answer. Green Book 9.5. */
public sealed interface GetRequest extends Apdu {

    int TAG = 0xC0;

    int invokeIdAndPriority();

    static GetRequest read(ByteReader in) {
        int choice = in.u8("get-request choice");
        int invokeId = in.u8("invoke-id-and-priority");
        return switch (choice) {
            case Normal.CHOICE -> new Normal(invokeId, SelectedAttribute.read(in));
            case Next.CHOICE -> new Next(invokeId, in.u32("block-number"));
            case WithList.CHOICE ->
                new WithList(invokeId, ListCodec.read(in, "attribute-descriptor-list", SelectedAttribute::read));
            default -> throw new DecodeException("get-request choice", choice, "1 to 3", 1);
        };
    }

    /** Asks for one attribute, whole or a selection of it. */
    record Normal(int invokeIdAndPriority, SelectedAttribute target) implements GetRequest {

        static final int CHOICE = 1;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            target.write(out);
        }
    }

    /** Asks for the block after {@code blockNumber}, the last one received. */
    record Next(int invokeIdAndPriority, long blockNumber) implements GetRequest {

        static final int CHOICE = 2;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u32(blockNumber);
        }
    }

    /** Asks for several attributes at once. */
    record WithList(int invokeIdAndPriority, List<SelectedAttribute> targets) implements GetRequest {

        static final int CHOICE = 3;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, targets, SelectedAttribute::write);
        }
    }
}
