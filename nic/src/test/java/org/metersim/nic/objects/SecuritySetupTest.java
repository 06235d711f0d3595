package org.metersim.nic.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.metrology.link.MeterEvent;

// Blue Book 4.4.7, version 0; the wrapped keys are of RFC 3394 under the KEK 31..31, made by OpenSSL.
class SecuritySetupTest {

    private static final String SETUP = "0-0:43.0.1.255";
    private static final String COUNTER = "0-0:43.1.1.255";
    private static final String NEW_GUEK = "11112222333344445555666677778888";

    /** {@link #NEW_GUEK} wrapped: vector of gurux.dlms 4.0.47, jDLMS 1.8.0 and the JDK alike. */
    private static final String WRAPPED_GUEK = "09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2";

    private static final String NEW_GAK = "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF";
    private static final String WRAPPED_GAK = "0918C97E5B71207F159EDDCCB965D7DCF3FD1A14AC7F2CF25E1E";

    private final TestCard card = new TestCard();

    // breaks: crypto-counters. What else the card has is shown as ever.
    @Test
    void showsNoCounterWhenTheFirmwareLeavesThemDead() {
        assertEquals("0600000000", card.read(1, COUNTER, 2));
        card.servesCounters = false;

        assertEquals("hardware-fault", card.read(1, COUNTER, 2));
        assertEquals("1602", card.read(64, SETUP, 2));
    }

    @ParameterizedTest
    @CsvSource({"1, 090600002B0001FF", "2, 1602", "3, 1600", "4, 09084D4D4D0000BC614E", "5, 090853494D0000003039"})
    void showsPolicySuiteAndTitles(int attribute, String expected) {
        assertEquals(expected, card.read(64, SETUP, attribute));
    }

    @Test
    void doesNotKnowTheClientOfAnotherAssociation() {
        assertEquals("0900", card.read(64, "0-0:43.0.3.255", 4));
    }

    @Test
    void refusesAttributesThatVersion0LacksAndWrites() {
        assertEquals("read-write-denied", card.read(64, SETUP, 6));
        assertEquals("read-write-denied", card.write(64, SETUP, 2, "1603"));
        assertEquals("read-write-denied", card.invoke(64, SETUP, 3, "0F00"));
    }

    // security_policy 2 demands encryption: 3 demands that too, 1 and 0 do not.
    @Test
    void strengthensThePolicy() {
        assertEquals("done", card.invoke(64, SETUP, 1, "1603"));
        card.restart();

        assertEquals("1603", card.read(64, SETUP, 2));
        assertEquals(List.of(MeterEvent.PARAMETERS_CHANGED), card.events);
    }

    @ParameterizedTest
    @CsvSource({
        "1601, other-reason",
        "1600, other-reason",
        "1604, other-reason",
        "0F03, type-unmatched",
        "00, type-unmatched"
    })
    void refusesAWeakerPolicyOrNone(String policy, String reason) {
        assertEquals(reason, card.invoke(64, SETUP, 1, policy));

        assertEquals("1602", card.read(64, SETUP, 2));
        assertEquals(List.of(), card.events);
    }

    @Test
    void takesThePolicyInForceAsItIs() {
        assertEquals("done", card.invoke(64, SETUP, 1, "1602"));

        assertEquals(List.of(), card.events);
    }

    @Test
    void putsATransferredEncryptionKeyIntoUseWithNewCounters() {
        card.state.receive(TestCard.MANAGEMENT).accept(41);
        assertEquals("060000002A", card.read(1, COUNTER, 2));

        assertEquals("done", card.invoke(64, SETUP, 2, "0101 0202 1600" + WRAPPED_GUEK));
        card.restart();

        assertEquals(NEW_GUEK, card.state.keys(TestCard.MANAGEMENT).guek().toHex());
        assertEquals("0600000000", card.read(1, COUNTER, 2));
        assertEquals(List.of(MeterEvent.KEYS_CHANGED), card.events);
    }

    @Test
    void putsBothKeysIntoUseAndLeavesOtherAssociationsAlone() {
        CipherKeys others = card.state.keys(TestCard.FIRMWARE);

        assertEquals("done", card.invoke(64, SETUP, 2, "0102 0202 1602" + WRAPPED_GAK + "0202 1600" + WRAPPED_GUEK));

        assertEquals(NEW_GUEK, card.state.keys(TestCard.MANAGEMENT).guek().toHex());
        assertEquals(NEW_GAK, card.state.keys(TestCard.MANAGEMENT).gak().toHex());
        assertEquals(others, card.state.keys(TestCard.FIRMWARE));
    }

    // All or nothing: the first entry is right each time, the second is not.
    @ParameterizedTest
    @CsvSource({
        "1601, 09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2, other-reason",
        "1603, 09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2, other-reason",
        "1609, 09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2, other-reason",
        "1602, 09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE3, other-reason",
        "1602, 09170A6FB68EBA6F886B7128B30388C23773754B1972FB9E9E, other-reason",
        "1602, 091011112222333344445555666677778888, other-reason",
        "1602, 0920000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, other-reason",
        "1602, 0900, other-reason",
        "1602, 00, type-unmatched",
        "0F02, 09180A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2, type-unmatched"
    })
    void changesNoKeyWhenOneOfThemIsWrong(String keyId, String wrapped, String reason) {
        CipherKeys before = card.state.keys(TestCard.MANAGEMENT);
        card.state.receive(TestCard.MANAGEMENT).accept(41);

        assertEquals(reason, card.invoke(64, SETUP, 2, "0102 0202 1600" + WRAPPED_GUEK + "0202" + keyId + wrapped));

        card.restart();
        assertEquals(before, card.state.keys(TestCard.MANAGEMENT));
        assertEquals("060000002A", card.read(1, COUNTER, 2));
        assertEquals(List.of(), card.events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "0201" + "02021600" + WRAPPED_GUEK, "01010203160009000F00"})
    void refusesWhatIsNoListOfKeys(String parameter) {
        assertEquals("type-unmatched", card.invoke(64, SETUP, 2, parameter));
    }

    @Test
    void refusesAnEmptyListAndOneThatIsTooLong() {
        assertEquals("other-reason", card.invoke(64, SETUP, 2, "0100"));
        assertEquals("other-reason", card.invoke(64, SETUP, 2, "0109" + ("0202 1600" + WRAPPED_GUEK).repeat(9)));
    }

    // The setup of another association has another KEK: each meter's own, where they are derived.
    @Test
    void refusesAKeyWrappedUnderAnotherKek() {
        assertEquals("other-reason", card.invoke(64, "0-0:43.0.3.255", 2, "0101 0202 1600" + WRAPPED_GUEK));
    }

    @ParameterizedTest
    @CsvSource({"41, 060000002A", "4294967294, 06FFFFFFFF", "4294967295, 06FFFFFFFF"})
    void showsTheSmallestCounterThatIsAccepted(long accepted, String expected) {
        assertEquals("0600000000", card.read(1, COUNTER, 2));

        card.state.receive(TestCard.MANAGEMENT).accept(accepted);

        assertEquals(expected, card.read(1, COUNTER, 2));
        assertEquals("090600002B0101FF", card.read(1, COUNTER, 1));
        assertEquals("read-write-denied", card.write(1, COUNTER, 2, "0600000000"));
    }
}
