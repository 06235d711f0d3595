package org.metersim.runtime.net;

import org.metersim.runtime.LineControl;

/**
 * The rate of the tool at the other end of a pseudo terminal, as seen when its bytes are read.
 *
 * <p>A tool may change its rate between sending and our reading, so what was read counts as sent at the rate before or
 * after the change, whichever is right.
 */
final class TerminalRate implements LineControl {

    private static final int NONE = -1;

    private int meterBaud;
    private int previousBaud = NONE;
    private int presentBaud = NONE;

    /** @param initialBaud the meter's */
    TerminalRate(int initialBaud) {
        this.meterBaud = initialBaud;
    }

    /** Bytes were read while the tool's rate was this. */
    void seen(int baud) {
        previousBaud = presentBaud;
        presentBaud = baud;
    }

    @Override
    public int baudRate() {
        return previousBaud == meterBaud || presentBaud == NONE ? meterBaud : presentBaud;
    }

    @Override
    public void setBaudRate(int baud) {
        meterBaud = baud;
    }
}
