package org.metersim.app.program;

import java.nio.file.Path;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.app.firmware.ImageFiles;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.program.Program;

/** A program that the user named: compiled, or its source. */
final class ProgramFile {

    private ProgramFile() {}

    /**
     * The program in a file, whatever its signature is worth.
     *
     * @throws UserError when it is none
     * @throws org.metersim.profiles.ProfileException when it is a source with a mistake
     */
    static Program read(Path file) {
        if (file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")) {
            return ProgramSource.read(file).program();
        }
        try {
            ImageContainer container = ImageContainer.parse(UserFiles.read(file, ImageFiles.MAX_BYTES));
            return decode(container.payload());
        } catch (DecodeException broken) {
            throw new UserError(ExitCode.CONFIGURATION, file + ": no program: " + broken.getMessage());
        }
    }

    /** @throws DecodeException when the payload of a container is no program */
    static Program decode(Octets payload) {
        return Program.decode(payload);
    }
}
