package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.LittleEndian;
import org.metersim.transport.ble.hci.Opcode;

/** The resolving list: Core Specification Vol 4 Part E 7.8.38 to 7.8.45 and 7.8.77. */
final class PrivacyCommands {

    private static final int DEVICE_BYTES = 1 + BluetoothAddress.LENGTH;
    private static final int KEY_BYTES = 16;
    private static final int MAX_TIMEOUT_SECONDS = 0x0E10;

    private final ResolvingList list;
    private final Scanner scanner;
    private final Initiator initiator;

    PrivacyCommands(ResolvingList list, Scanner scanner, Initiator initiator) {
        this.list = list;
        this.scanner = scanner;
        this.initiator = initiator;
    }

    void addTo(CommandTable table) {
        table.add(Opcode.LE_ADD_DEVICE_TO_RESOLVING_LIST, DEVICE_BYTES + 2 * KEY_BYTES, (in, nowMs) -> add(in))
                .add(Opcode.LE_REMOVE_DEVICE_FROM_RESOLVING_LIST, DEVICE_BYTES, (in, nowMs) -> remove(in))
                .add(Opcode.LE_CLEAR_RESOLVING_LIST, 0, (in, nowMs) -> clear())
                .add(
                        Opcode.LE_READ_RESOLVING_LIST_SIZE,
                        0,
                        (in, nowMs) -> Reply.of(new ByteWriter().u8(ResolvingList.MAX_DEVICES)))
                .add(Opcode.LE_READ_PEER_RESOLVABLE_ADDRESS, DEVICE_BYTES, (in, nowMs) -> readPeerAddress(in))
                .add(Opcode.LE_READ_LOCAL_RESOLVABLE_ADDRESS, DEVICE_BYTES, (in, nowMs) -> readLocalAddress(in))
                .add(Opcode.LE_SET_ADDRESS_RESOLUTION_ENABLE, 1, (in, nowMs) -> setEnable(in))
                .add(Opcode.LE_SET_RESOLVABLE_PRIVATE_ADDRESS_TIMEOUT, 2, (in, nowMs) -> setTimeout(in))
                .add(Opcode.LE_SET_PRIVACY_MODE, DEVICE_BYTES + 1, (in, nowMs) -> setMode(in));
    }

    /** With address resolution on the list is in use while the host scans or connects. */
    private boolean isInUse() {
        return list.isEnabled() && (scanner.isOn() || initiator.isPending());
    }

    private Reply add(ByteReader in) {
        BluetoothAddress peer = BluetoothAddress.read(in);
        in.octets("peer IRK", KEY_BYTES);
        Octets localKey = LittleEndian.reversed(in.octets("local IRK", KEY_BYTES));
        if (isInUse()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        if (list.contains(peer)) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        if (list.isFull()) {
            return Reply.refused(HciStatus.MEMORY_CAPACITY_EXCEEDED);
        }
        list.add(peer, localKey);
        return Reply.DONE;
    }

    private Reply remove(ByteReader in) {
        BluetoothAddress peer = BluetoothAddress.read(in);
        if (isInUse()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        if (!list.contains(peer)) {
            return Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER);
        }
        list.remove(peer);
        return Reply.DONE;
    }

    private Reply clear() {
        if (isInUse()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        list.clear();
        return Reply.DONE;
    }

    /** Meters use no private address: all zeros. */
    private Reply readPeerAddress(ByteReader in) {
        return list.contains(BluetoothAddress.read(in))
                ? Reply.of(new ByteWriter().bytes(new byte[BluetoothAddress.LENGTH]))
                : Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER);
    }

    private Reply readLocalAddress(ByteReader in) {
        BluetoothAddress peer = BluetoothAddress.read(in);
        if (!list.contains(peer)) {
            return Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER);
        }
        Octets address = list.localAddress(peer)
                .map(BluetoothAddress::octets)
                .orElseGet(() -> Octets.of(new byte[BluetoothAddress.LENGTH]));
        return Reply.of(new ByteWriter().octets(address));
    }

    private Reply setEnable(ByteReader in) {
        boolean enable = CommandTable.within("address resolution enable", in.u8("address resolution enable"), 1) == 1;
        if (scanner.isOn() || initiator.isPending()) {
            return Reply.refused(HciStatus.COMMAND_DISALLOWED);
        }
        list.setEnabled(enable);
        return Reply.DONE;
    }

    /** An address lasts until the controller is reset, whatever the timeout. */
    private static Reply setTimeout(ByteReader in) {
        int seconds = in.u16le("RPA timeout");
        boolean valid = seconds >= 1 && seconds <= MAX_TIMEOUT_SECONDS;
        return valid ? Reply.DONE : Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
    }

    private Reply setMode(ByteReader in) {
        BluetoothAddress peer = BluetoothAddress.read(in);
        CommandTable.within("privacy mode", in.u8("privacy mode"), 1);
        return list.contains(peer) ? Reply.DONE : Reply.refused(HciStatus.UNKNOWN_CONNECTION_IDENTIFIER);
    }
}
