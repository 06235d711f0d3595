package org.metersim.dlms.apdu;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.CosemData;

/** Set-Request [193]. Green Book 9.5. */
public sealed interface SetRequest extends Apdu {

    int TAG = 0xC1;

    int invokeIdAndPriority();

    static SetRequest read(ByteReader in) {
        int choice = in.u8("set-request choice");
        int invokeId = in.u8("invoke-id-and-priority");
        return switch (choice) {
            case Normal.CHOICE -> new Normal(invokeId, SelectedAttribute.read(in), CosemData.read(in));
            case FirstBlock.CHOICE -> new FirstBlock(invokeId, SelectedAttribute.read(in), DataBlock.read(in));
            case Block.CHOICE -> new Block(invokeId, DataBlock.read(in));
            case WithList.CHOICE -> WithList.read(invokeId, in);
            case WithListFirstBlock.CHOICE ->
                new WithListFirstBlock(
                        invokeId,
                        ListCodec.read(in, "attribute-descriptor-list", SelectedAttribute::read),
                        DataBlock.read(in));
            default -> throw new DecodeException("set-request choice", choice, "1 to 5", 1);
        };
    }

    /** Sets one attribute. */
    record Normal(int invokeIdAndPriority, SelectedAttribute target, CosemData value) implements SetRequest {

        static final int CHOICE = 1;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            target.write(out);
            value.write(out);
        }
    }

    /** Sets one attribute to a value that comes in blocks; this is the first. */
    record FirstBlock(int invokeIdAndPriority, SelectedAttribute target, DataBlock block) implements SetRequest {

        static final int CHOICE = 2;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            target.write(out);
            block.write(out);
        }
    }

    /** A further block. */
    record Block(int invokeIdAndPriority, DataBlock block) implements SetRequest {

        static final int CHOICE = 3;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            block.write(out);
        }
    }

    /** Sets several attributes, each to the value at its place. */
    record WithList(int invokeIdAndPriority, List<SelectedAttribute> targets, List<CosemData> values)
            implements SetRequest {

        static final int CHOICE = 4;

        private static WithList read(int invokeId, ByteReader in) {
            List<SelectedAttribute> targets = ListCodec.read(in, "attribute-descriptor-list", SelectedAttribute::read);
            int at = in.position();
            List<CosemData> values = ListCodec.read(in, "value-list", CosemData::read);
            if (values.size() != targets.size()) {
                throw new DecodeException("value-list", values.size() + " values", targets.size() + " values", at);
            }
            return new WithList(invokeId, targets, values);
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, targets, SelectedAttribute::write);
            ListCodec.write(out, values, CosemData::write);
        }
    }

    /** Sets several attributes to values that come in blocks; the blocks hold the encoded value-list. */
    record WithListFirstBlock(int invokeIdAndPriority, List<SelectedAttribute> targets, DataBlock block)
            implements SetRequest {

        static final int CHOICE = 5;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, targets, SelectedAttribute::write);
            block.write(out);
        }
    }
}
