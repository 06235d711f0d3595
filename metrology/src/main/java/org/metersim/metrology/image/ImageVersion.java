package org.metersim.metrology.image;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Version of an image, as the MCUboot header has it: {@code 1.5.0} or {@code 1.5.0+17}.
 *
 * @param major 0 to 255
 * @param minor 0 to 255
 * @param revision 0 to 65535
 * @param build 0 to 2^32 - 1
 */
public record ImageVersion(int major, int minor, int revision, long build) implements Comparable<ImageVersion> {

    /** Lower than any other, or equal. */
    public static final ImageVersion NONE = new ImageVersion(0, 0, 0, 0);

    static final int LENGTH_BYTES = 8;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,5})(?:\\+(\\d{1,10}))?");
    private static final Comparator<ImageVersion> ORDER = Comparator.comparingInt(ImageVersion::major)
            .thenComparingInt(ImageVersion::minor)
            .thenComparingInt(ImageVersion::revision)
            .thenComparingLong(ImageVersion::build);

    /** @throws IllegalArgumentException when {@code text} is no version */
    public static ImageVersion parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("version: " + text + " (expected: 1.5.0 or 1.5.0+17)");
        }
        ImageVersion version = new ImageVersion(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                parts.group(4) == null ? 0 : Long.parseLong(parts.group(4)));
        if (version.major > 0xFF || version.minor > 0xFF || version.revision > 0xFFFF || version.build > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("version: " + text + " (expected: at most 255.255.65535+4294967295)");
        }
        return version;
    }

    static ImageVersion read(ByteReader in) {
        return new ImageVersion(in.u8("major"), in.u8("minor"), in.u16le("revision"), in.u32le("build"));
    }

    void write(ByteWriter out) {
        out.u8(major).u8(minor).u16le(revision).u32le(build);
    }

    @Override
    public int compareTo(ImageVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + revision + (build == 0 ? "" : "+" + build);
    }
}
