package org.metersim.runtime.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.metersim.runtime.Dialer;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SimulationClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop: the thread that owns some endpoints and all they touch. Opens listeners and connections whose
 * endpoints it then drives; everyone else hops here by {@link #call}.
 */
public final class NetLoop implements Dialer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NetLoop.class);
    private static final int BACKLOG = 1024;
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    /** An open listener. @param address the one it is bound to, with the port that was really taken */
    public record Listener(InetSocketAddress address, Channel channel) implements AutoCloseable {

        public int port() {
            return address.getPort();
        }

        /** Listens no more, and leaves the port soon; connections stay. Not to be called on the loop. */
        @Override
        public void close() {
            channel.close().awaitUninterruptibly();
        }
    }

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final SimulationClock clock;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** Touched on the loop only. */
    private final Map<Endpoint, EndpointDriver> drivers = new IdentityHashMap<>();

    /** @param name of its thread */
    public NetLoop(String name, SimulationClock clock) {
        this.group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        this.loop = group.next();
        this.clock = clock;
    }

    public SimulationClock clock() {
        return clock;
    }

    /**
     * Listens, and lets {@code endpoints} say who answers on the local address of each connection; empty refuses it.
     *
     * @throws IOException when the address cannot be bound
     */
    public Listener listen(InetSocketAddress address, Function<InetSocketAddress, Optional<Endpoint>> endpoints)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group, group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, endpoints);
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        channels.add(bound.channel());
        return new Listener((InetSocketAddress) bound.channel().localAddress(), bound.channel());
    }

    private void accept(Channel channel, Function<InetSocketAddress, Optional<Endpoint>> endpoints) {
        Optional<Endpoint> endpoint = endpoints.apply((InetSocketAddress) channel.localAddress());
        if (endpoint.isEmpty()) {
            LOG.debug("local={} nobody answers here, hanging up", channel.localAddress());
            channel.close();
            return;
        }
        attach(channel, endpoint.get());
    }

    private void attach(Channel channel, Endpoint endpoint) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> remove(endpoint));
        channel.pipeline().addLast(new EndpointHandler(outlet -> driver(endpoint, outlet)));
    }

    /** The driver of an endpoint, made when there is none; on the loop only. */
    EndpointDriver driver(Endpoint endpoint, EndpointDriver.Outlet outlet) {
        return drivers.computeIfAbsent(endpoint, made -> new EndpointDriver(made, clock, loop, outlet));
    }

    /** Forgets an endpoint; on the loop only. */
    void remove(Endpoint endpoint) {
        drivers.remove(endpoint);
    }

    @Override
    public void dial(String host, int port, Endpoint endpoint) {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        attach(channel, endpoint);
                    }
                });
        // a connection that was never made has no channelInactive
        bootstrap.connect(host, port).addListener(done -> {
            if (!done.isSuccess()) {
                LOG.debug(
                        "peer={}:{} cannot be reached: {}",
                        host,
                        port,
                        done.cause().getMessage());
                endpoint.lineLost(clock.nowMs());
            }
        });
    }

    /** Runs {@code task} on the loop and waits for its result; at once when already there. */
    public <T> T call(Callable<T> task) {
        try {
            return loop.inEventLoop() ? task.call() : loop.submit(task).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
    }

    /** Runs {@code task} on the loop, later. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Runs {@code task} on the loop in {@code inMs} milliseconds. */
    public void schedule(long inMs, Runnable task) {
        loop.schedule(task, inMs, TimeUnit.MILLISECONDS);
    }

    /** Lets {@code endpoint}, when it is open here, look at the clock and at its meter; soon, never at once. */
    public void poll(Endpoint endpoint) {
        loop.execute(() -> {
            EndpointDriver driver = drivers.get(endpoint);
            if (driver != null) {
                driver.poll();
            }
        });
    }

    /** Lets every endpoint look at the clock and at its meter: time was stepped. */
    public void pollAll() {
        loop.execute(() -> List.copyOf(drivers.values()).forEach(EndpointDriver::clockStepped));
    }

    /** Hangs up every connection; listeners stay. */
    public void hangUp() {
        channels.close(channel -> channel.pipeline().get(EndpointHandler.class) != null)
                .awaitUninterruptibly();
    }

    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
