package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A NIC that brings an image to a board, verifies it, schedules its activation for noon, and waits for its end. */
final class ScheduleStory implements Story {

    private static final String IMAGE = "0-0:44.0.0.255";
    private static final String SCHEDULE = "0-0:15.0.2.255";
    private static final int BLOCK_BYTES = 512;
    private static final long SECOND_MS = 1_000;
    private static final long NOON_MS = TestMeter.START_MS + 2 * 3_600_000;
    private static final CosemData NOTHING = CosemData.integer(0);
    private static final byte[] FILE = ScheduledActivationTest.image(0);

    private final NonVolatileMemory memory;
    private final Map<Long, UpdateConfirmation> told = new TreeMap<>();
    private TestMeter meter = new TestMeter();
    private boolean started;
    private boolean initiated;
    private boolean scheduled;
    private long acknowledged;
    private long registered;

    ScheduleStory(NonVolatileMemory memory) {
        this.memory = memory;
    }

    @Override
    public void start() {
        if (started) {
            meter.board.powerFailed(meter.nowMs);
            meter.nowMs += SECOND_MS;
            meter.board.powerReturned(meter.nowMs);
        } else {
            meter = new TestMeter(memory, TestMeter.START_MS);
            started = true;
        }
    }

    @Override
    public void check() {
        if (meter.board.isRestarting(meter.nowMs)) {
            return;
        }
        long reading = meter.register("1-0:1.8.0.255");
        assertTrue(reading >= registered, "the register went back from " + registered + " to " + reading);
        registered = reading;
        long status = status();
        assertEquals(status == 6 ? "2.0.0" : "1.4.2", version());
        if (initiated) {
            assertTrue(status != 0, "the update is forgotten");
            assertTrue(meter.number(18, IMAGE, 4) >= acknowledged, "an acknowledged block is lost");
        }
        if (status == 3 && scheduled && meter.nowMs < NOON_MS) {
            assertEquals(noon(), meter.read(22, SCHEDULE, 4));
        }
        assertEquals(logOf(status), log());
        assertEquals(status == 6 ? 2 : 1, meter.board.table().updates(kind()).securityCounter());
    }

    private static UpdateKind kind() {
        return UpdateKind.METROLOGY;
    }

    private static List<Long> logOf(long status) {
        return status == 6 ? List.of(17L, 18L, 20L) : status >= 3 ? List.of(17L) : List.of();
    }

    private List<Long> log() {
        return TestMeter.rows(meter.read(7, "0-0:99.98.128.255", 2)).stream()
                .map(row -> ((CosemData.Numeral) row.get(1)).value())
                .toList();
    }

    private long status() {
        return meter.number(18, IMAGE, 6);
    }

    private String version() {
        return ((CosemData.OctetString) meter.read(1, "1-0:0.2.0.255", 2))
                .octets()
                .toAscii();
    }

    @Override
    public boolean isOver() {
        return !meter.board.isRestarting(meter.nowMs) && status() == 6 && told.size() == 1 && meter.board.isAtRest();
    }

    @Override
    public void goOn() {
        if (meter.board.isRestarting(meter.nowMs)) {
            step(SECOND_MS);
        } else if (!initiated) {
            CosemData identifier = new CosemData.OctetString(Octets.ascii("NEXT"));
            CosemData size = CosemData.doubleLongUnsigned(FILE.length);
            assertEquals(MeterReply.DONE, meter.invoke(18, IMAGE, 1, CosemData.structure(identifier, size)));
            initiated = true;
        } else {
            goOnFrom(status());
        }
    }

    private void goOnFrom(long status) {
        if (status == 1) {
            receive();
        } else if (status == 3 && !scheduled) {
            assertEquals(MeterReply.DONE, meter.write(22, SCHEDULE, 4, noon()));
            scheduled = true;
        } else if (status == 3 && meter.nowMs < NOON_MS) {
            step(NOON_MS - meter.nowMs);
        } else if (status == 3) {
            // it was accepted at noon and cut before the boot record: it waits for another activate
            assertEquals(MeterReply.DONE, meter.invoke(18, IMAGE, 4, NOTHING));
        } else {
            step(SECOND_MS);
        }
    }

    private void receive() {
        int number = (int) meter.number(18, IMAGE, 4);
        if (number * BLOCK_BYTES >= FILE.length) {
            assertEquals(MeterReply.DONE, meter.invoke(18, IMAGE, 3, NOTHING));
            return;
        }
        byte[] block =
                Arrays.copyOfRange(FILE, number * BLOCK_BYTES, Math.min(FILE.length, (number + 1) * BLOCK_BYTES));
        assertEquals(
                MeterReply.DONE,
                meter.ask(new MeterRequest.UpdateBlock(LogicalName.parse(IMAGE), number, Octets.of(block))));
        acknowledged = number + 1L;
    }

    /** On the 10th of June at 12:00. */
    private static CosemData noon() {
        return CosemData.array(List.of(CosemData.structure(
                new CosemData.OctetString(Octets.parse("0C000000")),
                new CosemData.OctetString(Octets.parse("07EA060AFF")))));
    }

    /** Time passes; what is told is acknowledged when it is kept. */
    private void step(long ms) {
        meter.step(ms);
        for (MeterNotice notice : meter.notices()) {
            if (notice instanceof MeterNotice.UpdateEnded ended) {
                UpdateConfirmation confirmation = ended.confirmation();
                told.put(confirmation.eventCounter(), confirmation);
                meter.ask(new MeterRequest.Acknowledge(confirmation.eventCounter()));
            }
        }
    }

    @Override
    public void checkEnd() {
        check();
        step(600_000);
        assertEquals(List.of(1L), List.copyOf(told.keySet()), "confirmations by their counters");
    }
}
