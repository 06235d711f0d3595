package org.metersim.transport.optical;

import java.util.Optional;

/**
 * Finds the lines of a sign-on in a stream of characters: from '/' or ACK to CR LF, without parity.
 *
 * <p>Anything before a line, NUL included, is skipped. A line that is too long, or pauses for too long, is forgotten.
 */
final class SignOnParser {

    /** Longest pause between two characters of a message. IEC 62056-21, 6.4.3. */
    static final long INTER_CHARACTER_MS = 1500;

    static final char ACK = 0x06;
    static final String END = "\r\n";

    private static final char START = '/';
    /** Longer than a request with 32 characters of address, and than an identification with 16 of text. */
    private static final int MAX_LINE = 64;

    private final StringBuilder line = new StringBuilder();
    private boolean parity;
    private long lastMs;

    /** The line that this character completes, without CR LF. */
    Optional<String> take(byte character, long nowMs) {
        if (nowMs - lastMs > INTER_CHARACTER_MS) {
            forget();
        }
        lastMs = nowMs;
        char data = (char) Characters.data(character);
        if (data == START || data == ACK) {
            forget();
            parity = false;
        } else if (line.isEmpty()) {
            return Optional.empty();
        }
        parity |= Characters.hasParity(character);
        line.append(data);
        return data == '\n' || line.length() >= MAX_LINE ? finish() : Optional.empty();
    }

    private Optional<String> finish() {
        String text = line.toString();
        forget();
        return text.endsWith(END) ? Optional.of(text.substring(0, text.length() - END.length())) : Optional.empty();
    }

    /** Whether the latest line came with parity in bit 7. */
    boolean hasParity() {
        return parity;
    }

    /** Whether a line has begun and not ended. */
    boolean isUnderWay() {
        return !line.isEmpty();
    }

    void forget() {
        line.setLength(0);
    }
}
