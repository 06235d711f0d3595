package org.metersim.runtime;

/** Settings of a wire that has some: an optical port, a pseudo terminal, a serial line, RFC 2217. */
public interface LineControl {

    /** A line without settings (TCP): every rate is the right one. */
    LineControl NONE = new LineControl() {
        @Override
        public int baudRate() {
            return ANY_RATE;
        }

        @Override
        public void setBaudRate(int baud) {
            // nothing to set on this line
        }
    };

    /** {@link #baudRate()} of a line that has none. */
    int ANY_RATE = 0;

    /** The peer's present speed in baud, or {@link #ANY_RATE}. */
    int baudRate();

    /** The meter's side changes its own speed, in baud. */
    void setBaudRate(int baud);
}
