package org.metersim.transport.ble.smp;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
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

/**
 * The meter's end of pairing, on one connection: Core Specification Vol 3 Part H 2.3.5.6, C.2.2. Legacy pairing is
 * refused. Owned by one thread.
 */
public final class PairingResponder {

    /** What is awaited. */
    enum State {
        /** A Pairing Request. */
        IDLE,
        /** The initiator's public key. */
        KEY,
        /** Its confirm value, of one bit of the passkey. */
        CONFIRM,
        /** Its nonce. */
        RANDOM,
        /** Its check of the keys. */
        CHECK,
        /** That it encrypts the link. */
        ENCRYPTION,
        /** Its identity. */
        IDENTITY,
        /** Nothing any more on this connection: it took too long. */
        DEAD
    }

    /** What moves it. */
    enum Event {
        REQUESTED,
        KEY_TAKEN,
        PASSKEY_BEGUN,
        CONFIRM_TAKEN,
        ROUND_DONE,
        NONCES_KNOWN,
        CHECKED,
        ENCRYPTED,
        ENDED,
        TIMED_OUT
    }

    static final Transitions<State, Event> TRANSITIONS = transitions();

    private static Transitions<State, Event> transitions() {
        Transitions<State, Event> all = Transitions.of(State.class, Event.class)
                .on(Event.REQUESTED, State.IDLE, State.KEY)
                .on(Event.KEY_TAKEN, State.KEY, State.RANDOM)
                .on(Event.PASSKEY_BEGUN, State.KEY, State.CONFIRM)
                .on(Event.CONFIRM_TAKEN, State.CONFIRM, State.RANDOM)
                .on(Event.ROUND_DONE, State.RANDOM, State.CONFIRM)
                .on(Event.NONCES_KNOWN, State.RANDOM, State.CHECK)
                .on(Event.CHECKED, State.CHECK, State.ENCRYPTION)
                .on(Event.ENCRYPTED, State.ENCRYPTION, State.IDENTITY);
        for (State state : State.values()) {
            if (state != State.DEAD && state != State.IDLE) {
                all.on(Event.ENDED, state, State.IDLE).on(Event.TIMED_OUT, state, State.DEAD);
            }
        }
        return all;
    }

    /** 3.4: from the last PDU of either end. */
    private static final long TIMEOUT_MS = 30_000;

    private final Settings settings;
    private final Supplier<PairingExchange> exchanges;
    private final Queue<SmpPdu> output = new ArrayDeque<>();
    private State state = State.IDLE;
    private Optional<PairingExchange> exchange = Optional.empty();
    private Octets identityKey = Octets.EMPTY;
    private Optional<Bond> bond = Optional.empty();
    private Optional<PairingFailure> failed = Optional.empty();
    private long deadlineMs = Endpoint.NEVER;

    /**
     * @param central and meter as they call themselves on this connection
     * @param identityKey of the meter, 16 octets
     */
    public record Settings(
            PairingPolicy policy,
            PairingUser user,
            BluetoothAddress central,
            BluetoothAddress meter,
            Octets identityKey) {}

    /** @param chance seeded; of keys and nonces */
    public PairingResponder(Settings settings, RandomGenerator chance) {
        this.settings = settings;
        this.exchanges = () -> new PairingExchange(Role.RESPONDER, settings.central(), settings.meter(), chance);
    }

    /** Whether a pairing is under way. */
    public boolean isBusy() {
        return state != State.IDLE && state != State.DEAD;
    }

    /** True when pairing took too long: the connection is of no more use. */
    public boolean isDead() {
        return state == State.DEAD;
    }

    /** The key that both ends have made, while the link waits to be encrypted with it. */
    public Optional<LongTermKey> longTermKey() {
        return state == State.ENCRYPTION ? exchange.map(PairingExchange::longTermKey) : Optional.empty();
    }

    /** What there is to keep of a pairing that ended well, once. */
    public Optional<Bond> takeBond() {
        Optional<Bond> taken = bond;
        bond = Optional.empty();
        return taken;
    }

    /** Why a pairing failed at this end, once. */
    public Optional<PairingFailure> takeFailure() {
        Optional<PairingFailure> taken = failed;
        failed = Optional.empty();
        return taken;
    }

    /** The next PDU for the central. */
    public Optional<Octets> nextOutput() {
        return Optional.ofNullable(output.poll()).map(SmpPdu::encode);
    }

    /**
     * A PDU of the central, whatever it is.
     *
     * @param refusal why no pairing may begin now; empty when one may
     */
    public void receive(Octets pdu, Optional<PairingFailure> refusal, long nowMs) {
        if (state == State.DEAD) {
            return;
        }
        try {
            take(SmpPdu.decode(pdu), refusal);
        } catch (DecodeException broken) {
            fail(PairingFailure.INVALID_PARAMETERS);
        }
        deadlineMs = isBusy() ? nowMs + TIMEOUT_MS : Endpoint.NEVER;
    }

