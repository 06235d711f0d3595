package org.metersim.profiles;

/**
 * Where something stands in a profile.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(String file, int line, int column) {

    /** {@code sim-1p.yaml:14:9}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
