package org.metersim.transport.ble.att;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.AttPdu.Confirmation;
import org.metersim.transport.ble.att.AttPdu.OfValue;
import org.metersim.transport.ble.att.AttPdu.Unknown;
import org.metersim.transport.ble.att.AttRequest.ExchangeMtu;
import org.metersim.transport.ble.att.AttRequest.ExecuteWrite;
import org.metersim.transport.ble.att.AttRequest.FindByTypeValue;
import org.metersim.transport.ble.att.AttRequest.FindInformation;
import org.metersim.transport.ble.att.AttRequest.PrepareWrite;
import org.metersim.transport.ble.att.AttRequest.Read;
import org.metersim.transport.ble.att.AttRequest.ReadBlob;
import org.metersim.transport.ble.att.AttRequest.ReadByGroupType;
import org.metersim.transport.ble.att.AttRequest.ReadByType;
import org.metersim.transport.ble.att.AttRequest.ReadMultiple;
import org.metersim.transport.ble.att.AttRequest.Write;
import org.metersim.transport.ble.att.AttResponse.Attributes;
import org.metersim.transport.ble.att.AttResponse.Done;
import org.metersim.transport.ble.att.AttResponse.Found;
import org.metersim.transport.ble.att.AttResponse.Groups;
import org.metersim.transport.ble.att.AttResponse.Information;
import org.metersim.transport.ble.att.AttResponse.Mtu;
import org.metersim.transport.ble.att.AttResponse.Prepared;
import org.metersim.transport.ble.att.AttResponse.Refused;
import org.metersim.transport.ble.att.AttResponse.Value;

/** Bytes by hand, in the order of Core Specification Vol 3 Part F 3.4. */
class AttPduTest {

    private static final BluetoothUuid PRIMARY_SERVICE = BluetoothUuid.of(0x2800);
    private static final BluetoothUuid NUS = BluetoothUuid.parse("6E400001-B5A3-F393-E0A9-E50E24DCCA9E");
    private static final HandleRange FROM_ONE = new HandleRange(1, 0xFFFF);

