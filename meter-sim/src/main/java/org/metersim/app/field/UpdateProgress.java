package org.metersim.app.field;

import java.io.PrintWriter;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePhase;

/** Shows how an update goes on: a bar on a terminal, else a line for each tenth. */
final class UpdateProgress implements UpdateListener {

    private static final int BAR_WIDTH = 40;
    private static final int STEPS = 10;

    private final PrintWriter out;
    private final boolean isTerminal;
    private final long sizeBytes;
    private int lastStep = -1;
    private boolean barShown;

    UpdateProgress(PrintWriter out, boolean isTerminal, long sizeBytes) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.sizeBytes = sizeBytes;
    }

    /** On a terminal when this process has one. */
    static UpdateProgress on(PrintWriter out, UpdateImage image) {
        return new UpdateProgress(out, System.console() != null, image.content().length());
    }

    @Override
    public void reached(UpdatePhase phase, String detail) {
        endBar();
        out.println(text(phase) + ": " + detail);
        out.flush();
        lastStep = -1;
    }

    private static String text(UpdatePhase phase) {
        return switch (phase) {
            case CONNECTED -> "connected";
            case INITIATED -> "transfer begun";
            case RESUMED -> "transfer resumed";
            case TRANSFERRED -> "transferred";
            case VERIFIED -> "verified";
            case ACTIVATING -> "activating";
            case LINE_LOST -> "line lost";
            case LINE_BACK -> "line back";
            case ACTIVATED -> "activated";
        };
    }

    @Override
    public void blocks(int stored, int count) {
        if (isTerminal) {
            bar(stored, count);
        } else if (stored * STEPS / count > lastStep) {
            lastStep = stored * STEPS / count;
            out.println("blocks " + stored + "/" + count + " " + stored * 100 / count + " %");
            out.flush();
        }
    }

    private void bar(int stored, int count) {
        int filled = (int) ((long) stored * BAR_WIDTH / count);
        out.print("\r[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + stored + "/" + count
                + " blocks, " + stored * sizeBytes / count / 1024 + " of " + sizeBytes / 1024 + " KiB ");
        out.flush();
        barShown = true;
    }

    private void endBar() {
        if (barShown) {
            out.println();
            barShown = false;
        }
    }
}
