package org.metersim.transport.ble.gatt;

import java.util.Arrays;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.att.AttPdu.OfValue;
import org.metersim.transport.ble.gatt.Attribute.Role;
import org.metersim.transport.ble.gatt.GattProfile.Flow;

/**
 * The stream of one connection: what is written goes to the inner endpoint, what that says goes out in notifications or
 * indications. The borders of packets mean nothing. Nothing is taken from the inner endpoint before it can go out.
 */
final class ByteStream {

    /** Packets that the meter lets the central send before it grants more. */
    private static final int GRANTED_PACKETS = 32;

    private static final Octets READY = Octets.parse("01");

    /** -1: the central gives the service up. */
    private static final int CREDITS_END = 0xFF;

    private static final int MAX_CREDITS = 0xFFFF;

    private final Flow flow;
    private final Attribute fromMeter;
    private final Optional<Attribute> control;
    private final Endpoint inner;
    private final Configurations configurations;
    private byte[] leaving = new byte[0];
    private int left;
    private int readyOwed;
    private int grantOwed = GRANTED_PACKETS;
    private int credits;
    private boolean confirmationAwaited;

    ByteStream(Flow flow, AttributeTable table, Endpoint inner, Configurations configurations) {
        this.flow = flow;
        this.fromMeter = table.ofRole(Role.FROM_METER)
                .or(() -> table.ofRole(Role.BOTH_WAYS))
                .orElseThrow();
        this.control = table.ofRole(Role.CONTROL);
        this.inner = inner;
        this.configurations = configurations;
    }

    // --- to the meter

    void take(Octets value, long nowMs) {
        readyOwed += flow == Flow.READY && wants(control) != 0 ? 1 : 0;
        grantOwed = isCredited() ? Math.min(GRANTED_PACKETS, grantOwed + 1) : grantOwed;
        inner.receive(value.toBytes(), nowMs);
    }

    /** The central grants more packets, or takes back what it granted. @param value one octet */
    void takeControl(Octets value) {
        if (flow == Flow.CREDIT) {
            int granted = value.at(0);
            credits = granted == CREDITS_END ? 0 : Math.min(MAX_CREDITS, credits + granted);
        }
    }

    // --- from the meter

    /** Credits count only for a central that subscribed to them. */
    private boolean isCredited() {
        return flow == Flow.CREDIT && wants(control) != 0;
    }

    private int wants(Optional<Attribute> attribute) {
        return attribute.map(each -> configurations.ofCharacteristic(each)).orElse(0);
    }

    /** The next value for the central. @param most octets in it */
    Optional<OfValue> next(int most) {
        Optional<OfValue> ofControl = nextControl();
        return ofControl.isPresent() ? ofControl : nextData(most);
    }

    private Optional<OfValue> nextControl() {
        if (mustWait(wants(control))) {
            return Optional.empty();
        }
        if (readyOwed > 0) {
            readyOwed--;
            return Optional.of(ofValue(control.orElseThrow(), READY));
        }
        if (flow == Flow.CREDIT && 2 * grantOwed >= GRANTED_PACKETS) {
            Octets grant = Octets.of(new byte[] {(byte) grantOwed});
            grantOwed = 0;
            return Optional.of(ofValue(control.orElseThrow(), grant));
        }
        return Optional.empty();
    }

    /** Nobody listens; or the one before was an indication, and so would this be: Part F 3.3.3. */
    private boolean mustWait(int wanted) {
        return wanted == 0 || confirmationAwaited && (wanted & Configurations.NOTIFICATIONS) == 0;
    }

    private OfValue ofValue(Attribute characteristic, Octets value) {
        int wanted = configurations.ofCharacteristic(characteristic);
        if ((wanted & Configurations.NOTIFICATIONS) != 0) {
            return OfValue.notification(characteristic.handle(), value);
        }
        confirmationAwaited = true;
        return OfValue.indication(characteristic.handle(), value);
    }

    private Optional<OfValue> nextData(int most) {
        if (mustWait(configurations.ofCharacteristic(fromMeter)) || isCredited() && credits == 0) {
            return Optional.empty();
        }
        if (left == 0) {
            Optional<byte[]> next = inner.nextOutput();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            leaving = next.get();
            left = leaving.length;
        }
        int from = leaving.length - left;
        Octets piece = Octets.of(Arrays.copyOfRange(leaving, from, from + Math.min(most, left)));
        left -= piece.length();
        credits -= isCredited() ? 1 : 0;
        return Optional.of(ofValue(fromMeter, piece));
    }

    /** The central confirms an indication. */
    void confirmed() {
        confirmationAwaited = false;
    }

    /** True while nothing is under way that the central has yet to get. */
    boolean isDrained() {
        boolean isUnderWay = left > 0 && configurations.ofCharacteristic(fromMeter) != 0;
        return !isUnderWay && !confirmationAwaited;
    }
}
