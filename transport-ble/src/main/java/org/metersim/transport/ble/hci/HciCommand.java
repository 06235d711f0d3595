package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Command packet: Core Specification Vol 4 Part E 5.4.1.
 *
 * @param opcode 16 bits: group in the upper 6, command in the lower 10
 * @param parameters at most 255 octets
 */
public record HciCommand(int opcode, Octets parameters) implements HciPacket {

    static final int H4_TYPE = 1;
    static final int HEADER_BYTES = 3;
    private static final int MAX_PARAMETER_BYTES = 0xFF;

    /** @throws IllegalArgumentException when there are more parameters than the length field can say */
    public HciCommand {
        if (parameters.length() > MAX_PARAMETER_BYTES) {
            throw new IllegalArgumentException("parameters: " + parameters.length() + " octets (expected: <= 255)");
        }
    }

    /** A command of the table. */
    public static HciCommand of(Opcode opcode, Octets parameters) {
        return new HciCommand(opcode.code(), parameters);
    }

    /** A command of the table that has no parameters. */
    public static HciCommand of(Opcode opcode) {
        return of(opcode, Octets.EMPTY);
    }

    static HciCommand read(ByteReader in) {
        int opcode = in.u16le("opcode");
        int length = in.u8("parameter total length");
        return new HciCommand(opcode, in.octets("command parameters", length));
    }

    @Override
    public byte[] encode() {
        return new ByteWriter(1 + HEADER_BYTES + parameters.length())
                .u8(H4_TYPE)
                .u16le(opcode)
                .u8(parameters.length())
                .octets(parameters)
                .toBytes();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.command(this);
    }
}
