package org.metersim.nic.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;
import org.metersim.nic.NicStatus;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.journal.Layer;

// HLS-5, Green Book 9.2.7.4 and 9.3.2.
class HlsTest {

    private static final String GET_STATUS = "C001C1 000F 0000280000FF 08 00";
    private static final String GET_REGISTER = "C001C1 0003 0100010800FF 02 00";

    private final Bench bench = new Bench();
    private final HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));

    // Vector V8 goes in; the answer is V9 but for the meter's title, challenge and counter.
    @Test
    void anAarqOfGuruxIsAnsweredWithAChallenge() {
        String aarq = "6055A109060760857405080103A60A04084D4D4D0000BC614E8A0207808B0760857405080205"
                + "AC0A80084B35366956616759BE230421211F3000000100E61BA8A603D1829F2077FEFE9E3545904621985CA3A0D4755317";
        String aare = client.send(aarq);

        assertTrue(
                aare.startsWith("6169A109060760857405080103A203020100A305A10302010EA40A040853494D0000003039"
                        + "88020780890760857405080205AA128010"),
                aare);
        String initiate = aare.substring(aare.indexOf("BE230421") + 8);
        assertTrue(initiate.startsWith("281F3000000000"), initiate);
        assertEquals("0800065F1F040040 1E1D040000 07".replace(" ", ""), client.opened(initiate));
    }

    // [APPL_OPEN_3]
    @Test
    void passThreeAndFourProveBothEnds() {
        client.associated();

        assertEquals("C401C1001602", client.ask(GET_STATUS));
        assertTrue(bench.states()
                .contains("association management of client SAP 1: AWAITING_HLS -> ASSOCIATED on HLS_PROVED"));
    }

    @Test
    void whilePassThreeIsAwaitedNothingElseIsServed() {
        String challenge = HlsClient.challengeOf(client.open());

        assertEquals("D80101", client.ask(GET_REGISTER));
        assertEquals("D80101", client.ask("C301C1 000F 0000280001FF 01 01 0900"));
        assertEquals("D80101", client.ask("C301C1 000F 0000280000FF 02 01 0900"));
        assertEquals(
                List.of(new NicStatus.Opened("management", 1, AssociationStatus.ASSOCIATION_PENDING)),
                bench.nic.status(bench.nowMs).associations());
        assertTrue(client.prove(challenge).startsWith("C701C10001000911"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void aWrongProofEndsTheAssociationAndIsLogged() {
        String challenge = HlsClient.challengeOf(client.open());
        String another = challenge.substring(0, 30) + (challenge.endsWith("00") ? "01" : "00");

        assertEquals("C701C10300", client.prove(another));
        assertEquals("D80101", client.send(client.seal(0, HlsClient.BOTH, GET_STATUS)));
        assertEquals(List.of(MeterEvent.LOGIN_FAILED), bench.board.events);
        assertTrue(
                bench.states().contains("association management of client SAP 1: AWAITING_HLS -> IDLE on HLS_FAILED"));
        assertTrue(bench.journal.has(Layer.HINT, "the proof of HLS pass 3 is wrong: check GAK"));
    }

    // 17 bytes, an octet-string, a security control byte of authentication alone
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0900",
                "0910 10000001 01 00112233445566778899AA",
                "1600",
                "0911 30000001 0100112233445566778899AABB"
            })
    void aProofOfAnotherFormIsAWrongOne(String proof) {
        client.open();

        assertEquals("C701C10300", client.ask("C301C1000F0000280000FF0101" + proof));
        assertEquals(List.of(MeterEvent.LOGIN_FAILED), bench.board.events);
    }

    @Test
    void aProofThatNobodyAskedForIsRefusedAndChangesNothing() {
        client.associated();

        assertEquals("C701C10300", client.prove("00".repeat(16)));
        assertEquals("C401C1001602", client.ask(GET_STATUS));
        assertEquals(List.of(), bench.board.events);
    }

    @Test
    void eachAssociationHasItsOwnChallenge() {
        String first = HlsClient.challengeOf(client.open());
        String second = HlsClient.challengeOf(client.open());

        assertNotEquals(first, second);
        assertEquals("C701C10300", client.prove(first));
    }

    // [APPL_OPEN_9] [SYMSEC_0_DedKey_N1] 16 bytes, and encrypted on its way
    @ParameterizedTest
    @CsvSource({"30, 0F, 04", "30, 11, 04", "10, 10, 04"})
    void aDedicatedKeyOfAnotherLengthOrNotEncryptedIsRefused(String control, String length, String error) {
        int bytes = Integer.parseInt(length, 16);
        String initiate = "0101" + length + "E0".repeat(bytes) + "0000065F1F0400421E5DFFFF";
        String sealed = client.seal(0x21, Integer.parseInt(control, 16), initiate);

        assertEquals(
                "611FA109060760857405080103A203020101A305A103020101BE0604040E0106" + error,
                client.send(client.aarq(sealed)));
    }

    // the policy of sim-1p demands both
    @Test
    void anInitiateRequestWithLessProtectionThanThePolicyIsRefused() {
        String refused = "611FA109060760857405080103A203020101A305A103020101BE0604040E010604";

        assertEquals(refused, client.send(client.aarq("01000000065F1F0400421E5DFFFF")));
        String authenticated = client.seal(0x21, HlsClient.AUTHENTICATED, "01000000065F1F0400421E5DFFFF");
        assertEquals(refused, client.send(client.aarq(authenticated)));
    }

    // what is left after ciphering is to be 12 bytes: 12 + 1 + 3 + 5 + 12
    @Test
    void thePduSizeCountsTheOverheadOfCiphering() {
        assertTrue(client.open("01000000065F1F0400421E5D0020").contains("BE0604040E010603"));
        assertTrue(client.open("01000000065F1F0400421E5D0021").contains("A305A10302010E"));
    }

    @Test
    void aWrongEncryptionKeyIsADecipheringErrorAndAFailedLogIn() {
        HlsClient stranger = client.withKeys("FF".repeat(16), HlsClient.GAK);

        assertEquals("D80105", stranger.open());
        assertEquals(List.of(MeterEvent.DECIPHERING_FAILED, MeterEvent.LOGIN_FAILED), bench.board.events);
    }

    // The classical mistakes are named.
    @ParameterizedTest
    @CsvSource({
        "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF, 000102030405060708090A0B0C0D0E0F, GUEK and GAK are swapped",
        "000102030405060708090A0B0C0D0E0F, 00000000000000000000000000000000, the GAK is all zero",
        "000102030405060708090A0B0C0D0E0F, 000102030405060708090A0B0C0D0E0F, the GAK is the GUEK"
    })
    void theJournalSaysWhichMistakeItWas(String guek, String gak, String mistake) {
        HlsClient mistaken = client.withKeys(guek, gak);

        assertEquals("D80105", mistaken.open());
        assertTrue(
                bench.journal.has(Layer.HINT, "It DOES verify if " + mistake),
                () -> bench.hints().toString());
    }

    @Test
    void anotherTitleInTheNonceIsNamed() {
        String sealed = new HlsClient(bench.wrapper(Bench.MANAGEMENT))
                .seal(0x21, HlsClient.BOTH, "01000000065F1F0400421E5DFFFF");
        HlsClient other = client.withTitle("4142430000000001");

        assertEquals("D80105", other.send(other.aarq(sealed)));
        assertTrue(bench.journal.has(
                Layer.HINT, "the sender's system title in the nonce is 4D4D4D0000BC614E and not 4142430000000001"));
    }

    @Test
    void whatNoClassicalMistakeExplainsIsNotGuessedAt() {
        HlsClient stranger = client.withKeys("FF".repeat(16), HlsClient.GAK);
        stranger.open();

        assertTrue(bench.journal.has(Layer.HINT, "the authentication tag does not verify"));
        assertFalse(bench.journal.has(Layer.HINT, "DOES"));
    }

    // The use case's keys for each meter: HMAC-SHA256 of the system title under the profile's key, 16 bytes of it.
    @Test
    void individualKeysOpenTheirOwnMeterAlone() throws GeneralSecurityException {
        MeterModel profile = Bench.sim1p("kek: \"31313131313131313131313131313131\"", "$0\n        derived: true");
        Bench own = new Bench(profile, 12_345);
        Bench other = new Bench(profile, 12_346);
        String guek = derived(HlsClient.GUEK, "53494D0000003039");
        String gak = derived(HlsClient.GAK, "53494D0000003039");

        new HlsClient(own.wrapper(Bench.MANAGEMENT)).withKeys(guek, gak).associated();
        HlsClient wrongMeter = new HlsClient(other.wrapper(Bench.MANAGEMENT)).withKeys(guek, gak);
        assertEquals("D80105", wrongMeter.open());
        assertEquals("D80105", new HlsClient(own.wrapper(Bench.MANAGEMENT)).open());
        assertTrue(
                own.journal.has(Layer.HINT, "the keys are those of the profile, not the ones derived for this meter"));
    }

    private static String derived(String key, String title) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Hex.bytes(key), "HmacSHA256"));
        return Hex.compact(mac.doFinal(Hex.bytes(title))).substring(0, 32);
    }

    @Test
    void theProofOfARepeatedAarqIsRefusedByItsCounter() {
        client.open();
        client.counter--;
        String repeated = client.seal(0x21, HlsClient.BOTH, "01000000065F1F0400421E5DFFFF");

        assertEquals("D8010600000101", client.send(client.aarq(repeated)));
        assertEquals(List.of(MeterEvent.REPLAY_REFUSED), bench.board.events);
        assertTrue(bench.journal.has(
                Layer.HINT,
                "invocation counter 256 was used before by client SAP 1; continue with 257 or more, "
                        + "as the public client reads it from 0-0:43.1.1.255"));
    }

    // get alone is agreed; pass 3 is an ACTION all the same
    @Test
    void aClientThatOnlyReadsProvesItselfToo() {
        client.associated("01000000065F1F0400000010FFFF");

        assertEquals("C401C1001602", client.ask(GET_STATUS));
        assertEquals("D80202", client.prove("00".repeat(16)));
    }
}
