package org.metersim.transport.ble.controller;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.CompletedPackets;
import org.metersim.transport.ble.hci.ConnectionParameters;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.l2cap.AclAssembler;
import org.metersim.transport.ble.l2cap.AclFragments;
import org.metersim.transport.ble.l2cap.L2capFrame;

/**
 * One connection, seen from the controller: packets in the air both ways, and what ends it. Without faults a packet
 * arrives at once; one that is lost arrives a connection interval later, and those behind it not before.
 */
final class Link {

    /** Whom it joins. */
    record Ends(int handle, int meter, Advertisement advertisement, Peripheral peripheral) {}

    /** A packet in the air. {@link Endpoint#NEVER}: it never arrives. */
    private record Flight(long arrivalMs, AclData data) {}

    /** Octets of an L2CAP frame: the longest attribute with its header fits many times. */
    private static final int MAX_FRAME_BYTES = 4096;

    /** Frames of the meter wait with it while this many packets are in the air. */
    private static final int MAX_PACKETS_DOWN = 8;

    private static final int NOTIFICATION = 0x1B;
    private static final int EXCHANGE_MTU_REQUEST = 0x02;
    /** Error Response to Exchange MTU: request not supported. Vol 3 Part F 3.4.1.1. */
    private static final Octets MTU_REFUSAL = Octets.parse("01 02 00 00 06");

    private final Ends ends;
    private final HostPort host;
    private final AirFaults faults;
    private final AclAssembler assembler = new AclAssembler(MAX_FRAME_BYTES);
    private final Queue<Flight> toMeter = new ArrayDeque<>();
    private final Queue<Flight> toHost = new ArrayDeque<>();
    private ConnectionParameters parameters;
    private DataLength dataLength = DataLength.SHORTEST;
    private boolean encrypted;
    private int atHost;
    private long lastToMeterMs;
    private long lastToHostMs;
    private long silentUntilMs = Endpoint.NEVER;
    private OptionalInt brokenReason = OptionalInt.empty();

    Link(Ends ends, ConnectionParameters parameters, HostPort host, AirFaults faults) {
        this.ends = ends;
        this.parameters = parameters;
        this.host = host;
        this.faults = faults;
    }

    int handle() {
        return ends.handle();
    }

    int meter() {
        return ends.meter();
    }

    BluetoothAddress peer() {
        return ends.advertisement().address();
    }

    Advertisement advertisement() {
        return ends.advertisement();
    }

    Peripheral peripheral() {
        return ends.peripheral();
    }

    ConnectionParameters parameters() {
        return parameters;
    }

    void set(ConnectionParameters changed) {
        parameters = changed;
    }

    DataLength dataLength() {
        return dataLength;
    }

