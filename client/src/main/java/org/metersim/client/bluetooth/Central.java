package org.metersim.client.bluetooth;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.l2cap.L2capFrame;
import org.metersim.transport.ble.smp.Bond;
import org.metersim.transport.ble.smp.IoCapability;
import org.metersim.transport.ble.smp.PairingFailure;
import org.metersim.transport.ble.smp.PairingInitiator;
import org.metersim.transport.ble.smp.PairingPolicy;
import org.metersim.transport.ble.smp.PairingUser;

/**
 * A Bluetooth LE central around a client's session: attaches to a controller by HCI H4, finds the meter by its serial
 * number, connects, pairs where the meter demands it, finds the service that carries a stream, and lets the session
 * speak on it. Owned by one thread.
 */
public final class Central implements Endpoint {

    /**
     * Whom it looks for, and as whom.
     *
     * @param own static random address by which the meter knows this central
     * @param serial of the meter, with which its advertised name ends
     * @param passkey of the meter, 0 to 999999; empty when the technician was given none
     */
    public record Settings(BluetoothAddress own, String serial, OptionalInt passkey) {}

    /** What is kept of the meter from one connection to the next. Set where the central lives. */
    public static final class Memory {

        private Optional<Bond> bond = Optional.empty();
    }

    private final Settings settings;
    private final Memory memory;
    private final RandomGenerator chance;
    private final HostLink link;
    private final GattClient gatt = new GattClient();
    private final Endpoint inner;
    private Optional<PairingInitiator> pairing = Optional.empty();
    private boolean encryptionAwaited;
    private boolean begun;
    private boolean streaming;
    private boolean told;
    private String failure = "";
    private long nowMs;

    /**
     * @param inner the session; woken once the stream is there, told of a lost line when it never comes
     * @param chance of what pairing draws
     */
    public Central(Settings settings, Memory memory, Endpoint inner, RandomGenerator chance, long nowMs) {
        this.settings = settings;
        this.memory = memory;
        this.chance = chance;
        this.link = new HostLink(settings.own(), settings.serial(), nowMs);
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
        pairing.ifPresent(under -> under.wake(now));
        if (streaming) {
            inner.wake(now);
        }
        advance();
    }

    private void advance() {
        if (link.state() == HostLink.State.CONNECTED && !begun) {
            begun = true;
            begin();
        }
        link.takeEncryptionStatus().ifPresent(this::encrypted);
        for (Optional<L2capFrame> frame = link.nextFrame(); frame.isPresent(); frame = link.nextFrame()) {
            take(frame.get());
        }
        if (gatt.wantsSecurity() && pairing.isEmpty() && !encryptionAwaited) {
            pair();
        }
        pairing.ifPresent(this::follow);
        if (gatt.isReady() && !streaming) {
            streaming = true;
            inner.wake(nowMs);
        }
        for (Optional<byte[]> heard = gatt.nextHeard(); heard.isPresent(); heard = gatt.nextHeard()) {
            inner.receive(heard.get(), nowMs);
        }
        gatt.failure().ifPresent(this::giveUp);
        if (link.state() == HostLink.State.CLOSED) {
            tellLost();
        }
    }

    // --- security

    /** A meter that is known is met with the key of before, so that nothing is said in clear. */
    private void begin() {
        Optional<Bond> known = memory.bond.filter(bond -> bond.isOf(link.peer()));
        if (known.isPresent()) {
            encryptionAwaited = true;
            link.encrypt(known.get().key());
        } else {
            gatt.begin(nowMs);
        }
    }

    private void encrypted(int status) {
        boolean done = status == HciStatus.SUCCESS.code();
        if (pairing.isPresent()) {
            if (done) {
                pairing.get().encrypted(nowMs);
            } else {
                giveUp("the link was not encrypted: " + HciStatus.name(status));
            }
        } else if (encryptionAwaited) {
            encryptionAwaited = false;
            if (!done) {
                // the meter does not know the key any more: it is paired with again when it demands it
                memory.bond = Optional.empty();
            }
            gatt.begin(nowMs);
        }
    }

    private void pair() {
        boolean knows = settings.passkey().isPresent();
        PairingPolicy policy =
                new PairingPolicy(knows ? IoCapability.KEYBOARD_DISPLAY : IoCapability.DISPLAY_YES_NO, false);
        PairingUser technician = new PairingUser() {
            @Override
            public int passkey() {
                return settings.passkey().orElseThrow();
            }

            @Override
            public boolean compares(int number) {
                return true;
            }
        };
        PairingInitiator fresh = new PairingInitiator(
                policy, technician, new PairingInitiator.Ends(settings.own(), link.peer()), chance);
        fresh.begin(nowMs);
        pairing = Optional.of(fresh);
    }

    private void follow(PairingInitiator under) {
        if (under.wantsEncryption() && !encryptionAwaited) {
            encryptionAwaited = true;
            link.encrypt(under.longTermKey());
        }
        under.failure().ifPresent(why -> giveUp(why + advice(why)));
        if (under.bond().isPresent()) {
            memory.bond = under.bond();
            sendPairing();
            pairing = Optional.empty();
            encryptionAwaited = false;
            gatt.repeat(nowMs);
        }
    }

    private String advice(String why) {
        boolean wantsPasskey =
                settings.passkey().isEmpty() && why.endsWith(PairingFailure.AUTHENTICATION_REQUIREMENTS.toString());
        return wantsPasskey ? " (it wants its passkey)" : "";
    }

    private void sendPairing() {
        PairingInitiator under = pairing.orElseThrow();
        for (Optional<Octets> pdu = under.nextOutput(); pdu.isPresent(); pdu = under.nextOutput()) {
            link.send(new L2capFrame(L2capFrame.SECURITY_MANAGER, pdu.get()));
        }
    }

    private void take(L2capFrame frame) {
        if (frame.channel() == L2capFrame.ATTRIBUTE_PROTOCOL) {
            gatt.receive(frame.payload(), nowMs);
        } else if (frame.channel() == L2capFrame.SECURITY_MANAGER) {
            pairing.ifPresent(under -> under.receive(frame.payload(), nowMs));
        }
    }

    private void giveUp(String reason) {
        if (failure.isEmpty()) {
            failure = reason;
            link.disconnect(HciStatus.REMOTE_USER_TERMINATED_CONNECTION, nowMs);
        }
    }

    private void tellLost() {
        if (encryptionAwaited) {
            // the key of before is not the meter's any more
            memory.bond = Optional.empty();
        }
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
        long pairingMs = pairing.map(PairingInitiator::deadlineMs).orElse(NEVER);
        long ownMs = Math.min(pairingMs, Math.min(link.deadlineMs(), gatt.deadlineMs()));
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
        if (pairing.isPresent()) {
            sendPairing();
            if (!link.isDrained()) {
                return true;
            }
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
