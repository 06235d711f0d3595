package org.metersim.negative;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.metersim.runtime.Endpoint;

/** What lies between a client and the meter: counts what the client says, and once fails. */
final class FaultyPort {

    /** How it fails. */
    enum Fault {
        /** The line drops, and the meter never hears the request. */
        DROP_BEFORE,
        /** The line drops, and the client never hears the answer. */
        DROP_AFTER,
        /** The answer is lost, and the line stays. */
        ANSWER_LOST
    }

    private final Fault fault;
    private final int strikesAt;
    private int requests;
    private byte[] last = new byte[0];

    /** @param strikesAt the number of the request, from 1 on; 0 never */
    FaultyPort(Fault fault, int strikesAt) {
        this.fault = fault;
        this.strikesAt = strikesAt;
    }

    /** Fails never, and remembers. */
    static FaultyPort none() {
        return new FaultyPort(Fault.ANSWER_LOST, 0);
    }

    UnaryOperator<Endpoint> around() {
        return Around::new;
    }

    int requests() {
        return requests;
    }

    /** What the client sent last. */
    byte[] lastRequest() {
        return last.clone();
    }

    private final class Around implements Endpoint {

        private final Endpoint port;
        private boolean closed;
        private boolean mute;

        Around(Endpoint port) {
            this.port = port;
        }

        @Override
        public void receive(byte[] chunk, long nowMs) {
            requests++;
            last = chunk.clone();
            boolean strikes = requests == strikesAt;
            closed |= strikes && fault != Fault.ANSWER_LOST;
            mute = strikes;
            if (!strikes || fault != Fault.DROP_BEFORE) {
                port.receive(chunk, nowMs);
            }
        }

        @Override
        public void wake(long nowMs) {
            port.wake(nowMs);
        }

        @Override
        public long deadlineMs() {
            return port.deadlineMs();
        }

        @Override
        public Optional<byte[]> nextOutput() {
            Optional<byte[]> output = port.nextOutput();
            while (mute && output.isPresent()) {
                output = port.nextOutput();
            }
            return output;
        }

        @Override
        public boolean isClosed() {
            return closed || port.isClosed();
        }

        @Override
        public void lineLost(long nowMs) {
            port.lineLost(nowMs);
        }
    }
}
