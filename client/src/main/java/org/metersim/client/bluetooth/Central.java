package org.metersim.client.bluetooth;

import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.l2cap.L2capFrame;

/**
 * A Bluetooth LE central around a client's session: attaches to a controller by HCI H4, finds the meter by its serial
 * number, connects, finds the service that carries a stream, and lets the session speak on it. Owned by one thread.
 */
public final class Central implements Endpoint {

    private final HostLink link;
    private final GattClient gatt = new GattClient();
    private final Endpoint inner;
    private boolean begun;
    private boolean streaming;
    private boolean told;
    private String failure = "";
    private long nowMs;

    /**
     * @param own static random address by which the meter knows this central
     * @param serial of the meter, with which its advertised name ends
     * @param inner the session; woken once the stream is there, told of a lost line when it never comes
     */
    public Central(BluetoothAddress own, String serial, Endpoint inner, long nowMs) {
        this.link = new HostLink(own, serial, nowMs);
        this.inner = inner;
        this.nowMs = nowMs;
    }

    /** Why there is no stream, in one line for a person, once it is sure. */
    public Optional<String> failure() {
        return Optional.of(failure).filter(text -> !text.isEmpty());
    }

    @Override
    public void receive(byte[] chunk, long now) {
        nowMs = now;
        link.receive(chunk, now);
        advance();
    }

    @Override
    public void wake(long now) {
        nowMs = now;
        link.wake(now);
        gatt.wake(now);
        if (streaming) {
            inner.wake(now);
        }
        advance();
    }

    private void advance() {
        if (link.state() == HostLink.State.CONNECTED && !begun) {
            begun = true;
            gatt.begin(nowMs);
        }
        for (Optional<L2capFrame> frame = link.nextFrame(); frame.isPresent(); frame = link.nextFrame()) {
            take(frame.get());
        }
        if (gatt.isReady() && !streaming) {
            streaming = true;
            inner.wake(nowMs);
        }
        for (Optional<byte[]> heard = gatt.nextHeard(); heard.isPresent(); heard = gatt.nextHeard()) {
            inner.receive(heard.get(), nowMs);
        }
        if (gatt.wantsSecurity()) {
            giveUp("the meter demands that it is paired with");
        }
        gatt.failure().ifPresent(this::giveUp);
        if (link.state() == HostLink.State.CLOSED) {
            tellLost();
        }
    }

    private void take(L2capFrame frame) {
        if (frame.channel() == L2capFrame.ATTRIBUTE_PROTOCOL) {
            gatt.receive(frame.payload(), nowMs);
        }
    }

    private void giveUp(String reason) {
        if (failure.isEmpty()) {
            failure = reason;
            link.disconnect(HciStatus.REMOTE_USER_TERMINATED_CONNECTION, nowMs);
        }
    }

    private void tellLost() {
        if (failure.isEmpty()) {
            failure = link.failure().orElse("");
        }
        if (!told) {
            told = true;
            inner.lineLost(nowMs);
        }
    }

    @Override
    public long deadlineMs() {
        long ownMs = Math.min(link.deadlineMs(), gatt.deadlineMs());
        return streaming ? Math.min(ownMs, inner.deadlineMs()) : ownMs;
    }

    /** What the session says is taken only when all before it is with the controller. */
    @Override
    public Optional<byte[]> nextOutput() {
        Optional<byte[]> packet = link.nextOutput();
        while (packet.isEmpty() && fill()) {
            packet = link.nextOutput();
        }
        return packet;
    }

    /** @return true when the link has something new to send, or to do */
    private boolean fill() {
        if (link.state() != HostLink.State.CONNECTED || !link.isDrained()) {
            return false;
        }
        if (streaming && gatt.isDrained()) {
            inner.nextOutput().ifPresent(gatt::write);
        }
        Optional<Octets> pdu = gatt.nextOutput(nowMs);
        if (pdu.isPresent()) {
            link.send(new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, pdu.get()));
            return true;
        }
        if (streaming && gatt.isDrained() && inner.isClosed()) {
            link.disconnect(HciStatus.REMOTE_USER_TERMINATED_CONNECTION, nowMs);
            return true;
        }
        return false;
    }

    @Override
    public boolean isClosed() {
        return link.state() == HostLink.State.CLOSED;
    }

    @Override
    public void lineLost(long now) {
        nowMs = now;
        link.lineLost();
        tellLost();
    }
}
