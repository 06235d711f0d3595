package org.metersim.dlms.peers;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.codec.Hex;

/** A client of gurux.dlms 4.0.47, under the keys of {@link Vectors}. */
final class Gurux {

    /** CtoS of dlms-wire V8. */
    static final String CTOS = "4B35366956616759";

    /** Held here, or its level is forgotten. */
    private static final Logger LOG = Logger.getLogger("gurux");

    static {
        // what a test provokes on purpose is not for the build's log
        LOG.setLevel(Level.OFF);
    }

    private Gurux() {}

    static GXDLMSSecureClient client(Authentication authentication, InterfaceType framing, Security security) {
        GXDLMSSecureClient client = new GXDLMSSecureClient(true, 16, 1, authentication, null, framing);
        client.getCiphering().setSecurity(security);
        client.getCiphering().setSystemTitle(Vectors.CLIENT.toBytes());
        client.getCiphering().setBlockCipherKey(Vectors.KEYS.guek().toBytes());
        client.getCiphering().setAuthenticationKey(Vectors.KEYS.gak().toBytes());
        client.getCiphering().setInvocationCounter(0x100);
        if (authentication == Authentication.HIGH_GMAC) {
            client.setCtoSChallenge(Hex.bytes(CTOS));
        }
        return client;
    }

    /** The only frame of a message, as hex. */
    static String only(byte[][] frames) {
        if (frames.length != 1) {
            throw new AssertionError("frames: " + Arrays.deepToString(frames));
        }
        return Hex.compact(frames[0]);
    }

    /** What the client makes of an answer. */
    static GXReplyData read(GXDLMSSecureClient client, byte[] answer) throws Exception {
        GXReplyData reply = new GXReplyData();
        client.getData(new GXByteBuffer(answer), reply, null);
        return reply;
    }
}
