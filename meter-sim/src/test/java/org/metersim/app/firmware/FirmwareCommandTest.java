package org.metersim.app.firmware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.profiles.DemoSigningKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FirmwareCommandTest {

    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static Program firmware(String... arguments) {
        return Program.run(new FirmwareCommand(), arguments);
    }

    private String build(String... more) {
        List<String> arguments = new ArrayList<>(List.of("build", "--random", "--out", file("fw.fwi")));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--size")) {
            arguments.addAll(List.of("--size", "2KiB"));
        }
        if (!arguments.contains("--key")) {
            arguments.addAll(List.of("--key", "demo"));
        }
        Program built = firmware(arguments.toArray(String[]::new));
        assertEquals(0, built.exitCode(), built.err());
        return file("fw.fwi");
    }

    private Program inspect(String image, String... more) {
        List<String> arguments = new ArrayList<>(List.of("inspect", image));
        arguments.addAll(List.of(more));
        return firmware(arguments.toArray(String[]::new));
    }

    @Test
    void buildsAnImageThatTheDemoMeterTakes() {
        Program inspected = inspect(build("--version", "1.5.0"));

        assertEquals(0, inspected.exitCode(), inspected.out());
        assertTrue(
                inspected.lines().contains("says it is metrology 1.5.0, security counter 1, payload of 2048 bytes\n"),
                inspected.out());
        assertTrue(inspected.lines().endsWith("\ngood\n"), inspected.out());
        assertEquals(
                14,
                inspected.lines().lines().filter(line -> line.contains(" ok ")).count());
    }

    @Test
    void buildsTheSameBytesFromTheSameSeed() throws IOException {
        byte[] first = Files.readAllBytes(Path.of(build("--version", "1.5.0")));
        assertArrayEquals(first, Files.readAllBytes(Path.of(build("--version", "1.5.0"))));
        assertFalse(java.util.Arrays.equals(
                first, Files.readAllBytes(Path.of(build("--version", "1.5.0", "--seed", "8")))));
    }

    @ParameterizedTest
    @CsvSource({
        "--version 1.4.1, 21, version",
        "--version 1.5.0 --security-counter 0, 22, counter",
        "--version 1.5.0 --vendor acme.example, 16, vendor",
        "--version 1.5.0 --model sim-3p, 17, model",
        "--version 1.5.0 --hw-range 2-5, 18, hardware",
        "--version 1.5.0 --depends nic:1.0.1, 23, dependency",
        "--version 1.5.0 --size 512KiB, 10, size"
    })
    void endsWithTheCodeOfTheLayerThatRefuses(String options, int exitCode, String layer) {
        Program inspected = inspect(build(options.split(" ")));
        assertEquals(exitCode, inspected.exitCode(), inspected.out());
        assertTrue(inspected.lines().endsWith("\nrefused at " + layer + ", exit " + exitCode + "\n"), inspected.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--version 1.4.2",
        "--version 1.5.0 --hw-range 1..5",
        "--version 1.5.0 --depends nic:1.0.0",
        "--version 1.0.0 --component nic",
        "--version 1.5.0 --image-id fw-1.5.0"
    })
    void takesTheNearestGoodOne(String options) {
        assertEquals(0, inspect(build(options.split(" "))).exitCode());
    }

    @Test
    void inspectsForAMeterThatWentOn() {
        String image = build("--version", "1.5.0", "--image-id", "fw-1.5.0", "--security-counter", "3");
        assertEquals(21, inspect(image, "--running", "1.5.0+1").exitCode());
        assertEquals(0, inspect(image, "--running", "1.5.0", "--counter", "3").exitCode());
        assertEquals(22, inspect(image, "--counter", "4").exitCode());
        assertEquals(20, inspect(image, "--announced", "fw-1.5.1").exitCode());
        assertEquals(19, inspect(image, "--component", "nic").exitCode());
    }

    @Test
    void listsWhatWasNotReachedAsSuch() throws IOException {
        Path image = Path.of(build("--version", "1.5.0"));
        byte[] bytes = Files.readAllBytes(image);
        bytes[100] ^= 1;
        Files.write(image, bytes);

        Program inspected = inspect(image.toString());
        assertEquals(11, inspected.exitCode());
        assertTrue(inspected.lines().contains("\n  crc         FAILED  "), inspected.out());
        assertTrue(inspected.lines().contains(" (expected: "), inspected.out());
        assertTrue(inspected.lines().contains("\n  digest      -\n"), inspected.out());
    }

    @Test
    void inspectsInJson() {
        Program inspected = inspect(build("--version", "1.5.0", "--model", "sim-3p"), "--json");
        JsonNode json = JsonMapper.shared().readTree(inspected.out());
        assertEquals("refused", json.get("result").asString());
        assertEquals("model", json.get("refusedAt").asString());
        assertEquals(17, json.get("exitCode").asInt());
        assertEquals("1.5.0", json.get("image").get("version").asString());
        assertEquals(14, json.get("layers").size());
        assertEquals("ok", json.get("layers").get(1).get("result").asString());
        assertEquals("failed", json.get("layers").get(7).get("result").asString());
        assertEquals("not reached", json.get("layers").get(8).get("result").asString());
    }

    @ParameterizedTest
    @EnumSource(ImageLayer.class)
    void hasACodeOfItsOwnForEachLayer(ImageLayer layer) {
        long same = java.util.Arrays.stream(ImageLayer.values())
                .filter(other -> ExitCode.of(other) == ExitCode.of(layer))
                .count();
        assertEquals(1, same);
        assertTrue(ExitCode.of(layer) >= 10);
    }

    @Test
    void signsWhatWasBuiltWithoutAKey() {
        String unsigned = file("plain.fwi");
        firmware("build", "--random", "--size", "1000", "--version", "1.5.0", "--out", unsigned);
        assertEquals(14, inspect(unsigned).exitCode());

        assertEquals(
                0,
                firmware("sign", unsigned, "--key", "demo", "--out", file("signed.fwi"))
                        .exitCode());
        assertEquals(0, inspect(file("signed.fwi")).exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "P384", "ed25519", "ecdsa-p256"})
    void signsWithAKeyOfItsOwn(String algorithm) throws IOException {
        Program made = firmware("keygen", "--algorithm", algorithm, "--out", file("mine.pem"));
        assertEquals(0, made.exitCode(), made.err());
        String image = file("fw.fwi");
        build("--version", "1.5.0", "--key", file("mine.pem"));

        assertEquals(14, inspect(image).exitCode());
        assertEquals(0, inspect(image, "--trust", file("mine.pub.pem")).exitCode());
        String secret =
                Files.readString(folder.resolve("mine.pem")).lines().toList().get(1);
        assertFalse(made.out().contains(secret) || made.err().contains(secret));
    }

    @Test
    void keepsAPrivateKeyForItsOwnerAndNeverOverwritesIt() throws IOException {
        firmware("keygen", "--out", file("mine.pem"));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("mine.pem"))));
        String first = Files.readString(folder.resolve("mine.pem"));

        Program again = firmware("keygen", "--out", file("mine.pem"));
        assertEquals(ExitCode.USAGE, again.exitCode());
        assertTrue(again.err().contains("mine.pem: is there already"), again.err());
        assertEquals(first, Files.readString(folder.resolve("mine.pem")));
    }

    @Test
    void trustsAllKeysInAFolder() throws IOException {
        Files.createDirectory(folder.resolve("trust"));
        firmware("keygen", "--out", file("one.pem"));
        firmware("keygen", "--out", file("two.pem"), "--algorithm", "ed25519");
        Files.move(folder.resolve("one.pub.pem"), folder.resolve("trust/one.pub.pem"));
        Files.move(folder.resolve("two.pub.pem"), folder.resolve("trust/two.pub.pem"));

        String image = build("--version", "1.5.0", "--key", file("two.pem"));
        assertEquals(0, inspect(image, "--trust", file("trust")).exitCode());
    }

    @Test
    void extractsWhatOtherToolsVerify() throws IOException {
        String image = build("--version", "1.5.0");
        assertEquals(0, inspect(image, "--extract", file("parts")).exitCode());

        byte[] whole = Files.readAllBytes(Path.of(image));
        byte[] signed = Files.readAllBytes(folder.resolve("parts/tbs.bin"));
        assertArrayEquals(signed, java.util.Arrays.copyOf(whole, signed.length));
        assertEquals(0x30, Files.readAllBytes(folder.resolve("parts/sig.der"))[0]);
        assertEquals(32, Files.readAllBytes(folder.resolve("parts/digest.bin")).length);
        assertEquals(2048, Files.readAllBytes(folder.resolve("parts/payload.bin")).length);
    }

    @Test
    void makesAFirmwareThatBehavesAsAsked() throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), "selfTest: fail\n");
        String image = build("--version", "1.5.0", "--behaviour", file("bad.yaml"));
        inspect(image, "--extract", file("parts"));
        String payload = new String(Files.readAllBytes(folder.resolve("parts/payload.bin")), "ISO-8859-1");
        assertTrue(payload.startsWith("meter-sim behaviour 1\nselfTest: fail\n\n"));
    }

    @Test
    void breaksAnImageAndListsHow() {
        String image = build("--version", "1.5.0");
        assertEquals(
                0,
                firmware("corrupt", image, "--mode", "zero-signature", "--out", file("bad.fwi"))
                        .exitCode());
        assertEquals(15, inspect(file("bad.fwi")).exitCode());

        assertEquals(
                0,
                firmware("corrupt", image, "--mode", "payload-bit", "--refix", "crc", "--out", file("bad.fwi"))
                        .exitCode());
        assertEquals(13, inspect(file("bad.fwi")).exitCode());

        Program keyless = firmware("corrupt", image, "--mode", "model", "--out", file("bad.fwi"));
        assertEquals(ExitCode.USAGE, keyless.exitCode());
        assertEquals(
                0,
                firmware("corrupt", image, "--mode", "model", "--key", "demo", "--out", file("bad.fwi"))
                        .exitCode());
        assertEquals(17, inspect(file("bad.fwi")).exitCode());

        Program listed = firmware("corrupt", "--list");
        assertEquals(Damage.values().length, listed.lines().lines().count());
        assertTrue(
                listed.lines().contains("19  zero-signature         signature  15  a signature of zeros\n"),
                listed.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build --version 1.5.0 --random | 2 | --out FILE or --tbs-out FILE",
                "build --version 1.5 --random --out x | 2 | --version: version: 1.5 (expected: 1.5.0 or 1.5.0+17)",
                "build --version 1.5.0 --out x | 2 | --payload FILE or --random",
                "build --version 1.5.0 --random --size 1GB --out x | 2 | --size: 1GB",
                "build --version 1.5.0 --random --hw-range 5-1 --out x | 2 | --hw-range: 5-1",
                "build --version 1.5.0 --random --security-counter 4294967296 --out x | 2 | --security-counter: 42949",
                "build --version 1.5.0 --random --depends nic --out x | 2 | --depends: nic (expected: as nic:1.0.0)",
                "build --version 1.5.0 --payload /nowhere/x --out x | 3 | /nowhere/x: no such file",
                "build --version 1.5.0 --random --out x --key /nowhere/k | 3 | /nowhere/k: no such file",
                "build --version 1.5.0 --random --out /nowhere/x | 3 | /nowhere/x: no such file or folder",
                "sign /nowhere/x --key demo --out y | 3 | /nowhere/x: no such file",
                "sign x --out y | 2 | --key, or --signature-in with --public-key",
                "inspect /nowhere/x | 3 | /nowhere/x: no such file",
                "corrupt --mode crc-bit | 2 | IMAGE, --mode MODE and --out FILE",
                "corrupt x --mode nonsense --out y | 2 | --mode: nonsense",
            })
    void saysInOneLineWhatCannotBe(String line, int exitCode, String complaint) {
        Program refused = firmware(line.split(" "));
        assertEquals(exitCode, refused.exitCode(), refused.err());
        assertTrue(refused.err().startsWith(complaint), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertFalse(Files.exists(Path.of("x")));
    }

    @Test
    void refusesToSignWhatIsNoImage() throws IOException {
        Files.writeString(folder.resolve("hello"), "hello");
        Program refused = firmware("sign", file("hello"), "--key", "demo", "--out", file("y"));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode());
        assertTrue(refused.err().contains("hello: no image: "), refused.err());
    }

    @Test
    void neverPrintsAKeyThatItCannotRead() throws IOException {
        String broken = DemoSigningKey.pem().replaceFirst("MIG", "MIH");
        Files.writeString(folder.resolve("broken.pem"), broken);
        Program refused =
                firmware("build", "--random", "--version", "1.5.0", "--key", file("broken.pem"), "--out", file("x"));
        assertEquals(ExitCode.CONFIGURATION, refused.exitCode(), refused.err());
        String secret = broken.lines()
                .filter(line -> line.startsWith("MIH"))
                .findFirst()
                .orElseThrow();
        assertFalse(refused.err().contains(secret.substring(10, 40)), refused.err());
    }
}
