package org.metersim.nic.objects;

import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.nic.state.NicState;

/**
 * What the port setup objects of one NIC say now: what a client wrote, else the profile. Asked for when a port is
 * opened or a link set up.
 */
public final class PortSettings {

    private final NicState state;

    public PortSettings(NicState state) {
        this.state = state;
    }

    /**
     * Of an HDLC line (class 23).
     *
     * @param parameters that this end proposes
     * @param inactivityMs after which the link is dropped; 0 never
     * @param deviceAddress lower HDLC address, 0x10 to 0x3FFD
     */
    public record Hdlc(HdlcParameters parameters, int baud, int interOctetMs, long inactivityMs, int deviceAddress) {}

    /**
     * Of the TCP port (class 41).
     *
     * @param connections at most at the same time
     * @param inactivityMs after which a connection is dropped; 0 never
     */
    public record Tcp(int port, int connections, long inactivityMs) {}

    /**
     * Of the optical port (class 19).
     *
     * @param startsWithHdlc no sign-on: HDLC at {@code defaultBaud} at once
     * @param proposedBaud offered in the sign-on's identification
     * @param deviceAddress that the sign-on request may name, ASCII
     */
    public record Local(
            boolean startsWithHdlc, int defaultBaud, int proposedBaud, int reactionMs, Octets deviceAddress) {}

    /** Of the first HDLC setup; empty when the profile has none. */
    public Optional<Hdlc> hdlc() {
        return first(HdlcSetup.CLASS_ID).map(index -> {
            HdlcParameters parameters = new HdlcParameters(
                    HdlcSetup.INFO_TRANSMIT.intOf(state, index),
                    HdlcSetup.INFO_RECEIVE.intOf(state, index),
                    HdlcSetup.WINDOW_TRANSMIT.intOf(state, index),
                    HdlcSetup.WINDOW_RECEIVE.intOf(state, index));
            return new Hdlc(
                    parameters,
                    Setting.BAUDS.get(HdlcSetup.COMM_SPEED.intOf(state, index)),
                    HdlcSetup.INTER_OCTET.intOf(state, index),
                    HdlcSetup.INACTIVITY.of(state, index) * 1000,
                    HdlcSetup.DEVICE_ADDRESS.intOf(state, index));
        });
    }

    /** Of the first TCP-UDP setup; empty when the profile has none. */
    public Optional<Tcp> tcp() {
        return first(TcpUdpSetup.CLASS_ID)
                .map(index -> new Tcp(
                        TcpUdpSetup.PORT.intOf(state, index),
                        TcpUdpSetup.CONNECTIONS.intOf(state, index),
                        TcpUdpSetup.INACTIVITY.of(state, index) * 1000));
    }

    /** Of the first local port setup; empty when the profile has none. */
    public Optional<Local> local() {
        return first(LocalPortSetup.CLASS_ID)
                .map(index -> new Local(
                        LocalPortSetup.DEFAULT_MODE.of(state, index) != 0,
                        Setting.BAUDS.get(LocalPortSetup.DEFAULT_BAUD.intOf(state, index)),
                        Setting.BAUDS.get(LocalPortSetup.PROPOSED_BAUD.intOf(state, index)),
                        LocalPortSetup.reactionMs(state, index),
                        LocalPortSetup.deviceAddress(state, index)));
    }

    private Optional<Integer> first(int classId) {
        OptionalInt index = state.profile().firstOf(classId);
        return index.isPresent() ? Optional.of(index.getAsInt()) : Optional.empty();
    }
}
