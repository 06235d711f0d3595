package org.metersim.meter;

import java.util.Locale;
import org.metersim.nic.objects.PortSettings;
import org.metersim.profiles.Identity;
import org.metersim.transport.optical.OpticalPort;

/** The optical port's settings, as the objects of the port setups have them at this moment. */
final class OpticalSettings {

    private static final int MAX_IDENTIFICATION = 16;

    private OpticalSettings() {}

    static OpticalPort.Settings of(Boards boards) {
        PortSettings objects = boards.nic().settings();
        Identity identity = boards.profile().identity();
        long inactivityMs = objects.hdlc().map(PortSettings.Hdlc::inactivityMs).orElse(0L);
        PortSettings.Local local = objects.local().orElseThrow();
        return new OpticalPort.Settings(
                identity.flag(),
                identification(identity),
                local.deviceAddress().toAscii(),
                local.defaultBaud(),
                local.proposedBaud(),
                local.reactionMs(),
                inactivityMs == 0 ? OpticalPort.NEVER : inactivityMs,
                false,
                local.startsWithHdlc());
    }

    /** The model's name in capitals, as far as it goes: {@code SIM-1P}. */
    private static String identification(Identity identity) {
        String name = identity.model().toUpperCase(Locale.ROOT).replaceAll("[^ -~]|[/!]", "-");
        return name.substring(0, Math.min(name.length(), MAX_IDENTIFICATION));
    }
}
