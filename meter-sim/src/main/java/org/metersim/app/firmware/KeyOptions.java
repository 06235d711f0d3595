package org.metersim.app.firmware;

import java.nio.file.Path;
import java.util.Optional;
import org.metersim.metrology.image.SigningKey;
import picocli.CommandLine.Option;

/** Which key signs. */
public final class KeyOptions {

    @Option(
            names = "--key",
            paramLabel = "FILE|demo",
            description = "Private key: PEM (PKCS #8), PKCS #12 (.p12), or demo for the one that everybody has.")
    private Optional<String> key = Optional.empty();

    @Option(names = "--password-file", paramLabel = "FILE", description = "Its first line opens the PKCS #12 file.")
    private Optional<Path> passwordFile = Optional.empty();

    /** The key, when one is named. */
    public Optional<SigningKey> signing() {
        return key.map(named -> KeyFiles.signing(named, passwordFile));
    }
}
