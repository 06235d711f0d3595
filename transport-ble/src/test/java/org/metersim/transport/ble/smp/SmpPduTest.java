package org.metersim.transport.ble.smp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.smp.SmpPdu.Block;
import org.metersim.transport.ble.smp.SmpPdu.CentralIdentification;
import org.metersim.transport.ble.smp.SmpPdu.Failed;
import org.metersim.transport.ble.smp.SmpPdu.Features;
import org.metersim.transport.ble.smp.SmpPdu.IdentityAddress;
import org.metersim.transport.ble.smp.SmpPdu.Keypress;
import org.metersim.transport.ble.smp.SmpPdu.PublicKey;
import org.metersim.transport.ble.smp.SmpPdu.SecurityRequest;
import org.metersim.transport.ble.smp.SmpPdu.Unknown;

/** Bytes by hand, from Core Specification Vol 3 Part H 3.5 and 3.6. */
class SmpPduTest {

    private static final Octets VALUE = Octets.parse("0F0E0D0C0B0A09080706050403020100");

    static Stream<Arguments> pdus() {
        return Stream.of(
                // as Bumble asks for Just Works
                Arguments.of(
                        "01 03 00 09 10 03 03",
                        new Features(Features.REQUEST, IoCapability.NO_INPUT_NO_OUTPUT, false, 0x09, 16, 3, 3)),
                Arguments.of(
                        "02 00 01 0D 07 00 02",
                        new Features(Features.RESPONSE, IoCapability.DISPLAY_ONLY, true, 0x0D, 7, 0, 2)),
                Arguments.of("03 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", new Block(Block.CONFIRM, VALUE)),
                Arguments.of("04 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", new Block(Block.RANDOM, VALUE)),
                Arguments.of(
                        "08 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", new Block(Block.IDENTITY_KEY, VALUE)),
                Arguments.of("0D 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", new Block(Block.CHECK, VALUE)),
                Arguments.of("05 04", new Failed(PairingFailure.CONFIRM_VALUE_FAILED.code())),
                Arguments.of(
                        "07 34 12 08 07 06 05 04 03 02 01", new CentralIdentification(0x1234, 0x0102030405060708L)),
                Arguments.of(
                        "09 01 39 30 00 00 5E C0",
                        new IdentityAddress(BluetoothAddress.parse(BluetoothAddress.Type.RANDOM, "C0:5E:00:00:30:39"))),
                Arguments.of("0B 0D", new SecurityRequest(0x0D)),
                Arguments.of(
                        "0C" + " 01" + " 00".repeat(31) + " 02" + " 00".repeat(31),
                        new PublicKey(Octets.parse("00".repeat(31) + "01"), Octets.parse("00".repeat(31) + "02"))),
                Arguments.of("0E 04", new Keypress(4)),
                Arguments.of("0F 01 02", new Unknown(0x0F, Octets.parse("0102"))));
    }

    @ParameterizedTest
    @MethodSource("pdus")
    void readsAndWrites(String bytes, SmpPdu pdu) {
        assertEquals(pdu, SmpPdu.decode(Octets.parse(bytes)));
        assertEquals(Octets.parse(bytes), pdu.encode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01 03 00 09 10 03",
                "01 03 00 09 10 03 03 00",
                "01 05 00 09 10 03 03",
                "01 03 02 09 10 03 03",
                "01 03 00 09 06 03 03",
                "01 03 00 09 11 03 03",
                "03 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E",
                "04 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10",
                "05",
                "05 04 00",
                "09 04 39 30 00 00 5E C0",
                "09 01 39 30 00 00 5E",
                "0B",
                "0C 01",
                "0E"
            })
    void refusesWhatIsNoWholePdu(String bytes) {
        assertThrows(DecodeException.class, () -> SmpPdu.decode(Octets.parse(bytes)));
    }

    @Test
    void keysAreNotPrinted() {
        assertFalse(new Block(Block.IDENTITY_KEY, VALUE).toString().contains("0F0E"));
    }

    @Test
    void whateverComesIsReadOrRefused() {
        int rounds = 20_000 * Integer.getInteger("fuzz.factor", 1);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(70)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(16);
            }
            try {
                SmpPdu.decode(Octets.of(bytes));
            } catch (DecodeException refused) {
                // as it should be
            }
        }
    }
}
