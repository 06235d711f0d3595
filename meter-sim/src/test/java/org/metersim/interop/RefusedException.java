package org.metersim.interop;

import java.io.IOException;

/** The peer says that the meter refused it; the cause is the peer's own exception. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
