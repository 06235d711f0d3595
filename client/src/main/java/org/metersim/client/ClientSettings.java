package org.metersim.client;

import java.util.OptionalLong;

/**
 * Whom a client speaks to, as whom, and over what.
 *
 * @param login for whom; with HLS the public client of the same logical device reads the counter first
 * @param deviceAddress for the sign-on of an optical port: the meter's serial number, or empty for whoever is there
 * @param maxBaud fastest rate for after the sign-on, 300 or more
 * @param counter where to begin when the meter does not show its invocation counter
 */
public record ClientSettings(
        Target target, Login login, SessionSettings session, String deviceAddress, int maxBaud, OptionalLong counter) {

    private static final int USUAL_MAX_BAUD = 19_200;

    /** The usual. @param answerMs how long an answer is awaited */
    public static ClientSettings of(Target target, Login login, long answerMs) {
        SessionSettings.Framing framing = target.transport() == Target.Transport.TCP
                ? SessionSettings.Framing.WRAPPER
                : SessionSettings.Framing.HDLC;
        SessionSettings session = SessionSettings.of(framing, answerMs);
        return new ClientSettings(target, login, session, "", USUAL_MAX_BAUD, OptionalLong.empty());
    }

    /** The same, for the meter with that serial number and no other. */
    public ClientSettings withDeviceAddress(String serial) {
        return new ClientSettings(target, login, session, serial, maxBaud, counter);
    }

    /** The same, with other ways of the session. */
    public ClientSettings withSession(SessionSettings other) {
        return new ClientSettings(target, login, other, deviceAddress, maxBaud, counter);
    }

    /** The same, with a counter to begin at. */
    public ClientSettings withCounter(OptionalLong first) {
        return new ClientSettings(target, login, session, deviceAddress, maxBaud, first);
    }
}
