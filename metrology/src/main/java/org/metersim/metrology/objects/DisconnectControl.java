package org.metersim.metrology.objects;

import java.util.Set;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.table.Typed;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Disconnect control: the relay. Blue Book 4.5.8; the modes are those of its state table. */
record DisconnectControl(Instance instance) {

    static final InterfaceClass<DisconnectControl> CLASS = InterfaceClass.<DisconnectControl>of(
                    70, "Disconnect control")
            .attribute(1, "logical_name", (relay, atMs) -> relay.instance.logicalName())
            .attribute(
                    2,
                    "output_state",
                    (relay, atMs) -> CosemData.bool(relay.instance.timeline().isConnected(atMs)))
            .attribute(3, "control_state", (relay, atMs) -> CosemData.enumeration(relay.controlState(atMs)))
            .attribute(
                    4, "control_mode", (relay, atMs) -> CosemData.enumeration(relay.mode()), DisconnectControl::setMode)
            .method(1, "remote_disconnect", (relay, parameter, nowMs) -> relay.remoteDisconnect(nowMs))
            .method(2, "remote_reconnect", (relay, parameter, nowMs) -> relay.remoteReconnect(nowMs));

    private static final int CONTROL_STATE = 3;
    private static final int CONTROL_MODE = 4;
    private static final int DISCONNECTED = 0;
    private static final int CONNECTED = 1;
    private static final int READY = 2;
    private static final int LAST_MODE = 6;

    /** Modes in which a remote reconnection closes the relay; in the others the customer does, by the button. */
    private static final Set<Integer> RECONNECTS_AT_ONCE = Set.of(2, 4);

    private int mode() {
        return instance.number(CONTROL_MODE, "mode", 0);
    }

    private int controlState(long atMs) {
        if (instance.timeline().isConnected(atMs)) {
            return CONNECTED;
        }
        boolean ready = instance.written(CONTROL_STATE)
                .map(state -> state.equals(CosemData.enumeration(READY)))
                .orElseGet(() -> instance.row().text("state").equals("ready-for-reconnection"));
        return ready ? READY : DISCONNECTED;
    }

    private AccessResult setMode(CosemData value, long nowMs) {
        var mode = Typed.number(value, NumeralType.ENUM);
        if (mode.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return mode.getAsLong() > LAST_MODE ? AccessResult.OTHER_REASON : instance.write(CONTROL_MODE, value, nowMs);
    }

    private MeterReply remoteDisconnect(long nowMs) {
        if (mode() == 0) {
            return new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        }
        enter(DISCONNECTED, nowMs);
        return MeterReply.DONE;
    }

    private MeterReply remoteReconnect(long nowMs) {
        if (mode() == 0) {
            return new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        }
        if (controlState(nowMs) == DISCONNECTED) {
            enter(RECONNECTS_AT_ONCE.contains(mode()) ? CONNECTED : READY, nowMs);
        }
        return MeterReply.DONE;
    }

    /** The button on the meter: manual_reconnect, when the relay is ready for it. */
    void press(long nowMs) {
        if (controlState(nowMs) == READY) {
            enter(CONNECTED, nowMs);
        }
    }

    private void enter(int state, long nowMs) {
        boolean wasConnected = controlState(nowMs) == CONNECTED;
        boolean connects = state == CONNECTED;
        RecordBatch batch = instance.meter().batch();
        instance.meter().parameters().put(batch, instance.index(), CONTROL_STATE, CosemData.enumeration(state));
        if (connects != wasConnected) {
            Intervention.Kind moved = connects ? Intervention.Kind.RELAY_ON : Intervention.Kind.RELAY_OFF;
            instance.meter().intervene(batch, Intervention.of(nowMs, moved));
            MeterEvent event = connects ? MeterEvent.RELAY_CONNECTED : MeterEvent.RELAY_DISCONNECTED;
            instance.meter().raise(batch, event, nowMs);
        }
        batch.commit();
    }
}
