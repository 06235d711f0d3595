package org.metersim.meter;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.metersim.metrology.image.Behaviour.Breakage;
import org.metersim.nic.objects.PortSettings;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.SimulationClock;
import org.metersim.runtime.journal.Journal;
import org.metersim.transport.optical.OpticalPort;

/**
 * The way into a meter by a line, on which the first byte decides what is spoken.
 *
 * @param taken what may be spoken there
 * @param line settings of the wire, for the optical port
 */
record LineEntrance(Set<PortProtocol> taken, LineControl line) implements Entrance {

    @Override
    public Endpoint open(Boards boards, Optional<Controls> controls, SimulationClock clock) {
        Journal journal = controls.map(Controls::sink).orElse(Journal.OFF);
        Endpoint port = new FirstBytePort(
                taken,
                (protocol, nowMs) -> switch (protocol) {
                    case WRAPPER -> boards.nic().openWrapper(nowMs);
                    case HDLC, MODE_E -> {
                        Breakage breakage = isDirect(protocol) ? Breakage.HDLC : Breakage.OPTICAL;
                        BooleanSupplier attached =
                                () -> controls.map(Controls::isProbeAttached).orElse(true)
                                        && !boards.metrology().breaks(breakage);
                        yield new ProbedLine(optical(protocol, boards, clock, journal), attached);
                    }
                },
                journal);
        long idleMs = boards.nic()
                .settings()
                .tcp()
                .map(PortSettings.Tcp::inactivityMs)
                .orElse(0L);
        return line == LineControl.NONE && idleMs > 0 ? new IdleLimit(port, idleMs, clock.nowMs()) : port;
    }

    /** HDLC over TCP is the line behind the optical port, without its sign-on. */
    private Endpoint optical(PortProtocol protocol, Boards boards, SimulationClock clock, Journal journal) {
        return isDirect(protocol)
                ? boards.nic().openHdlc(clock.nowMs())
                : new OpticalPort(
                                OpticalSettings.of(boards),
                                line,
                                () -> boards.nic().openOptical(clock.nowMs()),
                                nowMs -> boards.nic().readout(nowMs))
                        .noting(journal);
    }

    private boolean isDirect(PortProtocol protocol) {
        return protocol == PortProtocol.HDLC && line == LineControl.NONE;
    }
}
