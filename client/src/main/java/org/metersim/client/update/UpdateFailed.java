package org.metersim.client.update;

import org.metersim.client.Failure;
import org.metersim.client.update.MeterReadings.LastUpdate;

/** The update cannot go on. */
final class UpdateFailed extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient LastUpdate end;

    UpdateFailed(String phase, String layer, String cause) {
        this(new LastUpdate(new UpdateVerdict(phase, layer, cause), ""));
    }

    /** By the meter's own verdict. */
    UpdateFailed(LastUpdate end) {
        super(end.verdict().cause(), null, false, false);
        this.end = end;
    }

    /** The client's words for what went wrong between it and the meter. */
    static UpdateFailed of(String phase, Failure failure) {
        String layer = switch (failure.kind()) {
            case LINE, NO_ANSWER -> "line";
            case ASSOCIATION_REFUSED -> "association";
            case SECURITY -> "security";
            case ACCESS -> "access";
            case EXCEPTION, PROTOCOL, NOT_POSSIBLE -> "protocol";
        };
        return new UpdateFailed(phase, layer, failure.text());
    }

    UpdateVerdict verdict() {
        return end.verdict();
    }

    String updateId() {
        return end.updateId();
    }
}
