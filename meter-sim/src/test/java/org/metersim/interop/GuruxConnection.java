package org.metersim.interop;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSException;
import gurux.dlms.GXDLMSExceptionResponse;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.metersim.dlms.codec.Hex;

/** Gurux 4.0.47 on a real socket: the library makes and reads every byte, and this the socket's loop around it. */
final class GuruxConnection implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;
    private static final byte[] SYSTEM_TITLE = Hex.bytes("4D4D4D0000BC614E");

    /** What Gurux makes for one request, in its own way to fail. */
    interface Request {
        byte[][] bytes() throws GeneralSecurityException;
    }

    private final GXDLMSSecureClient client;
    private final Socket socket;
    private final InputStream in;

    private GuruxConnection(GXDLMSSecureClient client, Socket socket) throws IOException {
        this.client = client;
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Connects, and signs on in mode E; does not associate. */
    static GuruxConnection open(InetSocketAddress meter, Line line, Who who, Secrets secrets) throws IOException {
        GXDLMSSecureClient client = new GXDLMSSecureClient(
                true,
                who.sap(),
                1,
                authentication(who),
                who == Who.READER ? secrets.password() : "",
                line == Line.WRAPPER ? InterfaceType.WRAPPER : InterfaceType.HDLC);
        client.getCiphering().setSystemTitle(SYSTEM_TITLE);
        if (who.isHls()) {
            client.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
            client.getCiphering().setBlockCipherKey(secrets.guek());
            client.getCiphering().setAuthenticationKey(secrets.gak());
        }
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(meter, PATIENCE_MS);
        GuruxConnection connection = new GuruxConnection(client, socket);
        if (line == Line.MODE_E) {
            connection.signOn();
        }
        return connection;
    }

    private static Authentication authentication(Who who) {
        return switch (who) {
            case PUBLIC -> Authentication.NONE;
            case READER -> Authentication.LOW;
            case MANAGEMENT, FIRMWARE -> Authentication.HIGH_GMAC;
        };
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

    /** @throws RefusedException when Gurux says that the meter refused it */
    void associate() throws IOException {
        try {
            byte[] snrm = client.snrmRequest();
            if (snrm != null && snrm.length > 0) {
                client.parseUAResponse(ask(() -> new byte[][] {snrm}).getData());
            }
            client.parseAareResponse(ask(client::aarqRequest).getData());
            if (client.getIsAuthenticationRequired()) {
                client.parseApplicationAssociationResponse(
                        ask(client::getApplicationAssociationRequest).getData());
            }
        } catch (GXDLMSException | GXDLMSExceptionResponse | GeneralSecurityException refused) {
            throw new RefusedException(refused);
        }
    }

    /** The whole answer, blocks and segments included. @throws RefusedException for an error code in it */
    GXReplyData ask(Request request) throws IOException {
        GXReplyData reply = answer(request);
        if (reply.getError() != 0) {
            throw new RefusedException(new GXDLMSException(reply.getError()));
        }
        return reply;
    }

    /** The code in the answer, 0 for success. */
    int result(Request request) throws IOException {
        return answer(request).getError();
    }

    /** The whole answer as it is, its error code not looked at. */
    GXReplyData answer(Request request) throws IOException {
        try {
            GXReplyData reply = new GXReplyData();
            for (byte[] part : request.bytes()) {
                reply = new GXReplyData();
                receive(part, reply);
                while (reply.isMoreData() && reply.getError() == 0) {
                    receive(client.receiverReady(reply), reply);
                }
            }
            return reply;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Gurux could not cipher", impossible);
        }
    }

    private void receive(byte[] request, GXReplyData reply) throws IOException, GeneralSecurityException {
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
    }

    private void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
