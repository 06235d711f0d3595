package org.metersim.meter;

import java.util.Optional;
import java.util.SplittableRandom;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePlan;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.runtime.wire.VirtualWorld;

/** The other end: clients of the meter sim-1p in virtual time, and images for it. */
final class Tools {

    /** 2026-11-22 12:00:00 UTC. */
    static final long START_MS = 1_795_348_800_000L;

    static final CipherKeys DEMO_KEYS = new CipherKeys(
            Octets.parse("000102030405060708090A0B0C0D0E0F"), Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));

    private static final long ANSWER_MS = 5_000;

    private Tools() {}

    static Login publicClient() {
        return new Login(Sap.PUBLIC, 1, Authentication.NONE);
    }

    static Login reader() {
        return new Login(Sap.READER, 1, new Authentication.Password(Octets.ascii("Gurux")));
    }

    static Login hls(int clientSap) {
        return new Login(
                clientSap,
                1,
                new Authentication.Gmac(DEMO_KEYS, Octets.parse("4D4D4D0000BC614E"), SecurityControl.ofPolicy(3)));
    }

    /** A client on virtual wires. @param transport tcp, hdlc or optical */
    static DlmsClient client(VirtualWorld world, Meter meter, String transport, Login login) {
        Target target = Target.parse(transport + ":meter:4059");
        VirtualCarrier carrier = new VirtualCarrier(world, asked -> Optional.of(meter.port()), 1);
        return new DlmsClient(carrier, ClientSettings.of(target, login, ANSWER_MS), new SplittableRandom(1));
    }

    /** A signed image of the metrology for sim-1p. */
    static byte[] image(String version, int payloadBytes) {
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "sim-1p");
        ImageSpec spec = ImageSpec.of(0, type, ImageVersion.parse(version), 1);
        return ImageBuilder.sign(
                ImageBuilder.toBeSigned(spec, new byte[payloadBytes]), SigningKey.parse(DemoSigningKey.pem()));
    }

    static UpdatePlan plan(byte[] image) {
        return new UpdatePlan(
                UpdateImage.of(image, Optional.empty(), Optional.empty()), Optional.empty(), UpdatePatience.USUAL);
    }
}
