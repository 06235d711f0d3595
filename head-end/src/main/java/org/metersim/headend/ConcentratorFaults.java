package org.metersim.headend;

/** What can be made to go wrong with the concentrator; owned by its loop. Nothing does at first. */
public final class ConcentratorFaults {

    private boolean down;
    private long answerDelayMs;
    private int confirmsToLose;

    /** Down: no connection is taken. Hang up those that are open as well. */
    public void down(boolean isDown) {
        this.down = isDown;
    }

    /** Slow: each answer leaves this much later, milliseconds; 0 for at once. */
    public void answerDelayMs(long delayMs) {
        this.answerDelayMs = delayMs;
    }

    /** The next so many confirmed pushes are kept, but their answer is lost. */
    public void loseConfirms(int count) {
        this.confirmsToLose = count;
    }

    boolean isDown() {
        return down;
    }

    long answerDelayMs() {
        return answerDelayMs;
    }

    /** Whether the answer that would leave now is to be lost; counts it. */
    boolean losesConfirm() {
        if (confirmsToLose == 0) {
            return false;
        }
        confirmsToLose--;
        return true;
    }
}
