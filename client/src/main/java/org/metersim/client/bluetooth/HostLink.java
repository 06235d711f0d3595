package org.metersim.client.bluetooth;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.state.Transitions;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.CommandComplete;
import org.metersim.transport.ble.hci.CommandStatus;
import org.metersim.transport.ble.hci.CompletedPackets;
import org.metersim.transport.ble.hci.ConnectionParameters;
import org.metersim.transport.ble.hci.Disconnect;
import org.metersim.transport.ble.hci.DisconnectionComplete;
import org.metersim.transport.ble.hci.EncryptionChange;
import org.metersim.transport.ble.hci.EventCode;
import org.metersim.transport.ble.hci.H4Decoder;
import org.metersim.transport.ble.hci.HciCommand;
import org.metersim.transport.ble.hci.HciEvent;
import org.metersim.transport.ble.hci.HciPacket;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LeConnectionComplete;
import org.metersim.transport.ble.hci.LeConnectionUpdate;
import org.metersim.transport.ble.hci.LeCreateConnection;
import org.metersim.transport.ble.hci.LeEnableEncryption;
import org.metersim.transport.ble.hci.LeSetScanEnable;
import org.metersim.transport.ble.hci.LeSetScanParameters;
import org.metersim.transport.ble.hci.LeSubevent;
import org.metersim.transport.ble.hci.LittleEndian;
import org.metersim.transport.ble.hci.Opcode;
import org.metersim.transport.ble.l2cap.AclAssembler;
import org.metersim.transport.ble.l2cap.L2capFrame;
import org.metersim.transport.ble.l2cap.Signalling;

/**
 * The host of one controller, over H4: sets it up, finds a meter, connects to it, and carries L2CAP frames to and fro.
 * Core Specification Vol 4 Part E. Owned by one thread.
 */
final class HostLink {

    /** What the host awaits. */
    enum State {
        /** The controller's answers to what it is told at the start. */
        SETTING_UP,
        /** The meter's advertising. */
        SCANNING,
        /** The connection. */
        CONNECTING,
        /** Frames. */
        CONNECTED,
        /** The end of the connection, which was asked for. */
        LEAVING,
        /** Nothing any more. */
        CLOSED
    }

    /** What moves it. */
    enum Event {
        CONTROLLER_READY,
        METER_FOUND,
        LINK_UP,
        LINK_DOWN,
        CLOSE_WANTED,
        GIVEN_UP
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.CONTROLLER_READY, State.SETTING_UP, State.SCANNING)
            .on(Event.METER_FOUND, State.SCANNING, State.CONNECTING)
            .on(Event.LINK_UP, State.CONNECTING, State.CONNECTED)
            .on(Event.CLOSE_WANTED, State.CONNECTED, State.LEAVING)
            .on(Event.LINK_DOWN, State.CONNECTED, State.CLOSED)
            .on(Event.LINK_DOWN, State.LEAVING, State.CLOSED)
            .on(Event.GIVEN_UP, State.SETTING_UP, State.CLOSED)
            .on(Event.GIVEN_UP, State.SCANNING, State.CLOSED)
            .on(Event.GIVEN_UP, State.CONNECTING, State.CLOSED)
            .on(Event.GIVEN_UP, State.CONNECTED, State.CLOSED)
            .on(Event.GIVEN_UP, State.LEAVING, State.CLOSED);

    private static final int MAX_FRAME_BYTES = 1024;
    private static final long SET_UP_MS = 5_000;
    private static final long SCAN_MS = 15_000;
    private static final long CONNECT_MS = 10_000;
    private static final long LEAVE_MS = 2_000;

    /** Everything that a controller may tell by default, and encryption: Core Specification Vol 4 Part E 7.3.1. */
    private static final long EVENT_MASK = 0x2000_9FFF_FFFF_FFFFL;

    /** Connection complete, advertising report, connection update, remote features, data length: 7.8.1. */
    private static final long LE_EVENT_MASK = 0x4F;

    private static final int SCAN_INTERVAL = 0x10;
    private static final int RANDOM_OWN_ADDRESS = 1;

    /** 7.5 to 15 ms, given up after 4 s of silence. */
    private static final ConnectionParameters PARAMETERS = new ConnectionParameters(6, 12, 0, 400);

    private final BluetoothAddress own;
    private final Search search;
    private final H4Decoder decoder = new H4Decoder(MAX_FRAME_BYTES);
    private final CommandQueue commands = new CommandQueue();
    private final AclAssembler assembler = new AclAssembler(MAX_FRAME_BYTES);
    private final Signalling signalling = new Signalling(Signalling.Role.CENTRAL);
    private final Queue<L2capFrame> arrived = new ArrayDeque<>();
    private AclQueue acl = new AclQueue(1, 0);
    private State state = State.SETTING_UP;
    private int handle;
    private Optional<BluetoothAddress> peer = Optional.empty();
    private OptionalInt encryptionStatus = OptionalInt.empty();
    private String failure = "";
    private long deadlineMs;

