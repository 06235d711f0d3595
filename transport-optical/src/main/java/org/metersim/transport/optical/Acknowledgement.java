package org.metersim.transport.optical;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Acknowledgement and option select message: ACK V Z Y. IEC 62056-21, 6.3.3.
 *
 * @param protocol V: '0' normal, '1' secondary, '2' HDLC
 * @param baud Z: the rate to change to, see {@link BaudRate}
 * @param mode Y: '0' data readout, '1' programming, '2' binary
 */
record Acknowledgement(char protocol, char baud, char mode) {

    /** What the meter is asked to do. */
    enum Choice {
        HDLC,
        PROGRAMMING,
        READOUT
    }

    private static final Pattern FORM = Pattern.compile(SignOnParser.ACK + "[!-~]{3}");
    private static final char BINARY = '2';

    /** Mode E at that rate. */
    static Acknowledgement hdlc(BaudRate baud) {
        return new Acknowledgement(BINARY, baud.code(), BINARY);
    }

    /** The acknowledgement in a line without CR LF, if it is one. */
    static Optional<Acknowledgement> parse(String line) {
        return FORM.matcher(line).matches()
                ? Optional.of(new Acknowledgement(line.charAt(1), line.charAt(2), line.charAt(3)))
                : Optional.empty();
    }

    /** HDLC needs both V and Y; whatever else is asked for ends in mode C. */
    Choice choice() {
        if (protocol == BINARY && mode == BINARY) {
            return Choice.HDLC;
        }
        return protocol == '0' && mode == '1' ? Choice.PROGRAMMING : Choice.READOUT;
    }

    /** ACK V Z Y, without CR LF. */
    String line() {
        return "" + SignOnParser.ACK + protocol + baud + mode;
    }

    String encode() {
        return line() + SignOnParser.END;
    }
}
