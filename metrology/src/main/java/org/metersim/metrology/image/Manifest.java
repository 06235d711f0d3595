package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * What an image of the {@code cms} form says of itself: lines {@code key=value} in one order, each ended by a line
 * feed, printable ASCII. The last three may be missing.
 */
final class Manifest {

    static final int MAX_BYTES = 1024;

    private static final List<String> COMPONENTS = List.of("metrology", "nic", "program", "bundle");
    private static final String NUMBER = "(0|[1-9][0-9]{0,9})";
    private static final Pattern FORM = Pattern.compile("component=(metrology|nic|program|bundle)\n"
            + "vendor=([!-~]{1,64})\n"
            + "model=([ -~]{1,64})\n"
            + "version=([0-9.+]{5,25})\n"
            + "security-counter=" + NUMBER + "\n"
            + "(?:hardware=" + NUMBER + "-" + NUMBER + "\n)?"
            + "(?:image-id=([ -~]{1,64})\n)?"
            + "(?:depends=(metrology|nic):([0-9.+]{5,25})\n)?");
    private static final int MAX_REVISION = 0xFFFF;
    private static final long MAX_COUNTER = 0xFFFF_FFFFL;

    private Manifest() {}

    static byte[] write(ImageSpec spec) {
        StringBuilder text = new StringBuilder();
        line(text, "component", COMPONENTS.get(spec.component()));
        line(text, "vendor", spec.vendor());
        line(text, "model", spec.model());
        line(text, "version", spec.version());
        line(text, "security-counter", spec.securityCounter());
        spec.hardware().ifPresent(range -> line(text, "hardware", range.min() + "-" + range.max()));
        if (!spec.imageId().isEmpty()) {
            line(text, "image-id", spec.imageId().toAscii());
        }
        spec.dependency()
                .ifPresent(
                        needed -> line(text, "depends", COMPONENTS.get(needed.component()) + ":" + needed.atLeast()));
        return Octets.ascii(text.toString()).toBytes();
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append('=').append(value).append('\n');
    }

    /** @param at where it begins in the file @throws DecodeException when it is not exactly of this form */
    static ImageSpec read(Octets bytes, int at) {
        String text = bytes.toAscii();
        Matcher lines = FORM.matcher(text);
        if (!lines.matches()) {
            throw new DecodeException("manifest", bytes.length() + " bytes", "lines key=value as they must be", at);
        }
        try {
            ImageSpec spec = new ImageSpec(
                    COMPONENTS.indexOf(lines.group(1)),
                    lines.group(2),
                    lines.group(3),
                    ImageVersion.parse(lines.group(4)),
                    number(lines.group(5), MAX_COUNTER),
                    hardware(lines),
                    Optional.ofNullable(lines.group(8)).map(Octets::ascii).orElse(Octets.EMPTY),
                    dependency(lines));
            if (bytes.equals(Octets.of(write(spec)))) {
                return spec;
            }
        } catch (IllegalArgumentException wrong) {
            throw new DecodeException("manifest", String.valueOf(wrong.getMessage()), "values in range", at);
        }
        throw new DecodeException("manifest", "a version with leading zeros", "its one form", at);
    }

    private static long number(String text, long max) {
        long value = Long.parseLong(text);
        if (value > max) {
            throw new IllegalArgumentException(text + " > " + max);
        }
        return value;
    }

    private static Optional<ImageSpec.HardwareRange> hardware(Matcher lines) {
        return Optional.ofNullable(lines.group(6))
                .map(min -> new ImageSpec.HardwareRange(
                        (int) number(min, MAX_REVISION), (int) number(lines.group(7), MAX_REVISION)));
    }

    private static Optional<ImageSpec.Dependency> dependency(Matcher lines) {
        return Optional.ofNullable(lines.group(9))
                .map(other -> new ImageSpec.Dependency(COMPONENTS.indexOf(other), ImageVersion.parse(lines.group(10))));
    }
}
