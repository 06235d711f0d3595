package org.metersim.dlms.security;

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

    private final KeyParameter key;
    private final Octets authenticationKey;
    private final GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());

    GcmCipher(CipherKeys keys) {
        this.key = new KeyParameter(keys.guek().toBytes());
        this.authenticationKey = keys.gak();
    }

    /** The body of a ciphered APDU. */
    byte[] protect(SecurityControl control, byte[] nonce, byte[] apdu) {
        if (!control.isEncrypted()) {
            return new ByteWriter(apdu.length + TAG_BYTES)
                    .bytes(apdu)
                    .bytes(authenticate(control, nonce, apdu))
                    .toBytes();
        }
        return control.isAuthenticated() ? run(true, control, nonce, apdu).orElseThrow() : keyStream(nonce, apdu);
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
            return run(false, control, nonce, body);
        }
        Octets whole = Octets.of(body);
        byte[] apdu = whole.slice(0, body.length - TAG_BYTES).toBytes();
        byte[] tag = whole.slice(body.length - TAG_BYTES, body.length).toBytes();
        return Secrets.equal(tag, authenticate(control, nonce, apdu)) ? Optional.of(apdu) : Optional.empty();
    }

    /** GMAC over control byte, authentication key and {@code data}: 12 bytes. */
    byte[] authenticate(SecurityControl control, byte[] nonce, byte[] data) {
        byte[] additional = new ByteWriter(17 + data.length)
                .u8(control.value())
                .octets(authenticationKey)
                .bytes(data)
                .toBytes();
        return process(true, additional, nonce, new byte[0]).orElseThrow();
    }

    static byte[] nonce(Octets systemTitle, long invocationCounter) {
        return new ByteWriter(NONCE_BYTES)
                .octets(systemTitle)
                .u32(invocationCounter)
                .toBytes();
    }

    private Optional<byte[]> run(boolean encrypts, SecurityControl control, byte[] nonce, byte[] input) {
        byte[] additional =
                new ByteWriter(17).u8(control.value()).octets(authenticationKey).toBytes();
        return process(encrypts, additional, nonce, input);
    }

    private Optional<byte[]> process(boolean encrypts, byte[] additional, byte[] nonce, byte[] input) {
        gcm.init(encrypts, new AEADParameters(key, TAG_BITS, nonce, additional));
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
        byte[] start = new ByteWriter(16).bytes(nonce).u32(2).toBytes();
        counter.init(true, new ParametersWithIV(key, start));
        byte[] output = new byte[input.length];
        counter.processBytes(input, 0, input.length, output, 0);
        return output;
    }
}
