package org.metersim.dlms.acse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.acse.Conformance.Service;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** InitiateRequest, InitiateResponse and the conformance block. Green Book 9.5; dlms-wire 3.3. */
class InitiateTest {

    private static final Conformance GURUX = new Conformance(0x421E5D);

    @Test
    void proposesInBytesOfGurux() {
        InitiateRequest request = InitiateRequest.of(GURUX, 0xFFFF);
        assertEquals("01000000065F1F0400421E5DFFFF", Hex.compact(request.encode()));
        assertEquals(request, InitiateRequest.decode(Hex.bytes("01000000065F1F0400421E5DFFFF")));
    }

    // V15; then response not allowed with a quality of service; then two with the old form of the conformance tag
    @ParameterizedTest
    @CsvSource({
        "010110E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF0000065F1F0400421E5DFFFF, key of 16 true -1 version 6",
        "0100010001FE055F1F0400421E5DFFFF, key of 0 false -2 version 5",
        "01000101010007 5F0400421E5D04B0, key of 0 true 0 version 7",
        "01000000065F0400421E5D04B0, key of 0 true -1 version 6"
    })
    void takesEveryOptionalField(String hex, String expected) {
        InitiateRequest request = InitiateRequest.decode(Hex.bytes(hex));
        assertEquals(
                expected,
                "key of %d %b %d version %d"
                        .formatted(
                                request.dedicatedKey().length(),
                                request.responseAllowed(),
                                request.qualityOfService(),
                                request.dlmsVersion()));
        assertEquals(GURUX, request.conformance());
    }

    @Test
    void doesNotPrintADedicatedKey() {
        InitiateRequest request = new InitiateRequest(Vectors.DEDICATED_KEY, true, -1, 6, GURUX, 1024);
        assertEquals("InitiateRequest version=6 conformance=421e5d maxPdu=1024 dedicated-key", request.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"01000000065F1F0400421E5DFFFF", "010110E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF0000065F1F0400421E5DFFFF"
            })
    void isRefusedWhenCutOrTooLong(String hex) {
        Refusals.assertRefusedWhenCut(Hex.bytes(hex), InitiateRequest::decode);
        Refusals.assertRefusedWithOneByteMore(Hex.bytes(hex), InitiateRequest::decode);
        Refusals.assertRefused(Hex.bytes("08" + hex.substring(2)), InitiateRequest::decode);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01000000065E1F0400421E5DFFFF", // another tag; 5 bytes; unused bits
                "01000000065F1F0500421E5D00FFFF",
                "01000000065F1F0407421E5DFFFF",
                "010184FFFFFFFF0000065F1F0400421E5DFFFF"
            })
    void refusesAForeignForm(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), InitiateRequest::decode);
    }

    @Test
    void answersInBytesOfGurux() {
        InitiateResponse response = InitiateResponse.of(GURUX, 1024);
        byte[] bytes = Hex.bytes("0800065F1F0400421E5D04000007");
        assertEquals(Hex.of(bytes), Hex.of(response.encode()));
        assertEquals(response, InitiateResponse.decode(bytes));
        assertEquals(response, InitiateResponse.decode(Hex.bytes("080101065F1F0400421E5D04000007")));
        Refusals.assertRefusedWhenCut(bytes, InitiateResponse::decode);
        Refusals.assertRefusedWithOneByteMore(bytes, InitiateResponse::decode);
        Refusals.assertRefused(Hex.bytes("0100065F1F0400421E5D04000007"), InitiateResponse::decode);
    }

    // Green Book 9.4.6.1; masks of dlms-wire 3.3
    @ParameterizedTest
    @CsvSource({
        "GENERAL_PROTECTION, 400000",
        "GENERAL_BLOCK_TRANSFER, 200000",
        "READ, 100000",
        "WRITE, 080000",
        "UNCONFIRMED_WRITE, 040000",
        "ATTRIBUTE_0_WITH_SET, 008000",
        "PRIORITY_MGMT, 004000",
        "ATTRIBUTE_0_WITH_GET, 002000",
        "BLOCK_TRANSFER_WITH_GET, 001000",
        "BLOCK_TRANSFER_WITH_SET, 000800",
        "BLOCK_TRANSFER_WITH_ACTION, 000400",
        "MULTIPLE_REFERENCES, 000200",
        "INFORMATION_REPORT, 000100",
        "DATA_NOTIFICATION, 000080",
        "ACCESS, 000040",
        "PARAMETERIZED_ACCESS, 000020",
        "GET, 000010",
        "SET, 000008",
        "SELECTIVE_ACCESS, 000004",
        "EVENT_NOTIFICATION, 000002",
        "ACTION, 000001"
    })
    void hasABitForEachService(Service service, String mask) {
        assertEquals(new Conformance(Integer.parseInt(mask, 16)), Conformance.of(service));
        assertTrue(Conformance.of(service).has(service));
        assertFalse(new Conformance(~Integer.parseInt(mask, 16)).has(service));
    }

    @Test
    void agreesOnWhatBothCanDo() {
        Conformance jdlms = new Conformance(0x00FE1D);
        assertEquals(new Conformance(0x001E1D), GURUX.and(jdlms));
        assertTrue(GURUX.and(new Conformance(0x00E000)).isEmpty());
        assertFalse(GURUX.isEmpty());
    }

    @Test
    void namesTheLogicalNamesInItsVaaName() {
        assertEquals(
                7,
                InitiateResponse.decode(
                                Octets.parse("0800065F1F0400421E5D04000007").toBytes())
                        .vaaName());
    }
}
