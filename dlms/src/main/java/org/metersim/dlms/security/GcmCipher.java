package org.metersim.dlms.security;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * AES-GCM-128 as DLMS uses it: the nonce is the sender's system title and the invocation counter, the tag has 12 bytes,
 * the authentication key is additional data. Green Book 9.2.3.3.7. Owned by one thread.
 */
final class GcmCipher {

    static final int TAG_BYTES = 12;
    private static final int TAG_BITS = 8 * TAG_BYTES;
    private static final int NONCE_BYTES = 12;
    private static final byte[] NOTHING = new byte[0];

    /** Of no sender: every system title begins with three letters. */
    private static final byte[] NOBODYS_NONCE = new byte[NONCE_BYTES];

    private final KeyParameter key;
    private final byte[] authenticationKey;
    private final GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
    private byte[] lastNonce = NOBODYS_NONCE;

    GcmCipher(CipherKeys keys) {
        this.key = new KeyParameter(keys.guek().toBytes());
        this.authenticationKey = keys.gak().toBytes();
        // the key schedule and the hash's table are made here, once: they cost more than a short APDU does
        gcm.init(false, new AEADParameters(key, TAG_BITS, NOBODYS_NONCE));
    }

    /** The body of a ciphered APDU. */
    byte[] protect(SecurityControl control, byte[] nonce, byte[] apdu) {
        if (!control.isEncrypted()) {
            return new ByteWriter(apdu.length + TAG_BYTES)
                    .bytes(apdu)
                    .bytes(authenticate(control, nonce, apdu))
                    .toBytes();
        }
        if (!control.isAuthenticated()) {
            return keyStream(nonce, apdu);
        }
        start(true, control, nonce);
        return finish(apdu).orElseThrow();
    }

    /** The APDU in a body, or empty when it is too short or its tag does not verify. */
    Optional<byte[]> unprotect(SecurityControl control, byte[] nonce, byte[] body) {
        if (!control.isAuthenticated()) {
            return Optional.of(keyStream(nonce, body));
        }
        if (body.length < TAG_BYTES) {
            return Optional.empty();
        }
        if (control.isEncrypted()) {
            start(false, control, nonce);
            return finish(body);
        }
        byte[] apdu = Arrays.copyOf(body, body.length - TAG_BYTES);
        byte[] tag = Arrays.copyOfRange(body, apdu.length, body.length);
        return Secrets.equal(tag, authenticate(control, nonce, apdu)) ? Optional.of(apdu) : Optional.empty();
    }

    /** GMAC over control byte, authentication key and {@code data}: 12 bytes. */
    byte[] authenticate(SecurityControl control, byte[] nonce, byte[] data) {
        start(true, control, nonce);
        gcm.processAADBytes(data, 0, data.length);
        return finish(NOTHING).orElseThrow();
    }

    static byte[] nonce(Octets systemTitle, long invocationCounter) {
        return new ByteWriter(NONCE_BYTES)
                .octets(systemTitle)
                .u32(invocationCounter)
                .toBytes();
    }

    private void start(boolean encrypts, SecurityControl control, byte[] nonce) {
        // Bouncy Castle does not encrypt under the nonce used last. To check what a peer authenticated is no
        // encryption, and peers prove HLS-5 under the counter of the APDU that carries the proof.
        if (encrypts && Arrays.equals(nonce, lastNonce)) {
            gcm.init(false, withKnownKey(NOBODYS_NONCE));
        }
        gcm.init(encrypts, withKnownKey(nonce));
        lastNonce = nonce;
        gcm.processAADByte((byte) control.value());
        gcm.processAADBytes(authenticationKey, 0, authenticationKey.length);
    }

    /** Without a key: Bouncy Castle goes on with the one it has. */
    private static AEADParameters withKnownKey(byte[] nonce) {
        return new AEADParameters(null, TAG_BITS, nonce);
    }

    private Optional<byte[]> finish(byte[] input) {
        byte[] output = new byte[gcm.getOutputSize(input.length)];
        int written = gcm.processBytes(input, 0, input.length, output, 0);
        try {
            gcm.doFinal(output, written);
            return Optional.of(output);
        } catch (InvalidCipherTextException wrongTag) {
            return Optional.empty();
        }
    }

    /** Encryption without a tag is GCM's counter mode; its first block is number 2. */
    private byte[] keyStream(byte[] nonce, byte[] input) {
        CTRModeCipher counter = SICBlockCipher.newInstance(AESEngine.newInstance());
        byte[] first = new ByteWriter(16).bytes(nonce).u32(2).toBytes();
        counter.init(true, new ParametersWithIV(key, first));
        byte[] output = new byte[input.length];
        counter.processBytes(input, 0, input.length, output, 0);
        return output;
    }
}
