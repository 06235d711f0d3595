package org.metersim.app.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePhase;
import org.metersim.client.update.UpdatePlan;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.meter.Meter;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.wire.VirtualWorld;

/** A meter and a technician, in virtual time. */
final class VirtualField {

    private static final Login FIRMWARE = new Login(
            3,
            1,
            new Authentication.Gmac(
                    new CipherKeys(
                            Octets.parse("000102030405060708090A0B0C0D0E0F"),
                            Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF")),
                    Octets.parse("4D4D4D0000BC614E"),
                    SecurityControl.BOTH));

    final VirtualWorld world = new VirtualWorld(1_781_078_400_000L);
    final Meter meter = Meter.builder().startOn(world);
    final VirtualCarrier carrier = new VirtualCarrier(world, target -> Optional.of(meter.port()), 10);

    /** What the technician was told. */
    final List<String> told = new ArrayList<>();

    /** The technician pulls the cable when the meter has that many blocks. */
    int pulledAtBlock = Integer.MAX_VALUE;

    /** What happens once the technician is connected. */
    Runnable whenConnected = () -> {};

    private int abandonedAtBlock = Integer.MAX_VALUE;

    /** The tool is gone, without a word to the meter. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The tool dies when the meter has that many blocks, once. */
    VirtualField abandonAtBlock(int stored) {
        abandonedAtBlock = stored;
        return this;
    }

    DlmsClient client(String target) {
        return new DlmsClient(carrier, ClientSettings.of(Target.parse(target), FIRMWARE, 2_000), new Random(1));
    }

    UpdateResult update(String target, byte[] image) {
        DlmsClient client = client(target);
        UpdatePlan plan = new UpdatePlan(
                UpdateImage.of(image, Optional.empty(), Optional.empty()), Optional.of("12345"), UpdatePatience.USUAL);
        UpdateResult result = new ImageUpdate(client, plan, new Technician()).run();
        client.close();
        return result;
    }

    private final class Technician implements UpdateListener {

        @Override
        public void reached(UpdatePhase phase, String detail) {
            told.add(phase + ": " + detail);
            if (phase == UpdatePhase.CONNECTED) {
                whenConnected.run();
            }
        }

        @Override
        public void blocks(int stored, int count) {
            if (stored == abandonedAtBlock) {
                abandonedAtBlock = Integer.MAX_VALUE;
                throw new Abandoned();
            }
            if (stored == pulledAtBlock) {
                pulledAtBlock = Integer.MAX_VALUE;
                carrier.wires().forEach(world::cut);
            }
        }
    }

    /** How often the meter was told of an image. */
    long initiates() {
        return meter.journal().entries(Layer.STATE).stream()
                .filter(entry -> entry.text().endsWith("-> 1 (RECEIVING)"))
                .count();
    }
}
