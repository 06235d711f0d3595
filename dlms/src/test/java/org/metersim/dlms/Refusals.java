package org.metersim.dlms;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Consumer;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;

/** The nearest bytes to good ones that are none: what every decoder has to refuse, and how. */
public final class Refusals {

    private Refusals() {}

    /** Cut at every byte, {@code good} is refused with a message that names a field and where. */
    public static void assertRefusedWhenCut(byte[] good, Consumer<byte[]> decoder) {
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), decoder);
        }
    }

    /** With one byte more, {@code good} is refused, whatever the byte. */
    public static void assertRefusedWithOneByteMore(byte[] good, Consumer<byte[]> decoder) {
        byte[] longer = Arrays.copyOf(good, good.length + 1);
        assertRefused(longer, decoder);
        longer[good.length] = (byte) 0xFF;
        assertRefused(longer, decoder);
    }

    /** {@code bad} is refused as {@code field: value (expected: what) at byte n}, n within it. */
    public static String assertRefused(byte[] bad, Consumer<byte[]> decoder) {
        DecodeException refusal =
                assertThrows(DecodeException.class, () -> decoder.accept(bad), () -> "taken: " + Hex.compact(bad));
        String message = refusal.getMessage();
        assertTrue(message.matches("[\\w -]+: .* \\(expected: .+\\) at byte \\d+"), message);
        int at = Integer.parseInt(message.substring(message.lastIndexOf(' ') + 1));
        assertTrue(at <= bad.length, message + " of " + bad.length);
        return message;
    }
}
