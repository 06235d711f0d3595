package org.metersim.dlms.codec;

/**
 * Bytes from outside are not what the standard says: the field, its value, what was expected and where.
 *
 * <p>Expected daily, so it carries no stack trace; the one stage that can answer or hang up catches it.
 */
public final class DecodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    /** {@code length: 70000 (expected: <= 65535) at byte 6}. */
    public DecodeException(String field, Object value, String expected, int position) {
        super(null, null, false, false);
        this.message = field + ": " + value + " (expected: " + expected + ") at byte " + position;
    }

    /** Never absent. */
    @Override
    public String getMessage() {
        return message;
    }
}
