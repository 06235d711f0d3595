package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.NonVolatileMemory;

/** image_transfer_initiate and image_block_transfer: which blocks are there, and which may come. */
class BlockTransferTest {

    private static final byte[] FILE = Bench.GOOD;
    private static final int BLOCKS = Bench.blocks(FILE);
    private static final int LAST = BLOCKS - 1;

    private final Bench bench = new Bench();

    private String bits() {
        return IntStream.range(0, bench.engine.blockCount())
                .mapToObj(number -> bench.engine.hasBlock(number) ? "1" : "0")
                .reduce("", String::concat);
    }

    private AccessResult put(long number, Octets value) {
        return bench.engine.block(number, value, bench.nowMs);
    }

    @Test
    void theImageIsOfSevenBlocksAndABit() {
        assertEquals(8, BLOCKS);
        assertTrue(FILE.length % Bench.BLOCK_BYTES > 0);
    }

    @Test
    void knowsWhichBlocksCameInWhateverOrder() {
        bench.initiate(FILE);
        assertEquals("00000000", bits());
        assertEquals(0, bench.engine.firstNotTransferred());

        bench.send(FILE, 5);
        bench.send(FILE, 0);
        bench.send(FILE, LAST);
        assertEquals("10000101", bits());
        assertEquals(1, bench.engine.firstNotTransferred());

        bench.send(FILE, 1);
        assertEquals(2, bench.engine.firstNotTransferred());
        bench.sendAll(FILE);
        assertEquals("11111111", bits());
        assertEquals(8, bench.engine.firstNotTransferred());
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
    }

