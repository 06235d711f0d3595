package org.metersim.app.firmware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;
import org.metersim.app.field.LiveMeter;

/** {@code firmware trust|send|sweep}, bundles, and the meter that an image is held against. */
class FirmwareToolsTest {

    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static Program firmware(String line) {
        return Program.run(new FirmwareCommand(), line.split(" "));
    }

    private static String done(String line) {
        Program run = firmware(line);
        assertEquals(0, run.exitCode(), line + "\n" + run.err());
        return run.lines();
    }

    private String image(String version) {
        done("build --random --size 6KiB --key demo --version " + version + " --out " + file(version + ".fwi"));
        return file(version + ".fwi");
    }

    private String keyPair(String name) {
        done("keygen --out " + file(name + ".pem"));
        return file(name + ".pub.pem");
    }

    @Test
    void aKeyIsTrustedUntilItIsRevoked() {
        String store = file("store.pem");
        String first = done("trust add " + store + " " + keyPair("one")).split(" ")[0];
        done("trust add " + store + " --development " + keyPair("two"));
        String image = file("one.fwi");
        done("build --random --size 1KiB --version 1.5.0 --key " + file("one.pem") + " --out " + image);
        assertEquals(0, firmware("inspect " + image + " --trust " + store).exitCode());

        String[] listed = done("trust revoke " + store + " " + first).split("\n");

        assertEquals(first + "  ecdsa-p256  revoked", listed[0]);
        assertTrue(listed[1].endsWith("  ecdsa-p256  trusted, development"), listed[1]);
        assertEquals(done("trust list " + store), String.join("\n", listed) + "\n");
        assertEquals(14, firmware("inspect " + image + " --trust " + store).exitCode());
        Program last = firmware("trust revoke " + store + " " + listed[1].split(" ")[0]);
        assertEquals(ExitCode.USAGE, last.exitCode());
        assertTrue(last.err().contains(" is the last that is trusted"), last.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 0",
                "{\"metrology\": \"1.6.0\"} | 21",
                "{\"nic\": \"9.0.0\", \"counter\": 1} | 0",
                "{\"counter\": 2} | 22",
                "{\"revoked\": [\"E311B71D28F8AE96\"]} | 0",
                "{\"running\": \"1.0.0\"} | 3",
                "{\"metrology\": \"new\"} | 3",
                "no JSON | 3"
            })
    void anImageIsHeldAgainstTheMeterOfAFile(String json, int exitCode) throws IOException {
        Files.writeString(folder.resolve("state.json"), json);

        Program run = firmware("inspect " + image("1.5.0") + " --meter " + file("state.json"));

        assertEquals(exitCode, run.exitCode(), run.lines() + run.err());
    }

    @Test
    void aKeyThatTheMeterRevokedIsNotTrusted() throws IOException {
        String image = image("1.5.0");
        String store = file("store.pem");
        done("trust add " + store + " " + keyPair("one"));
        String json = done("inspect " + image + " --json");
        String hash = json.replaceAll("(?s).*\"keyHash\" ?: ?\"([0-9A-F]+)\".*", "$1");
        Files.writeString(folder.resolve("state.json"), "{\"revoked\": [\"" + hash + "\"]}");

        assertEquals(
                14,
                firmware("inspect " + image + " --meter " + file("state.json")).exitCode());
    }

    @Test
    void aBundleTakesItsParts() {
        String metrology = image("1.5.0");
        done("build --random --size 1KiB --component nic --version 1.1.0 --key demo --out " + file("nic.fwi"));
        String both = file("both.fwi");

        done("build --component bundle --version 2.0.0 --part " + metrology + " --part " + file("nic.fwi")
                + " --key demo --out " + both);

        assertTrue(done("inspect " + both).contains("says it is bundle 2.0.0"));
        assertEquals(
                ExitCode.USAGE,
                firmware("build --component bundle --version 2.0.0 --random --key demo --out " + both)
                        .exitCode());
        assertEquals(
                ExitCode.USAGE,
                firmware("build --version 2.0.0 --part " + metrology + " --key demo --out " + both)
                        .exitCode());
    }

    @Test
    void whatIsLostIsSentAgainUntilTheMeterHasItAll() throws Exception {
        String image = image("1.5.0");
        try (LiveMeter meter = new LiveMeter(folder)) {
            String to = " --card " + meter.card(false);
            String stopped = done("send " + image + to + " --stop-at-block 4");
            assertTrue(stopped.contains("begun    13 blocks of 512 bytes\n"), stopped);
            assertTrue(stopped.contains("round    1: 4 sent, 0 lost, 0 refused\n"), stopped);
            assertTrue(stopped.endsWith("stopped  in front of block 4\n"), stopped);

            String all = done("send " + image + to + " --resume --drop 40% --dup --shuffle --pad-last --seed 7");
            assertTrue(all.startsWith("seed     7\nresumed  13 blocks of 512 bytes\n"), all);
            assertTrue(all.contains(" lost, 0 refused\nround    2: "), all);
            assertTrue(all.endsWith("verify   success\nstatus   3\n"), all);
        }
    }

    @Test
    void aBrokenFileGoesAsItIs() throws Exception {
        String bad = file("bad.fwi");
        done("corrupt " + image("1.5.0") + " --mode payload-under-crc --out " + bad);
        try (LiveMeter meter = new LiveMeter(folder)) {
            String sent = done("send " + bad + " --card " + meter.card(false));
            assertTrue(sent.endsWith("verify   other-reason\nstatus   4\n"), sent);
        }
    }

    @Test
    void aGoodImageAndABadOneEndAlikeWhereverThePowerIsCut() {
        String good = done("sweep " + image("1.5.0") + " --every 12");
        assertTrue(good.startsWith("uncut       CONFIRMED, runs 1.5.0, "), good);
        assertTrue(good.endsWith("failed      0\n"), good);
        List<String> lines = good.lines().toList();
        assertEquals(
                lines.get(1).replaceAll("cases +(\\d+),.*", "$1"), lines.get(2).replaceAll("cut +", ""));

        done("corrupt " + file("1.5.0.fwi") + " --mode old-version --key demo --out " + file("bad.fwi"));
        String bad = done("sweep " + file("bad.fwi") + " --every 25");
        assertTrue(bad.startsWith("uncut       REJECTED, runs 1.4.2, "), bad);
        assertTrue(bad.endsWith("failed      0\n"), bad);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "send x --drop 96% --target tcp:127.0.0.1:1 | 2 | --drop: 96%",
                "send /nowhere/x --target tcp:127.0.0.1:1 | 3 | /nowhere/x: no such file",
                "sweep x --every 0 | 2 | --every: 0",
                "sweep /nowhere/x | 3 | /nowhere/x: no such file",
                "trust list /nowhere/x | 3 | /nowhere/x: no such file",
                "trust | 2 | which? (expected: add, revoke or list)",
                "build --random --version 1.5.0 --container suit --out x | 2 | --container: suit",
                "build --random --version 1.5.0 --container cms --key demo --out x | 2 | --key: signs no image"
            })
    void saysInOneLineWhatCannotBe(String line, int exitCode, String complaint) {
        Program refused = firmware(line);
        assertEquals(exitCode, refused.exitCode(), refused.err());
        assertTrue(refused.err().contains(complaint), refused.err());
    }
}
