package org.metersim.runtime.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a Netty channel drive an endpoint. */
final class EndpointHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointHandler.class);

    private final Function<EndpointDriver.Outlet, EndpointDriver> drivers;
    private Optional<EndpointDriver> driver = Optional.empty();

    /** @param drivers makes the driver, once the channel is connected: before, nobody must wake the endpoint */
    EndpointHandler(Function<EndpointDriver.Outlet, EndpointDriver> drivers) {
        this.drivers = drivers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        EndpointDriver made = drivers.apply(new ChannelOutlet(context.channel()));
        driver = Optional.of(made);
        made.poll();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        byte[] chunk;
        try {
            chunk = new byte[buffer.readableBytes()];
            buffer.readBytes(chunk);
        } finally {
            buffer.release();
        }
        driver.ifPresent(active -> active.receive(chunk));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        driver.ifPresent(EndpointDriver::lineLost);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context.channel(), cause);
    }

    private static void fail(Channel channel, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("peer={} connection failed: {}", channel.remoteAddress(), cause.getMessage());
        } else {
            LOG.error("peer={} endpoint failed, hanging up: this is a bug of ours", channel.remoteAddress(), cause);
        }
        channel.close();
    }

    private record ChannelOutlet(Channel channel) implements EndpointDriver.Outlet {

        @Override
        public void write(byte[] bytes) {
            channel.write(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
        }

        @Override
        public void flush() {
            channel.flush();
        }

        @Override
        public void close() {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void failed(RuntimeException cause) {
            fail(channel, cause);
        }
    }
}
