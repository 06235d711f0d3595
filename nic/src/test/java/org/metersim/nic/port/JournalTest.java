package org.metersim.nic.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

// What the journal shows, and what it must never show.
class JournalTest {

    private static final String GET = "C001C100030100010800FF0200";

    private final Bench bench = new Bench();

    private List<String> lines(Layer layer) {
        return bench.journal.entries(layer).stream()
                .map(entry -> entry.source() + " " + entry.text() + " | " + entry.hex())
                .toList();
    }

    private void assertNowhere(String secret) {
        for (JournalEntry entry : bench.journal.entries()) {
            assertFalse(entry.hex().contains(secret), entry::toString);
            assertFalse(entry.text().contains(secret), entry::toString);
        }
    }

    @Test
    void anApduIsShownInClearAndInWords() {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);
        reader.ask(GET);

        List<String> apdus = lines(Layer.APDU);
        assertEquals("wrapper < client 2 GET 3 1-0:1.8.0.255 a2 | " + GET, apdus.get(2));
        assertEquals("wrapper > client 2 GET response double-long-unsigned 123456 | C401C100060001E240", apdus.get(3));
        assertEquals(
                "wrapper < wPort 2 -> 1, 13 bytes | 000100020001000D" + GET,
                lines(Layer.FRAME).get(2));
    }

    @Test
    void aCipheredApduIsShownInClearAndItsFrameAsItWas() {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated();
        String sealed = client.seal(0, HlsClient.BOTH, GET);
        client.send(sealed);

        List<String> apdus = lines(Layer.APDU);
        assertEquals(
                "wrapper < client 1 [GLO authenticated encrypted] GET 3 1-0:1.8.0.255 a2 | " + GET,
                apdus.get(apdus.size() - 2));
        List<String> frames = lines(Layer.FRAME);
        assertTrue(frames.get(frames.size() - 2).endsWith(sealed));
    }

    // the reader's password is "Gurux"
    @Test
    void aPasswordIsNowhere() {
        bench.wrapper(Bench.READER).ask(Bench.AARQ_READER);
        Endpoint line = bench.nic.openHdlc(bench.nowMs);
        line.receive(Hex.bytes("7EA0070305935C457E"), bench.nowMs);
        String aarq = "7EA041030510E2AEE6E6006033A1090607608574050801018A0207808B0760857405080201AC0780054775727578"
                + "BE10040E01000000065F1F0400421E5DFFFF31FD7E";
        line.receive(Hex.bytes(aarq), bench.nowMs);

        assertNowhere("4775727578");
        assertNowhere("Gurux");
        String masked = "7EA041030510E2AEE6E6006033A1090607608574050801018A0207808B0760857405080201AC0780052A2A2A2A2A"
                + "BE10040E01000000065F1F0400421E5DFFFFE1E07E";
        assertEquals(
                "hdlc < I ns=0 nr=0 P/F 2 -> 1, 56 bytes | " + masked,
                lines(Layer.FRAME).get(4));
    }

    @Test
    void aPasswordThatComesInSegmentsIsNowhere() {
        Endpoint line = bench.nic.openHdlc(bench.nowMs);
        line.receive(Hex.bytes("7EA0070305935C457E"), bench.nowMs);
        line.receive(
                Hex.bytes("7EA829030510FE88E6E6006033A1090607608574050801018A0207808B0760857405080201AC078071757E"),
                bench.nowMs);
        line.receive(Hex.bytes("7EA0210305121414054775727578BE10040E01000000065F1F0400421E5DFFFF73F37E"), bench.nowMs);

        assertTrue(bench.journal.has(Layer.STATE, "AARQ_ACCEPTED"));
        assertNowhere("4775727578");
    }

    @Test
    void aPasswordInABrokenAarqIsNowhere() {
        bench.wrapper(Bench.READER).ask("6033A1090607608574050801018A0207808B0760857405080201AC0780054775727578BE");
        bench.wrapper(Bench.READER).ask("60FFAC0780054775727578");

        assertNowhere("4775727578");
    }

    @Test
    void challengesAreNowhere() {
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));
        String challenge = HlsClient.challengeOf(client.open());
        client.prove(challenge);

        assertNowhere("4B35366956616759");
        assertNowhere(challenge);
    }

    // under a policy of none, passwords and keys could come in clear
    @Test
    void aNewPasswordAndAWrappedKeyAreNowhere() {
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated();
        String wrapped = "0A6FB68EBA6F886B7128B30388C23773754B1972FB9E9EE2";

        assertEquals("C501C100", client.ask("C101C1 000F 0000280002FF 07 00 0906 5365637265 74"));
        client.ask("C104C1 01 000F 0000280002FF 07 00 01 0906 536563726574");
        client.ask("C102C1 000F 0000280002FF 07 00 00 00000001 05 0906536563");
        client.ask("C103C1 01 00000002 03 726574");
        client.ask("C301C1 0040 00002B0001FF 02 01 0101 0202 1600 0918" + wrapped);
        assertNowhere("536563");
        assertNowhere("726574");
        assertNowhere(wrapped);
        assertTrue(bench.journal.has(Layer.APDU, "SET 15 0-0:40.0.2.255 a7 = (not shown)"));
        assertTrue(bench.journal.has(Layer.APDU, "ACTION 64 0-0:43.0.1.255 m2 (not shown)"));
    }

    @Test
    void keysAndADedicatedKeyAreNowhere() {
        String dedicated = "E0E1E2E3E4E5E6E7E8E9EAEBECEDEEEF";
        new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated("010110" + dedicated + "0000065F1F0400421E5DFFFF");
        bench.wrapper(Bench.PUBLIC)
                .ask("602EA109060760857405080101BE21041F010110" + dedicated + "0000065F1F0400421E5DFFFF");

        assertNowhere(dedicated);
        assertNowhere(HlsClient.GUEK);
        assertNowhere(HlsClient.GAK);
    }

    // Same seed, same input: same journal.
    @Test
    void theSameConversationLeavesTheSameJournal() {
        Bench other = new Bench();
        new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated().ask(GET);
        new HlsClient(other.wrapper(Bench.MANAGEMENT)).associated().ask(GET);

        assertEquals(bench.journal.entries(), other.journal.entries());
        assertFalse(bench.journal.entries().isEmpty());
    }
}
