package org.metersim.transport.optical;

import java.util.Arrays;
import org.metersim.dlms.codec.Octets;

/** Takes out of what is received what was sent before and came back: the echo of an optical head. */
final class EchoFilter {

    private Octets awaited = Octets.EMPTY;
    private int returned;

    /** These bytes leave and will be heard again. */
    void sent(byte[] bytes) {
        awaited = awaited.slice(returned, awaited.length()).plus(Octets.of(bytes));
        returned = 0;
    }

    /** What the peer said. The first byte that is no echo ends the wait, and frees what was taken for one. */
    byte[] pass(byte[] received) {
        int echoed = 0;
        while (echoed < received.length
                && returned < awaited.length()
                && awaited.at(returned) == (received[echoed] & 0xFF)) {
            echoed++;
            returned++;
        }
        if (echoed == received.length) {
            return new byte[0];
        }
        Octets held = returned == awaited.length() ? Octets.EMPTY : awaited.slice(0, returned);
        awaited = Octets.EMPTY;
        returned = 0;
        return held.plus(Octets.of(Arrays.copyOfRange(received, echoed, received.length)))
                .toBytes();
    }
}
