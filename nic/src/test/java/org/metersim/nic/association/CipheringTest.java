package org.metersim.nic.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;
import org.metersim.runtime.journal.Layer;

// Ciphered services of suite 0; the names of the ATS cases (DLMS UA 1001-6, SYMSEC_0) stand in brackets.
class CipheringTest {

    private static final String GET = "C001C1 0003 0100010800FF 02 00";
    private static final String VALUE = "C401C100060001E240";

    /** [0x0B] key transfer of vector V16: a new GUEK, wrapped under the demo KEK. */
    private static final String TRANSFER_GUEK =
            "C301C1 0040 00002B0001FF 02 01 0101 0202 1600 0918 " + "0A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2";

    private final Bench bench = new Bench();
    private HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));

    @BeforeEach
    void associate() {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        client.associated();
    }

    // [SYMSEC_0_BasicCap_1]
    @Test
    void aCipheredRequestHasACipheredAnswer() {
        assertEquals(VALUE, client.ask(GET));
        assertTrue(client.send(client.seal(0, HlsClient.BOTH, GET)).startsWith("CC1A30"));
    }

    // vector V12: an answer goes in the family in which its request came
    @Test
    void whatComesAsGeneralGloIsAnsweredAsGeneralGlo() {
        String answer = client.send(client.seal(0xDB, HlsClient.BOTH, GET));

        assertTrue(answer.startsWith("DB0853494D00000030391A30"), answer);
        assertEquals(VALUE, client.opened(answer));
    }

    // [SYMSEC_0_FraCount_1]
    @Test
    void aRequestThatCameBeforeIsRefusedWithTheNextCounter() {
        String request = client.seal(0, HlsClient.BOTH, GET);
        String next = "%08X".formatted(client.counter);

        assertEquals(VALUE, client.opened(client.send(request)));
        assertEquals("D80106" + next, client.send(request));
        assertEquals(List.of(MeterEvent.REPLAY_REFUSED), bench.board.events);
        assertEquals(VALUE, client.ask(GET));
    }

    @Test
    void countersMayJumpAheadAndNeverBack() {
        client.counter = 0x8000_0000L;
        assertEquals(VALUE, client.ask(GET));
        client.counter = 0x200;

        assertEquals("D8010680000001", client.send(client.seal(0, HlsClient.BOTH, GET)));
    }

    @Test
    void theCounterIsKeptAcrossAnAssociationAndAPowerCut() {
        long used = client.counter - 1;
        assertEquals(
                "C401C10006%08X".formatted(used + 1),
                bench.associated(Bench.PUBLIC, Bench.AARQ_PUBLIC).ask("C001C1 0001 00002B0101FF 02 00"));
        client.counter = used;
        assertTrue(client.open().startsWith("D80106"));
    }

    // an attacker's frame must not move the counter, or the client would be locked out
    @Test
    void aForgedRequestIsRefusedAndItsCounterForgotten() {
        HlsClient forger = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).withKeys("FF".repeat(16), HlsClient.GAK);
        forger.counter = 0xFFFF_FFF0L;

        assertEquals("D80105", client.send(forger.seal(0, HlsClient.BOTH, GET)));
        assertEquals(List.of(MeterEvent.DECIPHERING_FAILED), bench.board.events);
        assertEquals(VALUE, client.ask(GET));
    }

    // [SYMSEC_0_FraCount_3]
    @Test
    void theMetersCountersGrowByOne() {
        long first =
                Long.parseLong(client.send(client.seal(0, HlsClient.BOTH, GET)).substring(6, 14), 16);
        long second =
                Long.parseLong(client.send(client.seal(0, HlsClient.BOTH, GET)).substring(6, 14), 16);

        assertEquals(first + 1, second);
    }

    // [SYMSEC_0_SecDataX_N1] under policy 3: in clear, authenticated only, encrypted only
    @Test
    void lessProtectionThanThePolicyDemandsIsRefused() {
        assertEquals("D80101", client.send(GET));
        assertEquals("D80101", client.ask(HlsClient.AUTHENTICATED, GET));
        assertEquals("D80101", client.ask(HlsClient.ENCRYPTED, GET));
        assertEquals(List.of(), bench.board.asked);
        assertEquals(VALUE, client.ask(GET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C8",
                "C800",
                "C805300000",
                "C80530000010",
                "C881",
                "C8053000001000",
                "C8FF30",
                "DB",
                "DB084D4D4D0000BC614E",
                "DB0301020305300000100000",
                "C81130000020000000000000000000000000"
            })
    void whatIsNoCipheredApduIsADecipheringError(String broken) {
        assertEquals("D80105", client.send(broken));
        assertEquals(VALUE, client.ask(GET));
    }

    // a suite or key this meter has not: suite 1, the broadcast key, compression
    @ParameterizedTest
    @ValueSource(strings = {"31", "70", "B0", "00"})
    void anUnknownSecurityControlIsADecipheringError(String control) {
        String sealed = client.seal(0, HlsClient.BOTH, GET);

        assertEquals("D80105", client.send(sealed.substring(0, 4) + control + sealed.substring(6)));
    }

    // the mark of one service around another
    @Test
    void aMarkThatDoesNotFitItsServiceIsADecipheringError() {
        assertEquals("D80105", client.send(client.seal(0xC9, HlsClient.BOTH, GET)));
    }

    @Test
    void anotherSystemTitleInGeneralGloIsADecipheringError() {
        String sealed = client.seal(0xDB, HlsClient.BOTH, GET).replace(HlsClient.TITLE, "4D4D4D0000BC614F");

        assertEquals("D80105", client.send(sealed));
        assertTrue(bench.journal.has(Layer.HINT, "system title of another sender"));
    }

    @Test
    void withoutKeysNothingCipheredIsUnderstood() {
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);

        assertEquals("D80105", reader.ask(client.seal(0, HlsClient.BOTH, GET)));
        assertTrue(bench.journal.has(Layer.HINT, "this association is not ciphered"));
    }

    // [SYMSEC_REL_N1]
    @Test
    void anUnprotectedReleaseDoesNotRelease() {
        assertEquals("6303800101", client.send("6203800100"));
        assertEquals(VALUE, client.ask(GET));
    }

    @Test
    void aProtectedReleaseReleasesAndIsAnsweredProtected() {
        String information = client.seal(0x21, HlsClient.BOTH, "01000000065F1F0400421E5DFFFF");
        String release = "6228800100BE230421" + information;
        String answer = client.send(release);

        assertTrue(answer.startsWith("6328800100BE230421281F30"), answer);
        assertEquals("0800065F1F0400401E1D04000007", client.opened(answer.substring(18)));
        assertEquals("D80101", client.send(client.seal(0, HlsClient.BOTH, GET)));
    }

    @Test
    void aReleaseThatDoesNotOpenDoesNotRelease() {
        String information = client.seal(0x21, HlsClient.BOTH, "01000000065F1F0400421E5DFFFF");
        String release = "6228800100BE230421" + information.substring(0, information.length() - 2) + "00";

        assertEquals("D80105", client.send(release));
        assertEquals(VALUE, client.ask(GET));
    }

    // [SYMSEC_0_Key_Tx_P1] the answer still goes under the old key; from then on the new one holds, counters from 0
    @Test
    void aTransferredKeyHoldsAfterTheAnswer() {
        assertEquals("C701C10000", client.ask(TRANSFER_GUEK));

        assertEquals("D80105", client.send(client.seal(0, HlsClient.BOTH, GET)));
        client.withKeys("11112222333344445555666677778888", HlsClient.GAK);
        client.counter = 0;
        String answer = client.send(client.seal(0, HlsClient.BOTH, GET));
        assertEquals("00000000", answer.substring(6, 14));
        assertEquals(VALUE, client.opened(answer));
        client.associated();
    }

    // [SYMSEC_0_Key_Tx_N2] one bit of the wrapping
    @Test
    void aKeyWrappedWronglyChangesNothing() {
        assertEquals("C701C1FA00", client.ask(TRANSFER_GUEK.replace("9EE2", "9EE3")));
        assertEquals(VALUE, client.ask(GET));
    }

    // [SYMSEC_0_SecPol_1] with a profile of no policy: security_activate holds from the next APDU on
    @Test
    void aStrengthenedPolicyHoldsFromTheNextRequestOn() {
        Bench open = new Bench(Bench.sim1p("policy: authenticated-encrypted", "policy: none"), 12_345);
        open.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        client = new HlsClient(open.wrapper(Bench.MANAGEMENT)).associated();

        assertEquals(VALUE, client.send(GET));
        assertEquals(VALUE, client.ask(HlsClient.AUTHENTICATED, GET));
        assertEquals(VALUE, client.ask(HlsClient.ENCRYPTED, GET));
        assertEquals("C701C10000", client.send("C301C1 0040 00002B0001FF 01 01 1601"));
        assertEquals("D80101", client.send(GET));
        assertEquals("D80101", client.ask(HlsClient.ENCRYPTED, GET));
        assertEquals(VALUE, client.ask(HlsClient.AUTHENTICATED, GET));
        assertEquals("C701C10000", client.ask(HlsClient.AUTHENTICATED, "C301C1 0040 00002B0001FF 01 01 1603"));
        assertEquals("D80101", client.ask(HlsClient.AUTHENTICATED, GET));
        assertEquals(VALUE, client.ask(GET));
    }

    // a policy cannot be weakened [SYMSEC_0_SecPol_2]
    @Test
    void aPolicyIsNotWeakened() {
        assertEquals("C701C1FA00", client.ask("C301C1 0040 00002B0001FF 01 01 1601"));
        assertEquals("D80101", client.ask(HlsClient.AUTHENTICATED, GET));
    }

    @Test
    void withoutPolicyThePlainContextOpensWithHls() {
        Bench open = new Bench(Bench.sim1p("policy: authenticated-encrypted", "policy: none"), 12_345);
        String aarq = "6042A109060760857405080101A60A04084D4D4D0000BC614E8A0207808B0760857405080205"
                + "AC0A80084B35366956616759BE10040E01000000065F1F0400421E5DFFFF";

        assertTrue(open.wrapper(Bench.MANAGEMENT).ask(aarq).contains("A305A10302010E"));
    }

    // Green Book 9.3: bit 6 of the invoke id is 0
    @Test
    void anUnconfirmedRequestIsDoneAndNotAnswered() {
        assertEquals("", client.ask("C301 81 0046 000060030AFF 01 01 0F00"));
        assertEquals(1, bench.board.asked.size());
        assertEquals(VALUE, client.ask(GET));
    }

    // [SYMSEC_0_SecDataX_P1] the key of vector V15; the client's counter is one of its own; the key is gone with the
    // association
    @Test
    void aDedicatedKeyServesUntilTheRelease() {
        String initiate = "010110E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF0000065F1F0400421E5DFFFF";
        Bench.Client connection = bench.wrapper(Bench.MANAGEMENT);
        HlsClient global = new HlsClient(connection);
        global.counter = 0x1000;
        global.associated(initiate);
        HlsClient dedicated = new HlsClient(connection).withKeys("E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF", HlsClient.GAK);
        dedicated.counter = 0;

        String answer = dedicated.send(dedicated.seal(0xD0, HlsClient.BOTH, GET));
        assertTrue(answer.startsWith("D41A30"), answer);
        assertEquals(VALUE, dedicated.opened(answer));
        String general = dedicated.send(dedicated.seal(0xDC, HlsClient.BOTH, GET));
        assertTrue(general.startsWith("DC0853494D00000030391A30"), general);
        assertEquals(VALUE, dedicated.opened(general));
        assertEquals(VALUE, global.ask(GET));
        global.associated();
        assertEquals("D80105", dedicated.send(dedicated.seal(0xD0, HlsClient.BOTH, GET)));
    }

    // [SYMSEC_0_DedKey_N1]
    @Test
    void withoutADedicatedKeyItsMarkIsADecipheringError() {
        assertEquals("D80105", client.send(client.seal(0xD0, HlsClient.BOTH, GET)));
        assertTrue(bench.journal.has(Layer.HINT, "no dedicated key was agreed"));
    }
}
