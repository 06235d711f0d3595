package org.metersim.app.run;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/** What a person types to reach what listens: an address that can be called, also where all of them are listened on. */
final class Reach {

    /** More rows would hide the rest of the card. */
    private static final int MAX_ADDRESSES = 4;

    private Reach() {}

    /** The address itself, or for 0.0.0.0 those of this machine, of the network before the loopback one. */
    static List<InetSocketAddress> of(InetSocketAddress listening) {
        return listening.getAddress().isAnyLocalAddress()
                ? of(listening.getPort(), ofThisMachine())
                : List.of(listening);
    }

    static List<InetSocketAddress> of(int port, List<InetAddress> addresses) {
        return addresses.stream()
                .filter(address -> address instanceof Inet4Address)
                .sorted(Comparator.comparing(InetAddress::isLoopbackAddress))
                .limit(MAX_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static List<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .toList();
        } catch (SocketException notTold) {
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    /** {@code 127.0.0.1}, or {@code [::1]} as an address with colons is written before a port. */
    static String host(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    /** {@code 127.0.0.1:4059}. */
    static String text(InetSocketAddress address) {
        return host(address.getAddress()) + ":" + address.getPort();
    }
}
