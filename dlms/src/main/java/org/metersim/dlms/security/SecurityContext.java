package org.metersim.dlms.security;

import java.util.Optional;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * The security of one association, one end of it: opens what the peer sealed, seals what goes back, proves and checks
 * HLS-5. Green Book 9.2. Owned by one thread, lives as long as the association.
 */
public final class SecurityContext {

    /**
     * @param ownTitle system title of this end, 8 bytes
     * @param peerTitle system title of the other end, 8 bytes
     */
    public record Parties(Octets ownTitle, Octets peerTitle) {}

    private static final int CONTROL_AND_COUNTER_BYTES = 5;
    private static final int PROOF_BYTES = CONTROL_AND_COUNTER_BYTES + GcmCipher.TAG_BYTES;

    private final Parties parties;
    private final CipherKeys keys;
    private final GcmCipher global;
    private final TransmitCounter transmit;
    private final ReceiveCounter receive;
    private final ReceiveCounter receiveDedicated = ReceiveCounter.inMemory();
    private Optional<GcmCipher> dedicated = Optional.empty();

    public SecurityContext(Parties parties, CipherKeys keys, TransmitCounter transmit, ReceiveCounter receive) {
        this.parties = parties;
        this.keys = keys;
        this.global = new GcmCipher(keys);
        this.transmit = transmit;
        this.receive = receive;
    }

    /**
     * From now on the ded- families use this key; it is forgotten with the association.
     *
     * @throws IllegalArgumentException when it has not 16 bytes: to be checked before, it comes from outside
     */
    public void useDedicatedKey(Octets dedicatedKey) {
        dedicated = Optional.of(new GcmCipher(keys.withDedicated(dedicatedKey)));
    }

    public boolean hasDedicatedKey() {
        return dedicated.isPresent();
    }

    /** Opens a ciphered APDU. The counter is remembered only when the tag verified. */
    public Opening open(byte[] bytes) {
        CipheredApdu sealed;
        try {
            sealed = CipheredApdu.decode(bytes);
        } catch (DecodeException broken) {
            return new Opening.Undecipherable(broken.getMessage());
        }
        boolean foreignTitle =
                !sealed.systemTitle().isEmpty() && !sealed.systemTitle().equals(parties.peerTitle());
        if (foreignTitle || !sealed.control().isSupported()) {
            return new Opening.Undecipherable(
                    foreignTitle ? "system title of another sender" : "security control not supported");
        }
        return cipherOf(sealed.family())
                .map(known -> open(sealed, known))
                .orElseGet(() -> new Opening.Undecipherable("no dedicated key was agreed"));
    }

    private Optional<GcmCipher> cipherOf(CipherFamily family) {
        return family.usesDedicatedKey() ? dedicated : Optional.of(global);
    }

    private Opening open(CipheredApdu sealed, GcmCipher cipher) {
        byte[] nonce = GcmCipher.nonce(parties.peerTitle(), sealed.invocationCounter());
        Optional<byte[]> apdu =
                cipher.unprotect(sealed.control(), nonce, sealed.body().toBytes());
        if (apdu.isEmpty()) {
            return new Opening.Undecipherable("the authentication tag does not verify");
        }
        byte[] plain = apdu.get();
        if (plain.length == 0 || !innerTagFits(sealed, plain[0] & 0xFF)) {
            return new Opening.Undecipherable("the APDU inside is another service than its mark");
        }
        ReceiveCounter counters = sealed.family().usesDedicatedKey() ? receiveDedicated : receive;
        if (sealed.invocationCounter() < counters.nextAcceptable()) {
            return new Opening.Replayed(sealed.invocationCounter(), counters.nextAcceptable());
        }
        // without a tag nobody proved anything: such a counter must not lock the real sender out
        if (sealed.control().isAuthenticated()) {
            counters.accept(sealed.invocationCounter());
        }
        return new Opening.Opened(Octets.of(plain), new Protection(sealed.family(), sealed.control()));
    }

    private static boolean innerTagFits(CipheredApdu sealed, int plainTag) {
        return sealed.family().isGeneral() || sealed.family().matches(sealed.outerTag(), plainTag);
    }

    /**
     * Seals an APDU; {@link Protection#NONE} leaves it as it is.
     *
     * <p>Under a dedicated key the counter of the global key goes on, so that no value repeats should the client choose
     * the same dedicated key twice.
     *
     * @throws IllegalArgumentException when the family has no mark for such an APDU: a DataNotification is sealed in
     *     the general families only, an exception-response never
     * @throws IllegalStateException when no dedicated key was agreed, or all counters are used up
     */
    public byte[] seal(byte[] apdu, Protection protection) {
        if (protection.isNone()) {
            return apdu;
        }
        CipherFamily family = protection.family();
        int outerTag = family.outerTag(apdu[0] & 0xFF);
        GcmCipher cipher = cipherOf(family).orElseThrow(() -> new IllegalStateException("no dedicated key was agreed"));
        long counter = transmit.next();
        byte[] body = cipher.protect(protection.control(), GcmCipher.nonce(parties.ownTitle(), counter), apdu);
        return new CipheredApdu(
                        family,
                        outerTag,
                        family.isGeneral() ? parties.ownTitle() : Octets.EMPTY,
                        protection.control(),
                        counter,
                        Octets.of(body))
                .encode();
    }

    /** HLS-5: this end's proof that it knows the keys, 17 bytes, over the peer's challenge. Green Book 9.2.7.4. */
    public Octets prove(Octets peerChallenge) {
        long counter = transmit.next();
        SecurityControl control = SecurityControl.AUTHENTICATION;
        byte[] mac =
                global.authenticate(control, GcmCipher.nonce(parties.ownTitle(), counter), peerChallenge.toBytes());
        return new ByteWriter(PROOF_BYTES)
                .u8(control.value())
                .u32(counter)
                .bytes(mac)
                .toOctets();
    }

    /**
     * HLS-5: whether the peer proved over our challenge that it knows the keys. The counter in the proof is not held
     * against earlier ones: published clients use that of the APDU that carries it.
     */
    public boolean verifies(Octets proof, Octets ownChallenge) {
        if (proof.length() != PROOF_BYTES || proof.at(0) != SecurityControl.AUTHENTICATION.value()) {
            return false;
        }
        byte[] nonce = new ByteWriter(12)
                .octets(parties.peerTitle())
                .octets(proof.slice(1, CONTROL_AND_COUNTER_BYTES))
                .toBytes();
        byte[] mac = global.authenticate(SecurityControl.AUTHENTICATION, nonce, ownChallenge.toBytes());
        return Secrets.equal(
                mac, proof.slice(CONTROL_AND_COUNTER_BYTES, PROOF_BYTES).toBytes());
    }
}
