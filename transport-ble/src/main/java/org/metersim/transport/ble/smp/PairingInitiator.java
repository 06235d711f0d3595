package org.metersim.transport.ble.smp;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.state.Transitions;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.smp.PairingExchange.Role;
import org.metersim.transport.ble.smp.SmpPdu.Block;
import org.metersim.transport.ble.smp.SmpPdu.Failed;
import org.metersim.transport.ble.smp.SmpPdu.Features;
import org.metersim.transport.ble.smp.SmpPdu.IdentityAddress;
import org.metersim.transport.ble.smp.SmpPdu.PublicKey;

/** The central's end of one pairing: Core Specification Vol 3 Part H 2.3.5.6, C.2.2. Owned by one thread. */
public final class PairingInitiator {

    /** What is awaited. */
    enum State {
        /** That it begins. */
        IDLE,
        /** The meter's Pairing Response. */
        RESPONSE,
        /** Its public key. */
        KEY,
        /** Its confirm value. */
        CONFIRM,
        /** Its nonce. */
        RANDOM,
        /** Its check of the keys. */
        CHECK,
        /** That this end encrypts the link. */
        ENCRYPTION,
        /** The meter's identity. */
        IDENTITY,
        /** Nothing: both ends have their keys. */
        DONE,
        /** Nothing any more. */
        FAILED
    }

    /** What moves it. */
    enum Event {
        BEGUN,
        RESPONSE_TAKEN,
        KEY_TAKEN,
        CONFIRM_TAKEN,
        ROUND_DONE,
        NONCES_KNOWN,
        CHECKED,
        ENCRYPTED,
        IDENTIFIED,
        GIVEN_UP
    }

    static final Transitions<State, Event> TRANSITIONS = transitions();

    private static Transitions<State, Event> transitions() {
        Transitions<State, Event> all = Transitions.of(State.class, Event.class)
                .on(Event.BEGUN, State.IDLE, State.RESPONSE)
                .on(Event.RESPONSE_TAKEN, State.RESPONSE, State.KEY)
                .on(Event.KEY_TAKEN, State.KEY, State.CONFIRM)
                .on(Event.CONFIRM_TAKEN, State.CONFIRM, State.RANDOM)
                .on(Event.ROUND_DONE, State.RANDOM, State.CONFIRM)
                .on(Event.NONCES_KNOWN, State.RANDOM, State.CHECK)
                .on(Event.CHECKED, State.CHECK, State.ENCRYPTION)
                .on(Event.ENCRYPTED, State.ENCRYPTION, State.IDENTITY)
                .on(Event.IDENTIFIED, State.IDENTITY, State.DONE);
        for (State state : State.values()) {
            if (state != State.DONE && state != State.FAILED) {
                all.on(Event.GIVEN_UP, state, State.FAILED);
            }
        }
        return all;
    }

    private static final long TIMEOUT_MS = 30_000;

    private final PairingPolicy policy;
    private final PairingUser user;
    private final BluetoothAddress own;
    private final BluetoothAddress meter;
    private final Octets identityKey;
    private final PairingExchange exchange;
    private final Features request;
    private final Queue<SmpPdu> output = new ArrayDeque<>();
    private State state = State.IDLE;
    private Octets meterIdentityKey = Octets.EMPTY;
    private BluetoothAddress meterIdentity;
    private String failure = "";
    private long deadlineMs = Endpoint.NEVER;

    /** @param own and meter as they call themselves on this connection. @param chance of keys and nonces */
    public PairingInitiator(PairingPolicy policy, PairingUser user, Ends ends, RandomGenerator chance) {
        this.policy = policy;
        this.user = user;
        this.own = ends.central();
        this.meter = ends.meter();
        this.meterIdentity = meter;
        this.exchange = new PairingExchange(Role.INITIATOR, own, meter, chance);
        byte[] key = new byte[Block.BYTES];
        chance.nextBytes(key);
        this.identityKey = Octets.of(key);
        this.request = new Features(
                Features.REQUEST,
                policy.io(),
                false,
                policy.authReq(),
                Block.BYTES,
                KeyDistribution.IDENTITY,
                KeyDistribution.IDENTITY);
    }

    /** Both ends as they call themselves on a connection. */
    public record Ends(BluetoothAddress central, BluetoothAddress meter) {}

    public void begin(long nowMs) {
        if (on(Event.BEGUN)) {
            output.add(request);
            deadlineMs = nowMs + TIMEOUT_MS;
        }
    }

    /** Why there is no key, in one line for a person, once it is sure. */
    public Optional<String> failure() {
        return Optional.of(failure).filter(text -> !text.isEmpty());
    }

    /** True while the link waits to be encrypted with {@link #longTermKey}. */
    public boolean wantsEncryption() {
        return state == State.ENCRYPTION;
    }

    public LongTermKey longTermKey() {
        return exchange.longTermKey();
    }

    /** What there is to keep, once both ends have given what they give. */
    public Optional<Bond> bond() {
        return state == State.DONE
                ? Optional.of(new Bond(meterIdentity, exchange.longTermKey(), meterIdentityKey))
                : Optional.empty();
    }

