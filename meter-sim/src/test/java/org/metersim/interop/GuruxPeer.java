package org.metersim.interop;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSException;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSObjectCollection;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.metersim.dlms.codec.Hex;

/** A client that we did not write: Gurux 4.0.47 on a real socket. Its own lines are those of the socket alone. */
final class GuruxPeer implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;
    private static final byte[] SYSTEM_TITLE = Hex.bytes("4D4D4D0000BC614E");
    private static final byte[] GUEK = Hex.bytes("000102030405060708090A0B0C0D0E0F");
    private static final byte[] GAK = Hex.bytes("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF");

    /** Which association, by the demo secrets of sim-1p. */
    enum Who {
        PUBLIC(16, Authentication.NONE, ""),
        READER(2, Authentication.LOW, "Gurux"),
        MANAGEMENT(1, Authentication.HIGH_GMAC, ""),
        FIRMWARE(3, Authentication.HIGH_GMAC, "");

        private final int sap;
        private final Authentication authentication;
        private final String password;

        Who(int sap, Authentication authentication, String password) {
            this.sap = sap;
            this.authentication = authentication;
            this.password = password;
        }

        boolean isHls() {
            return authentication == Authentication.HIGH_GMAC;
        }

        String counter() {
            return "0.0.43.1." + sap + ".255";
        }
    }

    private final GXDLMSSecureClient client;
    private final Socket socket;
    private final InputStream in;

    private GuruxPeer(GXDLMSSecureClient client, Socket socket) throws IOException {
        this.client = client;
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Connects and associates; an HLS association first reads its invocation counter as public client. */
    static GuruxPeer open(InetSocketAddress meter, InterfaceType line, Who who) throws Exception {
        long counter = 0;
        if (who.isHls()) {
            try (GuruxPeer reader = open(meter, line, Who.PUBLIC)) {
                counter = ((Number) reader.get(1, who.counter(), 2)).longValue();
            }
        }
        GuruxPeer peer = connect(meter, line, who, who.password);
        peer.client.getCiphering().setInvocationCounter(counter);
        peer.associate();
        return peer;
    }

    /** Connects only. */
    static GuruxPeer connect(InetSocketAddress meter, InterfaceType line, Who who, String password) throws Exception {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(meter, PATIENCE_MS);
        boolean modeE = line == InterfaceType.HDLC_WITH_MODE_E;
        GXDLMSSecureClient client = new GXDLMSSecureClient(
                true, who.sap, 1, who.authentication, password, modeE ? InterfaceType.HDLC : line);
        client.getCiphering().setSystemTitle(SYSTEM_TITLE);
        if (who.isHls()) {
            client.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
            client.getCiphering().setBlockCipherKey(GUEK.clone());
            client.getCiphering().setAuthenticationKey(GAK.clone());
        }
        GuruxPeer peer = new GuruxPeer(client, socket);
        if (modeE) {
            peer.signOn();
        }
        return peer;
    }

    GXDLMSSecureClient client() {
        return client;
    }

    /** IEC 62056-21 mode E, as Gurux's own client program does it before HDLC. */
    private void signOn() throws IOException {
        send("/?!\r\n".getBytes(StandardCharsets.US_ASCII));
        String identification = line();
        if (!identification.matches("/[A-Z]{2}[A-Za-z]\\d\\\\2.*")) {
            throw new IOException("no HDLC offered: " + identification);
        }
        byte[] acknowledgement = {0x06, '2', (byte) identification.charAt(4), '2', '\r', '\n'};
        send(acknowledgement);
        byte[] echoed = in.readNBytes(acknowledgement.length);
        if (!Arrays.equals(acknowledgement, echoed)) {
            throw new IOException("acknowledgement not confirmed: " + Hex.of(echoed));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) (next & 0x7F));
            next = in.read();
        }
        return line.toString().strip();
    }

    void associate() throws Exception {
        byte[] snrm = client.snrmRequest();
        if (snrm != null && snrm.length > 0) {
            client.parseUAResponse(exchange(snrm).getData());
        }
        client.parseAareResponse(exchange(client.aarqRequest()).getData());
        if (client.getIsAuthenticationRequired()) {
            client.parseApplicationAssociationResponse(
                    exchange(client.getApplicationAssociationRequest()).getData());
        }
    }

    /** One attribute's value, as Gurux decodes it. */
    Object get(int classId, String obis, int attribute) throws Exception {
        return exchange(client.read(obis, gurux.dlms.enums.ObjectType.forValue(classId), attribute))
                .getValue();
    }

    Object read(GXDLMSObject object, int attribute) throws Exception {
        return client.updateValue(
                object, attribute, exchange(client.read(object, attribute)).getValue());
    }

    /** Gives the list of the results that came for a GET with list. */
    void readList(List<Map.Entry<GXDLMSObject, Integer>> items) throws Exception {
        GXReplyData reply = exchange(client.readList(items));
        client.updateValues(items, (List<?>) reply.getValue());
    }

    GXDLMSObjectCollection objects() throws Exception {
        return client.parseObjects(exchange(client.getObjectsRequest()).getData(), true);
    }

    GXReplyData invoke(GXDLMSObject object, int method, Object parameter, DataType type) throws Exception {
        return exchange(client.method(object, method, parameter, type));
    }

    /** Sends each request and takes its whole answer, blocks and segments included; the last answer is returned. */
    GXReplyData exchange(byte[][] requests) throws Exception {
        GXReplyData reply = new GXReplyData();
        for (byte[] request : requests) {
            reply = exchange(request);
        }
        return reply;
    }

    private GXReplyData exchange(byte[] request) throws Exception {
        GXReplyData reply = new GXReplyData();
        receive(request, reply);
        while (reply.isMoreData()) {
            receive(client.receiverReady(reply), reply);
        }
        return reply;
    }

    private void receive(byte[] request, GXReplyData reply) throws Exception {
        reply.setError(0);
        send(request);
        GXByteBuffer bytes = new GXByteBuffer();
        byte[] chunk = new byte[4096];
        do {
            int length = in.read(chunk);
            if (length < 0) {
                throw new IOException("the meter hung up");
            }
            bytes.set(chunk, 0, length);
        } while (!client.getData(bytes, reply, new GXReplyData()));
        if (reply.getError() != 0) {
            throw new GXDLMSException(reply.getError());
        }
    }

    /** Sends bytes as they are. */
    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** What comes next on the wire, at least one byte. */
    byte[] receiveRaw() throws IOException {
        byte[] chunk = new byte[4096];
        int length = in.read(chunk);
        return length < 0 ? new byte[0] : Arrays.copyOf(chunk, length);
    }

    /** Releases the association and hangs up, as a client does that is done. */
    void release() throws Exception {
        exchange(client.releaseRequest());
        if (client.getInterfaceType() == InterfaceType.HDLC) {
            exchange(client.disconnectRequest());
        }
        close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
