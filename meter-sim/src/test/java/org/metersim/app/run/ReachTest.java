package org.metersim.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told to type. */
class ReachTest {

    private static List<String> texts(List<InetSocketAddress> addresses) {
        return addresses.stream().map(Reach::text).toList();
    }

    @Test
    void anAddressIsTypedAsItIs() throws UnknownHostException {
        InetSocketAddress one = new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 4059);

        assertEquals(List.of("192.0.2.7:4059"), texts(Reach.of(one)));
    }

    @Test
    void anAddressWithColonsIsTypedInBrackets() throws UnknownHostException {
        InetSocketAddress one = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 4059);

        assertEquals("[2001:db8:0:0:0:0:0:1]:4059", Reach.text(one));
    }

    @Test
    void allAddressesAreThoseOfThisMachineAndNeverZeros() throws UnknownHostException {
        List<String> typed = texts(Reach.of(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 4059)));

        assertTrue(typed.contains("127.0.0.1:4059"), typed::toString);
        assertFalse(typed.contains("0.0.0.0:4059"), typed::toString);
    }

    @Test
    void theNetworkComesFirstAndAFewAreEnough() throws UnknownHostException {
        List<InetAddress> addresses = List.of(
                InetAddress.getByName("127.0.0.1"),
                InetAddress.getByName("::1"),
                InetAddress.getByName("192.0.2.1"),
                InetAddress.getByName("192.0.2.2"),
                InetAddress.getByName("192.0.2.3"));

        assertEquals(
                List.of("192.0.2.1:7", "192.0.2.2:7", "192.0.2.3:7", "127.0.0.1:7"), texts(Reach.of(7, addresses)));
    }
}
