package org.metersim.app.program;

import java.util.List;
import java.util.Optional;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageComponent;
import org.metersim.client.update.MeterReadings;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.program.ProgramHeader;

/** What a program requires of a meter, asked by a client that carries out its items itself. Its model is not asked. */
public record Requirements(ProgramHeader header) {

    /** Why the meter is not one that it is for; empty when it is. */
    public Optional<String> unmet(MeterReadings readings) throws DlmsException {
        String firmware = readings.activeIdentifier(ImageComponent.METROLOGY).orElse("");
        if (!runsRight(firmware)) {
            return Optional.of(
                    "firmware: " + firmware + " (expected: " + header.requires().firmware() + ")");
        }
        List<Integer> active = header.requires().active();
        String program = readings.activeIdentifier(ImageComponent.PROGRAM).orElse("");
        boolean right = active.isEmpty()
                || active.stream()
                        .anyMatch(version ->
                                version == 0 && program.isEmpty() || program.equals(header.id() + " v" + version));
        return right
                ? Optional.empty()
                : Optional.of("active program: " + (program.isEmpty() ? "none" : program) + " (expected: version "
                        + active + " of " + header.id() + ", 0 for none)");
    }

    private boolean runsRight(String firmware) {
        try {
            return header.requires().firmware().has(ImageVersion.parse(firmware));
        } catch (IllegalArgumentException noVersion) {
            return header.requires().firmware().equals(org.metersim.metrology.program.FirmwareRange.ANY);
        }
    }
}
