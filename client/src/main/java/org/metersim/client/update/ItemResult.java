package org.metersim.client.update;

import org.metersim.dlms.cosem.AccessResult;

/**
 * How a meter says that an item of a program ended.
 *
 * @param index from 1; 0 for the program as a whole
 * @param code Data-Access-Result or Action-Result; 255 of an item that was not done
 * @param text the meter's words, empty when it has none
 */
public record ItemResult(int index, int code, String text) {

    private static final int NOT_DONE = 255;

    public boolean isDone() {
        return code == AccessResult.SUCCESS.code();
    }

    /** It was tried, or looked at, and is what is wrong. */
    public boolean isFailed() {
        return !isDone() && code != NOT_DONE;
    }

    /** {@code item 3: type-unmatched (12), ...}; {@code item 4: not done}. */
    @Override
    public String toString() {
        String who = index == 0 ? "program" : "item " + index;
        return who + ": " + word() + (text.isEmpty() ? "" : ", " + text);
    }

    private String word() {
        if (code == NOT_DONE) {
            return "not done";
        }
        for (AccessResult result : AccessResult.values()) {
            if (result.code() == code) {
                return isDone() ? result.toString() : result + " (" + code + ")";
            }
        }
        return "result " + code;
    }
}