    /**
     * @param own static random address, which bonds know this central by
     * @param serial of the meter, with which its advertised name ends
     */
    HostLink(BluetoothAddress own, String serial, long nowMs) {
        this.own = own;
        this.search = new Search(serial);
        deadlineMs = nowMs + SET_UP_MS;
        setUp();
    }

    private void setUp() {
        commands.add(HciCommand.of(Opcode.RESET));
        commands.add(mask(Opcode.SET_EVENT_MASK, EVENT_MASK));
        commands.add(mask(Opcode.LE_SET_EVENT_MASK, LE_EVENT_MASK));
        commands.add(HciCommand.of(Opcode.LE_READ_BUFFER_SIZE));
        commands.add(HciCommand.of(Opcode.LE_SET_RANDOM_ADDRESS, own.octets()));
        commands.add(new LeSetScanParameters(true, SCAN_INTERVAL, SCAN_INTERVAL, RANDOM_OWN_ADDRESS, 0).toCommand());
        commands.add(new LeSetScanEnable(true, false).toCommand());
    }

    private static HciCommand mask(Opcode opcode, long mask) {
        ByteWriter out = new ByteWriter();
        LittleEndian.u64(out, mask);
        return HciCommand.of(opcode, out.toOctets());
    }

    State state() {
        return state;
    }

    /** Why there is no connection, in one line for a person, once it is sure. */
    Optional<String> failure() {
        return Optional.of(failure).filter(text -> !text.isEmpty());
    }

    // --- what the controller says

    void receive(byte[] chunk, long nowMs) {
        decoder.feed(chunk);
        try {
            for (Optional<HciPacket> packet = decoder.next(); packet.isPresent(); packet = decoder.next()) {
                take(packet.get(), nowMs);
            }
        } catch (DecodeException broken) {
            giveUp("what answers is no Bluetooth controller: " + broken.getMessage());
        }
    }

    private void take(HciPacket packet, long nowMs) {
        if (packet instanceof HciEvent event) {
            take(event, nowMs);
        } else if (packet instanceof AclData data && data.handle() == handle) {
            assembler.take(data).ifPresent(this::take);
        }
    }

    private void take(L2capFrame frame) {
        if (frame.channel() != L2capFrame.SIGNALLING) {
            arrived.add(frame);
            return;
        }
        signalling.receive(frame).ifPresent(this::send);
        signalling.takeWanted().ifPresent(wanted -> commands.add(new LeConnectionUpdate(handle, wanted).toCommand()));
    }

    private void take(HciEvent event, long nowMs) {
        Optional<EventCode> code = EventCode.of(event.code());
        if (code.isEmpty()) {
            return;
        }
        switch (code.get()) {
            case COMMAND_COMPLETE -> take(CommandComplete.read(event), nowMs);
            case COMMAND_STATUS -> take(CommandStatus.read(event));
            case NUMBER_OF_COMPLETED_PACKETS ->
                CompletedPackets.read(event).stream()
                        .filter(each -> each.handle() == handle)
                        .forEach(each -> acl.completed(each.count()));
            case DISCONNECTION_COMPLETE -> take(DisconnectionComplete.read(event));
            case ENCRYPTION_CHANGE, ENCRYPTION_KEY_REFRESH_COMPLETE ->
                encryptionStatus = OptionalInt.of(EncryptionChange.read(event).status());
            case LE_META -> takeLe(event, nowMs);
            default -> {}
        }
    }

    private void take(CommandComplete answer, long nowMs) {
        commands.grant(answer.credits());
        if (state == State.SETTING_UP && answer.status() != HciStatus.SUCCESS.code()) {
            refused(answer.opcode(), answer.status());
        } else if (answer.opcode() == Opcode.LE_READ_BUFFER_SIZE.code()) {
            ByteReader in = ByteReader.of(answer.returnParameters());
            in.u8("status");
            acl = new AclQueue(Math.max(1, in.u16le("LE ACL data packet length")), in.u8("total num LE ACL packets"));
        } else if (answer.opcode() == Opcode.LE_SET_SCAN_ENABLE.code() && on(Event.CONTROLLER_READY)) {
            deadlineMs = nowMs + SCAN_MS;
        }
    }

    private void take(CommandStatus answer) {
        commands.grant(answer.credits());
        if (answer.status() != HciStatus.SUCCESS.code()) {
            refused(answer.opcode(), answer.status());
        }
    }

