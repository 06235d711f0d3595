package org.metersim.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** Frames, addresses, check sequences and parameters, byte by byte. Green Book 8.4; vectors of dlms-wire 10. */
class HdlcFrameTest {

    private static final HdlcAddress CLIENT = HdlcAddress.of(16);
    private static final HdlcAddress SERVER = HdlcAddress.of(1);

    private static Optional<HdlcFrame> decode(String hex) {
        HdlcFrameDecoder decoder = new HdlcFrameDecoder();
        decoder.feed(Hex.bytes(hex));
        return decoder.next();
    }

    // The check value of CRC-16/X-25 in the catalogue of CRCs, and an answer of Gurux
    @Test
    void checksByX25() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x906E, FrameCheck.of(digits, 0, digits.length));
        byte[] ua = Hex.bytes("A01E210373C37A818012050180060180070400000001080400000001533B");
        assertTrue(FrameCheck.matches(ua, 0, 5));
        assertTrue(FrameCheck.matches(ua, 0, ua.length - 2));
        assertFalse(FrameCheck.matches(ua, 1, ua.length - 2));
    }

    // V1 to V5: gurux.dlms 4.0.47; SNRM of jDLMS 1.8.0
    @ParameterizedTest
    @CsvSource({
        "7EA0070321930F017E, SNRM, ''",
        "7EA01E210373C37A818012050180060180070400000001080400000001533B7E, UA,"
                + "818012050180060180070400000001080400000001",
        "7EA02B032110FBAFE6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF19357E, I,"
                + "E6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF",
        "7EA0372103306C7CE6E7006129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400421E5D04000007"
                + "7F977E, I,"
                + "E6E7006129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400421E5D04000007",
        "7EA00703215111E47E, RR, ''",
        "7EA020030393FEC9818014050207EE060207EE070400000001080400000001B5D47E, SNRM,"
                + "818014050207EE060207EE070400000001080400000001"
    })
    void readsAndWritesFramesOfPublishedStacks(String hex, FrameKind kind, String information) {
        HdlcFrame frame = decode(hex).orElseThrow();
        assertEquals(kind, frame.kind());
        assertEquals(information, frame.information().toHex());
        assertEquals(hex, Hex.compact(frame.encode()));
    }

    // V4: numbers of an I frame; V5: the S bit and what goes with it
    @Test
    void hasTheNumbersOfItsControlField() {
        HdlcFrame frame = new HdlcFrame(CLIENT, SERVER, true, HdlcFrame.information(1, 2, true), Octets.parse("AA"));
        assertEquals(0x52, frame.control());
        HdlcFrame read = decode(Hex.compact(frame.encode())).orElseThrow();
        assertEquals(frame, read);
        assertEquals(1, read.sendNumber());
        assertEquals(2, read.receiveNumber());
        assertTrue(read.segmented() && read.isFinal());
        assertEquals(0x51, HdlcFrame.receiveReady(2));
        assertEquals(0x55, HdlcFrame.receiveNotReady(2));
    }

    @ParameterizedTest
    @CsvSource({
        "00, I",
        "FE, I",
        "01, RR",
        "F1, RR",
        "05, RNR",
        "15, RNR",
        "93, SNRM",
        "83, SNRM",
        "53, DISC",
        "43, DISC",
        "73, UA",
        "63, UA",
        "1F, DM",
        "0F, DM",
        "97, FRMR",
        "87, FRMR",
        "13, UI",
        "03, UI",
        "09, UNKNOWN",
        "33, UNKNOWN",
        "FF, UNKNOWN",
        "2F, UNKNOWN"
    })
    void knowsItsKindByItsControlField(String control, FrameKind kind) {
        assertEquals(kind, FrameKind.of(Integer.parseInt(control, 16)));
    }

    // dlms-wire 6 and V3
    @ParameterizedTest
    @CsvSource({
        "21, 16, 0, 1",
        "03, 1, 0, 1",
        "FF, 127, 0, 1",
        "0223, 1, 17, 2",
        "FEFF, 127, 127, 2",
        "000212A5, 1, 1234, 4",
        "FEFEFEFF, 16383, 16383, 4",
        "02000201, 128, 128, 4"
    })
    void writesAddressesOfOneTwoAndFourBytes(String hex, int upper, int lower, int lengthBytes) {
        HdlcAddress address = new HdlcAddress(upper, lower, lengthBytes);
        assertEquals(address, HdlcAddress.read(new ByteReader(Hex.bytes(hex))));
        ByteWriter out = new ByteWriter();
        address.write(out);
        assertEquals(hex, out.toOctets().toHex());
    }

    @Test
    void takesTheShortestFormOfAnAddress() {
        assertEquals(2, HdlcAddress.of(1, 127).lengthBytes());
        assertEquals(4, HdlcAddress.of(1, 128).lengthBytes());
        assertEquals(4, HdlcAddress.of(128, 1).lengthBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000223", "0000020023", "00", "0002", "00000000"})
    void refusesAddressesOfOtherLengths(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), bytes -> HdlcAddress.read(new ByteReader(bytes)));
    }

    // The length field has 11 bits: a longer frame would say that it is a segment of a short one
    @Test
    void isNotMadeLongerThanItsLengthFieldHolds() {
        HdlcFrame longest = new HdlcFrame(CLIENT, SERVER, false, 0x10, Octets.of(new byte[2038]));
        assertEquals(0x7FF + 2, longest.encode().length);
        assertEquals(Optional.of(longest), decode(Hex.compact(longest.encode())));
        HdlcFrame tooLong = new HdlcFrame(CLIENT, SERVER, false, 0x10, Octets.of(new byte[2039]));
        assertThrows(IllegalArgumentException.class, tooLong::encode);
    }

    // V2, and what else a peer may offer: windows of one byte, values that are left out, none at all
    @ParameterizedTest
    @CsvSource({
        "'', 128 128 1 1",
        "818012050180060180070400000001080400000001, 128 128 1 1",
        "8180140502020006020200070400000001080400000001, 512 512 1 1",
        "81800C 050140 060180 070103 080105, 64 128 3 5",
        "818000, 128 128 1 1",
        "818003 0701FF, 128 128 7 1",
        "818004 0502FFFF, 2030 128 1 1",
        "81800C 060A00000000000000000100, 128 256 1 1"
    })
    void readsParameters(String hex, String expected) {
        HdlcParameters read = HdlcParameters.decode(Octets.parse(hex));
        assertEquals(
                expected,
                "%d %d %d %d"
                        .formatted(
                                read.transmitBytes(),
                                read.receiveBytes(),
                                read.transmitWindow(),
                                read.receiveWindow()));
    }

    @Test
    void writesParametersAsGuruxDoes() {
        assertEquals(
                "818012050180060180070400000001080400000001",
                HdlcParameters.DEFAULT.encode().toHex());
        assertEquals(
                "8180140502020006020200070400000001080400000001",
                new HdlcParameters(512, 512, 1, 1).encode().toHex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "8081",
                "8180",
                "818001",
                "81800105",
                "8180020501",
                "818003050100",
                "8180020500",
                "82800305 0180",
                "81810305 0180",
                "818084FFFFFFFF"
            })
    void refusesParametersThatAreNone(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), bytes -> HdlcParameters.decode(Octets.of(bytes)));
    }

    // From the sender's view: what one transmits the other receives
    @Test
    void grantsTheSmallerOfBothEnds() {
        HdlcParameters meter = new HdlcParameters(256, 512, 3, 4);
        HdlcParameters client = new HdlcParameters(1000, 128, 7, 2);
        assertEquals(new HdlcParameters(128, 512, 2, 4), meter.grant(client));
        assertEquals(new HdlcParameters(512, 128, 4, 2), client.grant(meter.grant(client)));
    }
}
