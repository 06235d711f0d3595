package org.metersim.client.bluetooth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** A meter that knows a bonded central speaks when it wants to, at whatever the client has come to know of it. */
class GattClientNotificationTest {

    private static final String NUS = " 9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 01 00 40 6E";
    private static final String RX = " 9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 02 00 40 6E";
    private static final String TX = " 9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 03 00 40 6E";

    private final GattClient client = new GattClient();

    private List<String> hear(String pdu) {
        client.receive(Octets.parse(pdu), 1_000);
        List<String> said = new ArrayList<>();
        for (Optional<Octets> next = client.nextOutput(1_000); next.isPresent(); next = client.nextOutput(1_000)) {
            said.add(Hex.of(next.get().toBytes()));
        }
        return said;
    }

    @Test
    void whatTheMeterSaysBeforeItsCharacteristicsAreKnownIsPassedOver() {
        client.begin(1_000);
        hear("1B 14 00 7E");
        hear("03 F7 00");
        hear("1B 14 00 7E");
        assertEquals(List.of("08 10 00 15 00 03 28"), hear("11 14 10 00 15 00" + NUS));
        assertEquals(List.of(), hear("1B 14 00 7E"));
        assertEquals(List.of("1E"), hear("1D 14 00 7E"));
        assertEquals(List.of("08 12 00 15 00 03 28"), hear("09 15 11 00 0C 12 00" + RX));
        assertEquals(List.of(), hear("1B 14 00 7E"));

        assertEquals(Optional.empty(), client.nextHeard());
        assertEquals(Optional.empty(), client.failure());
    }

    @Test
    void whatItSaysOfTheStreamIsHeardOnceItsCharacteristicsAreKnown() {
        client.begin(1_000);
        hear("03 F7 00");
        hear("11 14 10 00 15 00" + NUS);
        hear("09 15 11 00 0C 12 00" + RX);
        hear("09 15 13 00 10 14 00" + TX);
        hear("1B 14 00 7E A0");
        hear("1B 12 00 07");

        assertEquals("7E A0", Hex.of(client.nextHeard().orElseThrow()));
        assertEquals(Optional.empty(), client.nextHeard());
    }
}
