package org.metersim.app.concentrator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metersim.app.firmware.Damage;
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
import org.metersim.client.update.UpdatePlan;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.headend.Concentrator;
import org.metersim.headend.Inbox;
import org.metersim.headend.MeterKeys;
import org.metersim.meter.Meter;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.wire.VirtualWorld;

/** A meter, a technician and a concentrator in virtual time; what the meter sends to the concentrator is kept. */
final class PushField {

    private static final String HOST = "concentrator";
    private static final int PORT = 4064;
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
    final Concentrator concentrator;
    final Meter meter;

    /** Every chunk that the concentrator heard: each of them one wrapper frame. */
    final List<byte[]> heard = new ArrayList<>();

    private PushField(MeterModel profile, boolean demandsCiphering) {
        MeterKeys keys = MeterKeys.ofProfile(profile);
        concentrator = new Concentrator(new Concentrator.Settings(keys, demandsCiphering, 100), Inbox.NONE);
        meter = Meter.builder().profile(profile).concentrator(HOST, PORT).startOn(world);
        listen();
    }

    static PushField usual() {
        return new PushField(profile("", ""), false);
    }

    /** With one change to the text of the profile. */
    static PushField with(String text, String other, boolean demandsCiphering) {
        return new PushField(profile(text, other), demandsCiphering);
    }

    private static MeterModel profile(String text, String other) {
        try (InputStream in = ProfileReader.class.getResourceAsStream("sim-1p.yaml")) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ProfileReader.read("sim-1p.yaml", yaml.replace(text, other));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    void listen() {
        world.listen(HOST, PORT, () -> new Tap(concentrator.accept().orElseThrow()));
    }

    /** Nobody takes the meter's calls. */
    void unlisten() {
        world.unlisten(HOST, PORT);
    }

    /** Version 1.5.0. */
    static byte[] image() {
        byte[] payload = new byte[1_000];
        new Random(7).nextBytes(payload);
        ImageSpec spec =
                ImageSpec.of(0, new ImageSpec.MeterType("meter-sim.example", "sim-1p"), ImageVersion.parse("1.5.0"), 2);
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), SigningKey.parse(DemoSigningKey.pem()));
    }

    /** Version 1.5.0, damaged on its way. */
    static byte[] badImage() {
        return Damage.CRC_BIT.to(image(), SigningKey.parse(DemoSigningKey.pem()));
    }

    UpdateResult update(byte[] image) {
        VirtualCarrier carrier = new VirtualCarrier(world, target -> Optional.of(meter.port()), 10);
        ClientSettings settings = ClientSettings.of(Target.parse("optical:meter:1"), FIRMWARE, 2_000);
        try (DlmsClient client = new DlmsClient(carrier, settings, new Random(1))) {
            UpdatePlan plan = new UpdatePlan(
                    UpdateImage.of(image, Optional.empty(), Optional.empty()),
                    Optional.of("12345"),
                    UpdatePatience.USUAL);
            return new ImageUpdate(client, plan, UpdateListener.NONE).run();
        }
    }

    void pass(int seconds) {
        meter.clock().advance(Duration.ofSeconds(seconds));
    }

    /** Listens in on what goes to the concentrator. */
    private final class Tap implements Endpoint {

        private final Endpoint inner;

        Tap(Endpoint inner) {
            this.inner = inner;
        }

        @Override
        public void receive(byte[] chunk, long nowMs) {
            heard.add(chunk);
            inner.receive(chunk, nowMs);
        }

        @Override
        public void wake(long nowMs) {
            inner.wake(nowMs);
        }

        @Override
        public long deadlineMs() {
            return inner.deadlineMs();
        }

        @Override
        public Optional<byte[]> nextOutput() {
            return inner.nextOutput();
        }

        @Override
        public boolean isClosed() {
            return inner.isClosed();
        }

        @Override
        public void lineLost(long nowMs) {
            inner.lineLost(nowMs);
        }
    }
}
