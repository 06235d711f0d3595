package org.metersim.meter;

/** How often something must have happened. */
public final class Times {

    private final long least;
    private final long most;

    private Times(long least, long most) {
        this.least = least;
        this.most = most;
    }

    public static Times exactly(long count) {
        return new Times(count, count);
    }

    public static Times atLeast(long count) {
        return new Times(count, Long.MAX_VALUE);
    }

    public static Times never() {
        return exactly(0);
    }

    boolean accept(long count) {
        return count >= least && count <= most;
    }

    @Override
    public String toString() {
        return (least == most ? "exactly " : "at least ") + least;
    }
}
