package org.metersim.nic;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.metersim.dlms.codec.Hex;

/**
 * A client with HLS-5 whose cryptography is that of the Java platform, so that it proves something about ours. The
 * formulas are those of Green Book 9.2.7; keys and title are the demo ones.
 */
public final class HlsClient {

    public static final String GUEK = "000102030405060708090A0B0C0D0E0F";
    public static final String GAK = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";
    public static final String TITLE = "4D4D4D0000BC614E";
    public static final int AUTHENTICATED = 0x10;
    public static final int ENCRYPTED = 0x20;
    public static final int BOTH = 0x30;

    /** CtoS of vector V8. */
    private static final String CHALLENGE = "4B35366956616759";

    private static final String INITIATE = "01000000065F1F0400421E5DFFFF";

    /** System title of sim-1p number 12345. */
    private static final String METER = "53494D0000003039";

    private final Bench.Client client;
    private String guek = GUEK;
    private String gak = GAK;
    private String title = TITLE;

    /** The next invocation counter to send. */
    public long counter = 0x100;

    public HlsClient(Bench.Client client) {
        this.client = client;
    }

    public HlsClient withKeys(String newGuek, String newGak) {
        guek = newGuek;
        gak = newGak;
        return this;
    }

    public HlsClient withTitle(String newTitle) {
        title = newTitle;
        return this;
    }

    /** Sends bytes as they are. */
    public String send(String apdu) {
        return client.ask(apdu);
    }

    /** AARQ with the InitiateRequest of the vectors. */
    public String open() {
        return open(INITIATE);
    }

    /** AARQ with that InitiateRequest, ciphered. */
    public String open(String initiate) {
        return client.ask(aarq(seal(0x21, BOTH, initiate)));
    }

    /** AARQ with that user-information. */
    public String aarq(String information) {
        String content = "A109060760857405080103A60A0408" + title + "8A0207808B0760857405080205AC0A8008" + CHALLENGE
                + "BE%02X04%02X%s".formatted(information.length() / 2 + 2, information.length() / 2, information);
        return "60%02X%s".formatted(content.length() / 2, content);
    }

    /** StoC of an AARE. */
    public static String challengeOf(String aare) {
        int at = aare.indexOf("AA128010") + 8;
        return aare.substring(at, at + 32);
    }

    /** Pass 3 to that challenge, and the clear text of what came back. */
    public String prove(String challenge) {
        return ask("C301C1000F0000280000FF01010911" + proof(title, counter, challenge));
    }

    private String proof(String sender, long ic, String challenge) {
        byte[] mac = gcm(Cipher.ENCRYPT_MODE, nonce(sender, ic), "10" + gak + challenge, new byte[0]);
        return "10%08X%s".formatted(ic, Hex.compact(mac));
    }

    /** All four passes, the last one checked. */
    public HlsClient associated() {
        return associated(INITIATE);
    }

    public HlsClient associated(String initiate) {
        String answer = prove(challengeOf(open(initiate)));
        String expected = "C701C1000100 0911".replace(" ", "");
        if (!answer.startsWith(expected)) {
            throw new AssertionError("pass 4: " + answer);
        }
        String proof = answer.substring(expected.length());
        long ic = Long.parseLong(proof.substring(2, 10), 16);
        if (!proof.equals(proof(METER, ic, CHALLENGE))) {
            throw new AssertionError("the meter's proof is wrong: " + proof);
        }
        return this;
    }

    /** Asks with the global key, authenticated and encrypted; the clear text of the answer. */
    public String ask(String apdu) {
        return opened(client.ask(seal(0, BOTH, apdu)));
    }

    /** Asks with that protection. */
    public String ask(int control, String apdu) {
        return opened(client.ask(seal(0, control, apdu)));
    }

    /** As it goes on the wire. @param outerTag 0 for the glo one that belongs to the service */
    public String seal(int outerTag, int control, String hex) {
        String apdu = hex.replace(" ", "");
        byte[] plain = Hex.bytes(apdu);
        int tag = outerTag == 0 ? (plain[0] & 0xFF) + 8 : outerTag;
        long ic = counter++;
        String body = switch (control) {
            case AUTHENTICATED ->
                apdu + Hex.compact(gcm(Cipher.ENCRYPT_MODE, nonce(title, ic), "10" + gak + apdu, new byte[0]));
            case ENCRYPTED -> {
                // without additional data and without its tag GCM is plain counter mode
                byte[] sealed = gcm(Cipher.ENCRYPT_MODE, nonce(title, ic), "", plain);
                yield Hex.compact(Arrays.copyOf(sealed, plain.length));
            }
            default -> Hex.compact(gcm(Cipher.ENCRYPT_MODE, nonce(title, ic), "30" + gak, plain));
        };
        String content = "%02X%08X%s".formatted(control, ic, body);
        return "%02X%s%s%s".formatted(tag, tag >= 0xDB ? "08" + title : "", length(content.length() / 2), content);
    }

    private static String length(int bytes) {
        return bytes < 0x80
                ? "%02X".formatted(bytes)
                : bytes < 0x100 ? "81%02X".formatted(bytes) : "82%04X".formatted(bytes);
    }

    /** The clear text of an answer; what is not ciphered as it is. */
    public String opened(String answer) {
        if (answer.isEmpty() || answer.startsWith("D8")) {
            return answer;
        }
        ByteBuffer in = ByteBuffer.wrap(Hex.bytes(answer));
        int tag = in.get() & 0xFF;
        if (tag >= 0xDB) {
            in.position(in.position() + 9);
        }
        int first = in.get() & 0xFF;
        int length = first < 0x80 ? first : first == 0x81 ? in.get() & 0xFF : in.getShort() & 0xFFFF;
        if (length != in.remaining()) {
            throw new AssertionError("length " + length + " of " + in.remaining());
        }
        int control = in.get();
        long ic = in.getInt() & 0xFFFF_FFFFL;
        byte[] body = new byte[in.remaining()];
        in.get(body);
        return Hex.compact(open(control, ic, body));
    }

    private byte[] open(int control, long ic, byte[] body) {
        if (control == BOTH) {
            return gcm(Cipher.DECRYPT_MODE, nonce(METER, ic), "30" + gak, body);
        }
        if (control == ENCRYPTED) {
            // encrypting again takes the key stream off
            return Arrays.copyOf(gcm(Cipher.ENCRYPT_MODE, nonce(METER, ic), "", body), body.length);
        }
        byte[] plain = Arrays.copyOf(body, body.length - 12);
        byte[] mac = gcm(Cipher.ENCRYPT_MODE, nonce(METER, ic), "10" + gak + Hex.compact(plain), new byte[0]);
        if (!Arrays.equals(mac, Arrays.copyOfRange(body, body.length - 12, body.length))) {
            throw new AssertionError("the meter's tag does not verify");
        }
        return plain;
    }

    private static String nonce(String sender, long ic) {
        return "%s%08X".formatted(sender, ic);
    }

    private byte[] gcm(int mode, String nonce, String additional, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(Hex.bytes(guek), "AES"), new GCMParameterSpec(96, Hex.bytes(nonce)));
            cipher.updateAAD(Hex.bytes(additional));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failed) {
            throw new AssertionError("GCM: " + failed.getMessage(), failed);
        }
    }
}
