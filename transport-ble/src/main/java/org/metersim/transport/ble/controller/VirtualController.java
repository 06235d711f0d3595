package org.metersim.transport.ble.controller;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.CommandComplete;
import org.metersim.transport.ble.hci.CommandStatus;
import org.metersim.transport.ble.hci.H4Decoder;
import org.metersim.transport.ble.hci.HciCommand;
import org.metersim.transport.ble.hci.HciEvent;
import org.metersim.transport.ble.hci.HciPacket;
import org.metersim.transport.ble.hci.Opcode;

/**
 * A Bluetooth LE controller without a radio: a host stack attaches by HCI H4 and finds the meters of an {@link Air}.
 * One for each host; a new wire is a fresh controller, as Reset makes one of this.
 *
 * <p>Commands are carried out in the order they came, however many at once. What is no H4 hangs up. Each output is one
 * packet.
 */
public final class VirtualController implements Endpoint {

    /** Commands that the host may have under way; of Reset some drivers take 1, 2 and 5 only for an answer. */
    private static final int COMMAND_CREDITS = 1;

    private final ControllerCore.Surroundings around;
    private final AdvertisingTimes times;
    private final H4Decoder decoder = new H4Decoder(Identity.ACL_BYTES);
    private final Queue<byte[]> output = new ArrayDeque<>();
    private HciTap tap = HciTap.NONE;
    private ControllerCore core;
    private long nowMs;
    private boolean closed;

    /**
     * @param address its own, public
     * @param chance seeded; of the random numbers it gives the host, and of when meters advertise
     */
    public VirtualController(BluetoothAddress address, Air air, AirFaults faults, RandomGenerator chance) {
        this.around = new ControllerCore.Surroundings(address, air, faults, chance);
        this.times = new AdvertisingTimes(chance.nextLong());
        this.core = new ControllerCore(around, times, this::send);
    }

    /** Lets that see all that passes. */
    public VirtualController tapped(HciTap by) {
        tap = by;
        return this;
    }

    private void send(HciPacket packet) {
        tap.passed(HciTap.Direction.TO_HOST, packet, nowMs);
        output.add(packet.encode());
    }

    @Override
    public void receive(byte[] chunk, long receivedMs) {
        nowMs = receivedMs;
        if (closed) {
            return;
        }
        decoder.feed(chunk);
        Optional<HciPacket> packet = next();
        while (packet.isPresent() && !closed) {
            take(packet.get());
            packet = next();
        }
        wake(receivedMs);
    }

    private Optional<HciPacket> next() {
        try {
            return decoder.next();
        } catch (DecodeException noPacket) {
            close();
            return Optional.empty();
        }
    }

    private void close() {
        closed = true;
        core.drop(nowMs);
    }

    private void take(HciPacket packet) {
        tap.passed(HciTap.Direction.TO_CONTROLLER, packet, nowMs);
        boolean isForController = packet.accept(new HciPacket.Handler<Boolean>() {
            @Override
            public Boolean command(HciCommand command) {
                run(command);
                return true;
            }

            @Override
            public Boolean acl(AclData data) {
                core.receive(data, nowMs);
                return true;
            }

            @Override
            public Boolean event(HciEvent event) {
                return false;
            }
        });
        if (!isForController) {
            close();
        }
    }

    private void run(HciCommand command) {
        if (command.opcode() == Opcode.RESET.code() && command.parameters().isEmpty()) {
            core.drop(nowMs);
            core = new ControllerCore(around, times, this::send);
        }
        Reply reply = core.run(command, nowMs);
        if (!reply.isSilent()) {
            send(answer(command, reply));
        }
        reply.then().run();
    }

    private HciEvent answer(HciCommand command, Reply reply) {
        int status = reply.status().code();
        if (core.commands().isAsynchronous(command)) {
            return new CommandStatus(status, COMMAND_CREDITS, command.opcode()).toEvent();
        }
        Octets parameters =
                new ByteWriter().u8(status).octets(reply.parameters()).toOctets();
        return new CommandComplete(COMMAND_CREDITS, command.opcode(), parameters).toEvent();
    }

    @Override
    public void wake(long wokenMs) {
        nowMs = wokenMs;
        if (!closed) {
            core.wake(wokenMs);
        }
    }

    @Override
    public long deadlineMs() {
        return closed ? NEVER : core.deadlineMs();
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void lineLost(long lostMs) {
        nowMs = lostMs;
        output.clear();
        close();
    }
}
