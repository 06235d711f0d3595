package org.metersim.client.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.wire.VirtualWorld;

/** A meter, and an update of an image of 45 bytes, five blocks, in virtual time. */
abstract class UpdateBench {

    static final byte[] CONTENT = "The bytes of this image mean nothing to anyb.".getBytes(StandardCharsets.US_ASCII);
    static final Octets NAME = Octets.ascii("IMG1");
    static final List<String> WHOLE =
            List.of("initiate", "block 0", "block 1", "block 2", "block 3", "block 4", "verify", "activate");

    final VirtualWorld world = new VirtualWorld(1_000_000);
    final List<UpdatePhase> phases = new ArrayList<>();
    final FakeMeter meter = new FakeMeter();
    int blocksStored;

    UpdateResult update() {
        return update(meter, Optional.empty());
    }

    UpdateResult update(FakeMeter target, Optional<String> onlySerial) {
        Login login = new Login(16, 1, Authentication.NONE);
        ClientSettings settings = ClientSettings.of(Target.parse("tcp:meter:4059"), login, 5_000);
        VirtualCarrier carrier = new VirtualCarrier(world, at -> target.connect(world.nowMs()), 20);
        UpdateImage image = new UpdateImage(Octets.of(CONTENT), NAME, ImageComponent.METROLOGY, Optional.of("1.5.0"));
        UpdatePlan plan = new UpdatePlan(image, onlySerial, UpdatePatience.USUAL);
        return new ImageUpdate(new DlmsClient(carrier, settings, new Random(1)), plan, new Noting()).run();
    }

    private final class Noting implements UpdateListener {

        @Override
        public void reached(UpdatePhase phase, String detail) {
            phases.add(phase);
        }

        @Override
        public void blocks(int stored, int count) {
            blocksStored = stored;
            assertEquals(5, count);
        }
    }

    static UpdateVerdict verdict(UpdateResult result) {
        assertFalse(result.isOk());
        return result.verdict();
    }

    /** The meter has been told of an image of that many bytes, and has the blocks before {@code blocks} of ours. */
    void begun(int imageBytes, int blocks) {
        meter.status = 1;
        meter.identifier = NAME;
        meter.image = Arrays.copyOf(CONTENT, imageBytes);
        meter.present.set(0, blocks);
    }
}
