package org.metersim.metrology.image;

import java.util.Locale;

/** The checks of an image, in the order in which they are made. */
public enum ImageLayer {
    SIZE,
    CRC,
    STRUCTURE,
    DIGEST,
    KEY,
    SIGNATURE,
    VENDOR,
    MODEL,
    HARDWARE,
    COMPONENT,
    IDENTIFIER,
    VERSION,
    COUNTER,
    DEPENDENCY;

    /** The word in verdicts, as {@code crc}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
