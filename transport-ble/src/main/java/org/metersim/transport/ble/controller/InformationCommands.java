package org.metersim.transport.ble.controller;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.transport.ble.hci.LittleEndian;
import org.metersim.transport.ble.hci.Opcode;

/** What the controller is and can: Core Specification Vol 4 Part E 7.4, and those of its LE commands that only tell. */
final class InformationCommands {

    private static final int NAME_BYTES = 248;
    private static final int FEATURE_BYTES = 8;

    private final OwnAddresses addresses;
    private final CommandTable table;
    private boolean hostSupportsLe;

    InformationCommands(OwnAddresses addresses, CommandTable table) {
        this.addresses = addresses;
        this.table = table;
    }

    void add() {
        table.add(Opcode.READ_LOCAL_VERSION_INFORMATION, 0, (in, nowMs) -> Reply.of(version()))
                .add(
                        Opcode.READ_LOCAL_SUPPORTED_COMMANDS,
                        0,
                        (in, nowMs) -> Reply.of(new ByteWriter().bytes(table.mask())))
                .add(Opcode.READ_LOCAL_SUPPORTED_FEATURES, 0, (in, nowMs) -> Reply.of(bits(Identity.LMP_FEATURES)))
                .add(Opcode.READ_BD_ADDR, 0, (in, nowMs) -> Reply.of(address()))
                .add(Opcode.READ_LOCAL_NAME, 0, (in, nowMs) -> Reply.of(name()))
                .add(Opcode.READ_BUFFER_SIZE, 0, (in, nowMs) -> Reply.of(classicBuffers()))
                .add(Opcode.LE_READ_BUFFER_SIZE, 0, (in, nowMs) -> Reply.of(buffers()))
                .add(
                        Opcode.LE_READ_BUFFER_SIZE_V2,
                        0,
                        (in, nowMs) -> Reply.of(buffers().u16le(0).u8(0)))
                .add(Opcode.LE_READ_LOCAL_SUPPORTED_FEATURES, 0, (in, nowMs) -> Reply.of(bits(Identity.LE_FEATURES)))
                .add(Opcode.LE_READ_SUPPORTED_STATES, 0, (in, nowMs) -> Reply.of(bits(Identity.LE_STATES)))
                .add(Opcode.LE_READ_MAXIMUM_DATA_LENGTH, 0, (in, nowMs) -> Reply.of(maximumDataLength()))
                .add(Opcode.READ_LE_HOST_SUPPORT, 0, (in, nowMs) -> Reply.of(hostSupport()))
                .add(Opcode.WRITE_LE_HOST_SUPPORT, 2, (in, nowMs) -> {
                    hostSupportsLe = CommandTable.within("LE supported host", in.u8("LE supported host"), 1) == 1;
                    return Reply.DONE;
                });
    }

    private static ByteWriter version() {
        return new ByteWriter()
                .u8(Identity.VERSION)
                .u16le(0)
                .u8(Identity.VERSION)
                .u16le(Identity.COMPANY)
                .u16le(Identity.SUBVERSION);
    }

    private static ByteWriter bits(long mask) {
        ByteWriter out = new ByteWriter(FEATURE_BYTES);
        LittleEndian.u64(out, mask);
        return out;
    }

    private ByteWriter address() {
        return new ByteWriter().octets(addresses.publicAddress().octets());
    }

    private static ByteWriter name() {
        byte[] name = Identity.LOCAL_NAME.getBytes(StandardCharsets.US_ASCII);
        return new ByteWriter(NAME_BYTES).bytes(Arrays.copyOf(name, NAME_BYTES));
    }

    private static ByteWriter buffers() {
        return new ByteWriter().u16le(Identity.ACL_BYTES).u8(Identity.ACL_PACKETS);
    }

    /** There are no buffers but those of LE, and no synchronous ones. */
    private static ByteWriter classicBuffers() {
        return new ByteWriter()
                .u16le(Identity.ACL_BYTES)
                .u8(0)
                .u16le(Identity.ACL_PACKETS)
                .u16le(0);
    }

    private static ByteWriter maximumDataLength() {
        DataLength longest = DataLength.LONGEST;
        return new ByteWriter()
                .u16le(longest.octets())
                .u16le(longest.timeUs())
                .u16le(longest.octets())
                .u16le(longest.timeUs());
    }

    /** The second octet, simultaneous LE and BR/EDR, is always 0. */
    private ByteWriter hostSupport() {
        return new ByteWriter().u8(hostSupportsLe ? 1 : 0).u8(0);
    }
}
