package org.metersim.dlms.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.block.BlockAssembler.Outcome;
import org.metersim.dlms.codec.Octets;

/** Long values in blocks. dlms-wire 5: numbers start at 1, blocks are pieces of the encoded value. */
class BlockTransferTest {

    private static DataBlock block(boolean last, long number, String hex) {
        return new DataBlock(last, number, Octets.parse(hex));
    }

    @Test
    void cutsAValueIntoNumberedBlocks() {
        BlockSplitter blocks = new BlockSplitter(Octets.parse("0102030405").toBytes(), 2);
        assertEquals(block(false, 1, "0102"), blocks.next());
        assertFalse(blocks.isDone());
        assertEquals(block(false, 2, "0304"), blocks.next());
        assertEquals(block(true, 3, "05"), blocks.next());
        assertTrue(blocks.isDone());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 1", "3, 2", "4, 2"})
    void marksTheLastBlockAlsoWhenItIsFullOrTheValueEmpty(int bytes, int expectedBlocks) {
        BlockSplitter blocks = new BlockSplitter(new byte[bytes], 2);
        while (!blocks.isDone()) {
            assertEquals(blocks.number() + 1 == expectedBlocks, blocks.next().last());
        }
        assertEquals(expectedBlocks, blocks.number());
    }

    // What was encoded at the start is what is sent, whatever becomes of the value meanwhile
    @Test
    void freezesTheValue() {
        byte[] value = {1, 2, 3};
        BlockSplitter blocks = new BlockSplitter(value, 3);
        value[0] = 9;
        assertEquals(block(true, 1, "010203"), blocks.next());
        assertThrows(IllegalArgumentException.class, () -> new BlockSplitter(value, 0));
    }

    @Test
    void joinsBlocksInTheirOrder() {
        BlockAssembler joined = new BlockAssembler(5);
        assertEquals(Outcome.MORE, joined.take(block(false, 1, "0102")));
        assertEquals(Outcome.WRONG_NUMBER, joined.take(block(false, 1, "0102")));
        assertEquals(Outcome.WRONG_NUMBER, joined.take(block(false, 3, "05")));
        assertEquals(Outcome.WRONG_NUMBER, joined.take(block(false, 0, "05")));
        assertEquals(1, joined.number());
        assertEquals(Outcome.TOO_LONG, joined.take(block(false, 2, "03040506")));
        assertEquals(Outcome.MORE, joined.take(block(false, 2, "")));
        assertEquals(Outcome.WHOLE, joined.take(block(true, 3, "030405")));
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, joined.value());
    }

    @ParameterizedTest
    @CsvSource({"1000, 1", "1000, 7", "1000, 999", "1000, 1000", "1000, 1001"})
    void comesTogetherAgain(int bytes, int blockBytes) {
        byte[] value = new byte[bytes];
        value[bytes - 1] = 1;
        BlockSplitter blocks = new BlockSplitter(value, blockBytes);
        BlockAssembler joined = new BlockAssembler(bytes);
        while (!blocks.isDone()) {
            Outcome outcome = joined.take(blocks.next());
            assertEquals(blocks.isDone() ? Outcome.WHOLE : Outcome.MORE, outcome);
        }
        assertArrayEquals(value, joined.value());
    }
}
