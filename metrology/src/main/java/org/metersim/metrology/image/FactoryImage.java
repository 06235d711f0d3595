package org.metersim.metrology.image;

import java.util.Random;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.profiles.MeterModel;

/**
 * The image that meters of a model leave the factory with: in their first slot, and as the golden image. Made anew each
 * time from the profile, always the same bytes.
 *
 * @param file the whole image
 * @param digest SHA-256 of it
 */
public record FactoryImage(ImageVersion version, Octets file, Octets digest) {

    private static final int PAYLOAD_BYTES = 16_384;

    /** @param component 0 metrology, 1 NIC */
    public static FactoryImage of(MeterModel model, int component) {
        ImageVersion version = ImageVersion.parse(
                component == 0
                        ? model.firmware().metrologyVersion()
                        : model.firmware().nicVersion());
        ImageSpec.MeterType type = new ImageSpec.MeterType(
                model.identity().vendor(), model.identity().model());
        ImageSpec spec = ImageSpec.of(component, type, version, model.firmware().securityCounter());
        byte[] payload = new byte[PAYLOAD_BYTES];
        new Random(component).nextBytes(payload);
        byte[] file = ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), SigningKey.parse(DemoSigningKey.pem()));
        return new FactoryImage(version, Octets.of(file), Digests.sha256(file));
    }
}
