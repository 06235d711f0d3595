package org.metersim.app.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.app.ExitCode;
import org.metersim.app.MeterProcess;
import org.metersim.app.Program;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.Login;
import org.metersim.client.NetCarrier;
import org.metersim.client.Target;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePlan;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/** A meter whose process is killed in the middle of an update, and started again on the same state directory. */
@Timeout(120)
class KilledUpdateTest {

    private static final Login FIRMWARE = new Login(
            3,
            1,
            new Authentication.Gmac(
                    new CipherKeys(
                            Octets.parse("000102030405060708090A0B0C0D0E0F"),
                            Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF")),
                    Octets.parse("4D4D4D0000BC614E"),
                    SecurityControl.BOTH));

    @TempDir
    private Path folder;

    private MeterProcess start(String trace) throws IOException {
        return MeterProcess.start(
                folder,
                "--profile",
                MeterProcess.quickProfile(folder).toString(),
                "--state-dir",
                folder.resolve("state").toString(),
                "--trace",
                folder.resolve(trace).toString());
    }

    private long inTrace(String trace, String text) throws IOException {
        try (var lines = Files.lines(folder.resolve(trace))) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    /** The process is killed when the meter has acknowledged that many blocks, and nothing was sent since. */
    private static void updateUntil(int acknowledged, byte[] image, MeterProcess meter) throws IOException {
        Target target = Target.parse("tcp:127.0.0.1:" + meter.tcp().getPort());
        UpdatePlan plan = new UpdatePlan(
                UpdateImage.of(image, Optional.empty(), Optional.empty()),
                Optional.of("12345"),
                new UpdatePatience(10, 1_000, 1_000, 1));
        UpdateListener killer = new UpdateListener() {
            @Override
            public void blocks(int stored, int count) {
                if (stored == acknowledged) {
                    meter.kill();
                }
            }
        };
        try (NetLoop loop = new NetLoop("killed update", SteppedClock.system());
                DlmsClient client = new DlmsClient(
                        new NetCarrier(loop), ClientSettings.of(target, FIRMWARE, 5_000), new SplittableRandom(1))) {
            assertFalse(new ImageUpdate(client, plan, killer).run().isOk());
        }
    }

    // the image has seven blocks
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 6})
    void theUpdateGoesOnAtTheFirstMissingBlockWithoutASecondInitiate(int acknowledged) throws IOException {
        byte[] image = Images.good("1.5.0");
        Path file = Files.write(folder.resolve("fw.fwi"), image);
        try (MeterProcess meter = start("before.jsonl")) {
            updateUntil(acknowledged, image, meter);
        }
        assertEquals(1, inTrace("before.jsonl", "ACTION 18 0-0:44.0.0.255 m1"));

        try (MeterProcess meter = start("after.jsonl")) {
            String card = meter.readyFile().toString();
            Program status = Program.run(new FieldCommand(), "status", "--card", card);
            assertTrue(
                    status.lines()
                            .contains("\nmetrology-transfer=1 initiated, first missing block " + acknowledged + "\n"),
                    status::lines);

            Program update =
                    Program.run(new FieldCommand(), "update", file.toString(), "--card", card, "--poll", "0.05");
            assertEquals(ExitCode.OK, update.exitCode(), update.err());
            assertEquals(
                    "result=OK serial=00012345 identifier=1.5.0 update-id=upd-000001\n", update.lines(), update.err());
            assertTrue(update.err().contains("transfer resumed: at block " + acknowledged + " of 7"), update.err());
            assertFalse(update.err().contains("transfer begun"), update.err());
        }
        assertEquals(0, inTrace("after.jsonl", "ACTION 18 0-0:44.0.0.255 m1"));
        assertEquals(7 - acknowledged, inTrace("after.jsonl", "ACTION 18 0-0:44.0.0.255 m2"));
    }
}
