package org.metersim.transport.ble.controller;

import java.util.Arrays;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.HciCommand;
import org.metersim.transport.ble.hci.HciPacket;
import org.metersim.transport.ble.hci.Opcode;

/**
 * HCI traffic as the bytes of a capture file: first {@link #header}, then a record a packet.
 *
 * <p>Keys that the host hands the controller are written as zeros: LE Enable Encryption, Long Term Key Request Reply,
 * LE Encrypt, Add Device To Resolving List.
 */
public final class HciCapture {

    /** Kinds of files. */
    public enum Format {
        /** RFC 1761 in its Bluetooth form: version 1, data link 1002, H4. */
        BTSNOOP,
        /** pcapng, link type 201, H4 behind a direction of 4 octets. */
        PCAPNG
    }

    private static final int BTSNOOP_VERSION = 1;
    private static final int BTSNOOP_H4 = 1002;
    private static final int SENT_BY_CONTROLLER = 1;
    private static final int COMMAND_OR_EVENT = 2;
    private static final int ACL_TYPE = 2;
    /** Microseconds from the year 0 to 1970, as all tools have it: 12 days more than the calendar. */
    private static final long BTSNOOP_EPOCH_US = 0x00DC_DDB3_0F2F_8000L;

    private static final long SECTION_HEADER_BLOCK = 0x0A0D_0D0AL;
    private static final long BYTE_ORDER_MAGIC = 0x1A2B_3C4DL;
    private static final int INTERFACE_DESCRIPTION_BLOCK = 1;
    private static final int ENHANCED_PACKET_BLOCK = 6;
    private static final int LINK_TYPE_H4_WITH_DIRECTION = 201;
    private static final int BLOCK_FRAME_BYTES = 12;
    private static final int WORD_BYTES = 4;
    private static final int DIRECTION_BYTES = 4;
    private static final int KEY_BYTES = 16;
    private static final int US_A_MS = 1000;

    private final Format format;

    public HciCapture(Format format) {
        this.format = format;
    }

    /** What the file begins with. */
    public byte[] header() {
        if (format == Format.BTSNOOP) {
            return new ByteWriter()
                    .octets(Octets.ascii("btsnoop"))
                    .u8(0)
                    .u32(BTSNOOP_VERSION)
                    .u32(BTSNOOP_H4)
                    .toBytes();
        }
        ByteWriter section =
                new ByteWriter().u32(BYTE_ORDER_MAGIC).u16(1).u16(0).i64(-1);
        ByteWriter description =
                new ByteWriter().u16(LINK_TYPE_H4_WITH_DIRECTION).u16(0).u32(0);
        return new ByteWriter()
                .bytes(block(SECTION_HEADER_BLOCK, section))
                .bytes(block(INTERFACE_DESCRIPTION_BLOCK, description))
                .toBytes();
    }

    /** One packet. @param nowMs simulated UTC in milliseconds */
    public byte[] record(HciTap.Direction direction, HciPacket packet, long nowMs) {
        byte[] bytes = withoutKeys(packet).encode();
        boolean toHost = direction == HciTap.Direction.TO_HOST;
        long nowUs = nowMs * US_A_MS;
        if (format == Format.BTSNOOP) {
            int flags = (toHost ? SENT_BY_CONTROLLER : 0) | (bytes[0] == ACL_TYPE ? 0 : COMMAND_OR_EVENT);
            return new ByteWriter()
                    .u32(bytes.length)
                    .u32(bytes.length)
                    .u32(flags)
                    .u32(0)
                    .i64(BTSNOOP_EPOCH_US + nowUs)
                    .bytes(bytes)
                    .toBytes();
        }
        int length = DIRECTION_BYTES + bytes.length;
        ByteWriter body = new ByteWriter()
                .u32(0)
                .u32(nowUs >> Integer.SIZE)
                .u32(nowUs)
                .u32(length)
                .u32(length)
                .u32(toHost ? 1 : 0)
                .bytes(bytes);
        return block(ENHANCED_PACKET_BLOCK, body);
    }

    /** Type, total length, body padded to words, total length again: all big endian, which the magic tells. */
    private static byte[] block(long type, ByteWriter body) {
        int padding = Math.floorMod(-body.size(), WORD_BYTES);
        int length = BLOCK_FRAME_BYTES + body.size() + padding;
        return new ByteWriter(length)
                .u32(type)
                .u32(length)
                .octets(body.toOctets())
                .bytes(new byte[padding])
                .u32(length)
                .toBytes();
    }

    private static HciPacket withoutKeys(HciPacket packet) {
        if (!(packet instanceof HciCommand command)) {
            return packet;
        }
        return Opcode.of(command.opcode())
                .<HciPacket>map(opcode -> switch (opcode) {
                    case LE_ENABLE_ENCRYPTION, LE_LONG_TERM_KEY_REQUEST_REPLY ->
                        blanked(command, command.parameters().length() - KEY_BYTES, KEY_BYTES);
                    case LE_ENCRYPT -> blanked(command, 0, KEY_BYTES);
                    case LE_ADD_DEVICE_TO_RESOLVING_LIST ->
                        blanked(command, command.parameters().length() - 2 * KEY_BYTES, 2 * KEY_BYTES);
                    default -> command;
                })
                .orElse(packet);
    }

    private static HciCommand blanked(HciCommand command, int from, int length) {
        byte[] parameters = command.parameters().toBytes();
        int start = Math.max(0, from);
        Arrays.fill(parameters, start, Math.min(parameters.length, start + length), (byte) 0);
        return new HciCommand(command.opcode(), Octets.of(parameters));
    }
}
