package org.metersim.nic.association;

import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.nic.state.NicState;

/**
 * The security of one association, with the keys that were in use when it was made.
 *
 * @param dedicatedKey empty when none was given
 */
record Secured(SecurityContext context, CipherKeys keys, Octets dedicatedKey) {

    /** With the keys that are in use now. */
    static Secured of(NicState state, int clientSap, Octets peerTitle) {
        CipherKeys keys = state.keys(clientSap);
        SecurityContext context = new SecurityContext(
                parties(state, peerTitle), keys, state.transmit(clientSap), state.receive(clientSap));
        return new Secured(context, keys, Octets.EMPTY);
    }

    static SecurityContext.Parties parties(NicState state, Octets peerTitle) {
        return new SecurityContext.Parties(state.systemTitle(), peerTitle);
    }

    /** The same with a dedicated key; none when {@code key} is empty. */
    Secured with(Octets key) {
        if (!key.isEmpty()) {
            context.useDedicatedKey(key);
        }
        return new Secured(context, keys, key);
    }

    @Override
    public String toString() {
        return "Secured[not shown]";
    }
}
