package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;

/**
 * Associations as transcripts. Answers of V9 and V11 are a foreign server's; ciphered requests were made with OpenSSL.
 */
class AssociationTest {

    static final String AARQ_HLS = "6055A109060760857405080103A60A04084D4D4D0000BC614E8A0207808B0760857405080205"
            + "AC0A80084B35366956616759"
            + "BE230421211F3000000100E61BA8A603D1829F2035BEBE9E35D65818FFAFD14BA29F8DB7A0";
    static final String AARE_HLS = "6161A109060760857405080103A203020100A305A10302010EA40A04084D4D4D0000000001"
            + "88020780890760857405080205AA0A8008503677524A323146"
            + "BE230421281F30000002008B7FE9B28D3F6AF8158FC8A8902EE652DF24C1B9E98D479DEC68";
    static final String PASS_3 =
            "CB313000000102617B2DAE7FFD9352BE91A8328B12E5EE497961939580EA9D812A250A0E242979B7EDD367D6F7B5AB1A0F9155";
    static final String PASS_4 =
            "CF2A30000002010872C98974A966F360DB940BB8801CC4FD2CCA9F45EEE2D798ED53FC7ABF77663067629133";
    static final String HLS = "> " + AARQ_HLS + "\n< " + AARE_HLS + "\n> " + PASS_3 + "\n< " + PASS_4;

