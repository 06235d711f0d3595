package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

class DisconnectControlTest {

    private static final String RELAY = "0-0:96.3.10.255";
    private static final CosemData NOTHING = CosemData.integer(0);

    private final TestMeter meter = new TestMeter();

    private void setMode(int mode) {
        assertEquals(MeterReply.DONE, meter.write(70, RELAY, 4, CosemData.enumeration(mode)));
    }

    @Test
    void opensAndClosesAndLogsBoth() {
        assertEquals(MeterReply.DONE, meter.invoke(70, RELAY, 1, NOTHING));
        assertEquals(CosemData.bool(false), meter.read(70, RELAY, 2));
        assertEquals(0, meter.number(70, RELAY, 3));
        assertEquals(1, meter.number(1, "0-0:96.5.0.255", 2) & 1);
        assertEquals(62, meter.number(1, "0-0:96.11.0.255", 2));
        assertEquals(List.of(new MeterNotice.EventRaised(MeterEvent.RELAY_DISCONNECTED, 62)), meter.notices());

        assertEquals(MeterReply.DONE, meter.invoke(70, RELAY, 2, NOTHING));
        assertEquals(CosemData.bool(true), meter.read(70, RELAY, 2));
        assertEquals(1, meter.number(70, RELAY, 3));
        assertEquals(63, meter.number(1, "0-0:96.11.0.255", 2));
    }

    @Test
    void logsNothingWhenItIsAlreadyWhereItIsSent() {
        assertEquals(MeterReply.DONE, meter.invoke(70, RELAY, 2, NOTHING));
        assertEquals(List.of(), meter.notices());
    }

    // Blue Book 4.5.8: in modes 2 and 4 a remote reconnection closes, in the others the customer has to press.
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1", "3, 2", "4, 1", "5, 2", "6, 2"})
    void reconnectsAsItsModeSays(int mode, int state) {
        setMode(mode);
        meter.invoke(70, RELAY, 1, NOTHING);
        assertEquals(MeterReply.DONE, meter.invoke(70, RELAY, 2, NOTHING));
        assertEquals(state, meter.number(70, RELAY, 3));
        assertEquals(CosemData.bool(state == 1), meter.read(70, RELAY, 2));

        meter.board.press(meter.nowMs);
        assertEquals(1, meter.number(70, RELAY, 3));
    }

    @Test
    void doesNotReconnectByTheButtonUnlessItIsReady() {
        setMode(3);
        meter.invoke(70, RELAY, 1, NOTHING);
        meter.board.press(meter.nowMs);
        assertEquals(0, meter.number(70, RELAY, 3));
    }

    @Test
    void disconnectsWhatWasReadyForReconnection() {
        setMode(3);
        meter.invoke(70, RELAY, 1, NOTHING);
        meter.invoke(70, RELAY, 2, NOTHING);
        assertEquals(2, meter.number(70, RELAY, 3));
        meter.restart();
        assertEquals(2, meter.number(70, RELAY, 3));
        meter.invoke(70, RELAY, 1, NOTHING);
        assertEquals(0, meter.number(70, RELAY, 3));
    }

    @Test
    void cannotBeMovedInModeZero() {
        setMode(0);
        MeterReply denied = new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        assertEquals(denied, meter.invoke(70, RELAY, 1, NOTHING));
        assertEquals(denied, meter.invoke(70, RELAY, 2, NOTHING));
        assertEquals(CosemData.bool(true), meter.read(70, RELAY, 2));
    }

    @Test
    void refusesModesThatDoNotExist() {
        assertEquals(
                new MeterReply.Refused(AccessResult.OTHER_REASON), meter.write(70, RELAY, 4, CosemData.enumeration(7)));
        assertEquals(
                new MeterReply.Refused(AccessResult.TYPE_UNMATCHED), meter.write(70, RELAY, 4, CosemData.unsigned(2)));
        assertEquals(4, meter.number(70, RELAY, 4));
    }

    @Test
    void stillIsOpenAfterThePowerFailed() {
        meter.invoke(70, RELAY, 1, NOTHING);
        meter.board.powerFailed(meter.nowMs);
        meter.nowMs += 60_000;
        meter.board.powerReturned(meter.nowMs);
        assertEquals(CosemData.bool(false), meter.read(70, RELAY, 2));
    }
}
