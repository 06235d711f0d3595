package org.metersim.client.bluetooth;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.state.Transitions;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.att.AttError;
import org.metersim.transport.ble.att.AttPdu;
import org.metersim.transport.ble.att.AttPdu.OfValue;
import org.metersim.transport.ble.att.AttRequest;
import org.metersim.transport.ble.att.AttResponse;
import org.metersim.transport.ble.att.AttResponse.Refused;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.att.HandleRange;

/**
 * The client of a meter's GATT server: finds the service that carries the stream, subscribes to it, then writes and
 * hears. Core Specification Vol 3 Part G 4. Owned by one thread.
 */
final class GattClient {

    /** What is awaited. */
    enum State {
        /** The server's MTU. */
        MTU,
        /** A service that is known. */
        SERVICE,
        /** Its characteristics. */
        CHARACTERISTICS,
        /** The descriptor that lets it notify. */
        DESCRIPTOR,
        /** That the descriptor is written. */
        SUBSCRIPTION,
        /** Bytes. */
        READY,
        /** Nothing any more. */
        FAILED
    }

    /** What moves it. */
    enum Event {
        MTU_KNOWN,
        SERVICE_FOUND,
        CHARACTERISTICS_FOUND,
        DESCRIPTOR_FOUND,
        SUBSCRIBED,
        GIVEN_UP
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.MTU_KNOWN, State.MTU, State.SERVICE)
            .on(Event.SERVICE_FOUND, State.SERVICE, State.CHARACTERISTICS)
            .on(Event.CHARACTERISTICS_FOUND, State.CHARACTERISTICS, State.DESCRIPTOR)
            .on(Event.DESCRIPTOR_FOUND, State.DESCRIPTOR, State.SUBSCRIPTION)
            .on(Event.SUBSCRIBED, State.SUBSCRIPTION, State.READY)
            .on(Event.GIVEN_UP, State.MTU, State.FAILED)
            .on(Event.GIVEN_UP, State.SERVICE, State.FAILED)
            .on(Event.GIVEN_UP, State.CHARACTERISTICS, State.FAILED)
            .on(Event.GIVEN_UP, State.DESCRIPTOR, State.FAILED)
            .on(Event.GIVEN_UP, State.SUBSCRIPTION, State.FAILED)
            .on(Event.GIVEN_UP, State.READY, State.FAILED);

    private static final int MTU = 247;
    private static final long ANSWER_MS = 30_000;
    private static final int LAST_HANDLE = 0xFFFF;
    private static final BluetoothUuid PRIMARY_SERVICE = BluetoothUuid.of(0x2800);
    private static final BluetoothUuid CHARACTERISTIC = BluetoothUuid.of(0x2803);
    private static final BluetoothUuid CLIENT_CONFIGURATION = BluetoothUuid.of(0x2902);
    private static final int NOTIFICATIONS = 1;
    private static final int INDICATIONS = 2;

    private final Map<BluetoothUuid, Characteristic> characteristics = new LinkedHashMap<>();
    private final Queue<AttPdu> output = new ArrayDeque<>();
    private final Queue<byte[]> heard = new ArrayDeque<>();
    private final Queue<byte[]> toWrite = new ArrayDeque<>();
    private State state = State.MTU;
    private int mtu = AttPdu.DEFAULT_MTU;
    private Optional<StreamService> service = Optional.empty();
    private HandleRange range = HandleRange.ALL;
    private Optional<AttRequest> asked = Optional.empty();
    private boolean securityWanted;
    private String failure = "";
    private long deadlineMs = Endpoint.NEVER;

    /** The link is up. */
    void begin(long nowMs) {
        ask(new AttRequest.ExchangeMtu(MTU), nowMs);
    }

    private void ask(AttRequest request, long nowMs) {
        asked = Optional.of(request);
        output.add(request);
        deadlineMs = nowMs + ANSWER_MS;
    }

    boolean isReady() {
        return state == State.READY;
    }

    int mtu() {
        return mtu;
    }

    /** Why there is no stream, in one line for a person, once it is sure. */
    Optional<String> failure() {
        return Optional.of(failure).filter(text -> !text.isEmpty());
    }