    private void take(SmpPdu pdu, Optional<PairingFailure> refusal) {
        if (pdu instanceof Failed) {
            end();
        } else if (pdu instanceof Features request && request.code() == Features.REQUEST) {
            refusal.ifPresentOrElse(this::fail, () -> begin(request));
        } else if (pdu instanceof PublicKey key && state == State.KEY) {
            take(key);
        } else if (pdu instanceof Block block && isAwaited(block)) {
            take(block);
        } else if (pdu instanceof IdentityAddress identity && state == State.IDENTITY) {
            keep(identity.address());
        } else if (isBusy() && !(pdu instanceof SmpPdu.Keypress) && !(pdu instanceof SmpPdu.Unknown)) {
            // what comes while none is under way belongs to one that has failed
            fail(PairingFailure.UNSPECIFIED_REASON);
        }
    }

    private boolean isAwaited(Block block) {
        return switch (block.code()) {
            case Block.CONFIRM -> state == State.CONFIRM;
            case Block.RANDOM -> state == State.RANDOM;
            case Block.CHECK -> state == State.CHECK;
            case Block.IDENTITY_KEY, Block.SIGNATURE_KEY -> state == State.IDENTITY;
            default -> false;
        };
    }

    /** A second request begins anew, as after a failure that the other end did not hear of. */
    private void begin(Features request) {
        end();
        Features response = new Features(
                Features.RESPONSE,
                settings.policy().io(),
                false,
                settings.policy().authReq(),
                Block.BYTES,
                request.initiatorKeys() & KeyDistribution.IDENTITY,
                request.responderKeys() & KeyDistribution.IDENTITY);
        PairingExchange fresh = exchanges.get();
        Optional<PairingFailure> fault = fresh.features(request, response, settings.policy());
        if (fault.isPresent()) {
            fail(fault.get());
        } else if (on(Event.REQUESTED)) {
            exchange = Optional.of(fresh);
            output.add(response);
        }
    }

    private PairingExchange now() {
        return exchange.orElseThrow();
    }

    private void take(PublicKey key) {
        Optional<PairingFailure> fault = now().take(key);
        if (fault.isPresent()) {
            fail(fault.get());
            return;
        }
        output.add(now().publicKey());
        if (now().method() == PairingMethod.PASSKEY) {
            now().passkey(settings.user().passkey());
            on(Event.PASSKEY_BEGUN);
        } else {
            output.add(now().confirm());
            on(Event.KEY_TAKEN);
        }
    }

    private void take(Block block) {
        switch (block.code()) {
            case Block.CONFIRM -> {
                now().takeConfirm(block.value());
                output.add(now().confirm());
                on(Event.CONFIRM_TAKEN);
            }
            case Block.RANDOM -> takeRandom(block.value());
            case Block.CHECK -> takeCheck(block);
            case Block.IDENTITY_KEY -> identityKey = block.value();
            default -> {
                // a signature key, of which no use is made
            }
        }
    }

    private void takeRandom(Octets value) {
        now().takeRandom(value);
        boolean isPasskey = now().method() == PairingMethod.PASSKEY;
        if (isPasskey && !now().isConfirmed()) {
            fail(PairingFailure.CONFIRM_VALUE_FAILED);
            return;
        }
        output.add(now().random());
        if (now().nextRound()) {
            on(Event.ROUND_DONE);
        } else if (now().method() == PairingMethod.COMPARISON
                && !settings.user().compares(now().number())) {
            fail(PairingFailure.NUMERIC_COMPARISON_FAILED);
        } else {
            on(Event.NONCES_KNOWN);
        }
    }

    private void takeCheck(Block check) {
        if (!check.equals(now().check(Role.INITIATOR))) {
            fail(PairingFailure.DHKEY_CHECK_FAILED);
        } else if (on(Event.CHECKED)) {
            output.add(now().check(Role.RESPONDER));
        }
    }

    /** The link is encrypted with {@link #longTermKey}: the meter gives its identity first. */
    public void encrypted(long nowMs) {
        if (!on(Event.ENCRYPTED)) {
            return;
        }
        deadlineMs = nowMs + TIMEOUT_MS;
        if (now().givesIdentity(Role.RESPONDER)) {
            output.add(new Block(Block.IDENTITY_KEY, settings.identityKey()));
            output.add(new IdentityAddress(settings.meter()));
        }
        if (!now().givesIdentity(Role.INITIATOR)) {
            keep(settings.central());
        }
    }

    private void keep(BluetoothAddress identity) {
        bond = Optional.of(new Bond(identity, now().longTermKey(), identityKey));
        end();
    }

    private void fail(PairingFailure why) {
        output.add(new Failed(why.code()));
        failed = Optional.of(why);
        end();
    }

    private void end() {
        on(Event.ENDED);
        exchange = Optional.empty();
        identityKey = Octets.EMPTY;
        deadlineMs = Endpoint.NEVER;
    }

    private boolean on(Event event) {
        Optional<State> next = TRANSITIONS.after(state, event);
        next.ifPresent(entered -> state = entered);
        return next.isPresent();
    }

    public void wake(long nowMs) {
        if (nowMs >= deadlineMs && on(Event.TIMED_OUT)) {
            deadlineMs = Endpoint.NEVER;
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
