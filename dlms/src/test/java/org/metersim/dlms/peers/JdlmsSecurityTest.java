package org.metersim.dlms.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.beanit.asn1bean.ber.ReverseByteArrayOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherFamily;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityControl;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.RawMessageData;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.internal.APdu;
import org.openmuc.jdlms.internal.asn1.cosem.COSEMpdu;
import org.openmuc.jdlms.internal.asn1.iso.acse.ACSEApdu;
import org.openmuc.jdlms.internal.security.authentication.HlsProcessorGmac;

/** jDLMS 1.8.0 seals, proves and associates, we open, check and read, and the other way round. */
class JdlmsSecurityTest {

    /** Its policy AUTHENTICATED encrypts all the same, under a control byte that says it does not: not to be used. */
    private static final SecuritySuite SUITE = SecuritySuite.builder()
            .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
            .setEncryptionMechanism(EncryptionMechanism.AES_GCM_128)
            .setSecurityPolicy(SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED)
            .setGlobalUnicastEncryptionKey(Vectors.KEYS.guek().toBytes())
            .setAuthenticationKey(Vectors.KEYS.gak().toBytes())
            .build();

    private static final Protection BOTH = new Protection(CipherFamily.GLO, SecurityControl.BOTH);

    private static SecurityContext context(Octets own, Octets peer) {
        return new SecurityContext(
                new SecurityContext.Parties(own, peer), Vectors.KEYS, () -> 0x602, ReceiveCounter.inMemory());
    }

    private static byte[] sealedByJdlms(String plain) throws IOException {
        COSEMpdu pdu = new COSEMpdu();
        pdu.decode(new ByteArrayInputStream(Hex.bytes(plain)));
        byte[] buffer = new byte[1024];
        int length =
                new APdu(null, pdu).encode(buffer, 0x602, Vectors.CLIENT.toBytes(), SUITE, RawMessageData.builder());
        return Arrays.copyOfRange(buffer, buffer.length - length, buffer.length);
    }

    // dlms-wire V14
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0014200030100010800FF0200",
                "C1014200030100010800FF02000600000001",
                "C301C1001200002C0000FF03010F00"
            })
    void opensWhatJdlmsSeals(String plain) throws IOException {
        byte[] sealed = sealedByJdlms(plain);
        Opening opening = context(Vectors.SERVER, Vectors.CLIENT).open(sealed);
        assertEquals(
                plain, assertInstanceOf(Opening.Opened.class, opening).apdu().toHex());
        assertEquals(
                Hex.of(sealed), Hex.of(context(Vectors.CLIENT, Vectors.SERVER).seal(Hex.bytes(plain), BOTH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C4014200060001E240", "C5014200", "C701420000"})
    void sealsWhatJdlmsOpens(String plain) throws IOException {
        byte[] sealed = context(Vectors.SERVER, Vectors.CLIENT).seal(Hex.bytes(plain), BOTH);
        APdu opened = APdu.decode(sealed, Vectors.SERVER.toBytes(), SUITE, RawMessageData.builder());
        assertEquals(plain, JdlmsCodec.encode(opened.getCosemPdu()));
        sealed[sealed.length - 1] ^= 1;
        assertThrows(
                IOException.class,
                () -> APdu.decode(sealed, Vectors.SERVER.toBytes(), SUITE, RawMessageData.builder()));
    }

    // dlms-wire V10: the proof over StoC
    @Test
    void provesHls5AsJdlmsDoes() throws IOException {
        byte[] stoc = Hex.bytes("503677524A323146");
        byte[] theirs = new HlsProcessorGmac().process(stoc, SUITE, Vectors.CLIENT.toBytes(), 0x602);
        Octets ours = context(Vectors.CLIENT, Vectors.SERVER).prove(Octets.of(stoc));
        assertEquals(Hex.of(theirs), Hex.of(ours.toBytes()));
        assertTrue(context(Vectors.SERVER, Vectors.CLIENT).verifies(Octets.of(theirs), Octets.of(stoc)));
    }

    static Stream<String> associations() {
        return Vectors.OTHERS.stream().filter(hex -> hex.startsWith("60") || hex.startsWith("61"));
    }

    // Through the BER of jDLMS and back
    @ParameterizedTest
    @MethodSource("associations")
    void associatesInBytesThatJdlmsReads(String hex) throws IOException {
        byte[] ours = hex.startsWith("60")
                ? Aarq.decode(Hex.bytes(hex)).encode()
                : Aare.decode(Hex.bytes(hex)).encode();
        ACSEApdu theirs = new ACSEApdu();
        theirs.decode(new ByteArrayInputStream(ours), null);
        ReverseByteArrayOutputStream out = new ReverseByteArrayOutputStream(100, true);
        theirs.encode(out);
        assertEquals(hex, Hex.compact(out.getArray()));
    }
}
