package org.metersim.app.firmware;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.TrustStore;
import org.metersim.metrology.image.TrustedKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a file of the keys whose images are trusted: one PEM text, which `run --trust` and `inspect --trust` take. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps a file of keys whose images meters take, for run --trust and inspect --trust.",
            "",
            "The file is PEM; a line `revoked: KEYHASH` or `development: KEYHASH` in it marks a key.",
            ""
        })
final class TrustCommand implements Runnable {

    private static final int MAX_BYTES = 1 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new UserError(ExitCode.USAGE, "which? (expected: add, revoke or list)");
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds public keys, or certificates and revocation lists for the form cms.")
    int add(
            @Parameters(paramLabel = "STORE", description = "The file; made when it is not there.") Path store,
            @Parameters(paramLabel = "PEM", description = "What to trust.") Path pem,
            @Option(names = "--development", description = "Marks the keys: no production meter takes them.")
                    boolean development) {
        TrustStore added = KeyFiles.trusted(pem);
        TrustStore all = (Files.exists(store) ? read(store) : TrustStore.EMPTY).plus(added);
        for (TrustedKey key : added.keys()) {
            all = development ? all.development(key.hash()) : all;
        }
        return write(store, all);
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Marks a key as revoked, for good. The last one that is trusted cannot be revoked.")
    int revoke(
            @Parameters(paramLabel = "STORE", description = "The file.") Path store,
            @Parameters(paramLabel = "KEYHASH", description = "As list prints it.") String hash) {
        try {
            return write(store, read(store).revoke(Octets.parse(hash)));
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Prints the keys: hash, algorithm, state.")
    int list(@Parameters(paramLabel = "STORE", description = "The file.") Path store) {
        print(read(store));
        return ExitCode.OK;
    }

    private static TrustStore read(Path store) {
        try {
            return TrustStore.parse(UserFiles.readText(store, MAX_BYTES));
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, store + ": " + wrong.getMessage());
        }
    }

    private int write(Path file, TrustStore store) {
        UserFiles.writeWhole(file, store.toPem());
        print(store);
        return ExitCode.OK;
    }

    private void print(TrustStore store) {
        PrintWriter out = spec.commandLine().getOut();
        for (TrustedKey key : store.keys()) {
            String state = store.isRevoked(key.hash()) ? "revoked" : "trusted";
            String mark = store.isDevelopment(key.hash()) ? ", development" : "";
            out.println(key.hash().toHex() + "  " + key.algorithm() + "  " + state + mark);
        }
        store.rootNames().forEach(name -> out.println("root  " + name));
        out.flush();
    }
}
