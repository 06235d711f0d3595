package org.metersim.transport.ble.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.CompletedPackets;
import org.metersim.transport.ble.hci.ConnectionParameters;
import org.metersim.transport.ble.hci.DisconnectionComplete;
import org.metersim.transport.ble.hci.EventCode;
import org.metersim.transport.ble.hci.HciEvent;
import org.metersim.transport.ble.hci.HciStatus;

/** The connections that the controller holds, by handle. */
final class Links {

    /** Connections at a time. */
    static final int MAX_LINKS = 32;

    private static final int FIRST_HANDLE = 0x0040;
    private static final int LAST_HANDLE = 0x0EFF;
    /** Link type of Data Buffer Overflow: ACL. */
    private static final int ACL_LINK = 1;

    private final HostPort host;
    private final AirFaults faults;
    private final Map<Integer, Link> byHandle = new TreeMap<>();
    private int nextHandle = FIRST_HANDLE;

    Links(HostPort host, AirFaults faults) {
        this.host = host;
        this.faults = faults;
    }

    boolean isFull() {
        return byHandle.size() == MAX_LINKS;
    }

    boolean isEmpty() {
        return byHandle.isEmpty();
    }

    Optional<Link> of(int handle) {
        return Optional.ofNullable(byHandle.get(handle));
    }

    boolean isConnectedTo(BluetoothAddress peer) {
        return byHandle.values().stream().anyMatch(link -> link.peer().equals(peer));
    }

    /** A handle is used again as late as can be, lest a late packet fall into another connection. */
    Link open(int meter, Advertisement advertisement, Peripheral peripheral, ConnectionParameters parameters) {
        while (byHandle.containsKey(nextHandle)) {
            advanceHandle();
        }
        Link.Ends ends = new Link.Ends(nextHandle, meter, advertisement, peripheral);
        Link link = new Link(ends, parameters, host, faults);
        byHandle.put(nextHandle, link);
        advanceHandle();
        return link;
    }

    private void advanceHandle() {
        nextHandle = nextHandle == LAST_HANDLE ? FIRST_HANDLE : nextHandle + 1;
    }

    /** A packet from the host. One for no connection is dropped, as a late one is. Vol 4 Part E 4.1.1. */
    void receive(AclData data, long nowMs) {
        int underWay =
                byHandle.values().stream().mapToInt(Link::packetsUnderWay).sum();
        Optional<Link> link = of(data.handle());
        if (link.isPresent() && underWay >= Identity.ACL_PACKETS) {
            host.send(new HciEvent(
                    EventCode.DATA_BUFFER_OVERFLOW.code(),
                    new ByteWriter(1).u8(ACL_LINK).toOctets()));
        } else if (link.isPresent()) {
            link.get().receive(data, nowMs);
            endIfDue(link.get(), nowMs);
        }
    }

    /** The host freed buffers. */
    void completed(CompletedPackets packets) {
        of(packets.handle()).ifPresent(link -> host.completed(link.freed(packets.count())));
    }

    void wake(long nowMs) {
        for (Link link : List.copyOf(byHandle.values())) {
            link.wake(nowMs);
            endIfDue(link, nowMs);
        }
    }

    private void endIfDue(Link link, long nowMs) {
        link.ending(nowMs).ifPresent(reason -> end(link, reason, reason, nowMs));
    }

    /** Ends it and tells both ends, each its reason. */
    void end(Link link, HciStatus forHost, HciStatus forMeter, long nowMs) {
        byHandle.remove(link.handle());
        host.completed(link.packetsAtHost());
        host.send(new DisconnectionComplete(HciStatus.SUCCESS.code(), link.handle(), forHost.code()).toEvent());
        link.peripheral().lost(forMeter.code(), nowMs);
    }

    /** The controller is gone: its meters see nothing more of it. */
    void drop(long nowMs) {
        List<Link> all = new ArrayList<>(byHandle.values());
        byHandle.clear();
        all.forEach(link -> link.peripheral().lost(HciStatus.CONNECTION_TIMEOUT.code(), nowMs));
    }

    long deadlineMs() {
        return byHandle.values().stream().mapToLong(Link::deadlineMs).min().orElse(Endpoint.NEVER);
    }
}