    static Stream<Arguments> discovery() {
        return Stream.of(
                Arguments.of("01 10 01 00 0A", new Refused(0x10, 1, AttError.ATTRIBUTE_NOT_FOUND.code())),
                Arguments.of("02 00 01", new ExchangeMtu(256)),
                Arguments.of("03 F7 00", new Mtu(247)),
                Arguments.of("04 01 00 FF FF", new FindInformation(FROM_ONE)),
                Arguments.of(
                        "05 01 03 00 02 29 04 00 01 29",
                        new Information(List.of(
                                new Information.Typed(3, BluetoothUuid.of(0x2902)),
                                new Information.Typed(4, BluetoothUuid.of(0x2901))))),
                Arguments.of(
                        "05 02 0A 00 9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 01 00 40 6E",
                        new Information(List.of(new Information.Typed(10, NUS)))),
                Arguments.of("06 01 00 FF FF 00 28 00 18", new FindByTypeValue(FROM_ONE, 0x2800, Octets.parse("0018"))),
                Arguments.of(
                        "07 01 00 05 00 10 00 FF FF",
                        new Found(List.of(new HandleRange(1, 5), new HandleRange(16, 0xFFFF)))),
                Arguments.of("08 01 00 FF FF 03 28", new ReadByType(FROM_ONE, BluetoothUuid.of(0x2803))),
                Arguments.of(
                        "08 01 00 FF FF 9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 01 00 40 6E",
                        new ReadByType(FROM_ONE, NUS)),
                Arguments.of(
                        "09 04 03 00 53 49 05 00 4D 30",
                        new Attributes(List.of(
                                new Attributes.Held(3, Octets.parse("5349")),
                                new Attributes.Held(5, Octets.parse("4D30"))))));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("0A 03 00", new Read(3)),
                Arguments.of("0B 53 49 4D", Value.ofRead(Octets.parse("53494D"))),
                Arguments.of("0B", Value.ofRead(Octets.EMPTY)),
                Arguments.of("0C 03 00 16 00", new ReadBlob(3, 22)),
                Arguments.of("0D 53", Value.ofBlob(Octets.parse("53"))),
                Arguments.of("0E 03 00 05 00", new ReadMultiple(false, List.of(3, 5))),
                Arguments.of("0F 53 49", Value.ofMultiple(false, Octets.parse("5349"))),
                Arguments.of("10 01 00 FF FF 00 28", new ReadByGroupType(FROM_ONE, PRIMARY_SERVICE)),
                Arguments.of(
                        "11 06 01 00 05 00 00 18 06 00 09 00 01 18",
                        new Groups(List.of(
                                new Groups.Group(new HandleRange(1, 5), Octets.parse("0018")),
                                new Groups.Group(new HandleRange(6, 9), Octets.parse("0118"))))),
                Arguments.of("12 0D 00 01 00", new Write(13, Octets.parse("0100"))),
                Arguments.of("13", Done.written()),
                Arguments.of("16 0B 00 12 00 7E A0", new PrepareWrite(11, 18, Octets.parse("7EA0"))),
                Arguments.of("17 0B 00 12 00 7E A0", new Prepared(11, 18, Octets.parse("7EA0"))),
                Arguments.of("18 01", new ExecuteWrite(true)),
                Arguments.of("18 00", new ExecuteWrite(false)),
                Arguments.of("19", Done.executed()),
                Arguments.of("1B 0C 00 7E", OfValue.notification(12, Octets.parse("7E"))),
                Arguments.of("1D 0C 00 7E", OfValue.indication(12, Octets.parse("7E"))),
                Arguments.of("1E", new Confirmation()),
                Arguments.of("20 03 00 05 00", new ReadMultiple(true, List.of(3, 5))),
                Arguments.of("21 01 00 53", Value.ofMultiple(true, Octets.parse("010053"))),
                Arguments.of("52 0B 00 7E A0", OfValue.writeCommand(11, Octets.parse("7EA0"))),
                Arguments.of("D2 0B 00 7E", new Unknown(0xD2, Octets.parse("0B007E"))),
                Arguments.of("3A", new Unknown(0x3A, Octets.EMPTY)));
    }

    @ParameterizedTest
    @MethodSource({"discovery", "values"})
    void readsAndWrites(String bytes, AttPdu pdu) {
        assertEquals(pdu, AttPdu.decode(Octets.parse(bytes)));
        assertEquals(Octets.parse(bytes), pdu.encode());
    }

    // Each is one octet short or long, or has a field out of its range.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01 10 01 00",
                "01 10 01 00 0A 00",
                "02 00",
                "02 00 01 00",
                "04 01 00 FF",
                "04 01 00 FF FF 00",
                "05 03 03 00 02 29",
                "05 01",
                "07",
                "09 04",
                "11 06",
                "05 01 03 00 02",
                "06 01 00 FF FF 00",
                "07 01 00 05",
                "08 01 00 FF FF",
                "08 01 00 FF FF 03",
                "08 01 00 FF FF 03 28 00",
                "09 01 03",
                "09 04 03 00 53",
                "0A 03",
                "0A 03 00 00",
                "0C 03 00 16",
                "0E 03 00",
                "0E 03 00 05",
                "11 03 01 00 05",
                "11 06 01 00 05 00 00",
                "12 0D",
                "13 00",
                "16 0B 00 12",
                "18",
                "18 02",
                "18 01 00",
                "1B 0C",
                "1E 00"
            })
    void refusesWhatIsNoWholePdu(String bytes) {
        assertThrows(DecodeException.class, () -> AttPdu.decode(Octets.parse(bytes)));
    }

    // Vol 3 Part F 3.3.1: bit 6 says that nobody waits for an answer.
    @Test
    void tellsAnUnknownCommandFromAnUnknownRequest() {
        assertEquals(true, ((Unknown) AttPdu.decode(Octets.parse("D2 0B 00 7E"))).isCommand());
        assertEquals(false, ((Unknown) AttPdu.decode(Octets.parse("3A"))).isCommand());
    }

    // Vol 3 Part B 2.5.1: the short form is shorthand for a UUID on the base.
    @Test
    void aShortUuidIsTheLongOneOnTheBase() {
        BluetoothUuid longForm = BluetoothUuid.parse("00002902-0000-1000-8000-00805f9b34fb");

        assertEquals(BluetoothUuid.of(0x2902), longForm);
        assertEquals("2902", longForm.toString());
        assertEquals("6E400001-B5A3-F393-E0A9-E50E24DCCA9E", NUS.toString());
        assertEquals(
                false,
                BluetoothUuid.parse("00012902-0000-1000-8000-00805F9B34FB").isShort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "290", "29020", "6E400001B5A3F393E0A9E50E24DCCA9E", "6E400001-B5A3-F393-E0A9-E50E24DCCA9G"})
    void refusesWhatIsNoUuid(String text) {
        assertThrows(IllegalArgumentException.class, () -> BluetoothUuid.parse(text));
    }

    @Test
    void whateverComesIsReadOrRefused() {
        int rounds = 20_000 * Integer.getInteger("fuzz.factor", 1);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            Octets pdu = Octets.of(bytes);
            try {
                AttPdu decoded = AttPdu.decode(pdu);
                if (!(decoded instanceof Information) && !isLongType(pdu)) {
                    assertEquals(pdu, decoded.encode(), "seed " + seed);
                }
            } catch (DecodeException refused) {
                // as it should be
            }
        }
    }

    /** A long UUID on the base is written short. */
    private static boolean isLongType(Octets pdu) {
        return pdu.length() == 21 && (pdu.at(0) == 0x08 || pdu.at(0) == 0x10);
    }
}
