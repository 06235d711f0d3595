package org.metersim.transport.optical;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identification message: the meter's name and what it offers. IEC 62056-21, 6.3.2.
 *
 * @param flag three letters of the manufacturer; the third in lower case promises an answer after 20 ms
 * @param baud Z, the fastest rate offered
 * @param text after Z: escape sequences, {@code \2} among them when HDLC is offered, and at most 16 characters
 */
record Identification(String flag, BaudRate baud, String text) {

    /** No meter has spoken yet. */
    static final Identification NONE = new Identification("", BaudRate.OPENING, "");

    private static final Pattern FORM = Pattern.compile("/([A-Za-z]{3})([0-6])((?:\\\\.)*[ -~&&[^/!]]{0,16})");
    private static final String HDLC = "\\2";
    private static final int USUAL_REACTION_MS = 200;

    /** What the meter with these settings answers. */
    static Identification of(OpticalPort.Settings settings) {
        String flag = settings.flag();
        String shown = settings.reactionMs() < USUAL_REACTION_MS
                ? flag.substring(0, 2) + (char) (flag.charAt(2) | 0x20)
                : flag;
        return new Identification(shown, BaudRate.notAbove(settings.proposedBaud()), HDLC + settings.identification());
    }

    /** The identification in a line without CR LF, if it is one that offers a change of the rate. */
    static Optional<Identification> parse(String line) {
        Matcher matcher = FORM.matcher(line);
        return matcher.matches()
                ? BaudRate.ofCode(matcher.group(2).charAt(0))
                        .map(baud -> new Identification(matcher.group(1), baud, matcher.group(3)))
                : Optional.empty();
    }

    /** Whether the meter says that it speaks HDLC, mode E. */
    boolean offersHdlc() {
        return text.contains(HDLC);
    }

    /** {@code /SIM5\2METER}, without CR LF. */
    String line() {
        return "/" + flag + baud.code() + text;
    }

    String encode() {
        return line() + SignOnParser.END;
    }
}
