package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records in two banks of two sectors of 64 bytes. A batch takes 8 bytes, mark and seal one each, a record in it 6 and
 * its own.
 */
class RecordStoreTest {

    private static final FactoryContent ERASED = new FactoryContent(256, 64, Map.of());
    private static final int BANK_BYTES = 128;

    private final FlashMemory memory = new FlashMemory(ERASED);
    private RecordStore records = new RecordStore(memory);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private Optional<String> get(int key) {
        return records.get(key).map(value -> HexFormat.of().formatHex(value));
    }

    private void reopen() {
        records = new RecordStore(memory);
    }

    @Test
    void hasNothingInAnErasedMemoryAndWritesNothingToOpenIt() {
        assertEquals(Optional.empty(), get(1));
        assertEquals(Map.of(), records.range(Integer.MIN_VALUE, Integer.MAX_VALUE));
        assertEquals(0, memory.operations());
    }

    @Test
    void keepsReplacesAndRemovesRecords() {
        records.put(1, bytes("11"));
        records.put(2, bytes("22"));
        records.put(1, bytes("1111"));
        records.batch().put(3, bytes("33")).remove(2).commit();
        for (int life = 0; life < 2; life++) {
            assertEquals(Optional.of("1111"), get(1));
            assertEquals(Optional.empty(), get(2));
            assertEquals(Optional.of("33"), get(3));
            reopen();
        }
    }

    @Test
    void givesRangesInTheOrderOfKeys() {
        records.batch()
                .put(30, bytes("33"))
                .put(10, bytes("11"))
                .put(20, bytes("22"))
                .put(-1, bytes("ff"))
                .commit();
        reopen();
        assertEquals(List.of(10, 20), List.copyOf(records.range(10, 30).keySet()));
        assertArrayEquals(bytes("11"), records.range(10, 11).get(10));
    }

    @Test
    void writesABatchBetweenMarkAndSealAndAnEmptyOneNot() {
        records.put(1, bytes("11"));
        long before = memory.operations();
        records.batch().put(1, bytes("12")).put(2, bytes("22")).commit();
        records.batch().commit();
        assertEquals(before + 3, memory.operations());
    }

    @Test
    void isNotChangedThroughWhatItGaveOrTook() {
        byte[] value = bytes("11");
        records.put(1, value);
        value[0] = 9;
        records.get(1).orElseThrow()[0] = 8;
        assertEquals(Optional.of("11"), get(1));
    }

    // 17 bytes a put: a bank of 128 is full every six
    @Test
    void movesToTheOtherBankWhenOneIsFull() {
        records.put(1, bytes("aa"));
        for (int i = 0; i < 100; i++) {
            records.put(2, new byte[] {(byte) i});
        }
        assertTrue(memory.operations() > 110, memory.operations() + " operations");
        reopen();
        assertEquals(Optional.of("aa"), get(1));
        assertEquals(Optional.of("63"), get(2));
    }

    @Test
    void refusesWhatDoesNotFitAndKeepsWhatItHas() {
        // header 12, its seal, batch 8, record 6
        int longest = BANK_BYTES - 12 - 1 - 8 - 6;
        records.put(1, new byte[longest]);
        assertThrows(IllegalStateException.class, () -> records.put(1, new byte[longest + 1]));
        assertThrows(IllegalStateException.class, () -> records.put(2, new byte[1]));
        assertEquals(longest, records.get(1).orElseThrow().length);
        reopen();
        assertEquals(longest, records.get(1).orElseThrow().length);
        assertEquals(Optional.empty(), get(2));
        records.batch().remove(1).put(2, bytes("22")).commit();
        reopen();
        assertEquals(Optional.of("22"), get(2));
    }

    @Test
    void refusesARecordThatItsLengthFieldDoesNotHold() {
        RecordStore large = new RecordStore(new FlashMemory(new FactoryContent(0x80000, 4096, Map.of())));
        large.put(1, new byte[RecordStore.MAX_RECORD_BYTES - 1]);
        assertEquals(0xFFFE, large.get(1).orElseThrow().length);
        assertThrows(IllegalArgumentException.class, () -> large.put(1, new byte[RecordStore.MAX_RECORD_BYTES]));
    }

    // The bank with the torn header is none; the other one still has everything
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 11})
    void staysInItsBankWhenTheHeaderOfTheOtherIsTorn(int done) {
        PowerCut cut = new PowerCut(memory, operation -> {});
        records = new RecordStore(cut);
        records.put(1, bytes("aa"));
        int puts = 0;
        while (puts < 5) {
            records.put(2, new byte[] {(byte) puts++});
        }
        // the next put does not fit: two sectors are erased, it is written there, and then the header, which is torn
        cut.tearAt(memory.operations() + 3, done);
        int last = puts - 1;
        assertThrows(PowerLost.class, () -> records.put(2, bytes("77")));
        for (int life = 0; life < 2; life++) {
            records = new RecordStore(cut);
            assertEquals(Optional.of("aa"), get(1));
            assertEquals(Optional.of("%02x".formatted(last)), get(2));
        }
        records.put(2, bytes("78"));
        reopen();
        assertEquals(Optional.of("78"), get(2));
    }

    // Bytes that are no records: another profile's memory, or a foreign file
    @Test
    void hasNothingInAMemoryOfSomethingElse() {
        memory.program(0, bytes("4d535231000000020000000000000004deadbeef"));
        reopen();
        assertEquals(Map.of(), records.range(Integer.MIN_VALUE, Integer.MAX_VALUE));
        records.put(1, bytes("11"));
        reopen();
        assertEquals(Optional.of("11"), get(1));
    }
}
