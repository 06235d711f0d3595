package org.metersim.dlms.apdu;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.MethodRef;

/** Action-Request [195]. Green Book 9.5. */
public sealed interface ActionRequest extends Apdu {

    int TAG = 0xC3;

    int invokeIdAndPriority();

    static ActionRequest read(ByteReader in) {
        int choice = in.u8("action-request choice");
        int invokeId = in.u8("invoke-id-and-priority");
        return switch (choice) {
            case Normal.CHOICE -> Normal.read(invokeId, in);
            case NextBlock.CHOICE -> new NextBlock(invokeId, in.u32("block-number"));
            case WithList.CHOICE -> WithList.read(invokeId, in);
            case FirstBlock.CHOICE -> new FirstBlock(invokeId, MethodRef.read(in), DataBlock.read(in));
            case WithListFirstBlock.CHOICE ->
                new WithListFirstBlock(
                        invokeId, ListCodec.read(in, "method-descriptor-list", MethodRef::read), DataBlock.read(in));
            case Block.CHOICE -> new Block(invokeId, DataBlock.read(in));
            default -> throw new DecodeException("action-request choice", choice, "1 to 6", 1);
        };
    }

    /** Invokes one method. */
    record Normal(int invokeIdAndPriority, MethodRef target, Optional<CosemData> parameter) implements ActionRequest {

        static final int CHOICE = 1;

        private static Normal read(int invokeId, ByteReader in) {
            MethodRef target = MethodRef.read(in);
            boolean hasParameter = in.flag("method-invocation-parameters");
            return new Normal(invokeId, target, hasParameter ? Optional.of(CosemData.read(in)) : Optional.empty());
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            target.write(out);
            out.u8(parameter.isPresent() ? 1 : 0);
            parameter.ifPresent(value -> value.write(out));
        }
    }

    /** Asks for the block after {@code blockNumber} of an answer. */
    record NextBlock(int invokeIdAndPriority, long blockNumber) implements ActionRequest {

        static final int CHOICE = 2;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority).u32(blockNumber);
        }
    }

    /** Invokes several methods, each with the parameter at its place; null-data where it takes none. */
    record WithList(int invokeIdAndPriority, List<MethodRef> targets, List<CosemData> parameters)
            implements ActionRequest {

        static final int CHOICE = 3;

        private static WithList read(int invokeId, ByteReader in) {
            List<MethodRef> targets = ListCodec.read(in, "method-descriptor-list", MethodRef::read);
            int at = in.position();
            List<CosemData> parameters = ListCodec.read(in, "parameter-list", CosemData::read);
            if (parameters.size() != targets.size()) {
                throw new DecodeException(
                        "parameter-list", parameters.size() + " parameters", targets.size() + " parameters", at);
            }
            return new WithList(invokeId, targets, parameters);
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, targets, MethodRef::write);
            ListCodec.write(out, parameters, CosemData::write);
        }
    }

    /** Invokes one method with a parameter that comes in blocks; this is the first. */
    record FirstBlock(int invokeIdAndPriority, MethodRef target, DataBlock block) implements ActionRequest {

        static final int CHOICE = 4;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            target.write(out);
            block.write(out);
        }
    }

    /** Invokes several methods with parameters that come in blocks; the blocks hold the encoded parameter-list. */
    record WithListFirstBlock(int invokeIdAndPriority, List<MethodRef> targets, DataBlock block)
            implements ActionRequest {

        static final int CHOICE = 5;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            ListCodec.write(out, targets, MethodRef::write);
            block.write(out);
        }
    }

    /** A further block. */
    record Block(int invokeIdAndPriority, DataBlock block) implements ActionRequest {

        static final int CHOICE = 6;

        @Override
        public void write(ByteWriter out) {
            out.u8(TAG).u8(CHOICE).u8(invokeIdAndPriority);
            block.write(out);
        }
    }
}
