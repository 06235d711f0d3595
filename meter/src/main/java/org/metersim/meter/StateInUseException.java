package org.metersim.meter;

import java.io.IOException;
import java.nio.file.Path;

/** A state directory is another process's. */
public final class StateInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    StateInUseException(Path folder) {
        super(folder + ": in use by another process");
    }
}
