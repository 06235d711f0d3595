package org.metersim.dlms.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** Ciphering of APDUs and HLS-5, held to published vectors. Keys and titles are those of {@link Vectors}. */
class SecurityContextTest {

    private static final String GET = "C001C100030100010800FF0200";
    private static final Protection GLO_BOTH = new Protection(CipherFamily.GLO, SecurityControl.BOTH);

    private static SecurityContext client(long counter) {
        return context(Vectors.CLIENT, Vectors.SERVER, counter);
    }

    private static SecurityContext server(long counter) {
        return context(Vectors.SERVER, Vectors.CLIENT, counter);
    }

    private static SecurityContext context(Octets own, Octets peer, long counter) {
        long[] next = {counter};
        SecurityContext.Parties parties = new SecurityContext.Parties(own, peer);
        return new SecurityContext(parties, Vectors.KEYS, () -> next[0]++, ReceiveCounter.inMemory());
    }

    // dlms-wire V8 to V14: sealed by gurux.dlms 4.0.47 or jDLMS 1.8.0, recomputed with the JDK's AES-GCM
    @ParameterizedTest
    @CsvSource({
        "GLO, 3000000100, 01000000065F1F0400421E5DFFFF,"
                + "211F3000000100E61BA8A603D1829F2077FEFE9E3545904621985CA3A0D4755317",
        "GLO, 3000000101, C301C1000F0000280000FF010109111000000101EE3BC32C742F819BB34D983E,"
                + "CB313000000101C826143F2C514035CFDC47098CCDCC20C0FDBC363369D91379DA2DFFD17214B52714A76620526910C427"
                + "EAF9",
        "GENERAL_GLO, 3000000102, C001C100030100010800FF0200,"
                + "DB084D4D4D0000BC614E1E3000000102627B2DAE73FC937BB691A8318AA52DDF9336C31BFF180653F0",
        "GLO, 1000000500, C001C100030100010800FF0200,"
                + "C81E1000000500C001C100030100010800FF0200A7DE65DBAEE32EFEC1996732",
        "GLO, 2000000501, C001C100030100010800FF0200, C812200000050158CFE84DC46813ABBDEA43710F",
        "GLO, 3000000502, C001C100030100010800FF0200,"
                + "C81E30000005028E42103976084B0F69BE8DEFFA416466185EA4817A151E8E64",
        "GLO, 3000000602, C0014200030100010800FF0200, "
                + "C81E300000060208000D91D1BF8B6F8C67546D435DF6B26E5856922206FC6C7D"
    })
    void opensAndSealsWhatClientsSend(CipherFamily family, String header, String plain, String sealed) {
        SecurityControl control = new SecurityControl(Integer.parseInt(header.substring(0, 2), 16));
        Protection protection = new Protection(family, control);

        Opening opening = server(0).open(Hex.bytes(sealed));
        assertEquals(new Opening.Opened(Octets.parse(plain), protection), opening);
        byte[] ours = client(Long.parseLong(header.substring(2), 16)).seal(Hex.bytes(plain), protection);
        assertEquals(sealed, Hex.compact(ours));
    }

    // V9, V11, V12, V14, V23: what servers send
    @ParameterizedTest
    @CsvSource({
        "GLO, 200, 0800065F1F0400421E5D04000007,"
                + "281F30000002008B7FE9B28D3F6AF8158FC8A8902EE652DF24C1B9E98D479DEC68",
        "GLO, 201, C701C100010009111000000201FA312D52BD45A6397876FB21,"
                + "CF2A30000002010872C98974A966F360DB940BB8801CC4FD2CCA9F45EEE2D798ED53FC7ABF77663067629133",
        "GENERAL_GLO, 202, C401C100060001E240,"
                + "DB084D4D4D00000000011A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D95",
        "GLO, 202, C4014200060001E240, CC1A300000020299D60090B4B656F48CC0E678C9BD70E1F7C1521BAE",
        "GENERAL_GLO, 700, 0FC0000001000202091053494D303030303030303030303030310600000004,"
                + "DB084D4D4D00000000013030000007002EA0D29F3C76CCF4B3D259488626E42E3898CD3EE9F7E583575724639"
                + "1E8D8C38449F7E27BA58C49754646"
    })
    void sealsAndOpensWhatServersSend(CipherFamily family, String counter, String plain, String sealed) {
        Protection protection = new Protection(family, SecurityControl.BOTH);

        byte[] ours = server(Long.parseLong(counter, 16)).seal(Hex.bytes(plain), protection);
        assertEquals(sealed, Hex.compact(ours));
        assertEquals(
                new Opening.Opened(Octets.parse(plain), protection), client(0).open(Hex.bytes(sealed)));
    }

