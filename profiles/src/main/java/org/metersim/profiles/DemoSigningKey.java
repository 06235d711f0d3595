package org.metersim.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The private half of the demo key that the built-in profiles trust: ECDSA P-256, known to everybody. */
public final class DemoSigningKey {

    private DemoSigningKey() {}

    /** PKCS #8 in PEM, after two lines that warn of it. */
    public static String pem() {
        try (InputStream in = DemoSigningKey.class.getResourceAsStream("demo-signing-key.pem")) {
            if (in == null) {
                throw new IllegalStateException("demo-signing-key.pem is not where it was packed");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
