package org.metersim.meter;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.metersim.runtime.Endpoint;

/** The light between an optical head and the port: without the head no byte passes, either way. */
record ProbedLine(Endpoint port, BooleanSupplier attached) implements Endpoint {

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (attached.getAsBoolean()) {
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
        while (output.isPresent() && !attached.getAsBoolean()) {
            output = port.nextOutput();
        }
        return output;
    }

    @Override
    public boolean isClosed() {
        return port.isClosed();
    }

    @Override
    public void lineLost(long nowMs) {
        port.lineLost(nowMs);
    }
}
