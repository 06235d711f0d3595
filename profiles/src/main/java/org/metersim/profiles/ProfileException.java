package org.metersim.profiles;

/** A profile says what cannot be: one line with file, line, column and what was expected. */
public final class ProfileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param place {@code sim-1p.yaml:14:9} */
    public ProfileException(String place, String complaint) {
        super(place + ": " + complaint);
    }
}
