package org.metersim.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Connections that each keep one request in flight: the next goes out when the whole answer has come. */
final class ClosedLoopLoad implements AutoCloseable {

    private final byte[] request;
    private final int responseBytes;
    private final LongAdder answers = new LongAdder();
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> channels = new ArrayList<>();
    private volatile boolean paused;

    /**
     * @param servers one for each connection
     * @param opening sent first on each connection, and its answer awaited; empty for none
     * @param request sent again and again
     * @param responseBytes length of the answer to {@code request}
     */
    ClosedLoopLoad(List<InetSocketAddress> servers, Exchange opening, Exchange request) throws Exception {
        this.request = request.request();
        this.responseBytes = request.responseBytes();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Asker(opening));
                    }
                });
        for (InetSocketAddress server : servers) {
            channels.add(bootstrap.connect(server).sync().channel());
        }
    }

    /** A request and the length of its answer. */
    record Exchange(byte[] request, int responseBytes) {

        static final Exchange NONE = new Exchange(new byte[0], 0);
    }

    /** Answers a second over the next {@code millis} milliseconds; before and after, nothing is asked. */
    double rate(long millis) throws InterruptedException {
        resume();
        long before = answers.sum();
        long start = System.nanoTime();
        Thread.sleep(millis);
        double rate = (answers.sum() - before) * 1e9 / (System.nanoTime() - start);
        pause();
        return rate;
    }

    /** Lets no further request out, and waits until every answer that is due has come. */
    void pause() throws InterruptedException {
        paused = true;
        for (Channel channel : channels) {
            while (!channel.pipeline().get(Asker.class).isIdle()) {
                Thread.sleep(1);
            }
        }
    }

    private void resume() {
        paused = false;
        for (Channel channel : channels) {
            channel.eventLoop()
                    .execute(() -> channel.pipeline()
                            .get(Asker.class)
                            .ask(channel.pipeline().context(Asker.class)));
        }
    }

    @Override
    public void close() {
        channels.forEach(Channel::close);
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Asker extends ChannelInboundHandlerAdapter {

        private final Exchange opening;
        private volatile boolean idle;
        private int awaited;

        Asker(Exchange opening) {
            this.opening = opening;
        }

        boolean isIdle() {
            return idle;
        }

        void ask(ChannelHandlerContext context) {
            idle = false;
            awaited = responseBytes;
            context.writeAndFlush(Unpooled.wrappedBuffer(request), context.voidPromise());
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (opening.responseBytes() > 0) {
                awaited = opening.responseBytes();
                context.writeAndFlush(Unpooled.wrappedBuffer(opening.request()));
            } else {
                idle = true;
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            awaited -= bytes.readableBytes();
            bytes.release();
            if (awaited != 0) {
                return;
            }
            answers.increment();
            if (paused) {
                idle = true;
            } else {
                ask(context);
            }
        }
    }
}
