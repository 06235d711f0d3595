package org.metersim.app.field;

import org.metersim.app.ExitCode;
import org.metersim.client.update.UpdateResult;
import org.metersim.client.update.UpdateVerdict;
import org.metersim.metrology.image.ImageLayer;

/** How an update ended: the line and the exit code for scripts. */
final class UpdateReport {

    private UpdateReport() {}

    /** {@code result=OK ...} or {@code result=KO ...}; the cause is the rest of the line. */
    static String line(UpdateResult result) {
        String who =
                "serial=" + result.serial() + " identifier=" + result.identifier() + " update-id=" + result.updateId();
        if (result.isOk()) {
            return "result=OK " + who + (result.alreadyActive() ? " already-active=yes" : "");
        }
        UpdateVerdict verdict = result.verdict();
        return "result=KO " + who + " phase=" + verdict.phase() + " layer=" + verdict.layer() + " cause="
                + verdict.cause();
    }

    /** One code a layer: those of the image as {@link ExitCode#of} has them, else who is to blame. */
    static int exitCode(UpdateResult result) {
        String layer = result.verdict().layer();
        return switch (layer) {
            case "" -> ExitCode.OK;
            case "line", "time", "interrupted" -> ExitCode.NO_ANSWER;
            case "self-test" -> ExitCode.SELF_TEST;
            case "confirm" -> ExitCode.NOT_CONFIRMED;
            default -> ofImage(layer);
        };
    }

    private static int ofImage(String word) {
        for (ImageLayer layer : ImageLayer.values()) {
            if (layer.word().equals(word)) {
                return ExitCode.of(layer);
            }
        }
        return ExitCode.REFUSED;
    }
}
