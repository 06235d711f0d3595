package org.metersim.profiles;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * An interface class as far as a profile is concerned: how many attributes and methods it has, which of them a client
 * may be let read and write, and what a row of it says.
 *
 * @param title the Blue Book's name of the class
 * @param attributes number of attributes, the logical name counted
 * @param secret attributes that nobody may read
 * @param settable attributes that a client may be let write
 * @param methods number of methods
 * @param row what a row has besides class, version, ln, name and access
 */
record ClassForm(
        int classId,
        int version,
        String title,
        int attributes,
        Set<Integer> secret,
        Set<Integer> settable,
        int methods,
        Fields row) {

    private static final int IMAGE_TRANSFER = 18;
    private static final int IMAGE_BLOCK_SIZE = 2;

    /** As a profile has it that says this of updates. */
    ClassForm with(UpdateOptions options) {
        if (classId != IMAGE_TRANSFER || !options.has(UpdateQuirk.BLOCK_SIZE_WRITABLE)) {
            return this;
        }
        Set<Integer> more = new TreeSet<>(settable);
        more.add(IMAGE_BLOCK_SIZE);
        return new ClassForm(classId, version, title, attributes, secret, Set.copyOf(more), methods, row);
    }

    Set<Integer> readable() {
        Set<Integer> readable = upTo(attributes);
        readable.removeAll(secret);
        return readable;
    }

    Set<Integer> invocable() {
        return upTo(methods);
    }

    private static Set<Integer> upTo(int last) {
        Set<Integer> indices = new TreeSet<>();
        IntStream.rangeClosed(1, last).forEach(indices::add);
        return indices;
    }

    @Override
    public String toString() {
        return title + " (class " + classId + " version " + version + ")";
    }
}
