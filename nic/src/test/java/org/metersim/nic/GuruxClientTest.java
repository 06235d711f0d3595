package org.metersim.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSException;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.RequestTypes;
import gurux.dlms.enums.Security;
import gurux.dlms.enums.Unit;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSDisconnectControl;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSObjectCollection;
import gurux.dlms.objects.GXDLMSRegister;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;

/** A client of gurux.dlms 4.0.47 talks to both boards, without a socket between. */
class GuruxClientTest {

    /** Held here, or its level is forgotten. */
    private static final Logger LOG = Logger.getLogger("gurux");

    static {
        LOG.setLevel(Level.OFF);
    }

    private final BothBoards meter = new BothBoards();

    private static GXDLMSSecureClient client(int sap, Authentication authentication, InterfaceType framing) {
        String password = authentication == Authentication.LOW ? "Gurux" : null;
        GXDLMSSecureClient client = new GXDLMSSecureClient(true, sap, 1, authentication, password, framing);
        if (authentication == Authentication.HIGH_GMAC) {
            client.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
            client.getCiphering().setSystemTitle(Hex.bytes(HlsClient.TITLE));
            client.getCiphering().setBlockCipherKey(Hex.bytes(HlsClient.GUEK));
            client.getCiphering().setAuthenticationKey(Hex.bytes(HlsClient.GAK));
            client.getCiphering().setInvocationCounter(0x100);
        }
        return client;
    }

    private Endpoint open(InterfaceType framing) {
        return framing == InterfaceType.WRAPPER
                ? meter.nic.openWrapper(BothBoards.NOW_MS)
                : meter.nic.openHdlc(BothBoards.NOW_MS);
    }

    /** Sends each frame of a request and takes all of its answer, block by block. */
    private static GXReplyData exchange(GXDLMSSecureClient client, Endpoint port, byte[][] frames) throws Exception {
        GXReplyData reply = new GXReplyData();
        for (byte[] frame : frames) {
            reply.clear();
            take(client, port, frame, reply);
            while (reply.isMoreData()) {
                take(client, port, client.receiverReady(reply), reply);
            }
        }
        return reply;
    }

    private static void take(GXDLMSSecureClient client, Endpoint port, byte[] frame, GXReplyData reply)
            throws Exception {
        port.receive(frame, BothBoards.NOW_MS);
        GXByteBuffer answer = new GXByteBuffer();
        for (Optional<byte[]> next = port.nextOutput(); next.isPresent(); next = port.nextOutput()) {
            answer.set(next.get());
        }
        do {
            client.getData(answer, reply, null);
        } while (reply.getMoreData().contains(RequestTypes.FRAME) && answer.available() > 0);
        if (reply.getError() != 0) {
            throw new GXDLMSException(reply.getError());
        }
    }

    private static void associate(GXDLMSSecureClient client, Endpoint port) throws Exception {
        byte[] snrm = client.snrmRequest();
        if (snrm != null && snrm.length > 0) {
            client.parseUAResponse(exchange(client, port, new byte[][] {snrm}).getData());
        }
        client.parseAareResponse(exchange(client, port, client.aarqRequest()).getData());
        if (client.getIsAuthenticationRequired()) {
            GXReplyData pass4 = exchange(client, port, client.getApplicationAssociationRequest());
            client.parseApplicationAssociationResponse(pass4.getData());
        }
    }

    private static Object read(GXDLMSSecureClient client, Endpoint port, GXDLMSObject object, int attribute)
            throws Exception {
        GXReplyData reply = exchange(client, port, client.read(object, attribute));
        return client.updateValue(object, attribute, reply.getValue());
    }

    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void managesTheMeterUnderHls5(InterfaceType framing) throws Exception {
        GXDLMSSecureClient client = client(1, Authentication.HIGH_GMAC, framing);
        Endpoint port = open(framing);
        associate(client, port);

        assertEquals(
                "SIM0000000012345",
                new String((byte[]) read(client, port, new GXDLMSData("0.0.42.0.0.255"), 2), "ASCII"));
        GXDLMSRegister energy = new GXDLMSRegister("1.0.1.8.0.255");
        read(client, port, energy, 3);
        assertEquals(Unit.ACTIVE_ENERGY, energy.getUnit());
        read(client, port, energy, 2);
        GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
        read(client, port, clock, 2);
        assertTrue(clock.getTime().getMeterCalendar().getTimeInMillis() > 0);
        GXDLMSData supply = new GXDLMSData("0.0.96.1.2.255");
        supply.setValue(Hex.bytes("45533132"));
        supply.setDataType(2, DataType.OCTET_STRING);
        exchange(client, port, client.write(supply, 2));
        assertEquals("45533132", Hex.compact((byte[]) read(client, port, new GXDLMSData("0.0.96.1.2.255"), 2)));
        GXDLMSDisconnectControl relay = new GXDLMSDisconnectControl("0.0.96.3.10.255");
        exchange(client, port, relay.remoteDisconnect(client));
        read(client, port, relay, 2);
        assertEquals(false, relay.getOutputState());
    }

    // the object list of the reader is longer than a PDU of 1024
    @ParameterizedTest
    @EnumSource(
            value = InterfaceType.class,
            names = {"WRAPPER", "HDLC"})
    void readsTheObjectListInBlocks(InterfaceType framing) throws Exception {
        GXDLMSSecureClient client = client(2, Authentication.LOW, framing);
        client.setMaxReceivePDUSize(1024);
        Endpoint port = open(framing);
        associate(client, port);
        GXReplyData reply = exchange(client, port, new byte[][] {client.getObjectsRequest()[0]});
        GXDLMSObjectCollection objects = client.parseObjects(reply.getData(), true);

        long visible = meter.profile.objects().stream()
                .filter(object -> !object.rightsOf(2).isNone())
                .count();
        assertEquals(visible, objects.size());
        exchange(client, port, client.releaseRequest());
    }

    @Test
    void aWrongPasswordIsAnAuthenticationFailureToItsParser() throws Exception {
        GXDLMSSecureClient client = client(2, Authentication.LOW, InterfaceType.WRAPPER);
        client.setPassword("gurux");
        Endpoint port = open(InterfaceType.WRAPPER);

        GXReplyData reply = exchange(client, port, client.aarqRequest());
        Exception refused = assertThrows(Exception.class, () -> client.parseAareResponse(reply.getData()));
        assertTrue(refused.toString().toLowerCase(Locale.ROOT).contains("authentication"), refused.toString());
    }
}
