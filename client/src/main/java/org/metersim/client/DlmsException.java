package org.metersim.client;

/** A {@link Failure} on its way through the blocking face of the client. Expected daily: it has no stack trace. */
public final class DlmsException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public DlmsException(Failure failure) {
        super(failure.text(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
