package org.metersim.client.bluetooth;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.l2cap.AclFragments;
import org.metersim.transport.ble.l2cap.L2capFrame;

/**
 * Frames for the meter, cut into ACL packets, of which the controller has room for some at a time: Core Specification
 * Vol 4 Part E 4.1.1.
 */
final class AclQueue {

    private final Queue<AclData> waiting = new ArrayDeque<>();
    private final int packetBytes;
    private int credits;

    /**
     * @param packetBytes of a packet at most, as the controller announced it
     * @param packets how many it has room for
     */
    AclQueue(int packetBytes, int packets) {
        this.packetBytes = packetBytes;
        this.credits = packets;
    }

    void add(int handle, L2capFrame frame) {
        waiting.addAll(AclFragments.fromHost(handle, frame, packetBytes));
    }

    /** The controller has sent that many. */
    void completed(int packets) {
        credits += packets;
    }

    /** The next packet that may be sent. */
    Optional<AclData> next() {
        if (credits == 0 || waiting.isEmpty()) {
            return Optional.empty();
        }
        credits--;
        return Optional.of(waiting.remove());
    }

    /** True when all was handed to the controller: more may be written. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
