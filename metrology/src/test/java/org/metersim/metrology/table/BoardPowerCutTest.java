package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;
import org.metersim.runtime.memory.RecordStore;

/** Whatever is written, and wherever the power is cut in it: all of it is there afterwards, or none. */
class BoardPowerCutTest {

    private static final CosemData NOTHING = CosemData.integer(0);

    static final Map<String, Consumer<TestMeter>> WRITES = Map.of(
            "a parameter",
            meter -> meter.write(1, "0-0:96.1.2.255", 2, new CosemData.OctetString(Octets.ascii("HERE"))),
            "a register",
            meter -> meter.write(3, "1-0:1.8.0.255", 2, CosemData.doubleLongUnsigned(4711)),
            "the clock",
            meter -> meter.write(
                    8, "0-0:1.0.0.255", 2, new CosemData.OctetString(Octets.parse("07EA060B0407080900FF8880"))),
            "the relay",
            meter -> meter.invoke(70, "0-0:96.3.10.255", 1, NOTHING),
            "a log",
            meter -> meter.invoke(7, "0-0:99.98.1.255", 1, NOTHING),
            "columns",
            meter -> meter.write(7, "1-0:99.1.0.255", 3, meter.read(7, "1-0:99.2.0.255", 3)),
            "a special day",
            meter -> meter.invoke(
                    11,
                    "0-0:11.0.0.255",
                    1,
                    CosemData.structure(
                            CosemData.longUnsigned(9),
                            new CosemData.OctetString(Octets.parse("07EA060AFF")),
                            CosemData.unsigned(3))),
            "a schedule",
            meter -> meter.write(
                    22,
                    "0-0:15.0.2.255",
                    4,
                    CosemData.array(List.of(CosemData.structure(
                            new CosemData.OctetString(Octets.parse("030000FF")),
                            new CosemData.OctetString(Octets.parse("07EA060CFF")))))),
            "an event",
            meter -> meter.ask(new MeterRequest.Report(MeterEvent.COVER_OPENED)));

    /** A record that no table reads. */
    private static final int OF_NOBODY = 0x7F00_0000;

    /** Mark, batch and seal. */
    private static final long ONE_BATCH = 3;

    static Stream<String> writes() {
        return WRITES.keySet().stream().sorted();
    }

    /** All that such a write may touch. */
    static List<CosemData> look(TestMeter meter) {
        List<CosemData> seen = new ArrayList<>(List.of(
                meter.read(1, "0-0:96.1.2.255", 2),
                meter.read(3, "1-0:1.8.0.255", 2),
                meter.read(8, "0-0:1.0.0.255", 2),
                meter.read(70, "0-0:96.3.10.255", 2),
                meter.read(70, "0-0:96.3.10.255", 3),
                meter.read(7, "1-0:99.1.0.255", 3),
                meter.read(7, "1-0:99.1.0.255", 7),
                meter.read(11, "0-0:11.0.0.255", 2),
                meter.read(22, "0-0:15.0.2.255", 4),
                meter.read(1, "0-0:96.2.0.255", 2),
                meter.read(1, "0-0:96.2.1.255", 2),
                meter.read(1, "0-0:96.2.12.255", 2),
                meter.read(1, "0-0:96.5.0.255", 2),
                meter.read(1, "0-0:97.98.0.255", 2)));
        seen.add(meter.read(7, "0-0:99.98.0.255", 2));
        seen.add(meter.read(7, "0-0:99.98.1.255", 2));
        return seen;
    }

    /** A memory that was lived with: its packed bytes. */
    private static byte[] lived() {
        FlashMemory memory = new FlashMemory(TestMeter.FACTORY);
        TestMeter meter = new TestMeter(memory, TestMeter.START_MS);
        meter.ask(new MeterRequest.Report(MeterEvent.LOGIN_FAILED));
        meter.write(1, "0-0:96.1.2.255", 2, new CosemData.OctetString(Octets.ascii("THERE")));
        return memory.pack();
    }

    /** One so full that the next such write moves all records to its other half. */
    private static byte[] crowded(Consumer<TestMeter> write) {
        FlashMemory memory = FlashMemory.unpack(TestMeter.FACTORY, lived());
        RecordStore records = new RecordStore(new MemoryRegion(memory, 0, MetrologyTable.RECORD_BYTES));
        while (memory.pack().length < MetrologyTable.RECORD_BYTES / 2 - 2_000) {
            records.put(OF_NOBODY, new byte[1_000]);
        }
        byte[] packed = memory.pack();
        while (operationsOf(write, packed) == ONE_BATCH) {
            records.put(OF_NOBODY, new byte[1]);
            packed = memory.pack();
        }
        return packed;
    }

    private static PowerCut memory(byte[] packed) {
        return new PowerCut(FlashMemory.unpack(TestMeter.FACTORY, packed), operation -> {});
    }

    private static TestMeter meter(PowerCut memory) {
        return new TestMeter(memory, TestMeter.START_MS + 1000);
    }

    private static long operationsOf(Consumer<TestMeter> write, byte[] packed) {
        TestMeter meter = meter(memory(packed));
        write.accept(meter);
        return meter.memory.operations();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isThereWhollyOrNotAtAll(String name) {
        byte[] packed = lived();
        assertEquals(ONE_BATCH, operationsOf(WRITES.get(name), packed), name + " is one batch");
        cutEverywhere(name, packed, ONE_BATCH);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void isThereWhollyOrNotAtAllWhenAllRecordsMove(String name) {
        byte[] packed = crowded(WRITES.get(name));
        long operations = operationsOf(WRITES.get(name), packed);
        assertTrue(operations > ONE_BATCH, "records moved: " + operations);
        cutEverywhere(name, packed, operations);
    }

    private static void cutEverywhere(String name, byte[] packed, long operations) {
        Consumer<TestMeter> write = WRITES.get(name);
        TestMeter whole = meter(memory(packed));
        List<CosemData> before = look(whole);
        write.accept(whole);
        List<CosemData> after = look(whole);
        assertNotEquals(before, after, name + " changes something");

        // of the many erases of a move some will do
        for (long cut = 0; cut < operations; cut += cut < 2 || cut + 20 > operations ? 1 : 15) {
            for (PowerCut.Moment moment : PowerCut.Moment.values()) {
                PowerCut memory = memory(packed);
                TestMeter meter = meter(memory);
                memory.cutAt(cut, moment);
                assertTrue(isCut(meter, write), name + " was cut");
                assertFalse(memory.isArmed());
                meter.restart();
                List<CosemData> found = look(meter);
                boolean isDone = found.equals(after);
                assertTrue(isDone || found.equals(before), name + " cut " + moment + " at " + cut);
                assertTrue(isDone || cut < operations - 1 || moment != PowerCut.Moment.AFTER, name + " is durable");
                assertFalse(isDone && cut == 0, name + " is not there before it was written");
                if (!isDone) {
                    write.accept(meter);
                    assertEquals(after, look(meter), name + " done again after a cut " + moment + " at " + cut);
                }
            }
        }
    }

    private static boolean isCut(TestMeter meter, Consumer<TestMeter> write) {
        try {
            write.accept(meter);
            return false;
        } catch (PowerLost lost) {
            return true;
        }
    }
}
