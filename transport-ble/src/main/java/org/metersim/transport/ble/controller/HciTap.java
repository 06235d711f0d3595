package org.metersim.transport.ble.controller;

import org.metersim.transport.ble.hci.HciPacket;

/** Sees each packet that passes between host and controller, in order. */
@FunctionalInterface
public interface HciTap {

    /** Nobody looks. */
    HciTap NONE = (direction, packet, nowMs) -> {};

    /** Which way a packet goes. */
    enum Direction {
        TO_CONTROLLER,
        TO_HOST
    }

    /** @param nowMs simulated UTC in milliseconds */
    void passed(Direction direction, HciPacket packet, long nowMs);
}
