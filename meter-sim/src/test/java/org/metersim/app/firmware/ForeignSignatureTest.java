package org.metersim.app.firmware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;

/** Keys, signatures and what is signed, as openssl and python3 made them (fixtures.sh beside them). */
class ForeignSignatureTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        String names = "p256.pem p384.pem ed25519.pem p256.pub.pem p384.pub.pem ed25519.pub.pem p256.p12 password.txt"
                + " payload.bin tbs.bin p256.sig p384.sig ed25519.sig p256.raw p384.raw";
        for (String name : names.split(" ")) {
            try (InputStream in = ForeignSignatureTest.class.getResourceAsStream(name)) {
                Files.write(folder.resolve(name), in.readAllBytes());
            }
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static Program firmware(String... arguments) {
        return Program.run(new FirmwareCommand(), arguments);
    }

    private Program inspect(String key) {
        return firmware("inspect", file("fw.fwi"), "--trust", file(key + ".pub.pem"));
    }

    @Test
    void buildsWhatPython3Built() throws IOException {
        Program built = firmware(
                ("build --payload " + file("payload.bin") + " --version 1.5.0+17 --security-counter 7 --hw-range 1-5"
                                + " --image-id fw-1.5.0 --depends nic:1.0.0 --tbs-out " + file("ours.bin"))
                        .split(" "));
        assertEquals(0, built.exitCode(), built.err());
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("tbs.bin")), Files.readAllBytes(folder.resolve("ours.bin")));
    }

    @ParameterizedTest
    @CsvSource({"p256, sig", "p256, raw", "p384, sig", "p384, raw", "ed25519, sig"})
    void takesInASignatureThatOpensslMade(String key, String form) {
        Program signed = firmware(("sign " + file("tbs.bin") + " --signature-in " + file(key + "." + form)
                        + " --public-key " + file(key + ".pub.pem") + " --out " + file("fw.fwi"))
                .split(" "));
        assertEquals(0, signed.exitCode(), signed.err());
        assertEquals(0, inspect(key).exitCode(), inspect(key).out());
    }

    @ParameterizedTest
    @CsvSource({"p256.sig, p384.pub.pem", "ed25519.sig, p256.pub.pem", "p256.raw, ed25519.pub.pem"})
    void refusesASignatureOfAnotherKey(String signature, String publicKey) {
        Program refused = firmware(("sign " + file("tbs.bin") + " --signature-in " + file(signature) + " --public-key "
                        + file(publicKey) + " --out " + file("fw.fwi"))
                .split(" "));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertTrue(refused.err().contains(signature + ": signature does not verify"), refused.err());
        assertTrue(Files.notExists(folder.resolve("fw.fwi")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "ed25519"})
    void signsWithAKeyOfOpenssl(String key) {
        Program signed = firmware("sign", file("tbs.bin"), "--key", file(key + ".pem"), "--out", file("fw.fwi"));
        assertEquals(0, signed.exitCode(), signed.err());
        assertEquals(0, inspect(key).exitCode());
    }

    @Test
    void signsWithAKeyInAPkcs12Store() {
        String[] sign = ("sign " + file("tbs.bin") + " --key " + file("p256.p12") + " --out " + file("fw.fwi") + " "
                        + "--password-file " + file("password.txt"))
                .split(" ");
        Program signed = firmware(sign);
        assertEquals(0, signed.exitCode(), signed.err());
        assertEquals(0, inspect("p256").exitCode());
    }

    @Test
    void saysWhenAPkcs12StoreDoesNotOpen() {
        Program refused = firmware("sign", file("tbs.bin"), "--key", file("p256.p12"), "--out", file("fw.fwi"));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertEquals(
                file("p256.p12") + ": cannot be opened (expected: PKCS #12 and --password-file)",
                refused.err().strip());
    }
}
