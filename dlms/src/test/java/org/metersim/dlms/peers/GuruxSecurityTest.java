package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSRegister;
import gurux.dlms.secure.GXDLMSSecureClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.acse.InitiateResponse;
import org.metersim.dlms.apdu.ActionRequest;
import org.metersim.dlms.apdu.ActionResponse;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.security.CipherFamily;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityControl;

/** A client of gurux.dlms 4.0.47 seals and proves, we open and check; we seal and prove, it opens and checks. */
class GuruxSecurityTest {

    private static final Octets STOC = Octets.parse("503677524A323146");

    private final long[] counter = {0x200};
    private final SecurityContext server = new SecurityContext(
            new SecurityContext.Parties(Vectors.SERVER, Vectors.CLIENT),
            Vectors.KEYS,
            () -> counter[0]++,
            ReceiveCounter.inMemory());

    private Opening.Opened open(String hex) {
        return assertInstanceOf(Opening.Opened.class, server.open(Hex.bytes(hex)), hex);
    }

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"AUTHENTICATION", "ENCRYPTION", "AUTHENTICATION_ENCRYPTION"})
    void associatesByHls5AndReads(Security security) throws Exception {
        GXDLMSSecureClient client = Gurux.client(Authentication.HIGH_GMAC, InterfaceType.PDU, security);
        // pass 1 and 2
        Aarq aarq = Aarq.decode(Hex.bytes(Gurux.only(client.aarqRequest())));
        assertEquals(Vectors.CLIENT, aarq.callingApTitle());
        assertEquals(5, aarq.mechanismId());
        Opening.Opened initiate = open(aarq.userInformation().toHex());
        InitiateRequest proposed = InitiateRequest.decode(initiate.apdu().toBytes());
        client.parseAareResponse(new GXByteBuffer(aare(proposed.conformance(), initiate.protection())));

        // pass 3 and 4
        Opening.Opened pass3 = open(Gurux.only(client.getApplicationAssociationRequest()));
        ActionRequest.Normal reply = assertInstanceOf(
                ActionRequest.Normal.class, Apdu.decode(pass3.apdu().toBytes()));
        CosemData.OctetString proof = (CosemData.OctetString) reply.parameter().orElseThrow();
        assertTrue(server.verifies(proof.octets(), STOC));
        byte[] pass4 =
                server.seal(proofOf(aarq.authenticationValue(), reply.invokeIdAndPriority()), pass3.protection());
        GXReplyData answer = Gurux.read(client, pass4);
        client.parseApplicationAssociationResponse(answer.getData());

        Opening.Opened get = open(Gurux.only(client.read(new GXDLMSRegister("1.0.1.8.0.255"), 2)));
        assertEquals("C001C100030100010800FF0200", get.apdu().toHex());
        byte[] value = server.seal(Hex.bytes("C401C100060001E240"), get.protection());
        assertEquals("123456", String.valueOf(Gurux.read(client, value).getValue()));
    }

    private byte[] aare(Conformance conformance, Protection protection) {
        byte[] initiate = InitiateResponse.of(conformance, 1024).encode();
        Octets sealed = Octets.of(server.seal(initiate, protection));
        return new Aare(3, Aare.Result.ACCEPTED, Diagnostic.AUTHENTICATION_REQUIRED, Vectors.SERVER, 5, STOC, sealed)
                .encode();
    }

    private byte[] proofOf(Octets ctos, int invokeId) {
        CosemData proof = CosemData.octets(server.prove(ctos).toBytes());
        return new ActionResponse.Normal(invokeId, ActionResult.of(proof)).encode();
    }

    // A server that does not know the keys is found out by Gurux
    @Test
    void isNotBelievedWithAnotherProof() throws Exception {
        GXDLMSSecureClient client =
                Gurux.client(Authentication.HIGH_GMAC, InterfaceType.PDU, Security.AUTHENTICATION_ENCRYPTION);
        Aarq aarq = Aarq.decode(Hex.bytes(Gurux.only(client.aarqRequest())));
        Opening.Opened initiate = open(aarq.userInformation().toHex());
        client.parseAareResponse(new GXByteBuffer(aare(new Conformance(0x421E5D), initiate.protection())));
        Opening.Opened pass3 = open(Gurux.only(client.getApplicationAssociationRequest()));
        byte[] pass4 = server.seal(proofOf(STOC, 0xC1), pass3.protection());
        GXReplyData answer = Gurux.read(client, pass4);
        assertThrows(Exception.class, () -> client.parseApplicationAssociationResponse(answer.getData()));
    }

    @ParameterizedTest
    @CsvSource({"GLO, 10", "GLO, 20", "GLO, 30", "GENERAL_GLO, 10", "GENERAL_GLO, 20", "GENERAL_GLO, 30"})
    void sealsInEveryWayThatGuruxOpens(CipherFamily family, String control) throws Exception {
        GXDLMSSecureClient client =
                Gurux.client(Authentication.NONE, InterfaceType.PDU, Security.AUTHENTICATION_ENCRYPTION);
        client.setServerSystemTitle(Vectors.SERVER.toBytes());
        Protection protection = new Protection(family, new SecurityControl(Integer.parseInt(control, 16)));
        byte[] answer = Hex.bytes("C401C1000982" + "0190" + "5A".repeat(400));
        GXReplyData reply = Gurux.read(client, server.seal(answer, protection));
        assertEquals("5A".repeat(400), Hex.compact((byte[]) reply.getValue()));
    }

    // A single flipped bit in what we authenticated is noticed
    @Test
    void sealsSoThatGuruxNoticesAFlippedBit() {
        GXDLMSSecureClient client =
                Gurux.client(Authentication.NONE, InterfaceType.PDU, Security.AUTHENTICATION_ENCRYPTION);
        client.setServerSystemTitle(Vectors.SERVER.toBytes());
        byte[] sealed =
                server.seal(Hex.bytes("C401C100060001E240"), new Protection(CipherFamily.GLO, SecurityControl.BOTH));
        sealed[10] ^= 1;
        assertThrows(Exception.class, () -> Gurux.read(client, sealed));
    }

    // gurux.dlms turns to general-ded-ciphering once it has a dedicated key
    @Test
    void opensWhatGuruxSealsUnderTheDedicatedKey() throws Exception {
        GXDLMSSecureClient client =
                Gurux.client(Authentication.NONE, InterfaceType.PDU, Security.AUTHENTICATION_ENCRYPTION);
        client.setServerSystemTitle(Vectors.SERVER.toBytes());
        client.getCiphering().setDedicatedKey(Vectors.DEDICATED_KEY.toBytes());
        server.useDedicatedKey(Vectors.DEDICATED_KEY);
        Opening.Opened get = open(Gurux.only(client.read(new GXDLMSRegister("1.0.1.8.0.255"), 2)));
        assertEquals(CipherFamily.GENERAL_DED, get.protection().family());
        assertEquals("C001C100030100010800FF0200", get.apdu().toHex());
    }
}
