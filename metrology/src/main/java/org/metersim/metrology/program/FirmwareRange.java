package org.metersim.metrology.program;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageVersion;

/**
 * Firmware versions that a program is for.
 *
 * @param atLeast the lowest
 * @param below the first that is too high; empty: none is
 */
public record FirmwareRange(ImageVersion atLeast, Optional<ImageVersion> below) {

    /** Any firmware. */
    public static final FirmwareRange ANY = new FirmwareRange(new ImageVersion(0, 0, 0, 0), Optional.empty());

    private static final int VERSION_BYTES = 8;
    private static final String EXPECTED = " (expected: as >=2.4, <3 or >=2.4 <3)";
    private static final Pattern TEXT = Pattern.compile("(?:>=\\s*([\\d.+]+))?\\s*(?:<\\s*([\\d.+]+))?");

    /** @throws IllegalArgumentException when no version is in it */
    public FirmwareRange {
        if (below.map(end -> end.compareTo(atLeast) <= 0).orElse(false)) {
            throw new IllegalArgumentException("firmware: >=" + atLeast + " <" + below.get() + " (expected: a range)");
        }
    }

    /**
     * Of {@code >=2.4 <3}: either part may be missing, and so may the last numbers of a version.
     *
     * @throws IllegalArgumentException when {@code text} is no range
     */
    public static FirmwareRange parse(String text) {
        Matcher parts = TEXT.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException("firmware: " + text + EXPECTED);
        }
        return new FirmwareRange(
                Optional.ofNullable(parts.group(1))
                        .map(version -> version(version, text))
                        .orElse(ANY.atLeast),
                Optional.ofNullable(parts.group(2)).map(version -> version(version, text)));
    }

    private static ImageVersion version(String version, String text) {
        long dots = version.chars().filter(c -> c == '.').count();
        String whole = version.indexOf('+') >= 0 ? version : version + ".0".repeat((int) Math.max(0, 2 - dots));
        try {
            return ImageVersion.parse(whole);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("firmware: " + text + EXPECTED, none);
        }
    }

    public boolean has(ImageVersion version) {
        return version.compareTo(atLeast) >= 0
                && below.map(end -> version.compareTo(end) < 0).orElse(true);
    }

    static FirmwareRange read(ByteReader in) {
        Wire.expectStructure(in, "firmware", 2);
        int at = in.position();
        Octets atLeast = Wire.readOctets(in, "at least");
        Octets below = Wire.readOctets(in, "below");
        return Wire.made(
                "firmware",
                at,
                () -> new FirmwareRange(
                        version(atLeast, at), below.isEmpty() ? Optional.empty() : Optional.of(version(below, at))));
    }

    private static ImageVersion version(Octets octets, int at) {
        if (octets.length() != VERSION_BYTES) {
            throw new DecodeException("firmware version length", octets.length(), "" + VERSION_BYTES, at);
        }
        ByteReader in = ByteReader.of(octets);
        return new ImageVersion(in.u8("major"), in.u8("minor"), in.u16("revision"), in.u32("build"));
    }

    void write(ByteWriter out) {
        Wire.structure(out, 2);
        Wire.octets(out, octets(atLeast));
        Wire.octets(out, below.map(FirmwareRange::octets).orElse(Octets.EMPTY));
    }

    private static Octets octets(ImageVersion version) {
        return new ByteWriter(VERSION_BYTES)
                .u8(version.major())
                .u8(version.minor())
                .u16(version.revision())
                .u32(version.build())
                .toOctets();
    }

    /** {@code >=2.4.0 <3.0.0}. */
    @Override
    public String toString() {
        return ">=" + atLeast + below.map(end -> " <" + end).orElse("");
    }
}
