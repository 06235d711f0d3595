package org.metersim.nic.service;

import java.util.Arrays;
import org.metersim.dlms.block.BlockSplitter;

/** How an answer that is too long for one APDU is cut. Green Book 9.3, block transfer. */
final class LongAnswer {

    private static final int ONE_LENGTH_BYTE = 0x7F;
    private static final int TWO_LENGTH_BYTES = 0xFF;

    private LongAnswer() {}

    /**
     * The blocks of {@code apdu} without its first {@code headerBytes}.
     *
     * @param maxBytes longest APDU
     * @param blockHeaderBytes of the APDU that carries a block, up to and without the length of the raw data
     */
    static BlockSplitter cut(byte[] apdu, int headerBytes, int maxBytes, int blockHeaderBytes) {
        byte[] value = Arrays.copyOfRange(apdu, headerBytes, apdu.length);
        return new BlockSplitter(value, rawBytes(maxBytes - blockHeaderBytes));
    }

    /** What fits beside its own A-XDR length, at least 1. */
    private static int rawBytes(int room) {
        if (room - 1 <= ONE_LENGTH_BYTE) {
            return Math.max(1, room - 1);
        }
        return room - 2 <= TWO_LENGTH_BYTES ? room - 2 : room - 3;
    }
}