    void set(DataLength changed) {
        dataLength = changed;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    void encrypt(LongTermKey key, long nowMs) {
        encrypted = true;
        peripheral().encrypted(key, nowMs);
    }

    /** Packets of the host that have not arrived. */
    int packetsUnderWay() {
        return toMeter.size();
    }

    /** Packets that the host has not freed. */
    int packetsAtHost() {
        return atHost;
    }

    /** The host freed some. @return how many of them it really had */
    int freed(int packets) {
        int freed = Math.min(packets, atHost);
        atHost -= freed;
        return freed;
    }

    /** A packet from the host. */
    void receive(AclData data, long nowMs) {
        lastToMeterMs = arrival(lastToMeterMs, nowMs);
        toMeter.add(new Flight(lastToMeterMs, data));
        wake(nowMs);
    }

    /** When a packet that leaves now arrives: behind the one before it, and later by what is lost. */
    private long arrival(long previousMs, long nowMs) {
        OptionalInt reason = faults.disconnects();
        brokenReason = brokenReason.isPresent() ? brokenReason : reason;
        int attempts = Math.max(1, parameters.supervisionTimeoutMs() / parameters.intervalMs());
        int losses = faults.losses(attempts);
        if (losses == attempts) {
            fallSilent(nowMs);
        }
        boolean arrives = brokenReason.isEmpty() && silentUntilMs == Endpoint.NEVER && previousMs != Endpoint.NEVER;
        return arrives ? Math.max(previousMs, nowMs) + (long) losses * parameters.intervalMs() : Endpoint.NEVER;
    }

    private void fallSilent(long nowMs) {
        silentUntilMs = Math.min(silentUntilMs, nowMs + parameters.supervisionTimeoutMs());
    }

    void wake(long nowMs) {
        if (faults.isSilent()) {
            fallSilent(nowMs);
        }
        peripheral().wake(nowMs);
        boolean moved = true;
        while (moved) {
            boolean delivered = deliver(nowMs);
            boolean collected = collect(nowMs);
            boolean passed = pass(nowMs);
            moved = delivered || collected || passed;
        }
    }

    private boolean isHere(Queue<Flight> queue, long nowMs) {
        return !queue.isEmpty() && queue.element().arrivalMs() <= nowMs && silentUntilMs == Endpoint.NEVER;
    }

    /** Lets the meter have one packet that has arrived. */
    private boolean deliver(long nowMs) {
        if (!isHere(toMeter, nowMs)) {
            return false;
        }
        AclData data = toMeter.remove().data();
        host.send(new CompletedPackets(handle(), 1).toEvent());
        assembler.take(data).ifPresent(frame -> receive(frame, nowMs));
        return true;
    }

    private void receive(L2capFrame frame, long nowMs) {
        if (isAttribute(frame, EXCHANGE_MTU_REQUEST) && faults.refusesMtu()) {
            send(new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, MTU_REFUSAL), nowMs);
        } else {
            peripheral().receive(frame, nowMs);
        }
    }

    private static boolean isAttribute(L2capFrame frame, int code) {
        return frame.channel() == L2capFrame.ATTRIBUTE_PROTOCOL
                && !frame.payload().isEmpty()
                && frame.payload().at(0) == code;
    }

    /** Takes what the meter has to say, while the air has room for it. */
    private boolean collect(long nowMs) {
        boolean collected = false;
        while (toHost.size() < MAX_PACKETS_DOWN) {
            Optional<L2capFrame> frame = peripheral().nextOutput();
            if (frame.isEmpty()) {
                return collected;
            }
            send(frame.get(), nowMs);
            collected = true;
        }
        return collected;
    }

    private void send(L2capFrame frame, long nowMs) {
        long heldMs = isAttribute(frame, NOTIFICATION) ? faults.notificationDelayMs() : 0;
        lastToHostMs = lastToHostMs == Endpoint.NEVER ? lastToHostMs : Math.max(lastToHostMs, nowMs) + heldMs;
        for (AclData data : AclFragments.fromController(handle(), frame, host.aclBytes())) {
            lastToHostMs = arrival(lastToHostMs, nowMs);
            toHost.add(new Flight(lastToHostMs, data));
        }
    }

    /** Lets the host have one packet that has arrived, if it has room. */
    private boolean pass(long nowMs) {
        if (!isHere(toHost, nowMs) || !host.takesAcl()) {
            return false;
        }
        atHost++;
        host.send(toHost.remove().data());
        return true;
    }

    /** The reason when it is to end now. */
    Optional<HciStatus> ending(long nowMs) {
        if (brokenReason.isPresent()) {
            return HciStatus.of(brokenReason.getAsInt());
        }
        if (silentUntilMs <= nowMs) {
            faults.timedOut();
            return Optional.of(HciStatus.CONNECTION_TIMEOUT);
        }
        boolean left = peripheral().isClosed() && toHost.isEmpty();
        return left ? Optional.of(HciStatus.REMOTE_USER_TERMINATED_CONNECTION) : Optional.empty();
    }

    long deadlineMs() {
        if (silentUntilMs != Endpoint.NEVER) {
            return Math.min(silentUntilMs, peripheral().deadlineMs());
        }
        long upMs = toMeter.isEmpty() ? Endpoint.NEVER : toMeter.element().arrivalMs();
        boolean blocked = toHost.isEmpty() || !host.takesAcl();
        long downMs = blocked ? Endpoint.NEVER : toHost.element().arrivalMs();
        return Math.min(peripheral().deadlineMs(), Math.min(upMs, downMs));
    }
}
