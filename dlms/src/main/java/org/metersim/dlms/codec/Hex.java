package org.metersim.dlms.codec;

import java.util.HexFormat;

/** Hexadecimal text of bytes, as people write it: pairs, upper case, blanks allowed on input. */
public final class Hex {

    private static final HexFormat PLAIN = HexFormat.of().withUpperCase();
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    private Hex() {}

    /**
     * Bytes of {@code text}; blanks between the pairs are ignored.
     *
     * @throws IllegalArgumentException when {@code text} has an odd number of digits or another character
     */
    public static byte[] bytes(String text) {
        return PLAIN.parseHex(text.replaceAll("\\s", ""));
    }

    /** {@code 00 01 FF}: the form for people and logs. */
    public static String of(byte[] bytes) {
        return SPACED.formatHex(bytes);
    }

    /** {@code 0001FF}: the form for files and identifiers. */
    public static String compact(byte[] bytes) {
        return PLAIN.formatHex(bytes);
    }
}
