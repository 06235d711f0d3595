package org.metersim.dlms.acse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** AARQ, AARE, RLRQ, RLRE byte by byte, from dlms-wire 10 (gurux.dlms 4.0.47, jDLMS 1.8.0). Green Book 9.4. */
class AssociationTest {

    private static final Octets INITIATE = Octets.parse("01000000065F1F0400421E5DFFFF");
    private static final Octets ACCEPTED = Octets.parse("0800065F1F0400421E5D04000007");

    private static final String PUBLIC = "601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF";
    private static final String LLS = "6036A1090607608574050801018A0207808B0760857405080201AC0A80083132333435363738"
            + "BE10040E01000000065F1F0400421E5DFFFF";
    private static final String HLS = "6055A109060760857405080103A60A04084D4D4D0000BC614E8A0207808B0760857405080205"
            + "AC0A80084B35366956616759BE230421211F3000000100E61BA8A603D1829F2077FEFE9E3545904621985CA3A0D4755317";
    private static final String HLS_PENDING = "6161A109060760857405080103A203020100A305A10302010EA40A04084D4D4D00000000"
            + "0188020780890760857405080205AA0A8008503677524A323146BE230421281F30000002008B7FE9B28D3F6AF8158FC8A8902E"
            + "E652DF24C1B9E98D479DEC68";

    // V4
    @Test
    void opensThePublicAssociation() {
        Aarq request = Aarq.open(1, INITIATE);
        assertEquals(request, Aarq.decode(Hex.bytes(PUBLIC)));
        assertEquals(PUBLIC, Hex.compact(request.encode()));
        Aare answer = new Aare(1, Aare.Result.ACCEPTED, Diagnostic.NULL, Octets.EMPTY, -1, Octets.EMPTY, ACCEPTED);
        String bytes = "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400421E5D04000007";
        assertEquals(answer, Aare.decode(Hex.bytes(bytes)));
        assertEquals(bytes, Hex.compact(answer.encode()));
    }

    // V6
    @Test
    void carriesAPassword() {
        Aarq request = new Aarq(true, 1, Octets.EMPTY, -1, true, 1, Octets.ascii("12345678"), INITIATE);
        assertEquals(request, Aarq.decode(Hex.bytes(LLS)));
        assertEquals(LLS, Hex.compact(request.encode()));
        assertFalse(
                request.toString().contains("12345678") || request.toString().contains("3132333435363738"));
    }

    // V8, V9
    @Test
    void carriesTitlesAndChallenges() {
        Octets sealed = Octets.parse("211F3000000100E61BA8A603D1829F2077FEFE9E3545904621985CA3A0D4755317");
        Aarq request = new Aarq(
                true, 3, Octets.parse("4D4D4D0000BC614E"), -1, true, 5, Octets.parse("4B35366956616759"), sealed);
        assertEquals(request, Aarq.decode(Hex.bytes(HLS)));
        assertEquals(HLS, Hex.compact(request.encode()));

        Aare answer = new Aare(
                3,
                Aare.Result.ACCEPTED,
                Diagnostic.AUTHENTICATION_REQUIRED,
                Octets.parse("4D4D4D0000000001"),
                5,
                Octets.parse("503677524A323146"),
                Octets.parse("281F30000002008B7FE9B28D3F6AF8158FC8A8902EE652DF24C1B9E98D479DEC68"));
        assertEquals(answer, Aare.decode(Hex.bytes(HLS_PENDING)));
        assertEquals(HLS_PENDING, Hex.compact(answer.encode()));
    }

