package org.metersim.negative;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;

/** What an image says of itself: at first a good one for the metrology of sim-1p, which runs 1.4.2 with counter 1. */
final class Draft {

    static final String GOOD_VERSION = "1.5.0";
    static final int NIC = 1;
    static final int PROGRAM = 2;

    private int component;
    private String vendor = "meter-sim.example";
    private String model = "sim-1p";
    private String version = GOOD_VERSION;
    private long counter = 1;
    private Optional<ImageSpec.HardwareRange> hardware = Optional.empty();
    private Octets imageId = Octets.EMPTY;
    private Optional<ImageSpec.Dependency> dependency = Optional.empty();
    private byte[] payload = "x".repeat(1_200).getBytes(StandardCharsets.US_ASCII);

    static Draft good() {
        return new Draft();
    }

    /** A good one of one block. */
    static Draft small() {
        return new Draft().payload("payload".getBytes(StandardCharsets.US_ASCII));
    }

    Draft component(int number) {
        component = number;
        return this;
    }

    Draft vendor(String name) {
        vendor = name;
        return this;
    }

    Draft model(String name) {
        model = name;
        return this;
    }

    Draft version(String text) {
        version = text;
        return this;
    }

    Draft counter(long value) {
        counter = value;
        return this;
    }

    Draft hardware(int min, int max) {
        hardware = Optional.of(new ImageSpec.HardwareRange(min, max));
        return this;
    }

    Draft imageId(String identifier) {
        imageId = Octets.ascii(identifier);
        return this;
    }

    Draft needs(int other, String atLeast) {
        dependency = Optional.of(new ImageSpec.Dependency(other, ImageVersion.parse(atLeast)));
        return this;
    }

    Draft payload(byte[] bytes) {
        payload = bytes.clone();
        return this;
    }

    /** @param lines {@code selfTest: fail} */
    Draft behaviour(String lines) {
        payload = Forge.join(Behaviour.header(lines), payload);
        return this;
    }

    /** Header, payload and protected TLVs. */
    byte[] toBeSigned() {
        return ImageBuilder.toBeSigned(
                new ImageSpec(
                        component, vendor, model, ImageVersion.parse(version), counter, hardware, imageId, dependency),
                payload);
    }

    byte[] signed() {
        return Signer.DEMO.sign(toBeSigned());
    }
}
