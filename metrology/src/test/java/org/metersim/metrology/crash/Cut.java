package org.metersim.metrology.crash;

/**
 * Where and how the power goes: {@code 17:TORN_PREFIX:5} in print.
 *
 * @param operation number of the memory operation, from 0 on
 * @param detail bytes done, or seed, as the kind says; else 0
 */
public record Cut(long operation, CutKind kind, int detail) {

    static Cut parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("cut: " + text + " (expected: OPERATION:KIND:NUMBER)");
        }
        return new Cut(Long.parseLong(parts[0]), CutKind.valueOf(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return operation + ":" + kind + ":" + detail;
    }
}
