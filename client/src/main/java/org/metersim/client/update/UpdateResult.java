package org.metersim.client.update;

/**
 * How an update ended.
 *
 * @param serial the meter's serial number; empty when it never answered
 * @param identifier what the meter says it runs now; empty when that could not be read
 * @param updateId the meter's name for this update; empty when it has none, or did not come so far
 * @param verdict {@link UpdateVerdict#NONE} exactly when it is OK
 * @param alreadyActive nothing had to be transferred: the meter ran this very image before
 */
public record UpdateResult(
        String serial, String identifier, String updateId, UpdateVerdict verdict, boolean alreadyActive) {

    public boolean isOk() {
        return verdict.isNone();
    }
}
