package org.metersim.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageSpec.MeterType;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.ProfileReader;

/** Small images for sim-1p, good ones and bad ones. */
final class Images {

    static final MeterType SIM_1P = new MeterType("meter-sim.example", "sim-1p");

    private Images() {}

    /** @param behaviour lines of what the firmware does; empty for a good one */
    static byte[] of(MeterType type, String version, long counter, String behaviour) throws IOException {
        ImageSpec spec = ImageSpec.of(0, type, ImageVersion.parse(version), counter);
        String script = behaviour.isEmpty() ? "" : "meter-sim behaviour 1\n" + behaviour + "\n\n";
        byte[] bytes = (script + "x".repeat(3_000)).getBytes(StandardCharsets.US_ASCII);
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, bytes), key());
    }

    /** The one that sim-1p trusts. */
    static SigningKey key() throws IOException {
        try (InputStream pem = ProfileReader.class.getResourceAsStream("demo-signing-key.pem")) {
            return SigningKey.parse(new String(pem.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    static byte[] good(String version) throws IOException {
        return of(SIM_1P, version, 2, "");
    }

    /** One bit of the payload flipped, nothing mended: the CRC is wrong. */
    static byte[] badCrc() throws IOException {
        byte[] image = good("1.5.0");
        image[100] ^= 1;
        return image;
    }

    /** One bit of the signature flipped, the CRC mended. */
    static byte[] badSignature() throws IOException {
        byte[] image = good("1.5.0");
        byte[] content = java.util.Arrays.copyOf(image, image.length - 4);
        content[content.length - 1] ^= 1;
        return ImageBuilder.withCrc(content);
    }
}
