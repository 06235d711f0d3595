package org.metersim.app.demo;

import java.util.Random;
import org.metersim.app.firmware.Damage;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.profiles.MeterModel;

/** The demo's image: a metrology firmware, signed with the demo key. */
record DemoImage(String version, byte[] file) {

    private static final int METROLOGY = 0;
    private static final int FILLER_BYTES = 32 << 10;

    /** One second to boot: nobody is to wait long. */
    private static final String BEHAVIOUR = "bootSeconds: 1\n";

    static DemoImage of(MeterModel profile, DemoBreak broken, long seed) {
        SigningKey key = SigningKey.parse(DemoSigningKey.pem());
        String version = broken == DemoBreak.DOWNGRADE ? "1.4.1" : "1.5.0";
        ImageSpec.MeterType type = new ImageSpec.MeterType(
                profile.identity().vendor(),
                broken == DemoBreak.MODEL ? "another-model" : profile.identity().model());
        ImageSpec spec = ImageSpec.of(
                METROLOGY, type, ImageVersion.parse(version), profile.firmware().securityCounter() + 1);
        byte[] good = ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload(broken, seed)), key);
        return new DemoImage(
                version,
                switch (broken) {
                    case CRC -> Damage.CRC_BIT.to(good, key);
                    case SIGNATURE -> Damage.PAYLOAD_CHANGED.to(good, key);
                    default -> good;
                });
    }

    private static byte[] payload(DemoBreak broken, long seed) {
        byte[] filler = new byte[FILLER_BYTES];
        new Random(seed).nextBytes(filler);
        String selfTest = broken == DemoBreak.SELF_TEST ? "selfTest: fail\n" : "";
        return new ByteWriter()
                .bytes(Behaviour.header(BEHAVIOUR + selfTest))
                .bytes(filler)
                .toBytes();
    }
}
