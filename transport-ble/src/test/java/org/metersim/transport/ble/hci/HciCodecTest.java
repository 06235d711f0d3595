package org.metersim.transport.ble.hci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** Commands and events in both directions. Core Specification Vol 4 Part E 7. */
class HciCodecTest {

    private static final BluetoothAddress METER =
            BluetoothAddress.parse(BluetoothAddress.Type.RANDOM, "C0:FF:EE:00:30:39");

    private static HciEvent event(String h4) {
        H4Decoder decoder = new H4Decoder(27);
        decoder.feed(Hex.bytes(h4));
        return (HciEvent) decoder.next().orElseThrow();
    }

    private static String bytes(HciPacket packet) {
        return Hex.of(packet.encode());
    }

    @Test
    void anAddressGoesLeastSignificantOctetFirst() {
        assertEquals(Octets.parse("39 30 00 EE FF C0"), METER.octets());
        assertEquals("C0:FF:EE:00:30:39", METER.toString());
        assertThrows(
                IllegalArgumentException.class,
                () -> BluetoothAddress.parse(BluetoothAddress.Type.PUBLIC, "C0:FF:EE:00:30"));
    }

    @ParameterizedTest
    @CsvSource({"40, true", "7F, true", "3F, false", "80, false", "C0, false"})
    void aResolvablePrivateAddressBeginsWithZeroOne(String top, boolean resolvable) {
        Octets octets = Octets.parse("01 02 03 04 05" + top);

        assertEquals(resolvable, new BluetoothAddress(BluetoothAddress.Type.RANDOM, octets).isResolvablePrivate());
        assertFalse(new BluetoothAddress(BluetoothAddress.Type.PUBLIC, octets).isResolvablePrivate());
    }

    @Test
    void createConnectionIsWrittenAndRead() {
        LeCreateConnection command =
                new LeCreateConnection(0x60, 0x30, false, METER, 1, new ConnectionParameters(0x18, 0x28, 0, 0x2A));
        String expected = "01 0D 20 19 60 00 30 00 00 01 39 30 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00 00";

        assertEquals(expected, bytes(command.toCommand()));
        assertEquals(command, LeCreateConnection.read(command.toCommand().parameters()));
    }

    // the window above the interval; filter policy 2; address type 4; interval 5; one octet less; one more
    @ParameterizedTest
    @ValueSource(
            strings = {
                "30 00 31 00 00 01 39 30 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00 00",
                "60 00 30 00 02 01 39 30 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00 00",
                "60 00 30 00 00 04 39 30 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00 00",
                "60 00 30 00 00 01 39 30 00 EE FF C0 01 05 00 28 00 00 00 2A 00 00 00 00 00",
                "60 00 30 00 00 01 39 30 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00",
                "60 00 30 00 00 01 39 30 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00 00 00"
            })
    void aBrokenCreateConnectionIsRefused(String parameters) {
        assertThrows(DecodeException.class, () -> LeCreateConnection.read(Octets.parse(parameters)));
    }

    // (1 + latency) * interval max * 2 must stay below the supervision timeout: 7.8.12
    @ParameterizedTest
    @CsvSource({
        "06 00 06 00 00 00 0A 00, true",
        "05 00 06 00 00 00 0A 00, false",
        "07 00 06 00 00 00 0A 00, false",
        "06 00 80 0C 00 00 80 0C, true",
        "06 00 81 0C 00 00 80 0C, false",
        "06 00 06 00 F3 01 80 0C, true",
        "06 00 06 00 F4 01 80 0C, false",
        "06 00 06 00 00 00 09 00, false",
        "06 00 06 00 00 00 81 0C, false",
        "28 00 28 00 00 00 0A 00, false",
        "28 00 28 00 00 00 0B 00, true",
        "28 00 28 00 01 00 14 00, false"
    })
    void connectionParametersHaveRanges(String parameters, boolean valid) {
        assertEquals(
                valid,
                ConnectionParameters.read(ByteReader.of(Octets.parse(parameters)))
                        .isValid());
    }

    @Test
    void theKeyGoesLeastSignificantOctetFirstAndIsNotPrinted() {
        LeEnableEncryption command = new LeEnableEncryption(
                0x40, 0x0102030405060708L, 0x1122, Octets.parse("00112233445566778899AABBCCDDEEFF"));
        String expected =
                "01 19 20 1C 40 00 08 07 06 05 04 03 02 01 22 11" + " FF EE DD CC BB AA 99 88 77 66 55 44 33 22 11 00";

        assertEquals(expected, bytes(command.toCommand()));
        assertEquals(command, LeEnableEncryption.read(command.toCommand().parameters()));
        assertEquals("LeEnableEncryption[handle=64]", command.toString());
    }

