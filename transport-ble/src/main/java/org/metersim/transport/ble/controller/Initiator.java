package org.metersim.transport.ble.controller;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LeConnectionComplete;
import org.metersim.transport.ble.hci.LeCreateConnection;
import org.metersim.transport.ble.hci.LeDataLengthChange;
import org.metersim.transport.ble.hci.LeSubevent;

/**
 * Waits for a meter that the host wants to advertise, and connects to it: Core Specification Vol 6 Part B 4.4.4. While
 * none does the command stays pending, until the host cancels it.
 */
final class Initiator {

    /** Where nobody is heard it is listened again after this long. */
    private static final int RETRY_MS = 100;

    private static final int NOBODY = -1;

    private final Scanner.Hearing hearing;
    private final HostPort host;
    private final Links links;
    private final OwnAddresses ownAddresses;
    private DataLength wishedLength = DataLength.SHORTEST;
    private Optional<LeCreateConnection> pending = Optional.empty();
    private int meter = NOBODY;
    private long tryMs = Endpoint.NEVER;

    Initiator(Scanner.Hearing hearing, HostPort host, Links links, OwnAddresses ownAddresses) {
        this.hearing = hearing;
        this.host = host;
        this.links = links;
        this.ownAddresses = ownAddresses;
    }

    /** What the host suggests for new connections. */
    DataLength wishedLength() {
        return wishedLength;
    }

    void setWishedLength(DataLength wished) {
        wishedLength = wished;
    }

    boolean isPending() {
        return pending.isPresent();
    }

    /** Whether the filter accept list is in use and must not be changed. */
    boolean usesAcceptList() {
        return pending.isPresent() && pending.get().byAcceptList();
    }

    void start(LeCreateConnection command, long nowMs) {
        pending = Optional.of(command);
        listen(nowMs);
    }

    /** Ends the wait and says so. */
    void cancel() {
        stop();
        report(LeConnectionComplete.failed(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER));
    }

    private void stop() {
        pending = Optional.empty();
        tryMs = Endpoint.NEVER;
        meter = NOBODY;
    }

    void wake(long nowMs) {
        if (nowMs >= tryMs) {
            pending.ifPresent(command -> connect(command, nowMs));
        }
    }

    /** Whose advertising comes first of those that are meant. */
    private void listen(long nowMs) {
        meter = NOBODY;
        tryMs = nowMs + RETRY_MS;
        for (BluetoothAddress peer : meant()) {
            OptionalInt found = hearing.air().meterAt(peer, nowMs);
            Optional<Advertisement> heard = found.isEmpty() ? Optional.empty() : connectable(found.getAsInt(), nowMs);
            if (heard.isPresent()) {
                long eventMs =
                        hearing.times().after(found.getAsInt(), heard.get().intervalMs(), nowMs);
                boolean first = meter == NOBODY || eventMs < tryMs;
                meter = first ? found.getAsInt() : meter;
                tryMs = first ? eventMs : tryMs;
            }
        }
    }

    private Collection<BluetoothAddress> meant() {
        LeCreateConnection command = pending.orElseThrow();
        return command.byAcceptList() ? hearing.acceptList().devices() : List.of(command.peer());
    }

    private Optional<Advertisement> connectable(int candidate, long nowMs) {
        return hearing.air().advertisement(candidate, nowMs).filter(Advertisement::connectable);
    }

    private void connect(LeCreateConnection command, long nowMs) {
        Optional<Advertisement> heard =
                meter == NOBODY || hearing.faults().stopsAdvertising() ? Optional.empty() : connectable(meter, nowMs);
        Optional<Peripheral> peripheral = heard.flatMap(advertisement -> {
            BluetoothAddress own = ownAddresses.towards(advertisement.address(), command.ownAddressType());
            return hearing.air().connect(meter, own, nowMs);
        });
        if (heard.isPresent() && peripheral.isPresent()) {
            Link link = links.open(meter, heard.get(), peripheral.get(), command.parameters());
            stop();
            connected(link);
        } else {
            listen(nowMs);
        }
    }

    private void connected(Link link) {
        report(new LeConnectionComplete(
                HciStatus.SUCCESS.code(),
                link.handle(),
                link.peer(),
                link.parameters().intervalMin(),
                link.parameters().latency(),
                link.parameters().supervisionTimeout()));
        if (!wishedLength.equals(DataLength.SHORTEST)) {
            agree(link, wishedLength);
        }
    }

    private void report(LeConnectionComplete complete) {
        host.send(complete.toEvent(host.wants(LeSubevent.ENHANCED_CONNECTION_COMPLETE)));
    }

    /** The data length procedure, which the host hears of when it changed something. */
    void agree(Link link, DataLength wished) {
        DataLength agreed = wished.agreed();
        if (!agreed.equals(link.dataLength())) {
            link.set(agreed);
            host.send(new LeDataLengthChange(
                            link.handle(),
                            agreed.octets(),
                            agreed.timeUs(),
                            DataLength.LONGEST.octets(),
                            DataLength.LONGEST.timeUs())
                    .toEvent());
        }
    }

    long deadlineMs() {
        return tryMs;
    }
}
