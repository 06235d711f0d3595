package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gurux.dlms.enums.InterfaceType;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.acse.InitiateResponse;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.GetRequest;
import org.metersim.dlms.apdu.GetResponse;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcIndication;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.hdlc.HdlcPrimary;

/** Our primary station and client APDUs against a server of gurux.dlms 4.0.47. */
class GuruxServerTest {

    private static final AttributeRef SERIAL = new AttributeRef(1, LogicalName.parse("0-0:96.1.0.255"), 2);
    private static final Octets PROPOSAL =
            Octets.of(InitiateRequest.of(new Conformance(0x421E5D), 0xFFFF).encode());

    private HdlcIndication settle(HdlcPrimary client, GuruxServer server) throws Exception {
        Optional<HdlcIndication> news = client.nextIndication();
        while (news.isEmpty()) {
            byte[] answer = server.handleRequest(client.nextOutput().orElseThrow());
            client.receive(answer, 0);
            news = client.nextIndication();
        }
        return news.get();
    }

    private byte[] ask(HdlcPrimary client, GuruxServer server, byte[] apdu) throws Exception {
        client.send(apdu, 0);
        return assertInstanceOf(HdlcIndication.Received.class, settle(client, server))
                .apdu()
                .toBytes();
    }

    @ParameterizedTest
    @CsvSource({"128, 5", "128, 300", "64, 900", "512, 900", "2030, 900"})
    void readsAValueInSegments(int infoBytes, int valueBytes) throws Exception {
        byte[] value = new byte[valueBytes];
        Arrays.fill(value, (byte) 0x7E);
        GuruxServer server = new GuruxServer(InterfaceType.HDLC, value);
        HdlcPrimary client = new HdlcPrimary(new HdlcPrimary.Settings(
                HdlcAddress.of(16), HdlcAddress.of(1), new HdlcParameters(infoBytes, infoBytes, 1, 1), 1000, 3, 3000));
        client.connect(0);
        assertInstanceOf(HdlcIndication.Connected.class, settle(client, server));

        Aare aare = Aare.decode(ask(client, server, Aarq.open(1, PROPOSAL).encode()));
        assertEquals(true, aare.isAccepted());
        assertEquals(
                7, InitiateResponse.decode(aare.userInformation().toBytes()).vaaName());

        GetRequest get = new GetRequest.Normal(0xC1, SelectedAttribute.whole(SERIAL));
        assertEquals(
                new GetResponse.Normal(0xC1, GetResult.of(CosemData.octets(value))),
                Apdu.decode(ask(client, server, get.encode())));

        // its UA to DISC carries parameters: taken all the same
        client.disconnect(0);
        assertInstanceOf(HdlcIndication.Disconnected.class, settle(client, server));
    }
}
