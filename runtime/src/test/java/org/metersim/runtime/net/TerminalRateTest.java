package org.metersim.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalRateTest {

    private final TerminalRate rate = new TerminalRate(300);

    @Test
    void theToolsRateIsTheOneItHadWhenItsBytesWereRead() {
        rate.seen(300);
        assertEquals(300, rate.baudRate());

        rate.seen(9600);
        rate.seen(9600);
        assertEquals(9600, rate.baudRate());
    }

    // the acknowledgement leaves at 300, and the tool is at 9600 before we read it
    @Test
    void whatWasReadJustAfterAChangeMayHaveBeenSentBefore() {
        rate.seen(300);
        rate.seen(9600);

        assertEquals(300, rate.baudRate());
    }

    @Test
    void andWhatFollowsMayNot() {
        rate.seen(300);
        rate.seen(9600);
        rate.setBaudRate(9600);

        rate.seen(9600);

        assertEquals(9600, rate.baudRate());
    }

    @Test
    void aToolThatNeverChangesIsSeenAtItsOldRate() {
        rate.seen(300);
        rate.setBaudRate(9600);

        rate.seen(300);

        assertEquals(300, rate.baudRate());
    }

    @Test
    void aToolThatStartsAtTheWrongRateIsSeenSo() {
        rate.seen(9600);

        assertEquals(9600, rate.baudRate());
    }
}
