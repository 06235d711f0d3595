package org.metersim.transport.ble.controller;

import java.util.function.Consumer;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.EventCode;
import org.metersim.transport.ble.hci.HciEvent;
import org.metersim.transport.ble.hci.HciPacket;
import org.metersim.transport.ble.hci.LeSubevent;

/**
 * What the host wants to hear and can take: its event masks and its flow control. Core Specification Vol 4 Part E 4.
 */
final class HostPort {

    private static final long DEFAULT_EVENT_MASK = 0x1FFF_FFFF_FFFFL;
    private static final long DEFAULT_LE_EVENT_MASK = 0x1F;

    private final Consumer<HciPacket> wire;
    private long eventMask = DEFAULT_EVENT_MASK;
    private long leEventMask = DEFAULT_LE_EVENT_MASK;
    private boolean flowControlled;
    private int aclBytes = Identity.ACL_BYTES;
    private int aclPackets;
    private int outstanding;

    HostPort(Consumer<HciPacket> wire) {
        this.wire = wire;
    }

    void setEventMask(long mask) {
        eventMask = mask;
    }

    void setLeEventMask(long mask) {
        leEventMask = mask;
    }

    /** Controller to host flow control, 7.3.38. */
    void setFlowControl(boolean on) {
        flowControlled = on;
        outstanding = 0;
    }

    /** Host Buffer Size, 7.3.39. */
    void setBuffers(int bytes, int packets) {
        aclBytes = Math.min(bytes, Identity.ACL_BYTES);
        aclPackets = packets;
    }

    /** Data octets of an ACL packet to the host. */
    int aclBytes() {
        return aclBytes;
    }

    boolean wants(LeSubevent subevent) {
        return EventCode.LE_META.isIn(eventMask) && subevent.isIn(leEventMask);
    }

    /** Sends it if the host wants it. */
    void send(HciEvent event) {
        boolean wanted = EventCode.of(event.code()).stream().allMatch(code -> code.isIn(eventMask));
        boolean meta = event.is(EventCode.LE_META);
        if (wanted && (!meta || (leEventMask >> event.parameters().at(0) - 1 & 1) == 1)) {
            wire.accept(event);
        }
    }

    /** Whether the host has room for one more ACL packet. */
    boolean takesAcl() {
        return !flowControlled || outstanding < aclPackets;
    }

    void send(AclData data) {
        outstanding += flowControlled ? 1 : 0;
        wire.accept(data);
    }

    /** The host freed that many buffers. */
    void completed(int packets) {
        outstanding = Math.max(0, outstanding - packets);
    }
}
