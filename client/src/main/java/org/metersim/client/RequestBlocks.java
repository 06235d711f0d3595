package org.metersim.client;

import java.util.List;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.block.BlockSplitter;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;

/** How a long parameter is cut for a request, so that each APDU keeps to the meter's limit. */
final class RequestBlocks {

    /** An empty block in the request that has the longest header, to measure that header with. */
    static final DataBlock EMPTY = new DataBlock(false, 1, Octets.EMPTY);

    /** What the length of a block may take beyond the one byte that that of an empty block takes. */
    private static final int LENGTH_BYTES = 2;

    private RequestBlocks() {}

    /** Raw bytes that fit a block; below 1 when none do. @param first the first request, with {@link #EMPTY} */
    static int room(Apdu first, Limits limits) {
        return limits.maxApduBytes() - first.encode().length - LENGTH_BYTES;
    }

    /** What the blocks hold: the value, or of a list its count and its values. */
    static BlockSplitter split(List<CosemData> values, int maxBytes) {
        ByteWriter out = new ByteWriter();
        if (values.size() > 1) {
            out.length(values.size());
        }
        values.forEach(value -> value.write(out));
        return new BlockSplitter(out.toBytes(), maxBytes);
    }

    static String tooLong(String service, int length, Limits limits) {
        return "a request of " + length + " bytes, the meter takes " + limits.maxApduBytes() + " and no blocks with "
                + service;
    }
}
