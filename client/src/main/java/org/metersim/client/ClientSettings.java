package org.metersim.client;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Whom a client speaks to, as whom, and over what.
 *
 * @param login for whom; with HLS the public client of the same logical device reads the counter first
 * @param deviceAddress for the sign-on of an optical port: the meter's serial number, or empty for whoever is there
 * @param maxBaud fastest rate for after the sign-on, 300 or more
 * @param counter where to begin when the meter does not show its invocation counter
 * @param passkey of the meter's Bluetooth, 0 to 999999, when it has one
 */
public record ClientSettings(
        Target target,
        Login login,
        SessionSettings session,
        String deviceAddress,
        int maxBaud,
        OptionalLong counter,
        OptionalInt passkey) {

    private static final int USUAL_MAX_BAUD = 19_200;

    /** The usual. @param answerMs how long an answer is awaited */
    public static ClientSettings of(Target target, Login login, long answerMs) {
        SessionSettings.Framing framing = target.transport() == Target.Transport.TCP
                ? SessionSettings.Framing.WRAPPER
                : SessionSettings.Framing.HDLC;
        SessionSettings session = SessionSettings.of(framing, answerMs);
        return new ClientSettings(
                target, login, session, "", USUAL_MAX_BAUD, OptionalLong.empty(), OptionalInt.empty());
    }

    /** The same, for the meter with that serial number and no other. */
    public ClientSettings withDeviceAddress(String serial) {
        return new ClientSettings(target, login, session, serial, maxBaud, counter, passkey);
    }

    /** The same, with other ways of the session. */
    public ClientSettings withSession(SessionSettings other) {
        return new ClientSettings(target, login, other, deviceAddress, maxBaud, counter, passkey);
    }

    /** The same, with a counter to begin at. */
    public ClientSettings withCounter(OptionalLong first) {
        return new ClientSettings(target, login, session, deviceAddress, maxBaud, first, passkey);
    }

    /** The same, with the passkey of the meter's Bluetooth. */
    public ClientSettings withPasskey(OptionalInt digits) {
        return new ClientSettings(target, login, session, deviceAddress, maxBaud, counter, digits);
    }
}
