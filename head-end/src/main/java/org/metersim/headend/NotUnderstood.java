package org.metersim.headend;

/** A push is well formed but says nothing that the concentrator knows; the message says what is wrong in it. */
final class NotUnderstood extends Exception {

    private static final long serialVersionUID = 1L;

    /** {@code kind: 1609 (expected: enum 0 to 2)}. */
    NotUnderstood(String field, String found, String expected) {
        super(field + ": " + found + " (expected: " + expected + ")", null, false, false);
    }
}
