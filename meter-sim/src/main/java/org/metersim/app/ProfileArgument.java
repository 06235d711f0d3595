package org.metersim.app;

import java.nio.file.Path;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;

/** The option {@code --profile NAME|FILE} of the commands that only need to know what a meter type is. */
public final class ProfileArgument {

    private ProfileArgument() {}

    /**
     * @param profile a built-in name, or else a file
     * @throws org.metersim.profiles.ProfileException with file, line and column
     */
    public static MeterModel read(String profile) {
        return profile.matches("[a-z0-9-]+") ? ProfileReader.builtin(profile) : ProfileReader.read(Path.of(profile));
    }
}
