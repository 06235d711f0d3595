package org.metersim.client;

import org.metersim.dlms.acse.InitiateResponse;

/**
 * An association that the meter accepted, and that both ends proved where they had to.
 *
 * @param negotiated what the meter granted
 */
record Association(Login login, SecureChannel channel, InitiateResponse negotiated) {

    private static final int NO_LIMIT = 0xFFFF;

    /** Bytes that an APDU in clear may have, so that it still fits when it is sealed. */
    int maxApduBytes() {
        int granted = negotiated.maxPduBytes() == 0 ? NO_LIMIT : negotiated.maxPduBytes();
        return granted - channel.overheadBytes();
    }

    Limits limits() {
        return new Limits(maxApduBytes(), negotiated.conformance());
    }
}