    /** True when the meter demands a safer link for what was asked, until {@link #repeat}. */
    boolean wantsSecurity() {
        return securityWanted;
    }

    /** The link is safer now: asks once more. */
    void repeat(long nowMs) {
        securityWanted = false;
        asked.ifPresent(request -> ask(request, nowMs));
    }

    // --- what the server says

    /** @param pdu payload of the attribute channel */
    void receive(Octets pdu, long nowMs) {
        try {
            take(AttPdu.decode(pdu), nowMs);
        } catch (DecodeException broken) {
            giveUp("the meter's GATT server is broken: " + broken.getMessage());
        }
    }

    private void take(AttPdu pdu, long nowMs) {
        if (pdu instanceof OfValue value) {
            take(value);
        } else if (pdu instanceof AttRequest request) {
            output.add(new Refused(request.opcode(), 0, AttError.REQUEST_NOT_SUPPORTED.code()));
        } else if (pdu instanceof AttResponse response && asked.isPresent()) {
            deadlineMs = Endpoint.NEVER;
            answered(response, nowMs);
        }
    }

    /** A meter that kept a subscription may speak before its characteristics are found: that is passed over. */
    private void take(OfValue value) {
        if (value.isIndication()) {
            output.add(new AttPdu.Confirmation());
        }
        boolean isOfStream = service.map(StreamService::fromMeter)
                .flatMap(this::find)
                .filter(known -> known.handle() == value.handle())
                .isPresent();
        if (!value.isWriteCommand() && isOfStream) {
            heard.add(value.value().toBytes());
        }
    }

    private void answered(AttResponse response, long nowMs) {
        if (response instanceof Refused refused && demandsSecurity(refused)) {
            securityWanted = true;
            return;
        }
        asked = Optional.empty();
        switch (state) {
            case MTU -> mtuKnown(response, nowMs);
            case SERVICE -> serviceFound(response, nowMs);
            case CHARACTERISTICS -> characteristicsFound(response, nowMs);
            case DESCRIPTOR -> descriptorFound(response, nowMs);
            case SUBSCRIPTION -> subscribed(response);
            case READY -> written(response);
            case FAILED -> {}
        }
    }

    private static boolean demandsSecurity(Refused refused) {
        return refused.is(AttError.INSUFFICIENT_AUTHENTICATION)
                || refused.is(AttError.INSUFFICIENT_ENCRYPTION)
                || refused.is(AttError.ENCRYPTION_KEY_SIZE_TOO_SHORT);
    }

    /** A server that does not know the request stays at the least MTU. */
    private void mtuKnown(AttResponse response, long nowMs) {
        if (response instanceof AttResponse.Mtu answer) {
            mtu = Math.max(AttPdu.DEFAULT_MTU, Math.min(MTU, answer.mtu()));
        }
        on(Event.MTU_KNOWN);
        ask(new AttRequest.ReadByGroupType(range, PRIMARY_SERVICE), nowMs);
    }

    private void serviceFound(AttResponse response, long nowMs) {
        if (!(response instanceof AttResponse.Groups found)) {
            giveUp("the meter has no GATT service that carries a stream and is known");
            return;
        }
        int last = range.first();
        for (AttResponse.Groups.Group group : found.groups()) {
            last = group.range().last();
            Octets value = group.value();
            service = StreamService.of(BluetoothUuid.read(ByteReader.of(value), "service", value.length()));
            if (service.isPresent() && on(Event.SERVICE_FOUND)) {
                range = group.range();
                ask(new AttRequest.ReadByType(range, CHARACTERISTIC), nowMs);
                return;
            }
        }
        goOnAfter(last, PRIMARY_SERVICE, nowMs);
    }

    private void goOnAfter(int last, BluetoothUuid type, long nowMs) {
        if (last < range.first() || last >= LAST_HANDLE) {
            answered(new Refused(0, 0, AttError.ATTRIBUTE_NOT_FOUND.code()), nowMs);
            return;
        }
        range = new HandleRange(last + 1, range.last());
        ask(
                state == State.SERVICE
                        ? new AttRequest.ReadByGroupType(range, type)
                        : new AttRequest.ReadByType(range, type),
                nowMs);
    }