    private void refused(int opcode, int status) {
        String command = Opcode.of(opcode).map(Opcode::toString).orElse("a command");
        if (opcode == Opcode.LE_ENABLE_ENCRYPTION.code()) {
            encryptionStatus = OptionalInt.of(status);
        } else if (opcode != Opcode.DISCONNECT.code() && opcode != Opcode.LE_CONNECTION_UPDATE.code()) {
            giveUp("the controller refused " + command + ": " + HciStatus.name(status));
        }
    }

    private void take(DisconnectionComplete end) {
        if (end.handle() == handle && on(Event.LINK_DOWN)) {
            failure = "the Bluetooth link is gone: " + HciStatus.name(end.reason());
            deadlineMs = Endpoint.NEVER;
        }
    }

    private void takeLe(HciEvent event, long nowMs) {
        if (event.is(LeSubevent.ADVERTISING_REPORT) && state == State.SCANNING) {
            for (AdvertisingReport report : AdvertisingReport.read(event)) {
                search.take(report).ifPresent(address -> connect(address, nowMs));
            }
        } else if (LeConnectionComplete.isOne(event)) {
            take(LeConnectionComplete.read(event));
        }
    }

    private void connect(BluetoothAddress meter, long nowMs) {
        if (on(Event.METER_FOUND)) {
            deadlineMs = nowMs + CONNECT_MS;
            commands.add(new LeSetScanEnable(false, false).toCommand());
            commands.add(
                    new LeCreateConnection(SCAN_INTERVAL, SCAN_INTERVAL, false, meter, RANDOM_OWN_ADDRESS, PARAMETERS)
                            .toCommand());
        }
    }

    private void take(LeConnectionComplete connection) {
        if (connection.status() != HciStatus.SUCCESS.code()) {
            giveUp("the meter cannot be connected to: " + HciStatus.name(connection.status()));
        } else if (on(Event.LINK_UP)) {
            handle = connection.handle();
            peer = Optional.of(connection.peer());
            deadlineMs = Endpoint.NEVER;
        }
    }

    // --- what the client wants

    /** The meter as it calls itself on this connection; once there is one. */
    BluetoothAddress peer() {
        return peer.orElseThrow();
    }

    void send(L2capFrame frame) {
        acl.add(handle, frame);
    }

    /** True when all frames are with the controller: the time to give it more. */
    boolean isDrained() {
        return acl.isEmpty();
    }

    /** The next frame of the meter, signalling apart. */
    Optional<L2capFrame> nextFrame() {
        return Optional.ofNullable(arrived.poll());
    }

    void encrypt(LongTermKey key) {
        commands.add(new LeEnableEncryption(handle, 0, 0, key.octets()).toCommand());
    }

    /** What became of {@link #encrypt}, an HCI status, once. */
    OptionalInt takeEncryptionStatus() {
        OptionalInt taken = encryptionStatus;
        encryptionStatus = OptionalInt.empty();
        return taken;
    }

    /** Ends the connection. @param reason HCI status, told to the meter */
    void disconnect(HciStatus reason, long nowMs) {
        if (on(Event.CLOSE_WANTED)) {
            commands.add(new Disconnect(handle, reason.code()).toCommand());
            deadlineMs = nowMs + LEAVE_MS;
        } else {
            giveUp("given up");
        }
    }

    private void giveUp(String reason) {
        if (on(Event.GIVEN_UP)) {
            failure = reason;
            deadlineMs = Endpoint.NEVER;
        }
    }

    private boolean on(Event event) {
        Optional<State> next = TRANSITIONS.after(state, event);
        next.ifPresent(entered -> state = entered);
        return next.isPresent();
    }

    // --- time and bytes

    void wake(long nowMs) {
        if (nowMs < deadlineMs) {
            return;
        }
        switch (state) {
            case SETTING_UP -> giveUp("no Bluetooth controller answered within " + SET_UP_MS / 1000 + " s");
            case SCANNING -> giveUp(search.failure(SCAN_MS));
            case CONNECTING -> giveUp("the meter did not answer the connection within " + CONNECT_MS / 1000 + " s");
            default -> giveUp("the controller did not end the connection");
        }
    }

    long deadlineMs() {
        return deadlineMs;
    }

    Optional<byte[]> nextOutput() {
        Optional<HciCommand> command = commands.next();
        return command.isPresent() ? command.map(HciPacket::encode) : acl.next().map(HciPacket::encode);
    }

    /** The way to the controller is gone. */
    void lineLost() {
        commands.clear();
        giveUp("the line to the Bluetooth controller is gone");
    }
}
