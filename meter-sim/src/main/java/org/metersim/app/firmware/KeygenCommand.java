package org.metersim.app.firmware;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserFiles;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key pair for signing images. */
@Command(
        name = "keygen",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a key pair for signing images, as openssl reads it.",
            "",
            "The private half (PKCS #8, PEM) is readable by its owner alone and never printed; the public half"
                    + " (SubjectPublicKeyInfo, PEM) lies beside it in a file .pub.pem, for run --trust.",
            ""
        })
final class KeygenCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--algorithm", paramLabel = "ALGORITHM", description = "p256, p384 or ed25519 (default: p256).")
    private SigningAlgorithm algorithm = SigningAlgorithm.P256;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File of the private half; not overwritten (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("signing-key.pem");

    @Override
    public Integer call() {
        SigningKey key = SigningKey.generate(algorithm, new SecureRandom());
        Path publicFile = Path.of(out.toString().replaceFirst("\\.pem$", "") + ".pub.pem");
        KeyFiles.writePrivate(out, key.privatePem());
        UserFiles.writeWhole(publicFile, key.publicPem());
        PrintWriter print = spec.commandLine().getOut();
        print.println("private  " + out);
        print.println("public   " + publicFile);
        print.println("keyhash  " + key.publicHalf().hash());
        print.flush();
        return ExitCode.OK;
    }
}
