package org.metersim.transport.ble.smp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * Both ends of pairing against each other, and each against what breaks the rules. The order of PDUs is the standard's.
 */
class PairingTest {

    private static final BluetoothAddress CENTRAL =
            BluetoothAddress.parse(BluetoothAddress.Type.RANDOM, "C6:05:04:03:02:01");
    private static final BluetoothAddress METER =
            BluetoothAddress.parse(BluetoothAddress.Type.RANDOM, "C0:5E:00:00:30:39");
    private static final Octets METER_KEY = Octets.parse("000102030405060708090A0B0C0D0E0F");
    private static final Optional<PairingFailure> OPEN = Optional.empty();
    private static final PairingPolicy CAN_ALL = new PairingPolicy(IoCapability.KEYBOARD_DISPLAY, false);

    /** As Bumble asks: no input, no output, bonding by Secure Connections. */
    private static final String JUST_WORKS_REQUEST = "01 03 00 09 10 03 03";

    private final List<Integer> shown = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private PairingResponder meter = meter(IoCapability.NO_INPUT_NO_OUTPUT, false);
    private PairingInitiator central = central(CAN_ALL, 123_456);
    private long nowMs = 1_000;

    /** Knows that passkey, and compares as it is told to. */
    private record User(int passkey, boolean agrees, List<Integer> shown) implements PairingUser {

        @Override
        public boolean compares(int number) {
            shown.add(number);
            return agrees;
        }
    }

    private PairingResponder meter(IoCapability io, boolean authenticated) {
        return meter(new PairingPolicy(io, authenticated), true);
    }

    private PairingResponder meter(PairingPolicy policy, boolean agrees) {
        PairingUser user = new User(123_456, agrees, shown);
        return new PairingResponder(
                new PairingResponder.Settings(policy, user, CENTRAL, METER, METER_KEY), new Random(1));
    }

    private PairingInitiator central(PairingPolicy policy, int passkey) {
        return central(policy, passkey, true);
    }

    private PairingInitiator central(PairingPolicy policy, int passkey, boolean agrees) {
        return new PairingInitiator(
                policy, new User(passkey, agrees, shown), new PairingInitiator.Ends(CENTRAL, METER), new Random(2));
    }

    /** Until neither has anything to say. */
    private void talk() {
        boolean spoken = true;
        while (spoken) {
            spoken = false;
            for (Optional<Octets> pdu = central.nextOutput(); pdu.isPresent(); pdu = central.nextOutput()) {
                passed.add("> " + pdu.get().toHex().substring(0, 2));
                meter.receive(pdu.get(), OPEN, nowMs);
                spoken = true;
            }
            for (Optional<Octets> pdu = meter.nextOutput(); pdu.isPresent(); pdu = meter.nextOutput()) {
                passed.add("< " + pdu.get().toHex().substring(0, 2));
                central.receive(pdu.get(), nowMs);
                spoken = true;
            }
        }
    }

    private void pair() {
        central.begin(nowMs);
        talk();
        assertTrue(central.wantsEncryption(), () -> central.failure().orElse("under way: " + passed));
        assertEquals(Optional.of(central.longTermKey()), meter.longTermKey());
        meter.encrypted(nowMs);
        central.encrypted(nowMs);
        talk();
    }

    private void endsWell(boolean authenticated) {
        Bond ofMeter = central.bond().orElseThrow();
        Bond ofCentral = meter.takeBond().orElseThrow();
        assertEquals(ofMeter.key(), ofCentral.key());
        assertEquals(authenticated, ofMeter.key().authenticated());
        assertEquals(METER, ofMeter.identity());
        assertEquals(METER_KEY, ofMeter.identityKey());
        assertEquals(CENTRAL, ofCentral.identity());
        assertFalse(meter.isBusy());
        assertEquals(Optional.empty(), meter.takeBond());
        assertEquals(Optional.empty(), meter.takeFailure());
        assertEquals(Endpoint.NEVER, meter.deadlineMs());
        assertEquals(Endpoint.NEVER, central.deadlineMs());
    }

    // The sequence that Bumble and a virtual controller were seen to speak.
    @Test
    void justWorks() {
        pair();

        endsWell(false);
        assertEquals(
                List.of(
                        "> 01", "< 02", "> 0C", "< 0C", "< 03", "> 04", "< 04", "> 0D", "< 0D", "< 08", "< 09", "> 08",
                        "> 09"),
                passed);
    }

    @Test
    void aPasskeyThatTheMeterShows() {
        meter = meter(IoCapability.DISPLAY_ONLY, true);
        central = central(new PairingPolicy(IoCapability.KEYBOARD_ONLY, true), 123_456);
        pair();

        endsWell(true);
        assertEquals(20, passed.stream().filter("> 03"::equals).count());
        assertEquals(20, passed.stream().filter("< 04"::equals).count());
    }