    // V15: a dedicated key comes in an InitiateRequest under the global key, and holds from then on
    @Test
    void usesTheDedicatedKeyThatTheClientBrought() {
        SecurityContext server = server(4);
        Opening request =
                server.open(Hex.bytes("213030000003007C3BCF53BE610858D47B797AA2FB365FED2AEA474C84ABA23552779901B3"
                        + "A1C1C791C1274C52670961756B"));
        assertEquals(
                "010110E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF0000065F1F0400421E5DFFFF",
                assertInstanceOf(Opening.Opened.class, request).apdu().toHex());

        String get = "DC084D4D4D0000BC614E1E300000030206863C6653CAABF555DC8B565672612EF2C93F631557AABE3B";
        assertInstanceOf(Opening.Undecipherable.class, server.open(Hex.bytes(get)));
        server.useDedicatedKey(Vectors.DEDICATED_KEY);
        Opening.Opened opened = assertInstanceOf(Opening.Opened.class, server.open(Hex.bytes(get)));
        assertEquals(GET, opened.apdu().toHex());
        assertEquals(
                "DC084D4D4D00000000011A30000004027ED644D8FDE94634E6B81E3A834C4975D64F4357A2",
                Hex.compact(dedicated(server(0x402)).seal(Hex.bytes("C401C100060001E240"), opened.protection())));
    }

    private static SecurityContext dedicated(SecurityContext context) {
        context.useDedicatedKey(Vectors.DEDICATED_KEY);
        return context;
    }

    // V10: gurux.dlms and jDLMS prove HLS-5 under the very counter of the APDU that carries the proof
    @Test
    void takesAProofUnderTheCounterOfItsOwnApdu() {
        SecurityContext server = server(0x201);
        server.open(Hex.bytes(
                "CB313000000101C826143F2C514035CFDC47098CCDCC20C0FDBC363369D91379DA2DFFD17214B52714A76620526910"
                        + "C427EAF9"));

        Octets stoc = Octets.parse("503677524A323146");
        assertTrue(server.verifies(Octets.parse("1000000101EE3BC32C742F819BB34D983E"), stoc));
        assertFalse(server.verifies(Octets.parse("1000000101EE3BC32C742F819BB34D983F"), stoc));
        assertFalse(server.verifies(Octets.parse("1000000102EE3BC32C742F819BB34D983E"), stoc));
        assertFalse(server.verifies(Octets.parse("1000000101EE3BC32C742F819BB34D98"), stoc));
        assertFalse(server.verifies(Octets.parse("3000000101EE3BC32C742F819BB34D983E"), stoc));
        assertFalse(
                server.verifies(Octets.parse("1000000101EE3BC32C742F819BB34D983E"), Octets.parse("4B35366956616759")));
    }

