package org.metersim.app.firmware;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.metrology.image.SigningKey;
import org.metersim.metrology.image.TrustStore;
import org.metersim.profiles.DemoSigningKey;

/** Keys that the user named: read and written, never printed. */
final class KeyFiles {

    /** Stands for the key that everybody has, and that only the built-in profiles trust. */
    static final String DEMO = "demo";

    private static final int MAX_BYTES = 1 << 16;

    private KeyFiles() {}

    /**
     * The private key that is meant.
     *
     * @param key {@code demo}, a PEM file, or a PKCS #12 file ({@code .p12}, {@code .pfx})
     * @param passwordFile whose first line opens the PKCS #12 file
     * @throws UserError when there is none
     */
    static SigningKey signing(String key, Optional<Path> passwordFile) {
        if (key.equals(DEMO)) {
            return SigningKey.parse(DemoSigningKey.pem());
        }
        Path file = Path.of(key);
        boolean isStore = key.endsWith(".p12") || key.endsWith(".pfx");
        try {
            return SigningKey.parse(isStore ? pemOfStore(file, passwordFile) : UserFiles.readText(file, MAX_BYTES));
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, file + ": " + wrong.getMessage());
        }
    }

    private static String pemOfStore(Path file, Optional<Path> passwordFile) {
        byte[] content = UserFiles.read(file, MAX_BYTES);
        char[] password = passwordFile
                .flatMap(named -> UserFiles.readText(named, MAX_BYTES).lines().findFirst())
                .orElse("")
                .toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            for (String alias : Collections.list(store.aliases())) {
                Key key = store.getKey(alias, password);
                if (key != null) {
                    String body = Base64.getMimeEncoder().encodeToString(key.getEncoded());
                    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
                }
            }
        } catch (IOException | GeneralSecurityException wrong) {
            throw new UserError(
                    ExitCode.CONFIGURATION, file + ": cannot be opened (expected: PKCS #12 and --password-file)");
        }
        throw new UserError(ExitCode.CONFIGURATION, file + ": has no private key");
    }

    /** What a PEM file, or all {@code .pem} files in a folder, say is to be trusted. */
    static TrustStore trusted(Path place) {
        TrustStore store = TrustStore.EMPTY;
        for (Path file : files(place)) {
            try {
                store = store.plus(TrustStore.parse(UserFiles.readText(file, MAX_BYTES)));
            } catch (IllegalArgumentException wrong) {
                throw new UserError(ExitCode.CONFIGURATION, file + ": " + wrong.getMessage());
            }
        }
        return store;
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> inside = Files.list(place)) {
            return inside.filter(file -> file.toString().endsWith(".pem"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw UserFiles.error(place, "be read", failed);
        }
    }

    /** Writes a private key to a new file that only its owner reads (mode 0600 from its first byte on). */
    static void writePrivate(Path file, String pem) {
        try {
            FileAttribute<?>[] ownersAlone =
                    file.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0];
            Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (SeekableByteChannel channel = Files.newByteChannel(file, fresh, ownersAlone)) {
                channel.write(ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (FileAlreadyExistsException exists) {
            throw new UserError(ExitCode.USAGE, file + ": is there already; a key is not overwritten");
        } catch (IOException failed) {
            throw UserFiles.error(file, "be written", failed);
        }
    }
}
