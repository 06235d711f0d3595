package org.metersim.dlms.security;

import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.engines.AESWrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.metersim.dlms.codec.Octets;

/** AES key wrap: how a new key travels under the KEK. RFC 3394, Green Book 9.2.3.3.8. */
public final class KeyWrap {

    private KeyWrap() {}

    /** @return {@code key} wrapped: 8 bytes longer */
    public static Octets wrap(Octets kek, Octets key) {
        Wrapper engine = new AESWrapEngine();
        engine.init(true, new KeyParameter(kek.toBytes()));
        return Octets.of(engine.wrap(key.toBytes(), 0, key.length()));
    }

    /** The key inside, or empty when it was not wrapped by {@code kek}, or damaged. */
    public static Optional<Octets> unwrap(Octets kek, Octets wrapped) {
        Wrapper engine = new AESWrapEngine();
        engine.init(false, new KeyParameter(kek.toBytes()));
        try {
            return Optional.of(Octets.of(engine.unwrap(wrapped.toBytes(), 0, wrapped.length())));
        } catch (InvalidCipherTextException foreign) {
            return Optional.empty();
        }
    }
}
