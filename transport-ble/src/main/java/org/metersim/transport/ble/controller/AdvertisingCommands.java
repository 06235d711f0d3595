package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.Opcode;

/**
 * The host's own address and advertising: Core Specification Vol 4 Part E 7.8.4 to 7.8.9. Meters do not scan, so nobody
 * answers it.
 */
final class AdvertisingCommands {

    private static final int MIN_INTERVAL = 0x20;
    private static final int MAX_INTERVAL = 0x4000;
    private static final int MAX_ADVERTISING_TYPE = 4;
    private static final int MAX_ADDRESS_TYPE = 3;
    private static final int DATA_PARAMETER_BYTES = 1 + AdvertisingReport.MAX_DATA_BYTES;
    private static final int TX_POWER_DBM = 0;

    private final OwnAddresses addresses;
    private final Scanner scanner;
    private final Initiator initiator;
    private int ownAddressType;
    private boolean advertising;

    AdvertisingCommands(OwnAddresses addresses, Scanner scanner, Initiator initiator) {
        this.addresses = addresses;
        this.scanner = scanner;
        this.initiator = initiator;
    }

    void addTo(CommandTable table) {
        table.add(Opcode.LE_SET_RANDOM_ADDRESS, 6, (in, nowMs) -> setRandomAddress(in))
                .add(Opcode.LE_SET_ADVERTISING_PARAMETERS, 15, (in, nowMs) -> setParameters(in))
                .add(Opcode.LE_READ_ADVERTISING_TX_POWER, 0, (in, nowMs) -> Reply.of(new ByteWriter().u8(TX_POWER_DBM)))
                .add(Opcode.LE_SET_ADVERTISING_DATA, DATA_PARAMETER_BYTES, (in, nowMs) -> setData(in))
                .add(Opcode.LE_SET_SCAN_RESPONSE_DATA, DATA_PARAMETER_BYTES, (in, nowMs) -> setData(in))
                .add(Opcode.LE_SET_ADVERTISING_ENABLE, 1, (in, nowMs) -> setEnable(in));
    }

    private Reply setRandomAddress(ByteReader in) {
        if (scanner.isOn() || initiator.isPending() || advertising) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        addresses.setRandom(new BluetoothAddress(
                BluetoothAddress.Type.RANDOM, in.octets("random address", BluetoothAddress.LENGTH)));
        return Reply.DONE;
    }

    private Reply setParameters(ByteReader in) {
        int intervalMin = in.u16le("advertising interval min");
        int intervalMax = CommandTable.within("advertising interval", in.u16le("advertising interval"), MAX_INTERVAL);
        CommandTable.within("advertising type", in.u8("advertising type"), MAX_ADVERTISING_TYPE);
        int type = CommandTable.within("own address type", in.u8("own address type"), MAX_ADDRESS_TYPE);
        if (intervalMin < MIN_INTERVAL || intervalMin > intervalMax) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        if (advertising) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        ownAddressType = type;
        return Reply.DONE;
    }

    private static Reply setData(ByteReader in) {
        CommandTable.within("data length", in.u8("data length"), AdvertisingReport.MAX_DATA_BYTES);
        return Reply.DONE;
    }

    private Reply setEnable(ByteReader in) {
        boolean enable = CommandTable.within("advertising enable", in.u8("advertising enable"), 1) == 1;
        if (enable && !addresses.has(ownAddressType)) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        advertising = enable;
        return Reply.DONE;
    }
}
