package org.metersim.app.field;

import java.util.Set;
import org.metersim.app.ExitCode;
import org.metersim.client.update.UpdateResult;
import org.metersim.client.update.UpdateVerdict;
import org.metersim.metrology.image.ImageLayer;

/** How an update ended: the line and the exit code for scripts. */
public final class UpdateReport {

    /** docs/programs.md. */
    private static final Set<String> OF_PROGRAMS = Set.of(
            "program",
            "requires",
            "order",
            "object",
            "access",
            "value",
            "expect",
            "check",
            "readback",
            "room",
            "memory",
            "power");

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
    public static int exitCode(UpdateResult result) {
        String layer = result.verdict().layer();
        return switch (layer) {
            case "" -> ExitCode.OK;
            case "line", "time", "interrupted" -> ExitCode.NO_ANSWER;
            case "self-test" -> ExitCode.SELF_TEST;
            case "confirm" -> ExitCode.NOT_CONFIRMED;
            case "undo" -> ExitCode.PARTLY_DONE;
            default -> isOfAProgram(result) ? ExitCode.ITEM_FAILED : ofImage(layer);
        };
    }

    /** Words of the meter's verdict on a program; the client's own words are those of updates without a name. */
    private static boolean isOfAProgram(UpdateResult result) {
        return !result.updateId().isEmpty()
                && OF_PROGRAMS.contains(result.verdict().layer());
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