    @Test
    void aComparisonOfNumbers() {
        meter = meter(IoCapability.DISPLAY_YES_NO, true);
        pair();

        endsWell(true);
        assertEquals(2, shown.size());
        assertEquals(shown.get(0), shown.get(1));
    }

    // 3.5.5: the first wrong bit ends it, at whichever end sees it
    @ParameterizedTest
    @ValueSource(ints = {123_457, 0, 999_999, 123_456 ^ 1 << 19})
    void aWrongPasskeyIsRefused(int passkey) {
        meter = meter(IoCapability.DISPLAY_ONLY, true);
        central = central(new PairingPolicy(IoCapability.KEYBOARD_ONLY, true), passkey);
        central.begin(nowMs);
        talk();

        assertEquals(Optional.of("the meter refused to pair: Confirm Value Failed"), central.failure());
        assertEquals(Optional.of(PairingFailure.CONFIRM_VALUE_FAILED), meter.takeFailure());
        assertTrue(PairingFailure.CONFIRM_VALUE_FAILED.isWrongProof());
        assertEquals(Optional.empty(), meter.longTermKey());
        assertEquals(Optional.empty(), meter.takeBond());
    }

    @Test
    void aNumberThatTheMetersUserDoesNotFindIsRefused() {
        meter = meter(new PairingPolicy(IoCapability.DISPLAY_YES_NO, true), false);
        central.begin(nowMs);
        talk();

        assertEquals(Optional.of("the meter refused to pair: Numeric Comparison Failed"), central.failure());
        assertEquals(Optional.of(PairingFailure.NUMERIC_COMPARISON_FAILED), meter.takeFailure());
    }

    @Test
    void aNumberThatTheTechnicianDoesNotFindIsRefused() {
        meter = meter(IoCapability.DISPLAY_YES_NO, true);
        central = central(CAN_ALL, 0, false);
        central.begin(nowMs);
        talk();

        assertEquals(Optional.of("pairing failed: Numeric Comparison Failed"), central.failure());
        assertFalse(meter.isBusy());
        assertEquals(Optional.empty(), meter.takeBond());
    }

    // Table 2.8: what the meter can, what the central can, how they pair
    @ParameterizedTest
    @CsvSource({
        "DISPLAY_ONLY, KEYBOARD_ONLY, PASSKEY",
        "DISPLAY_ONLY, KEYBOARD_DISPLAY, PASSKEY",
        "DISPLAY_ONLY, DISPLAY_YES_NO, JUST_WORKS",
        "DISPLAY_ONLY, DISPLAY_ONLY, JUST_WORKS",
        "DISPLAY_YES_NO, DISPLAY_YES_NO, COMPARISON",
        "DISPLAY_YES_NO, KEYBOARD_DISPLAY, COMPARISON",
        "DISPLAY_YES_NO, KEYBOARD_ONLY, PASSKEY",
        "DISPLAY_YES_NO, DISPLAY_ONLY, JUST_WORKS",
        "KEYBOARD_ONLY, KEYBOARD_ONLY, PASSKEY",
        "KEYBOARD_ONLY, DISPLAY_ONLY, PASSKEY",
        "KEYBOARD_DISPLAY, KEYBOARD_DISPLAY, COMPARISON",
        "NO_INPUT_NO_OUTPUT, KEYBOARD_DISPLAY, JUST_WORKS",
        "KEYBOARD_DISPLAY, NO_INPUT_NO_OUTPUT, JUST_WORKS"
    })
    void theMethodFollowsFromWhatBothCan(IoCapability responder, IoCapability initiator, PairingMethod method) {
        assertEquals(method, IoCapability.method(initiator, responder));
    }

