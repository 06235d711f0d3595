package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSRegister;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.hdlc.HdlcIndication;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.hdlc.HdlcSecondary;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;

/** A client of gurux.dlms 4.0.47 on an HDLC line with our secondary station: every address form, segments both ways. */
class GuruxHdlcTest {

    private static final String AARE =
            "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400421E5D04000007";

    private final HdlcSecondary meter = new HdlcSecondary(
            new HdlcSecondary.Settings(List.of(1), 17, new HdlcParameters(2030, 2030, 7, 7), 120_000, 25, 5_000));
    private final List<Octets> heard = new ArrayList<>();
    private final List<byte[]> answers = new ArrayList<>();

    /** What the meter says to these frames. */
    private byte[] exchange(byte[] frames) {
        meter.receive(frames, 0);
        for (var news = meter.nextIndication(); news.isPresent(); news = meter.nextIndication()) {
            if (news.get() instanceof HdlcIndication.Received received) {
                heard.add(received.apdu());
                meter.answer(received.clientSap(), answers.remove(0));
            }
        }
        meter.respond();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Optional<byte[]> frame = meter.nextOutput(); frame.isPresent(); frame = meter.nextOutput()) {
            out.writeBytes(frame.get());
        }
        return out.toByteArray();
    }

    /** Sends each frame and takes the answer, polling for further segments, as a client of Gurux does. */
    private GXReplyData ask(GXDLMSClient client, byte[][] frames) throws Exception {
        GXReplyData reply = new GXReplyData();
        for (byte[] frame : frames) {
            reply.clear();
            take(client, exchange(frame), reply);
            while (reply.isMoreData()) {
                take(client, exchange(client.receiverReady(reply)), reply);
            }
        }
        return reply;
    }

    private static void take(GXDLMSClient client, byte[] answer, GXReplyData reply) throws Exception {
        GXByteBuffer buffer = new GXByteBuffer(answer);
        while (!client.getData(buffer, reply, null) || buffer.available() > 0) {
            assertTrue(buffer.available() > 0, "an answer that Gurux does not take: " + Hex.of(answer));
        }
    }

    private void connect(GXDLMSClient client) throws Exception {
        GXReplyData ua = new GXReplyData();
        take(client, exchange(client.snrmRequest()), ua);
        client.parseUAResponse(ua.getData());
        answers.add(Hex.bytes(AARE));
        client.parseAareResponse(ask(client, client.aarqRequest()).getData());
    }

    private static GXDLMSSecureClient client(int device, int addressBytes, Security security) {
        GXDLMSSecureClient client = Gurux.client(Authentication.NONE, InterfaceType.HDLC, security);
        client.setServerAddress(addressBytes == 1 ? 1 : GXDLMSClient.getServerAddress(1, device, addressBytes));
        client.setServerAddressSize(addressBytes);
        return client;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 128, 1",
        "17, 2, 128, 1",
        "17, 4, 128, 1",
        "0, 1, 64, 1",
        "0, 1, 512, 3",
        "17, 4, 2030, 7",
        "0, 1, 128, 7"
    })
    void readsAndWritesLongValuesInSegments(int device, int addressBytes, int infoBytes, int window) throws Exception {
        GXDLMSSecureClient client = client(device, addressBytes, Security.NONE);
        client.getHdlcSettings().setMaxInfoTX(infoBytes);
        client.getHdlcSettings().setMaxInfoRX(infoBytes);
        client.getHdlcSettings().setWindowSizeTX(window);
        // gurux.dlms takes only I frames with the F bit, so none of a window but its last
        client.getHdlcSettings().setWindowSizeRX(1);
        connect(client);

        byte[] value = new byte[900];
        value[899] = 0x7E;
        answers.add(Hex.bytes("C401C100" + Hex.compact(CosemData.octets(value).encode())));
        GXReplyData read = ask(client, client.read(new GXDLMSRegister("1.0.1.8.0.255"), 2));
        assertArrayEquals(value, (byte[]) read.getValue());

        answers.add(Hex.bytes("C501C100"));
        ask(client, client.write("0.0.42.0.0.255", value, DataType.OCTET_STRING, ObjectType.DATA, 2));
        assertEquals(
                "C101C1000100002A0000FF0200"
                        + Hex.compact(CosemData.octets(value).encode()),
                heard.get(heard.size() - 1).toHex());

        // gurux.dlms wants no answer to DISC beyond UA
        byte[] disc = client.disconnectRequest();
        assertEquals(0x73, exchange(disc)[disc.length - 4] & 0xFF);
    }

    // A ciphered request of several segments: peers fail here
    @ParameterizedTest
    @CsvSource({"64, 1", "128, 1", "128, 3"})
    void takesACipheredRequestInSegments(int infoBytes, int window) throws Exception {
        GXDLMSSecureClient client = client(17, 2, Security.AUTHENTICATION_ENCRYPTION);
        client.getHdlcSettings().setMaxInfoTX(infoBytes);
        client.getHdlcSettings().setWindowSizeTX(window);
        GXReplyData ua = new GXReplyData();
        take(client, exchange(client.snrmRequest()), ua);
        client.parseUAResponse(ua.getData());
        client.setServerSystemTitle(Vectors.SERVER.toBytes());
        SecurityContext server = new SecurityContext(
                new SecurityContext.Parties(Vectors.SERVER, Vectors.CLIENT),
                Vectors.KEYS,
                () -> 0x200,
                ReceiveCounter.inMemory());

        byte[] value = new byte[600];
        byte[][] frames = client.write("0.0.42.0.0.255", value, DataType.OCTET_STRING, ObjectType.DATA, 2);
        assertTrue(frames.length > 4, frames.length + " segments");
        answers.add(Hex.bytes("C501C100"));
        for (byte[] frame : frames) {
            exchange(frame);
        }
        Opening.Opened opened = (Opening.Opened) server.open(heard.get(0).toBytes());
        assertEquals(
                "C101C1000100002A0000FF0200"
                        + Hex.compact(CosemData.octets(value).encode()),
                opened.apdu().toHex());
    }
}
