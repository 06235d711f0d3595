package org.metersim.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SimulationClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives an endpoint by a Netty channel: bytes in, one timer, bytes out. */
final class EndpointHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

    private final Endpoint endpoint;
    private final SimulationClock clock;
    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private long timerMs = Endpoint.NEVER;

    EndpointHandler(Endpoint endpoint, SimulationClock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        endpoint.wake(clock.nowMs());
        flush(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        try {
            byte[] chunk = new byte[buffer.readableBytes()];
            buffer.readBytes(chunk);
            endpoint.receive(chunk, clock.nowMs());
        } finally {
            buffer.release();
        }
        flush(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelTimer();
        endpoint.lineLost(clock.nowMs());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("peer={} connection failed: {}", context.channel().remoteAddress(), cause.getMessage());
        } else {
            LOG.error(
                    "peer={} endpoint failed, hanging up: this is a bug of ours",
                    context.channel().remoteAddress(),
                    cause);
        }
        context.close();
    }

    /** What the endpoint has to say now, though nothing was received: the clock was stepped, its meter woke. */
    void poll(ChannelHandlerContext context) {
        endpoint.wake(clock.nowMs());
        flush(context);
    }

    private void flush(ChannelHandlerContext context) {
        boolean written = false;
        for (Optional<byte[]> output = endpoint.nextOutput(); output.isPresent(); output = endpoint.nextOutput()) {
            context.write(Unpooled.wrappedBuffer(output.get()), context.voidPromise());
            written = true;
        }
        if (endpoint.isClosed()) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        if (written) {
            context.flush();
        }
        arm(context);
    }

    /** One timer, moved only when it would ring too late: most deadlines are put off before they come. */
    private void arm(ChannelHandlerContext context) {
        long deadline = endpoint.deadlineMs();
        if (deadline >= timerMs) {
            return;
        }
        cancelTimer();
        long inMs = Math.max(0, deadline - clock.nowMs());
        timerMs = deadline;
        timer = Optional.of(context.executor().schedule(() -> ring(context), inMs, TimeUnit.MILLISECONDS));
    }

    private void ring(ChannelHandlerContext context) {
        timerMs = Endpoint.NEVER;
        try {
            poll(context);
        } catch (RuntimeException failed) {
            exceptionCaught(context, failed);
        }
    }

    private void cancelTimer() {
        timer.ifPresent(pending -> pending.cancel(false));
        timer = Optional.empty();
        timerMs = Endpoint.NEVER;
    }
}
