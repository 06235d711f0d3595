package org.metersim.app.firmware;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Digests;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageFormat;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.TrustedKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs an image, or takes in a signature that was made elsewhere. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Signs an image, again if it was signed; the key says by which algorithm.",
            "",
            "IMAGE is what `firmware build` or imgtool wrote, or its --tbs-out. A signature that was made elsewhere, in"
                    + " a hardware module say, comes in by --signature-in with the --public-key that verifies it.",
            ""
        })
final class SignCommand implements Callable<Integer> {

    private static final int MAX_SIGNATURE_BYTES = 1_024;
    private static final int MAX_CMS_BYTES = 16_384;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IMAGE", description = "The image to sign.")
    private Path image = Path.of("");

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(
            names = "--signature-in",
            paramLabel = "FILE",
            description =
                    "Signature that was made elsewhere: DER or r and s for ECDSA, 64 bytes for Ed25519; for the form"
                            + " cms what openssl cms -sign wrote as DER.")
    private Optional<Path> signatureIn = Optional.empty();

    @Option(names = "--public-key", paramLabel = "FILE", description = "PEM of the key that made --signature-in.")
    private Optional<Path> publicKey = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The signed image.")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        var signing = key.signing();
        if (signing.isPresent() == signatureIn.isPresent() || signing.isPresent() && publicKey.isPresent()) {
            throw new UserError(
                    ExitCode.USAGE, "--key, or --signature-in with --public-key (expected: one of the two)");
        }
        byte[] toBeSigned = ImageFiles.signedPart(image);
        boolean isCms = ImageFormat.of(toBeSigned) == ImageFormat.CMS;
        if (isCms ? signing.isPresent() : signatureIn.isPresent() && publicKey.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "--key, or --signature-in with --public-key, or without it for an image of the form cms");
        }
        byte[] signed = isCms
                ? attachCms(toBeSigned, signatureIn.orElseThrow())
                : signing.map(own -> ImageBuilder.sign(toBeSigned, own))
                        .orElseGet(() -> attach(toBeSigned, signatureIn.orElseThrow(), publicKey.orElseThrow()));
        UserFiles.writeWhole(out, signed);
        PrintWriter print = spec.commandLine().getOut();
        print.println("image    " + out);
        print.println("bytes    " + signed.length);
        print.println("sha256   " + Digests.sha256(signed));
        print.flush();
        return ExitCode.OK;
    }

    private static byte[] attachCms(byte[] toBeSigned, Path signatureFile) {
        try {
            return ImageBuilder.attachCms(toBeSigned, Octets.of(UserFiles.read(signatureFile, MAX_CMS_BYTES)));
        } catch (DecodeException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, signatureFile + ": " + wrong.getMessage());
        }
    }

    private static byte[] attach(byte[] toBeSigned, Path signatureFile, Path publicKeyFile) {
        TrustedKey signer = KeyFiles.trusted(publicKeyFile).keys().stream()
                .findFirst()
                .orElseThrow(() -> new UserError(ExitCode.CONFIGURATION, publicKeyFile + ": no PUBLIC KEY block"));
        Octets signature = Octets.of(UserFiles.read(signatureFile, MAX_SIGNATURE_BYTES));
        try {
            return ImageBuilder.attach(toBeSigned, signer, inDer(signature, signer.algorithm()));
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, signatureFile + ": " + wrong.getMessage());
        }
    }

    private static Octets inDer(Octets signature, SigningAlgorithm algorithm) {
        boolean isPlain = algorithm == SigningAlgorithm.P256 && signature.length() == 64
                || algorithm == SigningAlgorithm.P384 && signature.length() == 96;
        // a DER signature of exactly this length begins with its tag and the length that is left
        boolean isDer = signature.length() > 2 && signature.at(0) == 0x30 && signature.at(1) == signature.length() - 2;
        return isPlain && !isDer ? PlainSignature.toDer(signature) : signature;
    }
}
