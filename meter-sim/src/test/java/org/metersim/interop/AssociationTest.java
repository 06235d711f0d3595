package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.HdlcFrame;
import org.metersim.meter.Meter;

/** Who gets in, who does not, and what is not taken twice; by two clients that we did not write, on every line. */
@Timeout(60)
class AssociationTest {

    private static final String EVERY_STAND = "org.metersim.interop.Stand#all";
    private static final Target SERIAL = new Target(1, "0.0.96.1.0.255", 2);
    private static final Target ENERGY = new Target(3, "1.0.1.8.0.255", 2);
    private static final int LOGIN_FAILED = 46;
    private static final int DECIPHERING_FAILED = 49;
    private static final int REPLAY_REFUSED = 50;
    private static final int WRAPPER_HEADER_BYTES = 8;
    private static final int LLC_BYTES = 3;
    private static final int EXCEPTION_RESPONSE = 0xD8;
    private static final int INVOCATION_COUNTER_ERROR = 6;

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void everyAssociationOpensAndReadsTheSerialNumber(Stand stand) throws Exception {
        try (Meter meter = Meter.builder().start()) {
            for (Who who : Who.values()) {
                try (ForeignClient client = stand.open(meter.tcp(), who)) {
                    assertArrayEquals("00012345".getBytes(StandardCharsets.US_ASCII), client.octets(SERIAL));
                }
            }
            assertFalse(meter.state().hasLogged(LOGIN_FAILED));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aWrongPasswordIsRefused(Stand stand) throws Exception {
        Secrets wrong = Secrets.RIGHT.withPassword("Guruy");
        try (Meter meter = Meter.builder().start()) {
            stand.isRefused(meter.tcp(), Who.READER, wrong);
            assertTrue(meter.state().hasLogged(LOGIN_FAILED));
        }
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aWrongEncryptionKeyIsRefused(Stand stand) throws Exception {
        isRefused(stand, Secrets.RIGHT.withWrongEncryptionKey());
    }

    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aWrongAuthenticationKeyIsRefused(Stand stand) throws Exception {
        isRefused(stand, Secrets.RIGHT.withWrongAuthenticationKey());
    }

    private static void isRefused(Stand stand, Secrets wrong) throws Exception {
        try (Meter meter = Meter.builder().start()) {
            for (Who who : List.of(Who.MANAGEMENT, Who.FIRMWARE)) {
                stand.isRefused(meter.tcp(), who, wrong);
            }
            assertTrue(meter.state().hasLogged(DECIPHERING_FAILED));
            try (ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
                assertEquals(ForeignClient.SUCCESS, client.get(ENERGY));
            }
        }
    }

    // Exception-response, invocation-counter-error, with the next counter that would be taken. Green Book 9.5.
    @ParameterizedTest
    @MethodSource(EVERY_STAND)
    void aReplayedApduIsRefused(Stand stand) throws Exception {
        try (Meter meter = Meter.builder().start();
                Relay relay = new Relay(meter.tcp());
                ForeignClient client = stand.open(relay.address(), Who.MANAGEMENT)) {
            assertEquals(ForeignClient.SUCCESS, client.get(ENERGY));
            byte[] captured = relay.lastRequest();
            assertFalse(meter.state().hasLogged(REPLAY_REFUSED));
            boolean isHdlc = stand.line() != Line.WRAPPER;
            byte[] answer = relay.ask(isHdlc ? inTheNextFrame(captured) : captured);
            byte[] apdu = isHdlc
                    ? withoutLlc(Frames.only(answer).information())
                    : Arrays.copyOfRange(answer, WRAPPER_HEADER_BYTES, answer.length);
            assertEquals(
                    EXCEPTION_RESPONSE, apdu[0] & 0xFF, () -> HexFormat.of().formatHex(apdu));
            assertEquals(
                    INVOCATION_COUNTER_ERROR,
                    apdu[2] & 0xFF,
                    () -> HexFormat.of().formatHex(apdu));
            assertTrue(meter.state().hasLogged(REPLAY_REFUSED));
        }
    }

    private static byte[] withoutLlc(Octets information) {
        return information.slice(LLC_BYTES, information.length()).toBytes();
    }

    /** The same APDU as the I frame that is due next: HDLC itself takes it. */
    private static byte[] inTheNextFrame(byte[] captured) {
        HdlcFrame frame = Frames.only(captured);
        int control = frame.control() & 0x11 | (frame.control() & 0xEE) + 0x22 & 0xEE;
        return new HdlcFrame(frame.destination(), frame.source(), false, control, frame.information()).encode();
    }
}