    private void characteristicsFound(AttResponse response, long nowMs) {
        if (response instanceof AttResponse.Attributes found) {
            found.attributes().stream()
                    .map(each -> Characteristic.of(each.value()))
                    .forEach(each -> characteristics.put(each.type(), each));
            int last = found.attributes().get(found.attributes().size() - 1).handle();
            if (last < range.last()) {
                goOnAfter(last, CHARACTERISTIC, nowMs);
                return;
            }
        }
        StreamService stream = service.orElseThrow();
        if (!characteristics.containsKey(stream.toMeter()) || !characteristics.containsKey(stream.fromMeter())) {
            giveUp("the meter's service " + stream + " lacks a characteristic");
        } else if (on(Event.CHARACTERISTICS_FOUND)) {
            ask(new AttRequest.FindInformation(new HandleRange(fromMeter().handle() + 1, range.last())), nowMs);
        }
    }

    private void descriptorFound(AttResponse response, long nowMs) {
        int last = LAST_HANDLE;
        if (response instanceof AttResponse.Information found) {
            for (AttResponse.Information.Typed each : found.attributes()) {
                last = each.handle();
                if (each.type().equals(CHARACTERISTIC)) {
                    break;
                }
                if (each.type().equals(CLIENT_CONFIGURATION) && on(Event.DESCRIPTOR_FOUND)) {
                    int wanted = fromMeter().notifies() ? NOTIFICATIONS : INDICATIONS;
                    ask(
                            new AttRequest.Write(
                                    each.handle(),
                                    new ByteWriter().u16le(wanted).toOctets()),
                            nowMs);
                    return;
                }
            }
        }
        giveUp("the meter's service " + service.orElseThrow() + " does not notify (handles up to " + last + ")");
    }

    private void subscribed(AttResponse response) {
        if (response instanceof Refused refused) {
            giveUp("the meter refused the subscription: " + AttError.name(refused.code()));
        } else {
            on(Event.SUBSCRIBED);
        }
    }

    private void written(AttResponse response) {
        if (response instanceof Refused refused) {
            giveUp("the meter refused what was written: " + AttError.name(refused.code()));
        }
    }

    private Characteristic fromMeter() {
        return characteristic(service.orElseThrow().fromMeter());
    }

    /** One that was found, as all of the stream are once {@link Event#CHARACTERISTICS_FOUND}. */
    private Characteristic characteristic(BluetoothUuid type) {
        return find(type).orElseThrow();
    }

    private Optional<Characteristic> find(BluetoothUuid type) {
        return Optional.ofNullable(characteristics.get(type));
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

    void wake(long nowMs) {
        if (nowMs >= deadlineMs) {
            giveUp("the meter's GATT server did not answer within " + ANSWER_MS / 1000 + " s");
        }
    }

    long deadlineMs() {
        return deadlineMs;
    }

    // --- the stream

    /** Bytes for the meter; only when {@link #isReady}. */
    void write(byte[] bytes) {
        int most = mtu - AttPdu.HEADER_BYTES;
        for (int at = 0; at < bytes.length; at += most) {
            toWrite.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + most)));
        }
    }

    /** The next bytes of the meter, as they were cut on the way. */
    Optional<byte[]> nextHeard() {
        return Optional.ofNullable(heard.poll());
    }

    /** True when all that was written is on its way. */
    boolean isDrained() {
        return toWrite.isEmpty();
    }

    /** The next PDU for the attribute channel. A characteristic that takes no commands is written one by one. */
    Optional<Octets> nextOutput(long nowMs) {
        if (output.isEmpty() && !toWrite.isEmpty() && asked.isEmpty()) {
            Characteristic toMeter = characteristic(service.orElseThrow().toMeter());
            Octets piece = Octets.of(toWrite.remove());
            if (toMeter.takesCommands()) {
                output.add(OfValue.writeCommand(toMeter.handle(), piece));
            } else {
                ask(new AttRequest.Write(toMeter.handle(), piece), nowMs);
            }
        }
        return Optional.ofNullable(output.poll()).map(AttPdu::encode);
    }
}
