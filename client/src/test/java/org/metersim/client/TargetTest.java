package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "tcp:127.0.0.1:4059, TCP, 127.0.0.1, 4059",
        "hdlc:meter.example:1, HDLC, meter.example, 1",
        "optical:[::1]:65535, OPTICAL, ::1, 65535",
        "pty:/dev/pts/3, PTY, /dev/pts/3, 0",
        "pty:/tmp/a:b, PTY, /tmp/a:b, 0"
    })
    void takesEachOfItsFormsAndPrintsThemAgain(String text, Target.Transport transport, String where, int port) {
        Target target = Target.parse(text);

        assertEquals(new Target(transport, where, port), target);
        assertEquals(text, target.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp",
                ":",
                "tcp:",
                "tcp:4059",
                "tcp:host:",
                "tcp::4059",
                "tcp:host:0",
                "tcp:host:65536",
                "tcp:host:-1",
                "tcp:host:4O59",
                "tcp:::1:4059",
                "TCP:host:4059",
                "udp:host:4059",
                "pty:dev/pts/3",
                "pty:"
            })
    void refusesWhatIsNoneAndSaysWhatWasExpected(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Target.parse(text))
                .getMessage();

        assertTrue(message.startsWith("target: " + text + " (expected: "), message);
    }

    @Test
    void anOpticalPortSignsOnHoweverItIsReached() {
        assertTrue(Target.parse("optical:h:1").signsOn());
        assertTrue(Target.parse("pty:/dev/pts/3").signsOn());
        assertEquals(false, Target.parse("hdlc:h:1").signsOn());
    }
}
