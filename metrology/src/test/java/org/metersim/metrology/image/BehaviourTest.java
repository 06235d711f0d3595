package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Behaviour.Breakage;
import org.metersim.metrology.image.Behaviour.Confirm;
import org.metersim.metrology.image.Behaviour.SelfTest;

class BehaviourTest {

    @Test
    void readsWhatAFirmwareDoes() {
        Behaviour behaviour = Behaviour.parse("""
                # a firmware that comes up the second time
                selfTest: pass-on-try-2   # of three
                bootSeconds: 90

                reportsVersion: 9.9.9-rc1
                confirm: client
                breaks: optical, ble, clock, crypto-counters
                """);

        assertEquals(
                new Behaviour(
                        SelfTest.PASS_ON_TRY,
                        2,
                        Optional.of(90_000L),
                        Optional.of("9.9.9-rc1"),
                        Confirm.CLIENT,
                        Set.of(Breakage.OPTICAL, Breakage.BLE, Breakage.CLOCK, Breakage.CRYPTO_COUNTERS)),
                behaviour);
    }

    @ParameterizedTest
    @CsvSource({
        "pass, PASS, 0",
        "fail, FAIL, 0",
        "hang, HANG, 0",
        "crash-after-30, CRASH_AFTER, 30",
        "pass-on-try-3, PASS_ON_TRY, 3"
    })
    void readsHowASelfTestEnds(String text, SelfTest selfTest, int count) {
        Behaviour behaviour = Behaviour.parse("selfTest: " + text);

        assertEquals(selfTest, behaviour.selfTest());
        assertEquals(count, behaviour.count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "selfTest: maybe",
                "selfTest: crash-after-",
                "selfTest: crash-after-s",
                "selfTest: pass-on-try--1",
                "selfTest: pass-on-try-99999",
                "selfTest: fail 3",
                "bootSeconds: soon",
                "bootSeconds: 86401",
                "bootSeconds: -1",
                "confirm: perhaps",
                "breaks: everything",
                "breaks: optical,",
                "breaks: crypto_counters",
                "breaks:",
                ": pass",
                "reportsVersion: two words",
                "reportsVersion:",
                "colour: blue",
                "pass"
            })
    void refusesWhatItDoesNotKnow(String text) {
        assertThrows(IllegalArgumentException.class, () -> Behaviour.parse(text));
    }

    @Test
    void takesABootOfADayAndNoLonger() {
        assertEquals(
                Optional.of(86_400_000L), Behaviour.parse("bootSeconds: 86400").bootMs());
        assertEquals(Optional.of(0L), Behaviour.parse("bootSeconds :0").bootMs());
    }

    @Test
    void standsAtTheStartOfAPayload() {
        byte[] header = Behaviour.header("selfTest: fail\n");

        assertEquals("meter-sim behaviour 1\nselfTest: fail\n\n", new String(header, StandardCharsets.UTF_8));
        assertEquals(
                SelfTest.FAIL,
                Behaviour.of(payload("meter-sim behaviour 1\nselfTest: fail\n\nfiller"))
                        .selfTest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "random bytes",
                "meter-sim behaviour 1\nselfTest: fail\n",
                "meter-sim behaviour 1\n\nselfTest: fail\n\n",
                "meter-sim behaviour 2\nselfTest: fail\n\n",
                "meter-sim behaviour 1\nselfTest: what\n\n",
                " meter-sim behaviour 1\nselfTest: fail\n\n"
            })
    void aPayloadThatDescribesNothingIsAGoodFirmware(String payload) {
        assertEquals(Behaviour.GOOD, Behaviour.of(payload(payload)));
    }

    private static Octets payload(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
