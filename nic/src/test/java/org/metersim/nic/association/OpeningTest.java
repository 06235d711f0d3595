package org.metersim.nic.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.nic.Bench;
import org.metersim.runtime.journal.Layer;

// Green Book 9.4; the names of the ATS cases (DLMS UA 1001-6) stand in brackets.
class OpeningTest {

    /** InitiateRequest of the vectors: conformance 42 1E 5D, 65535. */
    private static final String INITIATE = "01000000065F1F0400421E5DFFFF";

    private static final String GET_CLOCK = "C001C1 0008 0000010000FF 02 00";

    /** conformance get, block transfer, multiple references, selective access, priority and proposed 42 1E 5D; 1024. */
    private static final String ACCEPTED_PUBLIC =
            "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F040000121404000007";

    private final Bench bench = new Bench();

    private static final String PLAIN = "A109060760857405080101";
    private static final String CIPHERED = "A109060760857405080103";
    private static final String REQUIREMENT = "8A020780";
    private static final String LLS = "8B0760857405080201";
    private static final String HLS_GMAC = "8B0760857405080205";
    private static final String PASSWORD = "AC0780054775727578";
    private static final String CHALLENGE = "AC0A80084B35366956616759";
    private static final String TITLE = "A60A04084D4D4D0000BC614E";

    private static String aarq(String... fields) {
        String joined = String.join("", fields).replace(" ", "");
        return "60%02X%s".formatted(joined.length() / 2, joined);
    }

    private static String userInformation(String apdu) {
        int length = apdu.length() / 2;
        return "BE%02X04%02X%s".formatted(length + 2, length, apdu);
    }

    /** Rejected for good by association control. @param diagnostic {@code A1...} of the user, {@code A2...} provider */
    private static String rejected(String context, String diagnostic) {
        return "6117" + context + "A203020101A305" + diagnostic;
    }

    /** Rejected by the xDLMS context. */
    private static String initiateError(String context, String error) {
        return "611F" + context + "A203020101A305A103020101BE0604040E0106" + error;
    }

    // [APPL_IDLE_N1]
    @Test
    void nothingIsServedWithoutAnAssociation() {
        assertEquals("D80101", bench.wrapper(Bench.PUBLIC).ask(GET_CLOCK));
        assertEquals("D80101", bench.wrapper(Bench.PUBLIC).ask("6203800100"));
    }

