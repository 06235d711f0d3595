package org.metersim.transport.ble.controller;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.transport.ble.hci.Disconnect;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LeConnectionUpdate;
import org.metersim.transport.ble.hci.LeConnectionUpdateComplete;
import org.metersim.transport.ble.hci.LeCreateConnection;
import org.metersim.transport.ble.hci.LeRemoteFeatures;
import org.metersim.transport.ble.hci.Opcode;
import org.metersim.transport.ble.hci.RemoteVersion;

/** Connecting, what runs on a connection, and its end: Core Specification Vol 4 Part E 7.1, 7.5 and 7.8. */
final class ConnectionCommands {

    /** What a host may give as a reason: 7.1.6. */
    private static final Set<HciStatus> DISCONNECT_REASONS = Set.of(
            HciStatus.AUTHENTICATION_FAILURE,
            HciStatus.REMOTE_USER_TERMINATED_CONNECTION,
            HciStatus.REMOTE_DEVICE_LOW_RESOURCES,
            HciStatus.REMOTE_DEVICE_POWER_OFF,
            HciStatus.UNSUPPORTED_REMOTE_FEATURE,
            HciStatus.PAIRING_WITH_UNIT_KEY_NOT_SUPPORTED,
            HciStatus.UNACCEPTABLE_CONNECTION_PARAMETERS);

    private final Links links;
    private final Initiator initiator;
    private final OwnAddresses addresses;
    private final HostPort host;
    private final AdvertisingTimes times;

    ConnectionCommands(
            Links links, Initiator initiator, OwnAddresses addresses, HostPort host, AdvertisingTimes times) {
        this.links = links;
        this.initiator = initiator;
        this.addresses = addresses;
        this.host = host;
        this.times = times;
    }

    void addTo(CommandTable table) {
        table.addAsynchronous(Opcode.LE_CREATE_CONNECTION, 25, this::create)
                .add(Opcode.LE_CREATE_CONNECTION_CANCEL, 0, (in, nowMs) -> cancel())
                .addAsynchronous(Opcode.DISCONNECT, 3, this::disconnect)
                .addAsynchronous(Opcode.LE_CONNECTION_UPDATE, 14, (in, nowMs) -> update(in))
                .addAsynchronous(Opcode.LE_READ_REMOTE_FEATURES, 2, (in, nowMs) -> readRemoteFeatures(in))
                .addAsynchronous(Opcode.READ_REMOTE_VERSION_INFORMATION, 2, (in, nowMs) -> readRemoteVersion(in))
                .add(Opcode.READ_RSSI, 2, this::readRssi)
                .add(Opcode.LE_SET_DATA_LENGTH, 6, (in, nowMs) -> setDataLength(in))
                .add(Opcode.LE_READ_SUGGESTED_DEFAULT_DATA_LENGTH, 0, (in, nowMs) -> readSuggestedLength())
                .add(Opcode.LE_WRITE_SUGGESTED_DEFAULT_DATA_LENGTH, 4, (in, nowMs) -> writeSuggestedLength(in))
                .add(Opcode.LE_REMOTE_CONNECTION_PARAMETER_REQUEST_REPLY, 14, (in, nowMs) -> unasked(in))
                .add(Opcode.LE_REMOTE_CONNECTION_PARAMETER_REQUEST_NEGATIVE_REPLY, 3, (in, nowMs) -> unasked(in));
    }

    private Reply create(ByteReader in, long nowMs) {
        LeCreateConnection command = LeCreateConnection.read(in.rest());
        if (initiator.isPending()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        if (!addresses.has(command.ownAddressType())) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        if (links.isFull()) {
            return Reply.refused(HciStatus.CONNECTION_LIMIT_EXCEEDED);
        }
        if (!command.byAcceptList() && links.isConnectedTo(command.peer())) {
            return Reply.refused(HciStatus.CONNECTION_ALREADY_EXISTS);
        }
        return Reply.DONE.then(() -> initiator.start(command, nowMs));
    }

    private Reply cancel() {
        return initiator.isPending() ? Reply.DONE.then(initiator::cancel) : Reply.refused(HciStatus.COMMAND_DISALLOWED);
    }

    private Reply disconnect(ByteReader in, long nowMs) {
        Disconnect command = Disconnect.read(in.rest());
        Optional<HciStatus> reason = HciStatus.of(command.reason()).filter(DISCONNECT_REASONS::contains);
        if (reason.isEmpty()) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        return begun(
                command.handle(),
                link -> links.end(link, HciStatus.CONNECTION_TERMINATED_BY_LOCAL_HOST, reason.get(), nowMs));
    }

    /** Begins what runs on a connection, if there is one. */
    private Reply begun(int handle, Consumer<Link> then) {
        return links.of(handle)
                .map(link -> Reply.DONE.then(() -> then.accept(link)))
                .orElseGet(() -> Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER));
    }

    /** Answers for a connection, if there is one. */
    private Reply answered(int handle, Function<Link, Reply> answer) {
        return links.of(handle)
                .map(answer)
                .orElseGet(() -> Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER, handle));
    }

    private Reply update(ByteReader in) {
        LeConnectionUpdate command = LeConnectionUpdate.read(in.rest());
        return begun(command.handle(), link -> {
            link.set(command.parameters());
            host.send(new LeConnectionUpdateComplete(
                            HciStatus.SUCCESS.code(),
                            link.handle(),
                            command.parameters().intervalMin(),
                            command.parameters().latency(),
                            command.parameters().supervisionTimeout())
                    .toEvent());
        });
    }

    private Reply readRemoteFeatures(ByteReader in) {
        return begun(
                in.u16le("connection handle"),
                link -> host.send(
                        new LeRemoteFeatures(HciStatus.SUCCESS.code(), link.handle(), Identity.LE_FEATURES).toEvent()));
    }

    private Reply readRemoteVersion(ByteReader in) {
        return begun(
                in.u16le("connection handle"),
                link -> host.send(new RemoteVersion(
                                HciStatus.SUCCESS.code(),
                                link.handle(),
                                Identity.VERSION,
                                Identity.COMPANY,
                                Identity.SUBVERSION)
                        .toEvent()));
    }

    private Reply readRssi(ByteReader in, long nowMs) {
        return answered(in.u16le("handle"), link -> {
            int deviationDb = times.rssiDeviationDb(link.meter(), nowMs);
            return Reply.of(new ByteWriter()
                    .u16le(link.handle())
                    .u8(link.advertisement().rssiDbm(deviationDb)));
        });
    }

    private Reply setDataLength(ByteReader in) {
        int handle = in.u16le("connection handle");
        DataLength wished = DataLength.read(in);
        if (!wished.isValid()) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS, handle);
        }
        return answered(
                handle, link -> Reply.of(new ByteWriter().u16le(handle)).then(() -> initiator.agree(link, wished)));
    }

    private Reply readSuggestedLength() {
        DataLength wished = initiator.wishedLength();
        return Reply.of(new ByteWriter().u16le(wished.octets()).u16le(wished.timeUs()));
    }

    private Reply writeSuggestedLength(ByteReader in) {
        DataLength wished = DataLength.read(in);
        if (!wished.isValid()) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        initiator.setWishedLength(wished);
        return Reply.DONE;
    }

    /** Meters ask for other parameters by L2CAP, never by the link layer. */
    private Reply unasked(ByteReader in) {
        int handle = in.u16le("connection handle");
        return answered(handle, link -> Reply.refused(HciStatus.COMMAND_DISALLOWED, handle));
    }
}
