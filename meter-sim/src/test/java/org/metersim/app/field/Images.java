package org.metersim.app.field;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;

/** Images for the meter of profile sim-1p, signed with the demo key unless said. */
final class Images {

    private static final int FILLER_BYTES = 3_000;

    private Images() {}

    static byte[] good(String version) {
        return of(spec(version, "sim-1p", 0), "", SigningKey.parse(DemoSigningKey.pem()));
    }

    /** @param behaviour lines of the payload: {@code selfTest: fail} */
    static byte[] behaving(String behaviour) {
        return of(spec("1.5.0", "sim-1p", 0), behaviour, SigningKey.parse(DemoSigningKey.pem()));
    }

    static byte[] forNic(String version) {
        return of(spec(version, "sim-1p", 1), "", SigningKey.parse(DemoSigningKey.pem()));
    }

    static byte[] forModel(String model) {
        return of(spec("1.5.0", model, 0), "", SigningKey.parse(DemoSigningKey.pem()));
    }

    static byte[] signedBy(SigningKey key) {
        return of(spec("1.5.0", "sim-1p", 0), "", key);
    }

    private static ImageSpec spec(String version, String model, int component) {
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", model);
        return ImageSpec.of(component, type, ImageVersion.parse(version), 2);
    }

    private static byte[] of(ImageSpec spec, String behaviour, SigningKey key) {
        byte[] filler = new byte[FILLER_BYTES];
        new Random(7).nextBytes(filler);
        String head = behaviour.isEmpty() ? "" : "meter-sim behaviour 1\n" + behaviour + "\n\n";
        byte[] payload = new ByteWriter()
                .bytes(head.getBytes(StandardCharsets.US_ASCII))
                .bytes(filler)
                .toBytes();
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), key);
    }
}
