package org.metersim.transport.ble.att;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** What a server answers: Core Specification Vol 3 Part F 3.4. Its lists have at least one member. */
public sealed interface AttResponse extends AttPdu {

    static AttResponse read(int opcode, ByteReader in) {
        return switch (opcode) {
            case Refused.OPCODE ->
                new Refused(
                        in.u8("request opcode in error"), in.u16le("attribute handle in error"), in.u8("error code"));
            case Mtu.OPCODE -> new Mtu(in.u16le("server receive MTU"));
            case Information.OPCODE -> Information.read(in);
            case Found.OPCODE -> Found.read(in);
            case Attributes.OPCODE -> Attributes.read(in);
            case Groups.OPCODE -> Groups.read(in);
            case Prepared.OPCODE -> new Prepared(in.u16le("attribute handle"), in.u16le("value offset"), in.rest());
            case Done.WRITTEN, Done.EXECUTED -> new Done(opcode);
            default -> new Value(opcode, in.rest());
        };
    }

    /**
     * Error Response. 3.4.1.1.
     *
     * @param request opcode of what is refused
     * @param handle because of which it is; 0 when of none
     * @param code an {@link AttError}
     */
    record Refused(int request, int handle, int code) implements AttResponse {

        static final int OPCODE = 0x01;

        public boolean is(AttError error) {
            return code == error.code();
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(request).u16le(handle).u8(code);
        }
    }

    /** The longest PDU that the server takes. 3.4.2.2. */
    record Mtu(int mtu) implements AttResponse {

        static final int OPCODE = 0x03;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(mtu);
        }
    }

    /** Attributes with their types, all short or all long. 3.4.3.2. */
    record Information(List<Typed> attributes) implements AttResponse {

        static final int OPCODE = 0x05;
        private static final int SHORT_FORMAT = 1;
        private static final int LONG_FORMAT = 2;

        /** One attribute. */
        public record Typed(int handle, BluetoothUuid type) {}

        public Information {
            attributes = List.copyOf(attributes);
        }

        private static Information read(ByteReader in) {
            int at = in.position();
            int format = in.u8("format");
            if (format != SHORT_FORMAT && format != LONG_FORMAT) {
                throw new DecodeException("format", format, "1 or 2", at);
            }
            int length = format == SHORT_FORMAT ? BluetoothUuid.SHORT_BYTES : BluetoothUuid.LONG_BYTES;
            List<Typed> attributes = new ArrayList<>();
            do {
                attributes.add(new Typed(in.u16le("handle"), BluetoothUuid.read(in, "type", length)));
            } while (!in.isEmpty());
            return new Information(attributes);
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            boolean isShort = attributes.get(0).type().isShort();
            out.u8(isShort ? SHORT_FORMAT : LONG_FORMAT);
            for (Typed each : attributes) {
                out.u16le(each.handle());
                each.type().write(out);
            }
        }
    }

    /** Groups that were looked for by value. 3.4.3.4. */
    record Found(List<HandleRange> groups) implements AttResponse {

        static final int OPCODE = 0x07;

        public Found {
            groups = List.copyOf(groups);
        }

        private static Found read(ByteReader in) {
            List<HandleRange> groups = new ArrayList<>();
            do {
                groups.add(HandleRange.read(in));
            } while (!in.isEmpty());
            return new Found(groups);
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            groups.forEach(group -> group.write(out));
        }
    }

    /** Attributes with their values, all of one length. 3.4.4.2. */
    record Attributes(List<Held> attributes) implements AttResponse {

        static final int OPCODE = 0x09;
        private static final int HANDLE_BYTES = 2;

        /** One attribute. */
        public record Held(int handle, Octets value) {}

        public Attributes {
            attributes = List.copyOf(attributes);
        }

        private static Attributes read(ByteReader in) {
            int length = checked(in, in.u8("length"), HANDLE_BYTES);
            List<Held> attributes = new ArrayList<>();
            do {
                attributes.add(new Held(in.u16le("handle"), in.octets("value", length - HANDLE_BYTES)));
            } while (!in.isEmpty());
            return new Attributes(attributes);
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(HANDLE_BYTES + attributes.get(0).value().length());
            attributes.forEach(each -> out.u16le(each.handle()).octets(each.value()));
        }
    }

    /** Groups with their values, all of one length. 3.4.4.10. */
    record Groups(List<Group> groups) implements AttResponse {

        static final int OPCODE = 0x11;
        private static final int RANGE_BYTES = 4;

        /** One group. */
        public record Group(HandleRange range, Octets value) {}

        public Groups {
            groups = List.copyOf(groups);
        }

        private static Groups read(ByteReader in) {
            int length = checked(in, in.u8("length"), RANGE_BYTES);
            List<Group> groups = new ArrayList<>();
            do {
                groups.add(new Group(HandleRange.read(in), in.octets("value", length - RANGE_BYTES)));
            } while (!in.isEmpty());
            return new Groups(groups);
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(RANGE_BYTES + groups.get(0).value().length());
            for (Group each : groups) {
                each.range().write(out);
                out.octets(each.value());
            }
        }
    }

    private static int checked(ByteReader in, int length, int least) {
        if (length < least) {
            throw new DecodeException("length", length, ">= " + least, in.position() - 1);
        }
        return length;
    }

    /** The answer to Read, Read Blob or either Read Multiple. 3.4.4.4, 3.4.4.6, 3.4.4.8, 3.4.4.12. */
    record Value(int opcode, Octets value) implements AttResponse {

        static final int READ = 0x0B;
        static final int BLOB = 0x0D;
        static final int MULTIPLE = 0x0F;
        static final int MULTIPLE_VARIABLE = 0x21;

        public static Value ofRead(Octets value) {
            return new Value(READ, value);
        }

        public static Value ofBlob(Octets value) {
            return new Value(BLOB, value);
        }

        /** @param variable whether each value has its length before it */
        public static Value ofMultiple(boolean variable, Octets values) {
            return new Value(variable ? MULTIPLE_VARIABLE : MULTIPLE, values);
        }

        @Override
        public void write(ByteWriter out) {
            out.octets(value);
        }
    }

    /** What was prepared, repeated so that the client can compare. 3.4.6.2. */
    record Prepared(int handle, int offset, Octets value) implements AttResponse {

        static final int OPCODE = 0x17;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(handle).u16le(offset).octets(value);
        }
    }

    /** The answer to Write or Execute Write. 3.4.5.2, 3.4.6.4. */
    record Done(int opcode) implements AttResponse {

        static final int WRITTEN = 0x13;
        static final int EXECUTED = 0x19;

        public static Done written() {
            return new Done(WRITTEN);
        }

        public static Done executed() {
            return new Done(EXECUTED);
        }

        @Override
        public void write(ByteWriter out) {
            // nothing behind the opcode
        }
    }
}