    // V7, and dlms-wire 3.2
    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION_FAILURE, 0800065F1F0400421E5D04000007,"
                + "6129A109060760857405080101A203020101A305A10302010DBE10040E0800065F1F0400421E5D04000007",
        "APPLICATION_CONTEXT_NAME_NOT_SUPPORTED, 0800065F1F0400421E5D04000007,"
                + "6129A109060760857405080101A203020101A305A103020102BE10040E0800065F1F0400421E5D04000007",
        "NO_REASON_GIVEN, 0E010601, 611FA109060760857405080101A203020101A305A103020101BE0604040E010601",
        "NO_COMMON_ACSE_VERSION, '', 6117A109060760857405080101A203020101A305A203020102"
    })
    void saysWhyItIsRefused(Diagnostic diagnostic, String information, String bytes) {
        Aare answer = new Aare(
                1,
                Aare.Result.REJECTED_PERMANENT,
                diagnostic,
                Octets.EMPTY,
                -1,
                Octets.EMPTY,
                Octets.parse(information));
        assertEquals(answer, Aare.decode(Hex.bytes(bytes)));
        assertEquals(bytes, Hex.compact(answer.encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, LLS, HLS})
    void refusesAnAarqThatIsCutOrTooLong(String hex) {
        Refusals.assertRefusedWhenCut(Hex.bytes(hex), Aarq::decode);
        Refusals.assertRefusedWithOneByteMore(Hex.bytes(hex), Aarq::decode);
        Refusals.assertRefused(Hex.bytes("61" + hex.substring(2)), Aarq::decode);
    }

    @Test
    void refusesAnAareThatIsCutOrTooLong() {
        Refusals.assertRefusedWhenCut(Hex.bytes(HLS_PENDING), Aare::decode);
        Refusals.assertRefusedWithOneByteMore(Hex.bytes(HLS_PENDING), Aare::decode);
        Refusals.assertRefused(Hex.bytes("60" + HLS_PENDING.substring(2)), Aare::decode);
    }

    // What a client may also send: dlms-wire 3.1, and APPL_OPEN_4, 6 and 7 of the conformance tests
    @ParameterizedTest
    @CsvSource({
        "A109060760857405080102, contextId=2",
        "A109060760857405090101, contextId=-1",
        "A10706052B0E030201, contextId=-1",
        "80020780, protocolVersion1=true",
        "80020700, protocolVersion1=false",
        "A903020105, callingAeInvocationId=5",
        "A90402020105, callingAeInvocationId=261",
        "A203040101A303040102A403020101A503020101A703040103A803020101BD0101, callingAeInvocationId=-1",
        "AC0B8109004B35366956616759, authenticationValue=4B35366956616759",
        "8A0207008B0760857405080200, mechanismId=0"
    })
    void takesTheFieldsThatAreRarelySent(String fields, String expected) {
        byte[] bytes = Hex.bytes("60" + "%02X".formatted(fields.length() / 2) + fields);
        Aarq request = Aarq.decode(bytes);
        String all = "protocolVersion1=%b contextId=%d callingAeInvocationId=%d mechanismId=%d authenticationValue=%s"
                .formatted(
                        request.protocolVersion1(),
                        request.contextId(),
                        request.callingAeInvocationId(),
                        request.mechanismId(),
                        request.authenticationValue());
        assertEquals(true, all.contains(expected), all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6003BA0100", // no field of an AARQ
                "6002A100", // an empty name
                "600DA10B06076085740508010100AA", // bytes after the name
                "6006A904020301", // an integer without its bytes, of none, of three
                "6004A9020200",
                "6007A9050203010203",
                "6006AC0482025555", // neither charstring nor bitstring
                "6004AC028100", // a bitstring without its count of unused bits
                "60048A020780BE", // a field without a length
                "6080", // indefinite length
                "6084FFFFFFFF",
                "60058A03078000"
            })
    void refusesFieldsOfAForeignForm(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), Aarq::decode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6105A203020103", // no such result
                "6107A305A103020100AA", // diagnostic longer than its field
                "6108A306A10302010000",
                "6104AA028100",
                "6103FF0100"
            })
    void refusesAnAareOfAForeignForm(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), Aare::decode);
    }

    // dlms-wire 3.4: what gurux.dlms sends; the RLRE of its server has a wrong outer length and is refused
    @Test
    void releases() {
        Release request = Release.request(Octets.EMPTY);
        assertEquals("6203800100", Hex.compact(request.encode()));
        assertEquals(request, Release.decode(Hex.bytes("6203800100")));
        Release answer = Release.response(Release.NOT_FINISHED, ACCEPTED);
        assertEquals("6315800101BE10040E0800065F1F0400421E5D04000007", Hex.compact(answer.encode()));
        assertEquals(answer, Release.decode(answer.encode()));
        assertEquals(new Release(Release.REQUEST, -1, Octets.EMPTY), Release.decode(Hex.bytes("6200")));
        Refusals.assertRefusedWhenCut(answer.encode(), Release::decode);
        Refusals.assertRefusedWithOneByteMore(answer.encode(), Release::decode);
        Refusals.assertRefused(Hex.bytes("6311800101BE10040E0800065F1F0400421E5D04000007"), Release::decode);
        Refusals.assertRefused(Hex.bytes("6403800100"), Release::decode);
        Refusals.assertRefused(Hex.bytes("6203810100"), Release::decode);
    }
}