    @Test
    void scanCommandsAreWrittenAndRead() {
        LeSetScanParameters parameters = new LeSetScanParameters(true, 0x12, 0x12, 0, 0);
        assertEquals("01 0B 20 07 01 12 00 12 00 00 00", bytes(parameters.toCommand()));
        assertEquals(parameters, LeSetScanParameters.read(Octets.parse("01 12 00 12 00 00 00")));
        assertEquals("01 0C 20 02 01 00", bytes(new LeSetScanEnable(true, false).toCommand()));
        assertEquals(new LeSetScanEnable(false, true), LeSetScanEnable.read(Octets.parse("00 01")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 12 00 12 00 00 00",
                "01 03 00 03 00 00 00",
                "01 12 00 13 00 00 00",
                "01 12 00 12 00 04 00",
                "01 12 00 12 00 00 04",
                "01 12 00 12 00 00"
            })
    void brokenScanParametersAreRefused(String parameters) {
        assertThrows(DecodeException.class, () -> LeSetScanParameters.read(Octets.parse(parameters)));
    }

    @Test
    void otherCommandsAreWrittenAndRead() {
        assertEquals("01 06 04 03 40 00 13", bytes(new Disconnect(0x40, 0x13).toCommand()));
        assertEquals(new Disconnect(0x40, 0x13), Disconnect.read(Octets.parse("40 00 13")));
        assertThrows(DecodeException.class, () -> Disconnect.read(Octets.parse("40 00")));

        LeConnectionUpdate update = new LeConnectionUpdate(1, new ConnectionParameters(6, 12, 0, 0x64));
        assertEquals("01 13 20 0E 01 00 06 00 0C 00 00 00 64 00 00 00 00 00", bytes(update.toCommand()));
        assertEquals(update, LeConnectionUpdate.read(update.toCommand().parameters()));
        assertThrows(
                DecodeException.class,
                () -> LeConnectionUpdate.read(Octets.parse("01 00 0C 00 06 00 00 00 64 00 00 00 00 00")));
        assertEquals("01 03 0C 00", bytes(HciCommand.of(Opcode.RESET)));
    }

    @Test
    void connectionCompleteComesInTwoKinds() {
        LeConnectionComplete complete = new LeConnectionComplete(0, 0x40, METER, 0x18, 0, 0x2A);
        String plain = "04 3E 13 01 00 40 00 00 01 39 30 00 EE FF C0 18 00 00 00 2A 00 00";
        String enhanced = "04 3E 1F 0A 00 40 00 00 01 39 30 00 EE FF C0"
                + " 00 00 00 00 00 00 00 00 00 00 00 00 18 00 00 00 2A 00 00";

        assertEquals(plain, bytes(complete.toEvent(false)));
        assertEquals(enhanced, bytes(complete.toEvent(true)));
        assertEquals(complete, LeConnectionComplete.read(event(plain)));
        assertEquals(complete, LeConnectionComplete.read(event(enhanced)));
        assertThrows(DecodeException.class, () -> LeConnectionComplete.read(event("04 3E 02 01 00")));
        assertThrows(DecodeException.class, () -> LeConnectionComplete.read(event("04 3E 02 02 00")));
    }

    @Test
    void anAdvertisingReportIsWrittenAndRead() {
        AdvertisingReport report =
                new AdvertisingReport(AdvertisingReport.Kind.SCAN_RSP, METER, Octets.parse("03 09 4D 31"), -60);
        String expected = "04 3E 10 02 01 04 01 39 30 00 EE FF C0 04 03 09 4D 31 C4";

        assertEquals(expected, bytes(report.toEvent()));
        assertEquals(List.of(report), AdvertisingReport.read(event(expected)));
    }

    // more reports than there are; data longer than there are; an unknown kind
    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 3E 0C 02 02 00 01 39 30 00 EE FF C0 00 C4",
                "04 3E 0C 02 01 00 01 39 30 00 EE FF C0 02 C4",
                "04 3E 0C 02 01 05 01 39 30 00 EE FF C0 00 C4"
            })
    void brokenAdvertisingReportsAreRefused(String h4) {
        assertThrows(DecodeException.class, () -> AdvertisingReport.read(event(h4)));
    }

    @Test
    void otherEventsAreWrittenAndRead() {
        assertEquals("04 05 04 00 40 00 16", bytes(new DisconnectionComplete(0, 0x40, 0x16).toEvent()));
        assertEquals(
                new DisconnectionComplete(0, 0x40, 0x13), DisconnectionComplete.read(event("04 05 04 00 40 00 13")));
        assertEquals("04 13 05 01 40 00 02 00", bytes(new CompletedPackets(0x40, 2).toEvent()));
        assertEquals(
                List.of(new CompletedPackets(1, 2), new CompletedPackets(3, 4)),
                CompletedPackets.read(event("04 13 09 02 01 00 02 00 03 00 04 00")));
        assertEquals("04 0F 04 00 01 0D 20", bytes(new CommandStatus(0, 1, 0x200D).toEvent()));
        assertEquals(new CommandStatus(0x0C, 1, 0x200D), CommandStatus.read(event("04 0F 04 0C 01 0D 20")));
        CommandComplete rssi = new CommandComplete(1, 0x1405, Octets.parse("00 40 00 C4"));
        assertEquals("04 0E 07 01 05 14 00 40 00 C4", bytes(rssi.toEvent()));
        assertEquals(rssi, CommandComplete.read(event("04 0E 07 01 05 14 00 40 00 C4")));
        assertEquals(
                "04 3E 0A 03 00 40 00 06 00 00 00 64 00",
                bytes(new LeConnectionUpdateComplete(0, 0x40, 6, 0, 0x64).toEvent()));
        LeDataLengthChange length = new LeDataLengthChange(0x40, 251, 2120, 251, 2120);
        assertEquals("04 3E 0B 07 40 00 FB 00 48 08 FB 00 48 08", bytes(length.toEvent()));
        assertEquals(length, LeDataLengthChange.read(length.toEvent()));
        LeRemoteFeatures features = new LeRemoteFeatures(0, 0x40, 0x21);
        assertEquals("04 3E 0C 04 00 40 00 21 00 00 00 00 00 00 00", bytes(features.toEvent()));
        assertEquals(features, LeRemoteFeatures.read(features.toEvent()));
        RemoteVersion version = new RemoteVersion(0, 0x40, 9, 0xFFFF, 0);
        assertEquals("04 0C 08 00 40 00 09 FF FF 00 00", bytes(version.toEvent()));
        assertEquals(version, RemoteVersion.read(version.toEvent()));
    }

    @Test
    void encryptionChangesAndRefreshesAreTwoEvents() {
        assertEquals("04 08 04 00 40 00 01", bytes(new EncryptionChange(0, 0x40, true, false).toEvent()));
        assertEquals("04 30 03 00 40 00", bytes(new EncryptionChange(0, 0x40, true, true).toEvent()));
        assertEquals(new EncryptionChange(6, 0x40, false, false), EncryptionChange.read(event("04 08 04 06 40 00 00")));
        assertEquals(new EncryptionChange(0, 0x40, true, true), EncryptionChange.read(event("04 30 03 00 40 00")));
        assertThrows(DecodeException.class, () -> EncryptionChange.read(event("04 0E 04 01 03 0C 00")));
    }

    // 7.3.1, 7.8.1 and 6.27
    @Test
    void bitsOfTheMasksAreThoseOfTheStandard() {
        assertTrue(EventCode.LE_META.isIn(0x2000000000000000L));
        assertFalse(EventCode.LE_META.isIn(0x1FFFFFFFFFFFFFFFL));
        assertTrue(EventCode.COMMAND_COMPLETE.isIn(0));
        assertTrue(LeSubevent.ADVERTISING_REPORT.isIn(0x02));
        assertFalse(LeSubevent.ENHANCED_CONNECTION_COMPLETE.isIn(0x1F));
        assertEquals(OptionalInt.of(5 * 8 + 7), Opcode.RESET.supportedBit());
        assertEquals(OptionalInt.of(35 * 8 + 3), Opcode.LE_READ_MAXIMUM_DATA_LENGTH.supportedBit());
        assertEquals(OptionalInt.empty(), Opcode.READ_LOCAL_SUPPORTED_COMMANDS.supportedBit());
        assertEquals(Optional.of(Opcode.LE_RAND), Opcode.of(0x2018));
        assertEquals(Optional.empty(), Opcode.of(0xFC01));
        assertEquals("Connection Terminated due to MIC Failure", HciStatus.name(0x3D));
        assertEquals("error 7F", HciStatus.name(0x7F));
    }
}
