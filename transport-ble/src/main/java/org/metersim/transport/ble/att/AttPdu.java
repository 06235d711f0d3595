package org.metersim.transport.ble.att;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** A PDU of the attribute protocol: Core Specification Vol 3 Part F 3.4. */
public sealed interface AttPdu permits AttRequest, AttResponse, AttPdu.OfValue, AttPdu.Confirmation, AttPdu.Unknown {

    /** The MTU until the two ends agree on another, and the least that there can be. */
    int DEFAULT_MTU = 23;

    /** Octets of an attribute value, at most: Vol 3 Part F 3.2.9. */
    int MAX_VALUE_BYTES = 512;

    /** Octets before the value of a write or a notification. */
    int HEADER_BYTES = 3;

    /** In the opcode of what is not answered: Vol 3 Part F 3.3.1. */
    int COMMAND_FLAG = 0x40;

    /** Handle Value Notification of several values, which this end neither sends nor hears: 3.4.7.4. */
    int SEVERAL_NOTIFICATIONS = 0x23;

    int opcode();

    /**
     * Whether who sends that opcode awaits a response: a request, or what the standard lacks and is no command. 3.3.1.
     */
    static boolean awaitsResponse(int opcode) {
        return switch (opcode) {
            case 0x01, 0x03, 0x05, 0x07, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x13, 0x17, 0x19, 0x21 -> false;
            case OfValue.NOTIFICATION, SEVERAL_NOTIFICATIONS, OfValue.INDICATION, Confirmation.OPCODE -> false;
            default -> (opcode & COMMAND_FLAG) == 0;
        };
    }

    /** The parameters behind the opcode. */
    void write(ByteWriter out);

    /** Opcode and parameters. */
    default Octets encode() {
        ByteWriter out = new ByteWriter().u8(opcode());
        write(out);
        return out.toOctets();
    }

    /**
     * Reads a PDU; an opcode that the standard lacks gives {@link Unknown}.
     *
     * @throws org.metersim.dlms.codec.DecodeException when it is empty, or its parameters are of another length
     */
    static AttPdu decode(Octets pdu) {
        ByteReader in = ByteReader.of(pdu);
        int opcode = in.u8("attribute opcode");
        AttPdu decoded = switch (opcode) {
            case 0x02, 0x04, 0x06, 0x08, 0x0A, 0x0C, 0x0E, 0x10, 0x12, 0x16, 0x18, 0x20 -> AttRequest.read(opcode, in);
            case 0x01, 0x03, 0x05, 0x07, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x13, 0x17, 0x19, 0x21 ->
                AttResponse.read(opcode, in);
            case OfValue.COMMAND, OfValue.NOTIFICATION, OfValue.INDICATION ->
                new OfValue(opcode, in.u16le("attribute handle"), in.rest());
            case Confirmation.OPCODE -> new Confirmation();
            default -> new Unknown(opcode, in.rest());
        };
        in.expectEnd("attribute PDU");
        return decoded;
    }

    /**
     * A value that one end sends unasked: Write Command, Handle Value Notification or Indication.
     *
     * @param opcode which of them
     * @param handle of the attribute
     */
    record OfValue(int opcode, int handle, Octets value) implements AttPdu {

        static final int COMMAND = 0x52;
        static final int NOTIFICATION = 0x1B;
        static final int INDICATION = 0x1D;

        /** Vol 3 Part F 3.4.5.3. */
        public static OfValue writeCommand(int handle, Octets value) {
            return new OfValue(COMMAND, handle, value);
        }

        /** Vol 3 Part F 3.4.7.1. */
        public static OfValue notification(int handle, Octets value) {
            return new OfValue(NOTIFICATION, handle, value);
        }

        /** Vol 3 Part F 3.4.7.2. */
        public static OfValue indication(int handle, Octets value) {
            return new OfValue(INDICATION, handle, value);
        }

        public boolean isWriteCommand() {
            return opcode == COMMAND;
        }

        /** Whether the sender awaits a confirmation. */
        public boolean isIndication() {
            return opcode == INDICATION;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(handle).octets(value);
        }
    }

    /** Handle Value Confirmation: Vol 3 Part F 3.4.7.3. */
    record Confirmation() implements AttPdu {

        static final int OPCODE = 0x1E;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            // nothing behind the opcode
        }
    }

    /** A PDU that this end does not know. A command is passed over, a request refused. */
    record Unknown(int opcode, Octets parameters) implements AttPdu {

        public boolean isCommand() {
            return (opcode & COMMAND_FLAG) != 0;
        }

        @Override
        public void write(ByteWriter out) {
            out.octets(parameters);
        }
    }
}
