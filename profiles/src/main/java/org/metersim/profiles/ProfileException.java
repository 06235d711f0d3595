package org.metersim.profiles;

/** A profile says what cannot be: one line with file, line, column and what was expected. */
public final class ProfileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProfileException(Place place, String complaint) {
        this(place.toString(), complaint);
    }

    /** @param place {@code sim-1p.yaml:14:9}, or the file alone when no line is to blame */
    public ProfileException(String place, String complaint) {
        super(place + ": " + complaint);
    }

    /** {@code sim-1p.yaml:14:9: unit: kWH (expected: one of Wh, W)}. */
    static ProfileException of(Place place, String field, String value, String expected) {
        return new ProfileException(place, field + ": " + value + " (expected: " + expected + ")");
    }
}
