package org.metersim.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.RandomApdus;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.Vectors;
import org.metersim.dlms.codec.Hex;

/** What holds for the bytes of every APDU. */
class ApduTest {

    static Stream<String> vectors() {
        return Vectors.APDUS.stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void comesOutAsItWentIn(String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertTrue(Apdu.isKnown(bytes[0] & 0xFF));
        assertEquals(Hex.of(bytes), Hex.of(Apdu.decode(bytes).encode()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isRefusedWhenAByteIsMissingOrTooMuch(String hex) {
        byte[] bytes = Hex.bytes(hex);
        // peers leave out the counter of an invocation-counter-error: that one is whole after three bytes
        if (!hex.startsWith("D80106")) {
            Refusals.assertRefusedWhenCut(bytes, Apdu::decode);
        }
        Refusals.assertRefusedWithOneByteMore(bytes, Apdu::decode);
    }

    // C6 and CE are no APDUs; with short names nobody refers here; ciphered ones are opened first
    @Test
    void isNoneOfAnyOtherTag() {
        Set<Integer> known = new HashSet<>();
        vectors().forEach(hex -> known.add(Integer.parseInt(hex.substring(0, 2), 16)));
        assertEquals(11, known.size());
        for (int tag = 0; tag <= 0xFF; tag++) {
            assertEquals(known.contains(tag), Apdu.isKnown(tag));
            byte[] bytes = new byte[40];
            bytes[0] = (byte) tag;
            String message = Refusals.assertRefused(bytes, Apdu::decode);
            assertEquals(!known.contains(tag), message.startsWith("APDU tag: " + tag), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C000", "C004", "C100", "C106", "C300", "C307", "C400", "C404", "C500", "C506", "C700", "C705"})
    void isNoneOfAnyOtherChoice(String tagAndChoice) {
        byte[] bytes = Arrays.copyOf(Hex.bytes(tagAndChoice), 60);
        String message = Refusals.assertRefused(bytes, Apdu::decode);
        assertTrue(
                message.matches("(get|set|action)-re(quest|sponse) choice: \\d \\(expected: 1 to \\d\\) at byte 1"),
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C003C1847FFFFFFF0001", // a list longer than its bytes
                "C403C184FFFFFFFF00",
                "C504C1820FFF00",
                "C305C184000100000012",
                "C703C1830000FF00",
                "C402C1000000000100847FFFFFFFAA", // a block longer than its bytes
                "C103C1010000000284FFFFFFFF42",
                "0FC00000010B07EA0B16071700000000000000", // a time of 11 bytes
                "C2010D07EA0B1607170000000000000000030000616200FF020600000004",
                "C303C102004600006003 0AFF01 001200002C0000FF03 01 0F00", // two methods, one parameter
                "C104C102000100002A0000FF020000030100010800FF0200 01 0903414243", // two attributes, one value
                "C501C105", // 5 to 8 and 20 are no results
                "C401C10114"
            })
    void isRefusedWhenItsPartsDoNotFit(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), Apdu::decode);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 20261122})
    void isTheSameAfterEncodingAndDecoding(long seed) {
        RandomApdus random = new RandomApdus(seed);
        for (int i = 0; i < 60 * random.forms(); i++) {
            Apdu apdu = random.apdu(i % random.forms());
            assertEquals(apdu, Apdu.decode(apdu.encode()), "seed " + seed + ", APDU " + i);
        }
    }

    @Test
    void keepsTheClassAndPriorityOfAnInvokeIdWhenItCountsOn() {
        assertEquals(0xC2, InvokeId.next(0xC1));
        assertEquals(0x40, InvokeId.next(0x4F));
        assertTrue(InvokeId.isConfirmed(0x41));
        assertFalse(InvokeId.isConfirmed(0x81));
    }
}