    // V11: the server's proof over CtoS
    @Test
    void provesItselfOverTheClientsChallenge() {
        Octets ctos = Octets.parse("4B35366956616759");
        Octets proof = server(0x201).prove(ctos);

        assertEquals("1000000201FA312D52BD45A6397876FB21", proof.toHex());
        assertTrue(client(0).verifies(proof, ctos));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x20, 0x30})
    void refusesACounterThatWasUsedAndNamesTheNext(int control) {
        SecurityContext server = server(0);
        SecurityContext client = client(7);
        byte[] first = client.seal(Hex.bytes(GET), GLO_BOTH);
        byte[] again = client(7).seal(Hex.bytes(GET), new Protection(CipherFamily.GLO, new SecurityControl(control)));

        assertInstanceOf(Opening.Opened.class, server.open(first));
        assertEquals(new Opening.Replayed(7, 8), server.open(again));
        assertEquals(new Opening.Replayed(7, 8), server.open(first));
        assertInstanceOf(Opening.Opened.class, server.open(client.seal(Hex.bytes(GET), GLO_BOTH)));
    }

    // An attacker who cannot make a tag must not be able to push the counter ahead of the real client's
    @Test
    void remembersTheCounterOfAuthenticatedApdusOnly() {
        SecurityContext server = server(0);
        byte[] forged = client(0xFFFF_FFFFL).seal(Hex.bytes(GET), GLO_BOTH);
        forged[forged.length - 1] ^= 1;
        assertInstanceOf(Opening.Undecipherable.class, server.open(forged));
        byte[] unproven =
                client(0xFFFF_FFFFL).seal(Hex.bytes(GET), new Protection(CipherFamily.GLO, SecurityControl.ENCRYPTION));
        assertInstanceOf(Opening.Opened.class, server.open(unproven));

        assertInstanceOf(Opening.Opened.class, server.open(client(1).seal(Hex.bytes(GET), GLO_BOTH)));
        assertInstanceOf(Opening.Opened.class, server.open(client(0xFFFF_FFFFL).seal(Hex.bytes(GET), GLO_BOTH)));
        assertEquals(
                new Opening.Replayed(0xFFFF_FFFFL, 1L << 32),
                server.open(client(0xFFFF_FFFFL).seal(Hex.bytes(GET), GLO_BOTH)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x10, 0x30})
    void refusesEveryBitFlipAfterTheHeader(int control) {
        Protection protection = new Protection(CipherFamily.GLO, new SecurityControl(control));
        byte[] sealed = client(1).seal(Hex.bytes(GET), protection);
        SecurityContext server = server(0);
        for (int bit = 8 * 2; bit < 8 * sealed.length; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            boolean stillProves = flipped[2] == SecurityControl.ENCRYPTION.value();
            Opening opening = server.open(flipped);
            assertTrue(stillProves || opening instanceof Opening.Undecipherable, "bit " + bit + ": " + opening);
        }
        assertInstanceOf(Opening.Opened.class, server.open(sealed));
    }

    @ParameterizedTest
    @CsvSource({
        // suite 1, broadcast key, compressed, no protection at all
        "C81E31000005028E42103976084B0F69BE8DEFFA416466185EA4817A151E8E64, security control not supported",
        "C81E70000005028E42103976084B0F69BE8DEFFA416466185EA4817A151E8E64, security control not supported",
        "C81EB0000005028E42103976084B0F69BE8DEFFA416466185EA4817A151E8E64, security control not supported",
        "C8120000000501C001C100030100010800FF0200, security control not supported",
        // V12 from somebody else; V13 with another mark than the APDU inside
        "DB084D4D4D0000BC614F1E3000000102627B2DAE73FC937BB691A8318AA52DDF9336C31BFF180653F0,"
                + "system title of another sender",
        "CB1E30000005028E42103976084B0F69BE8DEFFA416466185EA4817A151E8E64,"
                + "the APDU inside is another service than its mark",
        "D01E30000005028E42103976084B0F69BE8DEFFA416466185EA4817A151E8E64, no dedicated key was agreed",
        "C80530000005021122, ciphered APDU: 2 bytes follow (expected: nothing more) at byte 7",
        "C8063000000502AA, the authentication tag does not verify"
    })
    void saysWhyItDoesNotOpen(String sealed, String why) {
        assertEquals(new Opening.Undecipherable(why), server(0).open(Hex.bytes(sealed)));
    }

    // Gurux leaves out a title that is known already
    @Test
    void takesAnEmptySystemTitleForThatOfThePeer() {
        String sealed = "DB001E3000000102627B2DAE73FC937BB691A8318AA52DDF9336C31BFF180653F0";
        assertEquals(
                GET,
                assertInstanceOf(Opening.Opened.class, server(0).open(Hex.bytes(sealed)))
                        .apdu()
                        .toHex());
    }

    @Test
    void hasNoMarkForApdusThatAreNeverCiphered() {
        byte[] exception = Hex.bytes("D80101");
        assertThrows(IllegalArgumentException.class, () -> server(0).seal(exception, GLO_BOTH));
        // a push is sealed in the general families only
        byte[] push = Hex.bytes("0FC00000010000");
        assertThrows(IllegalArgumentException.class, () -> server(0).seal(push, GLO_BOTH));
        Protection dedicated = new Protection(CipherFamily.DED, SecurityControl.BOTH);
        assertThrows(IllegalStateException.class, () -> server(0).seal(Hex.bytes(GET), dedicated));
    }

    @Test
    void leavesAnApduInClearWhenNothingProtectsIt() {
        assertEquals(GET, Hex.compact(server(0).seal(Hex.bytes(GET), Protection.NONE)));
    }

    // Green Book 9.2.7: what is not used for the marks is there for the APDU
    @ParameterizedTest
    @EnumSource(CipherFamily.class)
    void neverAddsMoreThanItsOverhead(CipherFamily family) {
        for (int control : new int[] {0x10, 0x20, 0x30}) {
            Protection protection = new Protection(family, new SecurityControl(control));
            for (int length : new int[] {1, 120, 130, 240, 300, 1024}) {
                byte[] apdu = new byte[length];
                apdu[0] = (byte) 0xC4;
                int added = dedicated(server(1)).seal(apdu, protection).length - length;
                assertTrue(added <= protection.overheadBytes(), family + " adds " + added);
            }
        }
    }
}
