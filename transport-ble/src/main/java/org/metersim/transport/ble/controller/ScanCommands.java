package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LeSetScanEnable;
import org.metersim.transport.ble.hci.LeSetScanParameters;
import org.metersim.transport.ble.hci.Opcode;

/** Scanning and the filter accept list: Core Specification Vol 4 Part E 7.8.10, 7.8.11 and 7.8.14 to 7.8.17. */
final class ScanCommands {

    private static final int DEVICE_BYTES = 1 + BluetoothAddress.LENGTH;

    private final Scanner scanner;
    private final Initiator initiator;
    private final FilterAcceptList acceptList;
    private final OwnAddresses addresses;

    ScanCommands(Scanner scanner, Initiator initiator, FilterAcceptList acceptList, OwnAddresses addresses) {
        this.scanner = scanner;
        this.initiator = initiator;
        this.acceptList = acceptList;
        this.addresses = addresses;
    }

    void addTo(CommandTable table) {
        table.add(Opcode.LE_SET_SCAN_PARAMETERS, 7, (in, nowMs) -> setParameters(in))
                .add(Opcode.LE_SET_SCAN_ENABLE, 2, this::setEnable)
                .add(
                        Opcode.LE_READ_FILTER_ACCEPT_LIST_SIZE,
                        0,
                        (in, nowMs) -> Reply.of(new ByteWriter().u8(FilterAcceptList.MAX_DEVICES)))
                .add(Opcode.LE_CLEAR_FILTER_ACCEPT_LIST, 0, (in, nowMs) -> change(acceptList::clear))
                .add(Opcode.LE_ADD_DEVICE_TO_FILTER_ACCEPT_LIST, DEVICE_BYTES, (in, nowMs) -> add(in))
                .add(Opcode.LE_REMOVE_DEVICE_FROM_FILTER_ACCEPT_LIST, DEVICE_BYTES, (in, nowMs) -> {
                    BluetoothAddress device = BluetoothAddress.read(in);
                    return change(() -> acceptList.remove(device));
                });
    }

    private Reply setParameters(ByteReader in) {
        LeSetScanParameters parameters = LeSetScanParameters.read(in.rest());
        if (scanner.isOn()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        scanner.set(parameters);
        return Reply.DONE;
    }

    private Reply setEnable(ByteReader in, long nowMs) {
        LeSetScanEnable enable = LeSetScanEnable.read(in.rest());
        if (enable.enable() && !addresses.has(scanner.parameters().ownAddressType())) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        scanner.set(enable, nowMs);
        return Reply.DONE;
    }

    private Reply add(ByteReader in) {
        BluetoothAddress device = BluetoothAddress.read(in);
        if (isInUse()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        return acceptList.add(device) ? Reply.DONE : Reply.refused(HciStatus.MEMORY_CAPACITY_EXCEEDED);
    }

    private Reply change(Runnable change) {
        if (isInUse()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        change.run();
        return Reply.DONE;
    }

    private boolean isInUse() {
        return scanner.usesAcceptList() || initiator.usesAcceptList();
    }
}
