package org.metersim.client;

import java.util.Optional;
import org.metersim.dlms.codec.Octets;

/** What carries APDUs between this client and a logical device: the wrapper, or HDLC. Without I/O. */
interface Link {

    /** What a link tells the session. */
    sealed interface Event {

        /** APDUs can be sent. */
        record Up() implements Event {}

        /** An APDU came in whole. */
        record Arrived(Octets apdu) implements Event {}

        /** No APDU can be sent any more. @param cause for a person */
        record Down(String cause) implements Event {}
    }

    /** Makes ready for APDUs of that client; {@link Event.Up} or {@link Event.Down} follows. */
    void connect(Login login, long nowMs);

    void send(byte[] apdu, long nowMs);

    /** Takes leave of all that was connected; {@link Event.Down} follows. */
    void disconnect(long nowMs);

    void receive(byte[] chunk, long nowMs);

    void wake(long nowMs);

    long deadlineMs();

    /** True while the link itself sees to it that an answer comes, or says that it is down. */
    boolean isAtWork();

    Optional<byte[]> nextOutput();

    /** The next thing to know; call until empty after each call that changes something. */
    Optional<Event> nextEvent();
}
