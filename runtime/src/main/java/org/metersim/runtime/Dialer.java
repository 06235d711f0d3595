package org.metersim.runtime;

/** Opens wires to elsewhere: real ones through Netty, virtual ones in a test. */
@FunctionalInterface
public interface Dialer {

    /**
     * Opens a stream to a host and lets {@code endpoint} speak on it. Returns at once; a wire that cannot be opened is
     * told to the endpoint as {@link Endpoint#lineLost}.
     *
     * @param host name or address
     * @param port 1 to 65535
     */
    void dial(String host, int port, Endpoint endpoint);
}
