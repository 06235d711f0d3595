package org.metersim.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.metersim.dlms.codec.Hex;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.DlmsConnection;
import org.openmuc.jdlms.GetResult;
import org.openmuc.jdlms.MethodParameter;
import org.openmuc.jdlms.MethodResultCode;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.TcpConnectionBuilder;
import org.openmuc.jdlms.datatypes.DataObject;

/** A second client that we did not write: jDLMS 1.8.0 on a real socket. */
final class JdlmsPeer implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;

    /** Wrapper, or HDLC over TCP; jDLMS signs on in mode E only on a serial port. */
    enum Line {
        WRAPPER,
        HDLC
    }

    private final DlmsConnection connection;

    private JdlmsPeer(DlmsConnection connection) {
        this.connection = connection;
    }

    static JdlmsPeer openPublic(InetSocketAddress meter, Line line) throws IOException {
        return new JdlmsPeer(builder(meter, line, 16).build());
    }

    static JdlmsPeer openReader(InetSocketAddress meter, Line line, String password) throws IOException {
        SecuritySuite suite = SecuritySuite.builder()
                .setAuthenticationMechanism(AuthenticationMechanism.LOW)
                .setPassword(password.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .build();
        return new JdlmsPeer(builder(meter, line, 2).setSecuritySuite(suite).build());
    }

    /** HLS-5 with authenticated encryption; the counter is read as public client before. */
    static JdlmsPeer openHls(InetSocketAddress meter, Line line, int clientSap) throws IOException {
        long counter;
        try (JdlmsPeer reader = openPublic(meter, line)) {
            counter =
                    ((Number) reader.get(1, "0.0.43.1." + clientSap + ".255", 2).getValue()).longValue();
        }
        SecuritySuite suite = SecuritySuite.builder()
                .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
                .setEncryptionMechanism(EncryptionMechanism.AES_GCM_128)
                .setSecurityPolicy(SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED)
                .setGlobalUnicastEncryptionKey(Hex.bytes("000102030405060708090A0B0C0D0E0F"))
                .setAuthenticationKey(Hex.bytes("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"))
                .build();
        return new JdlmsPeer(builder(meter, line, clientSap)
                .setSecuritySuite(suite)
                .setSystemTitle("MMM", 0xBC614EL)
                .setFrameCounter(counter)
                .build());
    }

    private static TcpConnectionBuilder builder(InetSocketAddress meter, Line line, int clientSap) {
        TcpConnectionBuilder builder = new TcpConnectionBuilder(meter.getAddress())
                .setPort(meter.getPort())
                .setClientId(clientSap)
                .setLogicalDeviceId(1)
                .setResponseTimeout(PATIENCE_MS);
        return line == Line.WRAPPER ? builder.useWrapper() : builder.useHdlc();
    }

    DlmsConnection connection() {
        return connection;
    }

    /** The value of an attribute. @throws IllegalStateException when the meter refused it */
    DataObject get(int classId, String obis, int attribute) throws IOException {
        GetResult result = connection.get(new AttributeAddress(classId, obis, attribute));
        if (result.getResultData() == null) {
            throw new IllegalStateException(obis + ": " + result.getResultCode());
        }
        return result.getResultData();
    }

    MethodResultCode invoke(int classId, String obis, int method, DataObject parameter) throws IOException {
        return connection
                .action(new MethodParameter(classId, obis, method, parameter))
                .getResultCode();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