    private String answer(String request) {
        meter.receive(Octets.parse(request), OPEN, nowMs);
        return meter.nextOutput().map(Octets::toHex).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        // legacy: no Secure Connections
        "01 03 00 01 10 03 03, 0503",
        "01 03 01 09 10 03 03, 0502",
        "01 03 00 09 0F 03 03, 0506",
        "01 03 00 09 06 03 03, 050A",
        "01 03 00, 050A",
        // no pairing is under way
        "03 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F, ''",
        "02 03 00 09 10 03 03, ''"
    })
    void whatTheMeterCannotTakeIsRefusedWithItsReason(String request, String answer) {
        assertEquals(answer, answer(request));
        assertFalse(meter.isBusy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 03 00 09 10 03 03",
                "03 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F",
                "04 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F",
                "0D 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F",
                "08 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F",
                "09 01 39 30 00 00 5E C0",
                "0B 0D"
            })
    void whatComesOutOfTurnEndsThePairing(String pdu) {
        answer(JUST_WORKS_REQUEST);

        assertEquals("0508", answer(pdu));
        assertFalse(meter.isBusy());
    }

    @Test
    void aMeterThatWantsToBeSureRefusesWhoCannotBeSure() {
        meter = meter(IoCapability.DISPLAY_ONLY, true);

        assertEquals("0503", answer(JUST_WORKS_REQUEST));
        assertEquals(Optional.of(PairingFailure.AUTHENTICATION_REQUIREMENTS), meter.takeFailure());
    }

    @Test
    void aMeterThatIsLockedRefusesEveryRequest() {
        meter.receive(Octets.parse(JUST_WORKS_REQUEST), Optional.of(PairingFailure.REPEATED_ATTEMPTS), nowMs);

        assertEquals(Optional.of(Octets.parse("0509")), meter.nextOutput());
        assertFalse(meter.isBusy());
    }

    // 2.3.5.6.1: a point off the curve, or our own X
    @Test
    void aPublicKeyThatIsNoneIsRefused() {
        assertEquals("02", answer(JUST_WORKS_REQUEST).substring(0, 2));
        assertEquals("050A", answer("0C" + "01".repeat(64)));
    }

    @Test
    void aWrongCheckIsRefused() {
        central.begin(nowMs);
        for (int turn = 0; turn < 3; turn++) {
            central.nextOutput().ifPresent(pdu -> meter.receive(pdu, OPEN, nowMs));
            for (Optional<Octets> pdu = meter.nextOutput(); pdu.isPresent(); pdu = meter.nextOutput()) {
                central.receive(pdu.get(), nowMs);
            }
        }
        byte[] check = central.nextOutput().orElseThrow().toBytes();
        assertEquals(0x0D, check[0]);
        check[5] ^= 1;

        assertEquals("050B", answer(Octets.of(check).toHex()));
        assertEquals(Optional.of(PairingFailure.DHKEY_CHECK_FAILED), meter.takeFailure());
    }

    // 3.4: thirty seconds, then nothing more on this connection
    @Test
    void aPairingThatStandsStillIsOver() {
        answer(JUST_WORKS_REQUEST);
        assertEquals(31_000, meter.deadlineMs());
        meter.wake(30_999);
        assertTrue(meter.isBusy());
        meter.wake(31_000);

        assertTrue(meter.isDead());
        assertEquals("", answer(JUST_WORKS_REQUEST));
    }

    @Test
    void aCentralThatHearsNothingGivesUp() {
        central.begin(nowMs);
        central.wake(31_000);

        assertEquals(Optional.of("the meter did not go on with pairing within 30 s"), central.failure());
    }

    @Test
    void aRequestInTheMiddleBeginsAnew() {
        central.begin(nowMs);
        central.nextOutput();
        answer(JUST_WORKS_REQUEST);
        answer("04 00");
        meter.takeFailure();
        central = central(CAN_ALL, 0);
        meter.nextOutput();
        pair();

        endsWell(false);
    }

    @Test
    void aCentralThatGivesNoIdentityIsKnownByItsAddress() {
        assertEquals("02030009100002", answer("01 03 00 09 10 00 03"));
    }

    @Test
    void keypressesAndReservedCodesArePassedOver() {
        assertEquals("", answer("0E 00"));
        assertEquals("", answer("0F 01"));
    }

    @Test
    void theDocumentHasTheStates() throws IOException {
        String page = Files.readString(Path.of("../docs/pairing-states.md"));

        assertTrue(page.contains(PairingResponder.diagram()), PairingResponder::diagram);
        assertTrue(page.contains(PairingInitiator.diagram()), PairingInitiator::diagram);
    }

    @Test
    void whateverComesTheMeterAnswersOrIsSilentAndPairsAfterwards() {
        int rounds = 300 * Integer.getInteger("fuzz.factor", 1);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            meter = meter(IoCapability.NO_INPUT_NO_OUTPUT, false);
            for (int step = 0; step < 20; step++) {
                byte[] bytes = new byte[random.nextInt(4) == 0 ? 65 : random.nextInt(20)];
                random.nextBytes(bytes);
                if (bytes.length > 0) {
                    bytes[0] = (byte) random.nextInt(16);
                }
                meter.receive(step % 5 == 0 ? Octets.parse(JUST_WORKS_REQUEST) : Octets.of(bytes), OPEN, nowMs);
                if (random.nextInt(10) == 0) {
                    meter.encrypted(nowMs);
                }
            }
            while (meter.nextOutput().isPresent()) {
                // what it answered to garbage
            }
            meter.takeFailure();
            central = central(CAN_ALL, 0);
            pair();
            assertTrue(meter.takeBond().isPresent(), "seed " + seed);
        }
    }
}
