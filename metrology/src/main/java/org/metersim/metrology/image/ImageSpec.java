package org.metersim.metrology.image;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * What an image says of itself.
 *
 * @param component 0 metrology, 1 NIC, 2 program, 3 bundle
 * @param vendor domain name
 * @param model name of the meter type
 * @param securityCounter 0 to 2^32 - 1; a meter takes none below its own
 * @param hardware revisions it runs on
 * @param imageId DLMS identifier it must be announced with; empty for any
 * @param dependency what the other component must at least be
 */
public record ImageSpec(
        int component,
        String vendor,
        String model,
        ImageVersion version,
        long securityCounter,
        Optional<HardwareRange> hardware,
        Octets imageId,
        Optional<Dependency> dependency) {

    /** Whose meter it is for. */
    public record MeterType(String vendor, String model) {}

    /** Hardware revisions, both included, 0 to 65535. */
    public record HardwareRange(int min, int max) {

        static HardwareRange read(Octets value) {
            ByteReader in = ByteReader.of(value);
            return new HardwareRange(in.u16le("min"), in.u16le("max"));
        }

        Octets encode() {
            return new ByteWriter().u16le(min).u16le(max).toOctets();
        }

        boolean has(int revision) {
            return min <= revision && revision <= max;
        }
    }

    /** @param component the other one, 0 or 1 */
    public record Dependency(int component, ImageVersion atLeast) {

        static Dependency read(Octets value) {
            ByteReader in = ByteReader.of(value);
            int component = in.u8("image_id");
            in.bytes("reserved", 3);
            return new Dependency(component, ImageVersion.read(in));
        }

        Octets encode() {
            ByteWriter out = new ByteWriter().u8(component).u8(0).u16le(0);
            atLeast.write(out);
            return out.toOctets();
        }
    }

    /** An image for any hardware, with no further demands. */
    public static ImageSpec of(int component, MeterType type, ImageVersion version, long securityCounter) {
        return new ImageSpec(
                component,
                type.vendor(),
                type.model(),
                version,
                securityCounter,
                Optional.empty(),
                Octets.EMPTY,
                Optional.empty());
    }
}
