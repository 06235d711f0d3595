package org.metersim.app.concentrator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.metrology.image.Digests;

/** What our meter pushes, read by Gurux 4.0.47: a listener that we did not write. */
class GuruxPushTest {

    private static List<?> read(byte[] frame, boolean ciphered) throws Exception {
        GXDLMSSecureClient listener =
                new GXDLMSSecureClient(true, 1, 1, Authentication.NONE, "", InterfaceType.WRAPPER);
        if (ciphered) {
            listener.getCiphering().setSystemTitle(Hex.bytes("4D4D4D0000BC614E"));
            listener.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
            listener.getCiphering().setBlockCipherKey(Hex.bytes("000102030405060708090A0B0C0D0E0F"));
            listener.getCiphering().setAuthenticationKey(Hex.bytes("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));
        }
        GXReplyData reply = new GXReplyData();
        GXReplyData notify = new GXReplyData();
        listener.getData(new GXByteBuffer(frame), reply, notify);
        assertTrue(notify.isComplete());
        return (List<?>) notify.getValue();
    }

    private static String text(Object octets) {
        return new String((byte[]) octets, StandardCharsets.US_ASCII);
    }

    private static void isTheUpdateThatFailed(PushField field, List<?> body) {
        assertEquals(14, body.size());
        assertEquals("00012345", text(body.get(0)));
        assertEquals("0004190900FF", Hex.compact((byte[]) body.get(1)));
        assertEquals(12, ((byte[]) body.get(2)).length);
        assertEquals("0000600B00FF", Hex.compact((byte[]) body.get(3)));
        assertEquals(51, ((Number) body.get(4)).intValue());
        assertEquals(1, ((Number) body.get(5)).intValue());
        assertEquals("0", String.valueOf(body.get(6)));
        assertEquals("1", String.valueOf(body.get(7)));
        List<?> verdict = (List<?>) body.get(8);
        assertEquals("verify", String.valueOf(verdict.get(0)));
        assertEquals("crc", String.valueOf(verdict.get(1)));
        assertEquals(field.meter.state().components().get(0).verdict().cause(), String.valueOf(verdict.get(2)));
        assertEquals("0100000200FF", Hex.compact((byte[]) body.get(9)));
        assertEquals("1.4.2", text(body.get(10)));
        assertEquals("1.5.0", text(body.get(11)));
        assertEquals("upd-000001", text(body.get(12)));
        assertArrayEquals(Digests.sha256(PushField.badImage()).toBytes(), (byte[]) body.get(13));
    }

    @Test
    void readsAPushInClear() throws Exception {
        PushField field = PushField.usual();
        field.update(PushField.badImage());
        isTheUpdateThatFailed(field, read(field.heard.get(0), false));
    }

    @Test
    void readsACipheredPush() throws Exception {
        PushField field = PushField.with("ciphered: false", "ciphered: true", true);
        field.update(PushField.badImage());
        isTheUpdateThatFailed(field, read(field.heard.get(0), true));
    }

    @Test
    void readsAnUnconfirmedPushAsListenersOfOthersWantIt() throws Exception {
        PushField field = PushField.with("operation: confirmed", "operation: unconfirmed", false);
        field.update(PushField.badImage());
        byte[] frame = field.heard.get(0);
        assertFalse((frame[9] & 0x40) != 0);
        isTheUpdateThatFailed(field, read(frame, false));
    }
}
