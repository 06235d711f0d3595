package org.metersim.client.update;

/**
 * Why an update failed: the meter's own verdict where it has one, else what the client saw.
 *
 * @param phase {@code connect}, {@code transfer}, {@code verify}, {@code activate}; of a meter also {@code boot},
 *     {@code self-test}
 * @param layer which check of the image refused, as {@code crc} or {@code signature}; of the client's own {@code line},
 *     {@code association}, {@code access}, {@code serial}, {@code time}, {@code protocol}
 * @param cause one line for a person
 */
public record UpdateVerdict(String phase, String layer, String cause) {

    /** No complaint. */
    public static final UpdateVerdict NONE = new UpdateVerdict("", "", "");

    public boolean isNone() {
        return phase.isEmpty() && layer.isEmpty();
    }
}
