package org.metersim.transport.optical;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Request message: who is there? IEC 62056-21, 6.3.1.
 *
 * @param address up to 32 letters, digits and blanks; empty: whoever sits behind this optical window
 */
record Request(String address) {

    private static final Pattern FORM = Pattern.compile("/\\?([0-9A-Za-z ]{0,32})!");
    private static final Pattern LEADING_ZEROS = Pattern.compile("^0+");

    /** @throws IllegalArgumentException when no meter can have that address */
    Request {
        if (!FORM.matcher("/?" + address + "!").matches()) {
            throw new IllegalArgumentException(
                    "device address: " + address + " (expected: at most 32 letters, digits and blanks)");
        }
    }

    /** The request in a line without CR LF, if it is one. */
    static Optional<Request> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        return matcher.matches() ? Optional.of(new Request(matcher.group(1))) : Optional.empty();
    }

    /** Whether the meter with that address is meant; leading zeros do not count. */
    boolean isFor(String deviceAddress) {
        return address.isEmpty() || significant(address).equals(significant(deviceAddress));
    }

    private static String significant(String digits) {
        return LEADING_ZEROS.matcher(digits).replaceFirst("");
    }

    /** {@code /?12345!}, without CR LF. */
    String line() {
        return "/?" + address + "!";
    }

    String encode() {
        return line() + SignOnParser.END;
    }
}