    /** The next PDU for the meter. */
    public Optional<Octets> nextOutput() {
        return Optional.ofNullable(output.poll()).map(SmpPdu::encode);
    }

    /** A PDU of the meter, whatever it is. */
    public void receive(Octets pdu, long nowMs) {
        try {
            take(SmpPdu.decode(pdu));
        } catch (DecodeException broken) {
            fail(PairingFailure.INVALID_PARAMETERS);
        }
        deadlineMs = state == State.DONE || state == State.FAILED ? Endpoint.NEVER : nowMs + TIMEOUT_MS;
    }

    private void take(SmpPdu pdu) {
        if (pdu instanceof Failed refused) {
            giveUp("the meter refused to pair: " + PairingFailure.name(refused.reason()));
        } else if (pdu instanceof Features response
                && response.code() == Features.RESPONSE
                && state == State.RESPONSE) {
            takeResponse(response);
        } else if (pdu instanceof PublicKey key && state == State.KEY) {
            takeKey(key);
        } else if (pdu instanceof Block block && isAwaited(block)) {
            take(block);
        } else if (pdu instanceof IdentityAddress identity && state == State.IDENTITY) {
            meterIdentity = identity.address();
            identified();
        } else if (state != State.IDLE
                && state != State.DONE
                && !(pdu instanceof SmpPdu.SecurityRequest)
                && !(pdu instanceof SmpPdu.Keypress)
                && !(pdu instanceof SmpPdu.Unknown)) {
            fail(PairingFailure.UNSPECIFIED_REASON);
        }
    }

    private boolean isAwaited(Block block) {
        return switch (block.code()) {
            case Block.CONFIRM -> state == State.CONFIRM;
            case Block.RANDOM -> state == State.RANDOM;
            case Block.CHECK -> state == State.CHECK;
            case Block.IDENTITY_KEY -> state == State.IDENTITY;
            default -> false;
        };
    }

    private void takeResponse(Features response) {
        Optional<PairingFailure> fault = exchange.features(request, response, policy);
        if (fault.isPresent()) {
            fail(fault.get());
        } else if (on(Event.RESPONSE_TAKEN)) {
            output.add(exchange.publicKey());
        }
    }

    private void takeKey(PublicKey key) {
        Optional<PairingFailure> fault = exchange.take(key);
        if (fault.isPresent()) {
            fail(fault.get());
            return;
        }
        if (exchange.method() == PairingMethod.PASSKEY) {
            exchange.passkey(user.passkey());
            output.add(exchange.confirm());
        }
        on(Event.KEY_TAKEN);
    }

    private void take(Block block) {
        switch (block.code()) {
            case Block.CONFIRM -> {
                exchange.takeConfirm(block.value());
                if (exchange.method() != PairingMethod.PASSKEY) {
                    exchange.confirm();
                }
                output.add(exchange.random());
                on(Event.CONFIRM_TAKEN);
            }
            case Block.RANDOM -> takeRandom(block.value());
            case Block.CHECK -> {
                if (block.equals(exchange.check(Role.RESPONDER))) {
                    on(Event.CHECKED);
                } else {
                    fail(PairingFailure.DHKEY_CHECK_FAILED);
                }
            }
            default -> meterIdentityKey = block.value();
        }
    }

    private void takeRandom(Octets value) {
        exchange.takeRandom(value);
        if (!exchange.isConfirmed()) {
            fail(PairingFailure.CONFIRM_VALUE_FAILED);
        } else if (exchange.nextRound()) {
            output.add(exchange.confirm());
            on(Event.ROUND_DONE);
        } else if (exchange.method() == PairingMethod.COMPARISON && !user.compares(exchange.number())) {
            fail(PairingFailure.NUMERIC_COMPARISON_FAILED);
        } else if (on(Event.NONCES_KNOWN)) {
            output.add(exchange.check(Role.INITIATOR));
        }
    }

    /** The link is encrypted with {@link #longTermKey}: the meter gives its identity first, then this end. */
    public void encrypted(long nowMs) {
        if (on(Event.ENCRYPTED)) {
            deadlineMs = nowMs + TIMEOUT_MS;
            if (!exchange.givesIdentity(Role.RESPONDER)) {
                identified();
            }
        }
    }

    private void identified() {
        if (exchange.givesIdentity(Role.INITIATOR)) {
            output.add(new Block(Block.IDENTITY_KEY, identityKey));
            output.add(new IdentityAddress(own));
        }
        on(Event.IDENTIFIED);
        deadlineMs = Endpoint.NEVER;
    }

    private void fail(PairingFailure why) {
        output.add(new Failed(why.code()));
        giveUp("pairing failed: " + why);
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

    public void wake(long nowMs) {
        if (nowMs >= deadlineMs) {
            giveUp("the meter did not go on with pairing within " + TIMEOUT_MS / 1000 + " s");
        }
    }

    public long deadlineMs() {
        return deadlineMs;
    }

    /** The states as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return TRANSITIONS.toMermaid();
    }
}
