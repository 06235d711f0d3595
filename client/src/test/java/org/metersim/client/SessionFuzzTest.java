package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.hdlc.HdlcParameters;

/** Whatever a meter sends: nothing is thrown, and each thing asked is told exactly once. */
class SessionFuzzTest {

    private static final int ROUNDS = 1500;
    private static final AttributeRef ENERGY = new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2);
    private static final MethodRef METHOD = new MethodRef(18, LogicalName.parse("0-0:44.0.0.255"), 1);

    /** Answers that are right for some turn; mutated, repeated, cut and put in any order. */
    private static final List<String> ANSWERS = List.of(
            "6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400005E1D04000007",
            AssociationTest.AARE_HLS,
            AssociationTest.PASS_4,
            "C401C100060001E240",
            "C402C10000000001000409140001",
            "C402C101000000020002AABB",
            "C403C10200091053494D303030303030303030303030310104",
            "C501C100",
            "C502C100000001",
            "C701C10000",
            "C702C100000000010400010009",
            "C704C100000001",
            "D80101",
            "D801060000001F",
            "0E010602",
            "6303800100",
            "0FC0000001000202091053494D303030303030303030303030310600000004",
            "CC1A300000020299D68390B4B656F48CABAFEF4600BDAAFF4CB75D95");

    private static final List<String> FRAMES = List.of(
            "7EA01E210373C37A818012050180060180070400000001080400000001533B7E",
            "7EA0372103306C7CE6E7006129A109060760857405080101A203020100A305A103020100"
                    + "BE10040E0800065F1F0400421E5D040000077F977E",
            "7EA8862103527F1BE6E700C401C1000981C8",
            "7EA0072103731ED47E",
            "7EA00721031F7E7E7E");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void overTheWrapper(long seed) {
        for (int round = 0; round < ROUNDS; round++) {
            play(
                    new Random(seed * ROUNDS + round),
                    SessionSettings.Framing.WRAPPER,
                    "seed " + seed + " round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void overHdlc(long seed) {
        for (int round = 0; round < ROUNDS; round++) {
            play(new Random(seed * ROUNDS + round), SessionSettings.Framing.HDLC, "seed " + seed + " round " + round);
        }
    }

    private static void play(Random random, SessionSettings.Framing framing, String where) {
        ClientSession session = new ClientSession(
                new SessionSettings(framing, java.util.OptionalInt.empty(), HdlcParameters.DEFAULT, 1000, 2, 0xFFFF),
                () -> Octets.parse("4B35366956616759"));
        Login login = List.of(Conversation.PUBLIC, Conversation.READER, Conversation.FIRMWARE)
                .get(random.nextInt(3));
        List<Object> told = new ArrayList<>();
        long nowMs = 1000;
        session.wake(nowMs);
        session.associate(login, new InvocationCounters(), told::add, nowMs);
        session.get(List.of(SelectedAttribute.whole(ENERGY)), told::add, nowMs);
        session.set(List.of(Assignment.of(ENERGY, CosemData.NULL)), told::add, nowMs);
        session.action(List.of(new Invocation(METHOD, CosemData.NULL)), told::add, nowMs);
        session.release(told::add, nowMs);
        session.close(() -> {}, nowMs);
        for (int i = 0; i < 12; i++) {
            nowMs += random.nextInt(900);
            session.receive(chunk(random, framing, login.clientSap()), nowMs);
            drain(session);
        }
        for (int i = 0; i < 100 && !session.isClosed(); i++) {
            nowMs = Math.max(nowMs, session.deadlineMs());
            session.wake(nowMs);
            drain(session);
        }
        assertTrue(session.isClosed(), where + ": never comes to its end");
        assertTrue(told.size() == 5, where + ": told " + told);
    }

    private static void drain(ClientSession session) {
        Optional<byte[]> output = session.nextOutput();
        while (output.isPresent()) {
            output = session.nextOutput();
        }
    }

    private static byte[] chunk(Random random, SessionSettings.Framing framing, int clientSap) {
        if (random.nextInt(8) == 0) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            return noise;
        }
        boolean hdlc = framing == SessionSettings.Framing.HDLC;
        List<String> texts = hdlc ? FRAMES : ANSWERS;
        byte[] apdu = mutated(Hex.bytes(texts.get(random.nextInt(texts.size()))), random);
        return hdlc ? apdu : Hex.bytes(String.format("00010001%04X%04X%s", clientSap, apdu.length, Hex.compact(apdu)));
    }

    /** A frame whose checks are right, with a control field that may fit. */
    private static byte[] frame(Random random, int clientSap, byte[] apdu) {
        int[] controls = {0x30, 0x52, 0x74, 0x73, 0x11, 0x31, 0x1F, 0x97, 0x13, random.nextInt(256)};
        ByteWriter frame = new ByteWriter();
        int length = 2 + 1 + 1 + 1 + 2 + 3 + apdu.length + 2;
        frame.u16(0xA000 | (random.nextInt(6) == 0 ? 0x800 : 0) | length);
        frame.u8(clientSap << 1 | 1).u8(0x03).u8(controls[random.nextInt(controls.length)]);
        frame.u16le(check(frame.toBytes()));
        frame.u8(0xE6).u8(0xE7).u8(0x00).bytes(apdu);
        frame.u16le(check(frame.toBytes()));
        return new ByteWriter().u8(0x7E).bytes(frame.toBytes()).u8(0x7E).toBytes();
    }

    /** CRC-16/X-25. */
    private static int check(byte[] bytes) {
        int crc = 0xFFFF;
        for (byte each : bytes) {
            crc ^= each & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0x8408 : crc >> 1;
            }
        }
        return crc ^ 0xFFFF;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] result = bytes.clone();
        for (int i = random.nextInt(3); i > 0; i--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(6) == 0 ? java.util.Arrays.copyOf(result, random.nextInt(result.length + 8)) : result;
    }
}
