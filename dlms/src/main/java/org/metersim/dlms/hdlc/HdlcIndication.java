package org.metersim.dlms.hdlc;

import org.metersim.dlms.codec.Octets;

/** What a link tells the layer above. */
public sealed interface HdlcIndication {

    /** SAP of the client, an address of one byte. */
    int clientSap();

    /** The link is up; what was associated over it before is gone. */
    record Connected(int clientSap, int serverSap, HdlcParameters granted) implements HdlcIndication {}

    /**
     * An APDU arrived whole.
     *
     * @param confirmed false when it came in UI frames: nobody awaits an answer
     */
    record Received(int clientSap, int serverSap, Octets apdu, boolean confirmed) implements HdlcIndication {}

    /** The link is down: disconnected, timed out, or given up. @param cause for a person */
    record Disconnected(int clientSap, String cause) implements HdlcIndication {}
}
