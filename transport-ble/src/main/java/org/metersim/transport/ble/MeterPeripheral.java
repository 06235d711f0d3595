package org.metersim.transport.ble;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.gatt.GattServer;
import org.metersim.transport.ble.l2cap.L2capFrame;
import org.metersim.transport.ble.l2cap.Signalling;

/** What a meter says on one LE connection: signalling, its GATT server, and that it does not pair. */
public final class MeterPeripheral implements Peripheral {

    /** Pairing Failed, Pairing Not Supported: Core Specification Vol 3 Part H 3.5.5. */
    private static final Octets PAIRING_NOT_SUPPORTED = Octets.parse("0505");

    private static final int PAIRING_REQUEST = 0x01;

    private final GattServer server;
    private final Signalling signalling = new Signalling(Signalling.Role.PERIPHERAL);
    private final Queue<L2capFrame> output = new ArrayDeque<>();

    public MeterPeripheral(GattServer server) {
        this.server = server;
    }

    @Override
    public void receive(L2capFrame frame, long nowMs) {
        switch (frame.channel()) {
            case L2capFrame.ATTRIBUTE_PROTOCOL -> server.receive(frame.payload(), nowMs);
            case L2capFrame.SIGNALLING -> signalling.receive(frame).ifPresent(output::add);
            case L2capFrame.SECURITY_MANAGER -> refusePairing(frame.payload());
            default -> {
                // a channel that LE does not have: dropped, Vol 3 Part A 2.1
            }
        }
    }

    private void refusePairing(Octets pdu) {
        if (!pdu.isEmpty() && pdu.at(0) == PAIRING_REQUEST) {
            output.add(new L2capFrame(L2capFrame.SECURITY_MANAGER, PAIRING_NOT_SUPPORTED));
        }
    }

    @Override
    public void wake(long nowMs) {
        server.wake(nowMs);
    }

    @Override
    public long deadlineMs() {
        return server.deadlineMs();
    }

    @Override
    public Optional<L2capFrame> nextOutput() {
        return output.isEmpty()
                ? server.nextOutput().map(pdu -> new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, pdu))
                : Optional.of(output.remove());
    }

    @Override
    public boolean isClosed() {
        return server.isClosed();
    }

    @Override
    public void lost(int reason, long nowMs) {
        output.clear();
        server.lost(nowMs);
    }

    @Override
    public Optional<LongTermKey> longTermKey(long random, int diversifier) {
        return Optional.empty();
    }

    @Override
    public void encrypted(LongTermKey key, long nowMs) {
        server.security(true, key.authenticated());
    }
}
