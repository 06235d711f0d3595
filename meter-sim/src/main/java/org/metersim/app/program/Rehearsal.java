package org.metersim.app.program;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.metersim.app.FirmwareLogin;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.ItemResult;
import org.metersim.client.update.MeterReadings;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePlan;
import org.metersim.client.update.UpdateResult;
import org.metersim.meter.Meter;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.SigningKey;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.wire.VirtualWorld;

/**
 * Lets a simulated meter, as it left the factory, take a program in virtual time. What it had to be active before, and
 * its date, are left out: this meter never had another program, and nobody waits.
 *
 * @param items how the meter says that each went; the program as a whole with index 0
 */
record Rehearsal(UpdateResult result, List<ItemResult> items) {

    private static final long START_MS = 1_781_078_400_000L;
    private static final long DELAY_MS = 1;
    private static final long ANSWER_MS = 5_000;

    static Rehearsal of(Program program, MeterModel profile, ImageSpec spec) {
        SigningKey key = SigningKey.generate(SigningAlgorithm.P256, new SecureRandom());
        byte[] file =
                ImageBuilder.sign(ImageBuilder.toBeSigned(spec, anyTime(program).encode()), key);
        VirtualWorld world = new VirtualWorld(START_MS);
        Meter meter = Meter.builder().profile(profile).trust(key.publicPem()).startOn(world);
        VirtualCarrier carrier = new VirtualCarrier(world, target -> Optional.of(meter.port()), DELAY_MS);
        ClientSettings settings =
                ClientSettings.of(Target.parse("tcp:meter:4059"), FirmwareLogin.of(profile, meter.number()), ANSWER_MS);
        UpdatePlan plan = new UpdatePlan(
                UpdateImage.of(file, Optional.empty(), Optional.empty()), Optional.empty(), UpdatePatience.USUAL);
        try (DlmsClient client = new DlmsClient(carrier, settings, new SecureRandom())) {
            UpdateResult result = new ImageUpdate(client, plan, UpdateListener.NONE).run();
            return new Rehearsal(result, items(client));
        }
    }

    private static Program anyTime(Program program) {
        ProgramHeader header = program.header();
        return new Program(
                new ProgramHeader(
                        header.id(),
                        header.version(),
                        header.model(),
                        new ProgramHeader.Requires(List.of(), header.requires().firmware()),
                        header.onError(),
                        Optional.empty()),
                program.items());
    }

    private static List<ItemResult> items(DlmsClient client) {
        try {
            return client.isConnected()
                    ? new MeterReadings(client).programReport().orElse(List.of())
                    : List.of();
        } catch (DlmsException unreadable) {
            return List.of();
        }
    }
}
