package org.metersim.transport.ble.controller;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.transport.ble.hci.HciCommand;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.hci.Opcode;

/** The commands that the controller carries out; it announces exactly these. */
final class CommandTable {

    /** For parameters without a fixed length. */
    static final int ANY_LENGTH = -1;

    private static final int MASK_BYTES = 64;

    /** Carries out one command. */
    interface Handler {

        /**
         * @param in the parameters, of the length that the table asks for
         * @throws DecodeException when one is out of its range: before anything was changed
         */
        Reply run(ByteReader in, long nowMs);
    }

    /** @param isAsynchronous whether Command Status answers it, and not Command Complete */
    private record Row(boolean isAsynchronous, int parameterBytes, Handler handler) {}

    private final Map<Opcode, Row> rows = new EnumMap<>(Opcode.class);

    /** A command that is carried out at once. */
    CommandTable add(Opcode opcode, int parameterBytes, Handler handler) {
        rows.put(opcode, new Row(false, parameterBytes, handler));
        return this;
    }

    /** A command that only begins, and ends with an event. */
    CommandTable addAsynchronous(Opcode opcode, int parameterBytes, Handler handler) {
        rows.put(opcode, new Row(true, parameterBytes, handler));
        return this;
    }

    boolean isAsynchronous(HciCommand command) {
        return row(command).filter(Row::isAsynchronous).isPresent();
    }

    private Optional<Row> row(HciCommand command) {
        return Opcode.of(command.opcode()).map(rows::get);
    }

    /** Carries it out; unknown ones and wrong parameters are refused. */
    Reply run(HciCommand command, long nowMs) {
        Optional<Row> known = row(command);
        if (known.isEmpty()) {
            return Reply.refused(HciStatus.UNKNOWN_HCI_COMMAND);
        }
        int parameterBytes = known.get().parameterBytes();
        if (parameterBytes != ANY_LENGTH
                && parameterBytes != command.parameters().length()) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
        try {
            return known.get().handler().run(ByteReader.of(command.parameters()), nowMs);
        } catch (DecodeException outOfRange) {
            return Reply.refused(HciStatus.INVALID_HCI_COMMAND_PARAMETERS);
        }
    }

    /** Supported Commands: Core Specification Vol 4 Part E 6.27. */
    byte[] mask() {
        byte[] mask = new byte[MASK_BYTES];
        for (Opcode opcode : rows.keySet()) {
            opcode.supportedBit().ifPresent(bit -> mask[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE));
        }
        return mask;
    }

    /** A parameter that has a range. */
    static int within(String field, int value, int max) {
        if (value > max) {
            throw new DecodeException(field, value, "<= " + max, 0);
        }
        return value;
    }
}