    private static final SelectedAttribute ENERGY =
            SelectedAttribute.whole(new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2));

    private static Conversation hls() {
        Conversation meter = Conversation.wrapper(3);
        meter.counters.continueFrom(0x100);
        return meter.associate(Conversation.FIRMWARE);
    }

    @Test
    void thePublicClientProvesNothing() {
        Conversation meter = Conversation.wrapper(16).associate(Conversation.PUBLIC);
        meter.play(Conversation.PUBLIC_ASSOCIATION);

        AssociationInfo info = (AssociationInfo) meter.last();
        assertEquals(0x005E1D, info.conformance().bits());
        assertEquals(1024, info.maxPduBytes());
        assertTrue(meter.session.isAssociated());
    }

    // V6, with the services that this client asks for
    @Test
    void aPasswordGoesInClear() {
        Conversation meter = Conversation.wrapper(2).associate(Conversation.READER);
        meter.play("> 6036A1090607608574050801018A0207808B0760857405080201AC0A80083132333435363738"
                + "BE10040E01000000065F1F0400005E1DFFFF");
        meter.play("< 6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400005E1D04000007");

        assertInstanceOf(AssociationInfo.class, meter.last());
    }

    @Test
    void hlsProvesBothEndsAndCiphersWhatFollows() {
        Conversation meter = hls().play(HLS);
        AssociationInfo info = (AssociationInfo) meter.last();
        assertEquals(Octets.parse("4D4D4D0000000001"), info.serverTitle());

        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("""
                > C81E300000010330DC7D6157EFE45E3AAC66C27210D43BE00B4681176A7D9713
                < CC1A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D95
                """);

        assertEquals("[GetResult[result=success, data=Numeral[type=double-long-unsigned, value=123456]]]", told(meter));
    }

    private static String told(Conversation meter) {
        return meter.last().toString();
    }

    // V12: a peer that negotiated general-protection may answer so
    @Test
    void anAnswerInGeneralGloIsTakenAsWell() {
        Conversation meter = hls().play(HLS);
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("""
                > C81E300000010330DC7D6157EFE45E3AAC66C27210D43BE00B4681176A7D9713
                < DB084D4D4D00000000011A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D95
                """);

        assertTrue(told(meter).contains("value=123456"), told(meter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the tag's last bit, the counter of pass 4 again, in clear, authenticated but not encrypted
                "CC1A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D94 | the authentication tag does not verify",
                "@PASS_4@ | a replayed answer",
                "C401C100060001E240 | answered in clear what was asked ciphered",
                "CC1A1000000203C401C100060001E24100B7494969C0B1C602C7387A | protected less than the request",
                "DB084D4D4D00000000021A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D95 | another sender"
            })
    void whatIsNotGenuineIsRefused(String answer, String reason) {
        Conversation meter = hls().play(HLS);
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("> C81E300000010330DC7D6157EFE45E3AAC66C27210D43BE00B4681176A7D9713\n< "
                + answer.replace("@PASS_4@", PASS_4));

        assertEquals(Failure.Kind.SECURITY, meter.failure().kind());
        assertTrue(meter.failure().text().contains(reason), meter.failure().text());
    }

    @Test
    void anAnswerHeardInAnEarlierAssociationIsNotTakenAgain() {
        Conversation first = hls().play(HLS);
        Conversation second = Conversation.wrapper(3);
        second.session.associate(Conversation.FIRMWARE, first.counters, second.note(), second.nowMs());
        second.session.nextOutput();
        second.play("< " + AARE_HLS);

        assertEquals(Failure.Kind.SECURITY, second.failure().kind());
        assertTrue(
                second.failure().text().startsWith("a replayed answer: invocation counter 512, expected at least 514"));
    }

    @Test
    void aMeterThatCannotProveItsKeysIsRefused() {
        // the proof of V11 over another challenge: its last byte differs, sealed with the right keys
        Conversation meter = hls();
        meter.play("> " + AARQ_HLS + "\n< " + AARE_HLS + "\n> " + PASS_3);
        meter.play("< " + FORGED_PROOF);

        assertEquals(
                new Failure(Failure.Kind.SECURITY, "the meter did not prove that it knows the keys"), meter.failure());
        assertFalse(meter.session.isAssociated());
    }

    private static final String FORGED_PROOF =
            "CF2A30000002010872C98974A966F360DB940BB8801CC4FD2CCA9F45EEE2D79BC6E282C98919A8FD7C494868";

    @Test
    void aMeterThatRefusesOurProofIsSaidToDoSo() {
        Conversation meter = hls();
        meter.play("> " + AARQ_HLS + "\n< " + AARE_HLS + "\n> " + PASS_3);
        meter.play("< CF1630000002010872C973757352330907CA96BF3B0190DD");

        assertEquals(Failure.Kind.ASSOCIATION_REFUSED, meter.failure().kind());
        assertTrue(
                meter.failure().text().contains("did not take our proof (other-reason)"),
                meter.failure().text());
    }

    // our own challenge back: its own proof would be ours, reflected
    @Test
    void ourOwnChallengeIsNoChallenge() {
        Conversation meter = hls();
        meter.play("> " + AARQ_HLS + "\n< " + AARE_HLS.replace("503677524A323146", "4B35366956616759"));

        assertEquals(new Failure(Failure.Kind.SECURITY, "the meter sent our own challenge back"), meter.failure());
    }

    @Test
    void acceptanceWithoutProofIsRefusedWhenThereAreKeys() {
        Conversation meter = hls();
        meter.play("> " + AARQ_HLS + "\n< " + AARE_HLS.replace("A305A10302010E", "A305A103020100"));

        assertEquals(Failure.Kind.SECURITY, meter.failure().kind());
    }

    // V7 and its like: each diagnostic by its name, and what to do about it
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A305A103020101 | no-reason-given (1/1)",
                "A305A103020102 | application-context-name-not-supported (1/2); logical names without ciphering",
                "A305A10302010B | authentication-mechanism-name-not-recognised (1/11); authentication LLS is not taken",
                "A305A10302010C | authentication-mechanism-name-required (1/12); client SAP 2 must authenticate",
                "A305A10302010D | authentication-failure (1/13); check password or keys of client SAP 2",
                "A305A10302010E | authentication-required (1/14); client SAP 2 must authenticate",
                "A305A203020102 | no-common-acse-version (1/2)"
            })
    void eachDiagnosticIsReadable(String diagnostic, String text) {
        Conversation meter = Conversation.wrapper(2).associate(Conversation.READER);
        meter.session.nextOutput();
        meter.play("< 6129A109060760857405080101A203020101" + diagnostic + "BE10040E0800065F1F0400421E5D04000007");

        assertEquals(Failure.Kind.ASSOCIATION_REFUSED, meter.failure().kind());
        assertTrue(
                meter.failure().text().startsWith("association refused: " + text),
                meter.failure().text());
    }

    @ParameterizedTest
    @CsvSource({
        "00, other",
        "01, dlms-version-too-low",
        "02, incompatible-conformance",
        "03, pdu-size-too-short",
        "04, refused-by-vde-handler",
        "09, 'choice 6, error 9'"
    })
    void eachReasonAgainstTheInitiateRequestIsReadable(String error, String word) {
        Conversation meter = Conversation.wrapper(16).associate(Conversation.PUBLIC);
        meter.session.nextOutput();
        meter.play("< 611FA109060760857405080101A203020101A305A103020101BE0604040E0106" + error);

        assertTrue(
                meter.failure().text().contains(", confirmedServiceError: " + word + ";"),
                meter.failure().text());
    }

    @Test
    void aTransientRefusalSaysThatItIsOne() {
        Conversation meter = Conversation.wrapper(2).associate(Conversation.READER);
        meter.session.nextOutput();
        meter.play("< 6117A109060760857405080101A203020102A305A10302010D");

        assertTrue(
                meter.failure().text().endsWith("for now only: try again later"),
                meter.failure().text());
    }

    @ParameterizedTest
    @CsvSource({
        "D80205, 'exception-response: service-unknown, deciphering-error; check GUEK'",
        "D801060000001F, 'exception-response: service-not-allowed, invocation-counter-error, next acceptable 31'"
    })
    void anExceptionInsteadOfTheAareIsReadable(String answer, String text) {
        Conversation meter = hls();
        meter.session.nextOutput();
        meter.play("< " + answer);

        assertEquals(Failure.Kind.EXCEPTION, meter.failure().kind());
        assertTrue(meter.failure().text().startsWith(text), meter.failure().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"61", "6105A103020100", "6129A109060760857405080101A203020100A305A103020100BE10040E08"})
    void aBrokenAareIsReadable(String answer) {
        Conversation meter = Conversation.wrapper(16).associate(Conversation.PUBLIC);
        meter.session.nextOutput();
        meter.play("< " + answer);

        assertEquals(Failure.Kind.PROTOCOL, meter.failure().kind());
        assertTrue(
                meter.failure().text().startsWith("a broken answer to the AARQ: "),
                meter.failure().text());
    }

    @Test
    void aSilentMeterIsGivenUp() {
        Conversation meter = Conversation.wrapper(16).associate(Conversation.PUBLIC);
        meter.session.nextOutput();
        meter.play("@ 1999");
        assertEquals(List.of(), meter.told());
        meter.play("@ 1\n-");

        assertEquals(
                new Failure(Failure.Kind.NO_ANSWER, "no answer to association of client SAP 16 within 2.0 s"),
                meter.failure());
    }

    // V23, sealed with the counter 700h; an answer that was sealed before it is an old one then
    @Test
    void aSealedNotificationIsKeptAndInNoOnesWay() {
        Conversation meter = hls().play(HLS);
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("> C81E300000010330DC7D6157EFE45E3AAC66C27210D43BE00B4681176A7D9713\n< " + SEALED_PUSH);
        assertEquals(1, meter.session.notifications().size());
        assertEquals(1, meter.told().size());

        meter.play("< CC1A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D95");
        assertTrue(meter.failure().text().startsWith("a replayed answer: invocation counter 514"));
    }

    private static final String SEALED_PUSH = "DB084D4D4D00000000013030000007002EA0D29F3C76CCF4B3D259488626E42E"
            + "3898CD3EE9F7E5835757246391E8D8C38449F7E27BA58C49754646";

    @Test
    void releaseCarriesTheInitiateRequestCiphered() {
        Conversation meter = hls().play(HLS);
        meter.counters.continueFrom(0x104);
        meter.session.release(meter.note(), meter.nowMs());
        meter.play("> 6228800100BE230421211F30000001049EF190A0B4C187CF5178598FCE833C4A9419EC4D4491E6841588");
        meter.play("< 6303800100");

        assertEquals(true, meter.last());
        assertFalse(meter.session.isAssociated());
    }

    @Test
    void nothingCanBeAskedWithoutAnAssociation() {
        Conversation meter = Conversation.wrapper(16);
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("-");

        assertEquals(new Failure(Failure.Kind.NOT_POSSIBLE, "there is no association"), meter.failure());
    }

    @Test
    void aCounterThatIsUsedUpIsNotUsedAgain() {
        Conversation meter = Conversation.wrapper(3);
        meter.counters.continueFrom(0xFFFF_FFFFL);
        meter.associate(Conversation.FIRMWARE).play("-");

        assertEquals(Failure.Kind.NOT_POSSIBLE, meter.failure().kind());
    }

    @Test
    void secretsAreNotPrinted() {
        assertEquals("Login[clientSap=2, serverSap=1, authentication=LLS]", Conversation.READER.toString());
        assertFalse(Conversation.FIRMWARE.toString().contains("0001"));
    }
}