    // [APPL_OPEN_1] vector V4, with what sim-1p can do
    @Test
    void thePublicClientAssociatesWithoutAuthentication() {
        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(Bench.AARQ_PUBLIC));
        assertTrue(bench.states()
                .contains("association public of client SAP 16: IDLE -> ASSOCIATED on AARQ_ACCEPTED, "
                        + "conformance 001214, client-max-receive-pdu-size 65535"));
    }

    // some clients name mechanism 0
    @Test
    void mechanismNoneMayBeNamed() {
        String named = aarq(PLAIN, REQUIREMENT, "8B0760857405080200", userInformation(INITIATE));

        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(named));
    }

    @Test
    void theReaderAssociatesWithItsPassword() {
        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.READER).ask(Bench.AARQ_READER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AC0780054775727579", "AC06800447757275", "AC088006477572757800", "AC028000"})
    void anotherPasswordIsAnAuthenticationFailureAndIsLogged(String value) {
        String answer =
                bench.wrapper(Bench.READER).ask(aarq(PLAIN, REQUIREMENT, LLS, value, userInformation(INITIATE)));

        assertEquals(rejected(PLAIN, "A10302010D"), answer);
        assertEquals(List.of(MeterEvent.LOGIN_FAILED), bench.board.events);
    }

    // [APPL_OPEN_4]
    @Test
    void aProtocolVersionOtherThanOneIsRefusedByTheProvider() {
        String version1 = aarq("80020780", PLAIN, userInformation(INITIATE));
        String version2 = aarq("80020640", PLAIN, userInformation(INITIATE));

        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(version1));
        assertEquals(rejected(PLAIN, "A203020102"), bench.wrapper(Bench.PUBLIC).ask(version2));
    }

    // [APPL_OPEN_5] 2: short names, 3: ciphered, 5: unknown; a name of another organisation is answered with ours
    @ParameterizedTest
    @CsvSource({
        "16, A109060760857405080102, A109060760857405080102",
        "16, A109060760857405080103, A109060760857405080103",
        "2, A109060760857405080103, A109060760857405080103",
        "16, A109060760857405080105, A109060760857405080105",
        "16, A109060760857405090101, A109060760857405080101",
        "1, A109060760857405080101, A109060760857405080101",
        "1, A109060760857405080104, A109060760857405080104"
    })
    void anApplicationContextThatTheClientMayNotUseIsRefused(int sap, String context, String echoed) {
        String answer =
                bench.wrapper(sap).ask(aarq(context, TITLE, REQUIREMENT, LLS, PASSWORD, userInformation(INITIATE)));

        assertEquals(rejected(echoed, "A103020102"), answer);
    }

    @Test
    void theJournalSaysWhichContextIsNeeded() {
        bench.wrapper(Bench.MANAGEMENT).ask(aarq(PLAIN, TITLE, REQUIREMENT, HLS_GMAC, CHALLENGE));

        assertEquals(
                "association management of client SAP 1 refused: application-context-name-not-supported: client SAP 1 "
                        + "needs LN with ciphering (2.16.756.5.8.1.3), the AARQ had 2.16.756.5.8.1.1",
                bench.hints().get(0));
    }

    // [APPL_OPEN_6] needed where the nonce is made of it
    @ParameterizedTest
    @ValueSource(strings = {"", "A60904074D4D4D0000BC61", "A60B04094D4D4D0000BC614E00", "A60A040853494D0000003039"})
    void aCipheredContextNeedsASystemTitleOfEightBytesThatIsNotTheMeters(String title) {
        String answer = bench.wrapper(Bench.MANAGEMENT)
                .ask(aarq(CIPHERED, title, REQUIREMENT, HLS_GMAC, CHALLENGE, userInformation(INITIATE)));

        assertEquals(rejected(CIPHERED, "A103020103"), answer);
    }

    // [APPL_OPEN_6] titles, qualifiers and invocation ids that nothing depends on are not looked at
    @ParameterizedTest
    @ValueSource(
            strings = {"A60904074D4D4D0000BC61", "A203040101", "A303040101", "A403020101", "A503020101", "A803020101"})
    void withoutCipheringTitlesAndInvocationIdsAreNotLookedAt(String field) {
        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, field, userInformation(INITIATE))));
    }

    // [APPL_OPEN_7] 11: another mechanism, 12: none named, 14: named, but authentication is not in the requirements
    @ParameterizedTest
    @CsvSource({
        "2, 8A0207808B0760857405080205, A10302010B",
        "2, 8A0207808B0760857405080200, A10302010B",
        "2, 8A020780, A10302010C",
        "2, '', A10302010C",
        "2, 8B0760857405080201, A10302010E",
        "2, 8A0207008B0760857405080201, A10302010E",
        "16, 8A0207808B0760857405080201, A10302010B"
    })
    void authenticationMustBeAskedForAsTheClientNeedsIt(int sap, String fields, String diagnostic) {
        String answer = bench.wrapper(sap).ask(aarq(PLAIN, fields, PASSWORD, userInformation(INITIATE)));

        assertEquals(rejected(PLAIN, diagnostic), answer);
        assertEquals(List.of(), bench.board.events);
    }

    // Green Book 9.2.2.2.2: a challenge has 8 to 64 bytes
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 65})
    void aChallengeOfAnotherLengthIsRefused(int bytes) {
        String challenge = "AC%02X80%02X%s".formatted(bytes + 2, bytes, "5A".repeat(bytes));
        String answer = bench.wrapper(Bench.MANAGEMENT)
                .ask(aarq(CIPHERED, TITLE, REQUIREMENT, HLS_GMAC, challenge, userInformation(INITIATE)));

        assertEquals(rejected(CIPHERED, "A10302010D"), answer);
    }

    // [APPL_OPEN_9] a dedicated key in clear
    @Test
    void aDedicatedKeyInClearIsRefused() {
        String request = "010110E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF0000065F1F0400421E5DFFFF";

        assertEquals(
                initiateError(PLAIN, "04"), bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation(request))));
    }

    // [APPL_OPEN_11]
    @Test
    void anyQualityOfServiceIsAccepted() {
        String request = "0100000101065F1F0400421E5DFFFF";

        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation(request))));
    }

    // [APPL_OPEN_12]
    @Test
    void aLowerDlmsVersionIsRefusedAndAHigherOneAnsweredWithSix() {
        String version5 = "01000000055F1F0400421E5DFFFF";
        String version7 = "01000000075F1F0400421E5DFFFF";

        assertEquals(
                initiateError(PLAIN, "01"), bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation(version5))));
        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation(version7))));
    }

    // [APPL_OPEN_13] nothing in common: set and action alone; the old tag of the block is taken
    @Test
    void aConformanceWithNothingInCommonIsRefused() {
        String setAndAction = "01000000065F1F0400000009FFFF";
        String oldTag = "01000000065F0400421E5DFFFF";

        assertEquals(
                initiateError(PLAIN, "02"),
                bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation(setAndAction))));
        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation(oldTag))));
    }

    // [APPL_OPEN_14] 1 to 11 are reserved, 0 is no limit
    @ParameterizedTest
    @ValueSource(strings = {"0001", "000B"})
    void aPduSizeBelowTwelveIsRefused(String size) {
        assertEquals(
                initiateError(PLAIN, "03"),
                bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation("01000000065F1F0400421E5D" + size))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "000C", "0400"})
    void anyOtherPduSizeIsAccepted(String size) {
        assertEquals(
                ACCEPTED_PUBLIC,
                bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, userInformation("01000000065F1F0400421E5D" + size))));
    }

    @Test
    void whoWantsNoResponseGetsNoneAndIsAssociated() {
        Bench.Client client = bench.wrapper(Bench.PUBLIC);

        assertEquals("", client.ask(aarq(PLAIN, userInformation("0100010000065F1F0400421E5DFFFF"))));
        assertEquals("C401C1010B", client.ask("C001C1 0008 0000010000FF 02 00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"60", "6003A10906", "601DA109060760857405080101BE10040E01", "6004DE020000"})
    void aBrokenAarqIsRefusedWithoutAReason(String broken) {
        assertEquals(rejected(PLAIN, "A103020101"), bench.wrapper(Bench.PUBLIC).ask(broken));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BE00", "BE0404020100", "BE03040108"})
    void anAarqWithoutAnInitiateRequestIsRefused(String field) {
        String answer = bench.wrapper(Bench.PUBLIC).ask(aarq(PLAIN, field));

        assertFalse(answer.contains("A203020100"), answer);
        assertTrue(answer.contains("A203020101A305A103020101"), answer);
    }

    @Test
    void aClientSapThatTheProfileLacksIsRefused() {
        Bench.Client stranger = bench.wrapper(5);

        assertEquals(rejected(PLAIN, "A103020101"), stranger.ask(Bench.AARQ_PUBLIC));
        assertEquals("D80101", stranger.ask(GET_CLOCK));
    }

    // an association opens only if metrology answers
    @Test
    void aSilentMetrologyMakesTheRefusalTransient() {
        bench.board.silent = true;
        String answer = bench.wrapper(Bench.PUBLIC).ask(Bench.AARQ_PUBLIC);
        bench.board.silent = false;

        assertEquals("6117A109060760857405080101A203020102A305A103020101", answer);
        assertTrue(bench.journal.has(Layer.HINT, "metrology is silent"));
        assertEquals(ACCEPTED_PUBLIC, bench.wrapper(Bench.PUBLIC).ask(Bench.AARQ_PUBLIC));
    }

    // [APPL_REL_P1]
    @Test
    void aReleasedAssociationServesNothingUntilItIsOpenedAgain() {
        bench.board.with("8 0-0:1.0.0.255 a2", "090C07EA0B16070C000000FFC400");
        Bench.Client client = bench.associated(Bench.PUBLIC, Bench.AARQ_PUBLIC);

        assertEquals("C401C100090C07EA0B16070C000000FFC400", client.ask(GET_CLOCK));
        assertEquals("6303800100", client.ask("6203800100"));
        assertEquals("D80101", client.ask(GET_CLOCK));
        assertEquals(ACCEPTED_PUBLIC, client.ask(Bench.AARQ_PUBLIC));
        assertEquals("C401C100090C07EA0B16070C000000FFC400", client.ask(GET_CLOCK));
    }

    @Test
    void aReleaseWithoutAReasonIsAReleaseAndABrokenOneIsNot() {
        Bench.Client client = bench.associated(Bench.PUBLIC, Bench.AARQ_PUBLIC);

        assertEquals("D80103", client.ask("6203800200"));
        assertEquals("C401C1010B", client.ask(GET_CLOCK));
        assertEquals("6303800100", client.ask("6200"));
        assertEquals("D80101", client.ask(GET_CLOCK));
    }

    // a further AARQ ends what was open, whether it is accepted or not
    @Test
    void aSecondAarqReplacesTheAssociation() {
        Bench.Client client = bench.associated(Bench.READER, Bench.AARQ_READER);

        assertEquals(ACCEPTED_PUBLIC, client.ask(Bench.AARQ_READER));
        assertEquals(1, bench.nic.status(bench.nowMs).associations().size());
        client.ask(Bench.AARQ_PUBLIC);
        assertEquals(List.of(), bench.nic.status(bench.nowMs).associations());
        assertEquals("D80101", client.ask(GET_CLOCK));
    }
}
