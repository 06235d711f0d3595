package org.metersim.transport.ble.smp;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.smp.SmpPdu.Block;
import org.metersim.transport.ble.smp.SmpPdu.Features;
import org.metersim.transport.ble.smp.SmpPdu.PublicKey;

/**
 * What both ends compute of one pairing by LE Secure Connections, each from its own side: Core Specification Vol 3 Part
 * H 2.3.5.6. Owned by one thread.
 */
final class PairingExchange {

    /** Which end this is. */
    enum Role {
        INITIATOR,
        RESPONDER
    }

    /** Rounds of a passkey, one a bit. */
    static final int ROUNDS = 20;

    private static final int BIT_GIVEN = 0x80;
    private static final int FULL_KEY_BYTES = 16;

    private final Role role;
    private final Octets initiator;
    private final Octets responder;
    private final RandomGenerator chance;
    private final P256Key key;
    private Optional<Features> request = Optional.empty();
    private Optional<Features> response = Optional.empty();
    private PairingMethod method = PairingMethod.JUST_WORKS;
    private Octets otherX = Octets.EMPTY;
    private Octets sharedKey = Octets.EMPTY;
    private int passkey;
    private int round;
    private Octets nonce = Octets.EMPTY;
    private Octets otherNonce = Octets.EMPTY;
    private Octets otherConfirm = Octets.EMPTY;
    private Optional<SmpToolbox.Keys> keys = Optional.empty();

    /** @param initiator and responder as they call themselves on the air, on this connection */
    PairingExchange(Role role, BluetoothAddress initiator, BluetoothAddress responder, RandomGenerator chance) {
        this.role = role;
        this.initiator = SmpToolbox.tagged(initiator);
        this.responder = SmpToolbox.tagged(responder);
        this.chance = chance;
        this.key = P256Key.random(chance);
    }

    /** What both ends can do and want. @return why they cannot pair; empty when they can */
    Optional<PairingFailure> features(Features ofInitiator, Features ofResponder, PairingPolicy policy) {
        request = Optional.of(ofInitiator);
        response = Optional.of(ofResponder);
        boolean isSecure = ofInitiator.has(AuthReq.SECURE_CONNECTIONS) && ofResponder.has(AuthReq.SECURE_CONNECTIONS);
        boolean wantsProof = ofInitiator.has(AuthReq.MITM) || ofResponder.has(AuthReq.MITM);
        method = wantsProof ? IoCapability.method(ofInitiator.io(), ofResponder.io()) : PairingMethod.JUST_WORKS;
        if (ofInitiator.oob() || ofResponder.oob()) {
            return Optional.of(PairingFailure.OOB_NOT_AVAILABLE);
        }
        if (!isSecure || policy.authenticated() && !method.isAuthenticated()) {
            return Optional.of(PairingFailure.AUTHENTICATION_REQUIREMENTS);
        }
        boolean isFull = Math.min(ofInitiator.maxKeyBytes(), ofResponder.maxKeyBytes()) == FULL_KEY_BYTES;
        return isFull ? Optional.empty() : Optional.of(PairingFailure.ENCRYPTION_KEY_SIZE);
    }

    PairingMethod method() {
        return method;
    }

    /** Whether that end gives its identity when the link is encrypted. */
    boolean givesIdentity(Role end) {
        Features agreed = response.orElseThrow();
        int bits = end == Role.INITIATOR ? agreed.initiatorKeys() : agreed.responderKeys();
        return (bits & KeyDistribution.IDENTITY) != 0;
    }

    PublicKey publicKey() {
        return key.open();
    }

    /** @return why the other end's key is none; empty when it is one */
    Optional<PairingFailure> take(PublicKey other) {
        Optional<Octets> agreed = key.agree(other);
        otherX = other.x();
        sharedKey = agreed.orElse(Octets.EMPTY);
        return agreed.isPresent() ? Optional.empty() : Optional.of(PairingFailure.INVALID_PARAMETERS);
    }

    void passkey(int digits) {
        passkey = digits;
    }

    // --- confirm values and nonces

    /** A nonce of our own for this round, and what we commit ourselves to with it. */
    Block confirm() {
        byte[] bytes = new byte[Block.BYTES];
        chance.nextBytes(bytes);
        nonce = Octets.of(bytes);
        return new Block(Block.CONFIRM, SmpToolbox.f4(key.open().x(), otherX, nonce, bit()));
    }

    Block random() {
        return new Block(Block.RANDOM, nonce);
    }

    void takeConfirm(Octets value) {
        otherConfirm = value;
    }

    void takeRandom(Octets value) {
        otherNonce = value;
    }

    /** Whether the other end's nonce is the one that it had committed itself to. */
    boolean isConfirmed() {
        return SmpToolbox.f4(otherX, key.open().x(), otherNonce, bit()).equals(otherConfirm);
    }

    private int bit() {
        return method == PairingMethod.PASSKEY ? BIT_GIVEN | passkey >> round & 1 : 0;
    }

    /** @return whether there is another round of the passkey */
    boolean nextRound() {
        round++;
        return method == PairingMethod.PASSKEY && round < ROUNDS;
    }

    private Octets ofInitiator(Octets own, Octets other) {
        return role == Role.INITIATOR ? own : other;
    }

    private Octets ofResponder(Octets own, Octets other) {
        return role == Role.RESPONDER ? own : other;
    }

    /** The six digits to compare. */
    int number() {
        Octets own = key.open().x();
        return SmpToolbox.g2(
                ofInitiator(own, otherX),
                ofResponder(own, otherX),
                ofInitiator(nonce, otherNonce),
                ofResponder(nonce, otherNonce));
    }

    // --- keys and their check

    /** The check value of one end. */
    Block check(Role end) {
        SmpToolbox.Keys derived = keys();
        Octets first = ofInitiator(nonce, otherNonce);
        Octets second = ofResponder(nonce, otherNonce);
        boolean isInitiator = end == Role.INITIATOR;
        Features features = (isInitiator ? request : response).orElseThrow();
        ByteWriter message = new ByteWriter()
                .octets(isInitiator ? first : second)
                .octets(isInitiator ? second : first)
                .octets(passkeyOctets())
                .octets(features.ioCap())
                .octets(isInitiator ? initiator : responder)
                .octets(isInitiator ? responder : initiator);
        return new Block(Block.CHECK, SmpToolbox.f6(derived.mac(), message.toOctets()));
    }

    private Octets passkeyOctets() {
        byte[] octets = new byte[Block.BYTES];
        if (method == PairingMethod.PASSKEY) {
            Octets digits = new ByteWriter().u32(passkey).toOctets();
            digits.copyTo(octets, Block.BYTES - digits.length());
        }
        return Octets.of(octets);
    }

    private SmpToolbox.Keys keys() {
        if (keys.isEmpty()) {
            keys = Optional.of(SmpToolbox.f5(
                    sharedKey,
                    new SmpToolbox.End(ofInitiator(nonce, otherNonce), initiator),
                    new SmpToolbox.End(ofResponder(nonce, otherNonce), responder)));
        }
        return keys.get();
    }

    LongTermKey longTermKey() {
        return new LongTermKey(keys().longTermKey(), method.isAuthenticated());
    }
}