    @Test
    void nothingIsTakenBeforeAnInitiate() {
        assertEquals(AccessResult.OTHER_REASON, bench.send(FILE, 0));
        assertEquals(0, bench.engine.blockCount());
        assertEquals(0, bench.engine.firstNotTransferred());
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL})
    void aBlockBehindTheLastIsRefused(long number) {
        bench.initiate(FILE);

        assertEquals(AccessResult.OTHER_REASON, put(number, Bench.block(FILE, 0)));
        assertEquals("00000000", bits());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 129, 65_536})
    void aBlockOfAnotherLengthIsRefusedAndStaysMissing(int length) {
        bench.initiate(FILE);

        assertEquals(AccessResult.TYPE_UNMATCHED, put(3, Octets.of(new byte[length])));
        assertEquals("00000000", bits());
        assertEquals(AccessResult.SUCCESS, bench.send(FILE, 3));
    }

    // Some head-ends send it with zeros up to the block size.
    @Test
    void theLastBlockMayBePadded() {
        bench.initiate(FILE);
        Octets padded = Octets.of(Arrays.copyOf(Bench.block(FILE, LAST).toBytes(), Bench.BLOCK_BYTES));

        assertEquals(AccessResult.SUCCESS, put(LAST, padded));
        assertEquals(AccessResult.SUCCESS, bench.send(FILE, LAST));
        bench.sendAll(FILE);
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
    }

    @Test
    void theLastBlockMayNotBeOfAThirdLength() {
        bench.initiate(FILE);
        int length = Bench.block(FILE, LAST).length();

        assertEquals(AccessResult.TYPE_UNMATCHED, put(LAST, Octets.of(new byte[length - 1])));
        assertEquals(AccessResult.TYPE_UNMATCHED, put(LAST, Octets.of(new byte[length + 1])));
        assertEquals(AccessResult.TYPE_UNMATCHED, put(LAST, Octets.of(new byte[129])));
    }

    @Test
    void theSameBlockAgainIsTakenWithoutAWrite() {
        bench.initiate(FILE);
        bench.send(FILE, 2);
        long operations = bench.memory.operations();

        assertEquals(AccessResult.SUCCESS, bench.send(FILE, 2));
        assertEquals(operations, bench.memory.operations());
    }

    @Test
    void ofTwoBlocksOfOneNumberTheFirstWins() {
        bench.initiate(FILE);
        bench.send(FILE, 2);

        assertEquals(AccessResult.OTHER_REASON, put(2, Bench.block(FILE, 3)));
        bench.sendAll(FILE);
        assertEquals(AccessResult.OTHER_REASON, put(2, Bench.block(FILE, 3)));
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
    }

    @Test
    void anotherInitiateBeginsAtNothing() {
        bench.transfer(FILE);
        bench.engine.verify(bench.nowMs);
        assertTrue(Bench.verifiedDigest(bench.engine).isPresent());

        bench.initiate(FILE);

        assertEquals("00000000", bits());
        assertFalse(Bench.verifiedDigest(bench.engine).isPresent());
        bench.sendAll(FILE);
        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4097, 0x8000_0000L, 0xFFFF_FFFFL})
    void anImageThatFitsNoSlotIsNotInitiated(long bytes) {
        bench.transfer(FILE);

        assertEquals(AccessResult.OTHER_REASON, bench.engine.initiate(Bench.IDENTIFIER, bytes, bench.nowMs));
        assertEquals(TransferState.COMPLETE, bench.engine.state());
        assertEquals(8, bench.engine.firstNotTransferred());
    }

    @Test
    void anImageAsLargeAsTheSlotIsInitiated() {
        assertEquals(AccessResult.SUCCESS, bench.engine.initiate(Bench.IDENTIFIER, 4096, bench.nowMs));
        assertEquals(32, bench.engine.blockCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void anIdentifierOfNoLengthOrTooLongIsNotTaken(int length) {
        assertEquals(AccessResult.OTHER_REASON, bench.engine.initiate(Octets.of(new byte[length]), 700, bench.nowMs));
        assertEquals(TransferState.IDLE, bench.engine.state());
    }

    // One more or less than the file: the CRC stands at another place.
    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aSizeThatIsNotTheFilesFailsAtVerify(int more) {
        byte[] announced = Arrays.copyOf(FILE, FILE.length + more);
        bench.transfer(announced);

        assertEquals(AccessResult.OTHER_REASON, bench.engine.verify(bench.nowMs));
        assertEquals("crc", bench.engine.verdict().layer());
    }

    @Test
    void twoClientsMayFillOneTransfer() {
        bench.initiate(FILE);
        for (int number = 0; number < BLOCKS; number += 2) {
            bench.send(FILE, number);
        }
        bench.restart();
        bench.sendAll(FILE);

        assertEquals(AccessResult.SUCCESS, bench.engine.verify(bench.nowMs));
    }

    @Test
    void eachInitiateIsAnUpdateOfItsOwn() {
        bench.transfer(Bench.BAD);
        bench.engine.verify(bench.nowMs);
        assertEquals("upd-000001", bench.engine.verdictUpdateId());

        bench.transfer(Bench.BAD);
        bench.engine.verify(bench.nowMs);
        assertEquals("upd-000002", bench.engine.verdictUpdateId());
    }

    /** A flash of which one part takes nothing any more. */
    private static final class Worn extends ForwardingMemory {

        private final int from;
        private final int to;

        Worn(NonVolatileMemory memory, int from, int to) {
            super(memory);
            this.from = from;
            this.to = to;
        }

        @Override
        public void program(int address, byte[] bytes) {
            if (address < from || address >= to) {
                super.program(address, bytes);
            }
        }
    }

    // Slot 1 begins behind slot 0 and its markers.
    @Test
    void aBlockThatTheFlashDoesNotTakeStaysMissing() {
        int slot = Bench.RECORD_BYTES + Bench.BANK_BYTES / 2;
        int block = slot + 3 * Bench.BLOCK_BYTES;
        Bench worn = new Bench(Bench.FIRMWARE, flash -> new Worn(flash, block, block + 1));
        worn.initiate(FILE);
        worn.send(FILE, 2);

        assertEquals(AccessResult.HARDWARE_FAULT, worn.send(FILE, 3));
        assertFalse(worn.engine.hasBlock(3));
        assertEquals(AccessResult.SUCCESS, worn.send(FILE, 4));
        assertEquals(AccessResult.OTHER_REASON, worn.engine.verify(worn.nowMs));
        assertEquals("2.4.0", worn.engine.activeVersion());
    }
}
