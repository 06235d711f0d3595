package org.metersim.transport.optical;

import org.metersim.runtime.LineControl;

/** The rates at both ends of a serial line, each of which the other end can see. */
final class SerialLine {

    private int meterBaud = 300;
    private int clientBaud = 300;

    LineControl meterEnd() {
        return new LineControl() {
            @Override
            public int baudRate() {
                return clientBaud;
            }

            @Override
            public void setBaudRate(int baud) {
                meterBaud = baud;
            }
        };
    }

    LineControl clientEnd() {
        return new LineControl() {
            @Override
            public int baudRate() {
                return meterBaud;
            }

            @Override
            public void setBaudRate(int baud) {
                clientBaud = baud;
            }
        };
    }

    int meterBaud() {
        return meterBaud;
    }

    int clientBaud() {
        return clientBaud;
    }
}
