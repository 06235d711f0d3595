package org.metersim.dlms.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Sweep;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcFrame;
import org.metersim.dlms.hdlc.HdlcFrameDecoder;
import org.metersim.dlms.hdlc.HdlcIndication;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.hdlc.HdlcPrimary;
import org.metersim.dlms.hdlc.HdlcSecondary;

/**
 * Frames that are nearly good, and noise, into both stations of a link: nothing is thrown, and the line is found again.
 */
class LinkFuzzTest {

    private static final HdlcParameters WIDE = new HdlcParameters(2030, 2030, 7, 7);
    private static final String SNRM = "7EA0070321930F017E";
    private static final String UA = "7EA01E210373C37A818012050180060180070400000001080400000001533B7E";
    private static final HdlcAddress SERVER = HdlcAddress.of(1);
    private static final HdlcAddress CLIENT = HdlcAddress.of(16);
    private static final String LLC_COMMAND = "E6E600";
    private static final String LLC_RESPONSE = "E6E700";
    private static final int MAX_FRAMES_AN_ANSWER = 8;

    // dlms-wire 10, and frames of the transcripts: client to server 1, and back
    private static final List<byte[]> COMMANDS = List.of(
            Hex.bytes(SNRM),
            Hex.bytes("7EA0200321937DD981801405020200060202000704000000010804000000016FEF7E"),
            Hex.bytes("7EA02B032110FBAFE6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF19357E"),
            Hex.bytes("7EA0190321326FD8E6E600C001C100030100010800FF020032687E"),
            Hex.bytes("7EA00703211115A67E"),
            Hex.bytes("7EA00703215303C77E"),
            Hex.bytes("7EA00703215111E47E"));
    private static final List<byte[]> RESPONSES = List.of(
            Hex.bytes(UA),
            Hex.bytes("7EA0372103306C7CE6E7006129A109060760857405080101A203020100A305A103020100"
                    + "BE10040E0800065F1F0400421E5D040000077F977E"),
            Hex.bytes("7EA0072103111500 7E"),
            Hex.bytes("7EA00721031F6BE97E"),
            Hex.bytes("7EA0072103730140 7E"));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theMeterBearsAnythingAndAnswersWhoConnectsAfterwards(long seed) {
        Mutations mutations = new Mutations(seed, COMMANDS);
        Random random = new Random(seed);
        HdlcSecondary meter = new HdlcSecondary(
                new HdlcSecondary.Settings(List.of(1), 17, WIDE, HdlcSecondary.NO_TIMEOUT, 25, 2_000));
        long nowMs = 0;
        for (int i = 0; i < Sweep.cases(5_000); i++) {
            nowMs += i % 3 == 0 ? 30 : 1;
            boolean sound = random.nextBoolean();
            answer(meter, sound ? frame(random, SERVER, CLIENT, LLC_COMMAND) : mutations.next(), nowMs);
            if (i % 50 == 49) {
                String where = "seed " + seed + ", case " + i;
                assertEquals(List.of(UA), answer(meter, Hex.bytes(SNRM), nowMs + 26), where);
                nowMs += 26;
            }
        }
    }

    /** A frame whose check sequences are right, and nothing else needs to be. */
    private static byte[] frame(Random random, HdlcAddress to, HdlcAddress from, String llc) {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        Octets information =
                random.nextBoolean() ? Octets.EMPTY : Octets.parse(llc).plus(Octets.of(noise));
        // mostly I, RR and RNR with numbers near the beginning, where they are in turn
        int control = random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(2) << 5 | random.nextInt(32);
        return new HdlcFrame(to, from, random.nextInt(3) == 0, control, information).encode();
    }

    private static List<String> answer(HdlcSecondary meter, byte[] chunk, long nowMs) {
        meter.receive(chunk, nowMs);
        for (var news = meter.nextIndication(); news.isPresent(); news = meter.nextIndication()) {
            if (news.get() instanceof HdlcIndication.Received received) {
                meter.answer(received.clientSap(), received.apdu().toBytes());
            }
        }
        meter.respond();
        HdlcFrameDecoder line = new HdlcFrameDecoder();
        List<String> said = new java.util.ArrayList<>();
        for (var frame = meter.nextOutput(); frame.isPresent(); frame = meter.nextOutput()) {
            line.feed(frame.get());
            assertTrue(line.next().isPresent(), "no frame: " + Hex.compact(frame.get()));
            said.add(Hex.compact(frame.get()));
        }
        assertTrue(said.size() <= MAX_FRAMES_AN_ANSWER * Math.max(1, chunk.length / 9), said.size() + " frames");
        return said;
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void theClientBearsAnythingAndGivesUpOrGoesOn(long seed) {
        Mutations mutations = new Mutations(seed, RESPONSES);
        Random random = new Random(seed);
        for (int i = 0; i < Sweep.cases(300); i++) {
            HdlcPrimary client = new HdlcPrimary(new HdlcPrimary.Settings(
                    HdlcAddress.of(16), HdlcAddress.of(1), HdlcParameters.DEFAULT, 100, 3, 2_000));
            client.connect(0);
            client.receive(Hex.bytes(UA), 0);
            client.send(new byte[300], 0);
            long nowMs = 0;
            int frames = 0;
            while (client.state() == HdlcPrimary.State.AWAITING && nowMs < 10_000) {
                boolean sound = random.nextBoolean();
                client.receive(sound ? frame(random, CLIENT, SERVER, LLC_RESPONSE) : mutations.next(), nowMs);
                client.wake(nowMs);
                nowMs += 20;
                for (Optional<byte[]> out = client.nextOutput(); out.isPresent(); out = client.nextOutput()) {
                    frames++;
                }
            }
            String where = "seed " + seed + ", case " + i;
            assertTrue(client.state() != HdlcPrimary.State.AWAITING, where);
            assertTrue(frames < 100, where + ": " + frames + " frames");
        }
    }

    // What the decoder gives encodes to what was on the line
    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void aFrameThatIsFoundIsTheOneThatWasSent(long seed) {
        Mutations mutations = new Mutations(seed, COMMANDS);
        HdlcFrameDecoder line = new HdlcFrameDecoder();
        for (int i = 0; i < Sweep.cases(5_000); i++) {
            byte[] bytes = mutations.next();
            line.dropUnfinished();
            line.feed(bytes);
            for (Optional<HdlcFrame> frame = line.next(); frame.isPresent(); frame = line.next()) {
                String hex = Hex.compact(frame.get().encode());
                String where = "seed " + seed + ", case " + i + ": " + hex + " in " + Hex.compact(bytes);
                assertTrue(Hex.compact(bytes).contains(hex), where);
            }
        }
    }
}
