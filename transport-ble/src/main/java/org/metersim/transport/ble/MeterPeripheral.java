package org.metersim.transport.ble;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongConsumer;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.gatt.GattServer;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.l2cap.L2capFrame;
import org.metersim.transport.ble.l2cap.Signalling;
import org.metersim.transport.ble.smp.Bond;
import org.metersim.transport.ble.smp.Bonds;
import org.metersim.transport.ble.smp.PairingResponder;

/** What a meter says on one LE connection: signalling, its GATT server, and pairing. Owned by one thread. */
public final class MeterPeripheral implements Peripheral {

    /**
     * What the meter has besides this connection.
     *
     * @param central as it calls itself on this connection
     * @param guard of all connections of the meter
     * @param locked told when too many wrong proofs lock it, with the time
     */
    public record Surroundings(BluetoothAddress central, Bonds bonds, PairingGuard guard, LongConsumer locked) {}

    private final GattServer server;
    private final PairingResponder pairing;
    private final Surroundings around;
    private final Signalling signalling = new Signalling(Signalling.Role.PERIPHERAL);
    private final Queue<L2capFrame> output = new ArrayDeque<>();
    private BluetoothAddress identity;
    private boolean encrypted;

    public MeterPeripheral(GattServer server, PairingResponder pairing, Surroundings around) {
        this.server = server;
        this.pairing = pairing;
        this.around = around;
        this.identity = around.central();
    }

    @Override
    public void receive(L2capFrame frame, long nowMs) {
        switch (frame.channel()) {
            case L2capFrame.ATTRIBUTE_PROTOCOL -> {
                server.receive(frame.payload(), nowMs);
                keepConfigurations();
            }
            case L2capFrame.SIGNALLING -> signalling.receive(frame).ifPresent(output::add);
            case L2capFrame.SECURITY_MANAGER -> {
                pairing.receive(frame.payload(), around.guard().refusal(nowMs), nowMs);
                settle(nowMs);
            }
            default -> {
                // a channel that LE does not have: dropped, Vol 3 Part A 2.1
            }
        }
    }

    /** What a bonded central wants to hear outlives the connection: Vol 3 Part G 3.3.3.3. */
    private void keepConfigurations() {
        if (encrypted) {
            around.bonds().configure(identity, server.configurations());
        }
    }

    private void settle(long nowMs) {
        pairing.takeBond().ifPresent(this::keep);
        pairing.takeFailure()
                .filter(why -> around.guard().failed(why, nowMs))
                .ifPresent(why -> around.locked().accept(nowMs));
    }

    private void keep(Bond bond) {
        around.guard().paired();
        identity = bond.identity();
        around.bonds().keep(bond);
        around.bonds().configure(identity, server.configurations());
    }

    @Override
    public void wake(long nowMs) {
        server.wake(nowMs);
        pairing.wake(nowMs);
    }

    @Override
    public long deadlineMs() {
        return Math.min(server.deadlineMs(), pairing.deadlineMs());
    }

    @Override
    public Optional<L2capFrame> nextOutput() {
        if (!output.isEmpty()) {
            return Optional.of(output.remove());
        }
        Optional<Octets> ofPairing = pairing.nextOutput();
        return ofPairing.isPresent()
                ? ofPairing.map(pdu -> new L2capFrame(L2capFrame.SECURITY_MANAGER, pdu))
                : server.nextOutput().map(pdu -> new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, pdu));
    }

    @Override
    public boolean isClosed() {
        return server.isClosed() || pairing.isDead();
    }

    @Override
    public void lost(int reason, long nowMs) {
        output.clear();
        server.lost(nowMs);
    }

    @Override
    public Optional<LongTermKey> longTermKey(long random, int diversifier) {
        Optional<LongTermKey> fresh = pairing.longTermKey();
        return fresh.isPresent() ? fresh : around.bonds().find(around.central()).map(Bond::key);
    }

    /** With a key of an earlier pairing the central hears again what it wanted to hear then. */
    @Override
    public void encrypted(LongTermKey key, long nowMs) {
        server.security(true, key.authenticated());
        encrypted = true;
        if (pairing.longTermKey().isPresent()) {
            pairing.encrypted(nowMs);
            settle(nowMs);
        } else {
            Map<Integer, Integer> wanted = around.bonds().configurations(around.central());
            around.bonds().find(around.central()).ifPresent(bond -> identity = bond.identity());
            server.restore(wanted);
        }
    }
}
