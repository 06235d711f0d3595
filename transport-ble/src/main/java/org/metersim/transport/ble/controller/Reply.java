package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.HciStatus;

/**
 * How a command is answered: with Command Complete, or Command Status when it only began.
 *
 * @param parameters return parameters behind the status
 * @param isSilent whether nothing is answered at all
 * @param then what follows the answer
 */
record Reply(HciStatus status, Octets parameters, boolean isSilent, Runnable then) {

    private static final Runnable NOTHING = () -> {};

    /** Nothing is answered. */
    static final Reply NONE = new Reply(HciStatus.SUCCESS, Octets.EMPTY, true, NOTHING);

    /** Success, without more to say. */
    static final Reply DONE = new Reply(HciStatus.SUCCESS, Octets.EMPTY, false, NOTHING);

    /** Success, with return parameters behind the status. */
    static Reply of(ByteWriter parameters) {
        return new Reply(HciStatus.SUCCESS, parameters.toOctets(), false, NOTHING);
    }

    static Reply refused(HciStatus status) {
        return new Reply(status, Octets.EMPTY, false, NOTHING);
    }

    /** Refused, of a command that returns its handle. */
    static Reply refused(HciStatus status, int handle) {
        return new Reply(status, new ByteWriter(2).u16le(handle).toOctets(), false, NOTHING);
    }

    /** This, and then that. */
    Reply then(Runnable next) {
        return new Reply(status, parameters, isSilent, next);
    }
}
