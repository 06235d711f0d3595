package org.metersim.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.net.NetLoop;
import org.metersim.runtime.net.SerialLine;

/** Sessions in real time, over sockets and serial devices. Its methods are not to be called on the loop. */
public final class NetCarrier implements Carrier {

    private static final int OPENING_BAUD = 300;

    private final NetLoop loop;

    public NetCarrier(NetLoop loop) {
        this.loop = loop;
    }

    @Override
    public long nowMs() {
        return loop.clock().nowMs();
    }

    @Override
    public void open(Target target, Function<LineControl, Endpoint> endpoints) throws IOException {
        if (target.transport() == Target.Transport.PTY) {
            openDevice(Path.of(target.where()), endpoints);
        } else {
            loop.dial(target.where(), target.port(), endpoints.apply(LineControl.NONE));
        }
    }

    private void openDevice(Path device, Function<LineControl, Endpoint> endpoints) throws IOException {
        try {
            SerialLine.open(device, OPENING_BAUD, loop, endpoints);
        } catch (IllegalStateException failed) {
            if (!Thread.currentThread().isInterrupted()) {
                throw failed;
            }
            throw new InterruptedIOException("interrupted");
        }
    }

    @Override
    public void ask(Endpoint endpoint, Runnable question) {
        loop.execute(question);
        loop.poll(endpoint);
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an answer failed instead of telling a failure", failed.getCause());
        }
    }

    @Override
    public void pause(long ms) throws InterruptedException {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        loop.schedule(ms, () -> over.complete(true));
        await(over);
    }
}
