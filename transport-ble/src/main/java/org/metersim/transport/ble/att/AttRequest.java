package org.metersim.transport.ble.att;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** What a client asks, one request at a time: Core Specification Vol 3 Part F 3.4.2 to 3.4.6. */
public sealed interface AttRequest extends AttPdu {

    <R> R accept(Handler<R> handler);

    /** One method a request: a new kind does not compile until every handler answers it. */
    interface Handler<R> {
        R exchangeMtu(ExchangeMtu request);

        R findInformation(FindInformation request);

        R findByTypeValue(FindByTypeValue request);

        R readByType(ReadByType request);

        R readByGroupType(ReadByGroupType request);

        R read(Read request);

        R readBlob(ReadBlob request);

        R readMultiple(ReadMultiple request);

        R write(Write request);

        R prepareWrite(PrepareWrite request);

        R executeWrite(ExecuteWrite request);
    }

    static AttRequest read(int opcode, ByteReader in) {
        return switch (opcode) {
            case ExchangeMtu.OPCODE -> new ExchangeMtu(in.u16le("client receive MTU"));
            case FindInformation.OPCODE -> new FindInformation(HandleRange.read(in));
            case FindByTypeValue.OPCODE ->
                new FindByTypeValue(HandleRange.read(in), in.u16le("attribute type"), in.rest());
            case ReadByType.OPCODE -> new ReadByType(HandleRange.read(in), readType(in));
            case Read.OPCODE -> new Read(in.u16le("attribute handle"));
            case ReadBlob.OPCODE -> new ReadBlob(in.u16le("attribute handle"), in.u16le("value offset"));
            case ReadMultiple.OPCODE, ReadMultiple.VARIABLE_OPCODE -> ReadMultiple.read(opcode, in);
            case ReadByGroupType.OPCODE -> new ReadByGroupType(HandleRange.read(in), readType(in));
            case Write.OPCODE -> new Write(in.u16le("attribute handle"), in.rest());
            case PrepareWrite.OPCODE ->
                new PrepareWrite(in.u16le("attribute handle"), in.u16le("value offset"), in.rest());
            case ExecuteWrite.OPCODE -> ExecuteWrite.read(in);
            default -> throw new IllegalArgumentException("no request: " + opcode);
        };
    }

    private static BluetoothUuid readType(ByteReader in) {
        return BluetoothUuid.read(in, "attribute type", in.remaining());
    }

    /** The longest PDU that the client takes. 3.4.2.1. */
    record ExchangeMtu(int mtu) implements AttRequest {

        static final int OPCODE = 0x02;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(mtu);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.exchangeMtu(this);
        }
    }

    /** Which attributes there are, and of which type. 3.4.3.1. */
    record FindInformation(HandleRange range) implements AttRequest {

        static final int OPCODE = 0x04;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            range.write(out);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.findInformation(this);
        }
    }

    /** Which groups begin with an attribute of that type and value. 3.4.3.3. @param type assigned number, 16 bits */
    record FindByTypeValue(HandleRange range, int type, Octets value) implements AttRequest {

        static final int OPCODE = 0x06;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            range.write(out);
            out.u16le(type).octets(value);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.findByTypeValue(this);
        }
    }

    /** The values of all attributes of a type. 3.4.4.1. */
    record ReadByType(HandleRange range, BluetoothUuid type) implements AttRequest {

        static final int OPCODE = 0x08;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            range.write(out);
            type.write(out);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.readByType(this);
        }
    }

    /** The groups of a type with their values. 3.4.4.9. */
    record ReadByGroupType(HandleRange range, BluetoothUuid type) implements AttRequest {

        static final int OPCODE = 0x10;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            range.write(out);
            type.write(out);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.readByGroupType(this);
        }
    }

    /** A value, as far as the MTU lets it through. 3.4.4.3. */
    record Read(int handle) implements AttRequest {

        static final int OPCODE = 0x0A;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(handle);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.read(this);
        }
    }

    /** A value from an octet on. 3.4.4.5. */
    record ReadBlob(int handle, int offset) implements AttRequest {

        static final int OPCODE = 0x0C;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(handle).u16le(offset);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.readBlob(this);
        }
    }

    /** Several values, joined; or, of variable length, each with its length. 3.4.4.7 and 3.4.4.11. */
    record ReadMultiple(boolean variable, List<Integer> handles) implements AttRequest {

        static final int OPCODE = 0x0E;
        static final int VARIABLE_OPCODE = 0x20;
        private static final int MIN_HANDLES = 2;

        public ReadMultiple {
            handles = List.copyOf(handles);
        }

        private static ReadMultiple read(int opcode, ByteReader in) {
            List<Integer> handles = new ArrayList<>();
            while (!in.isEmpty()) {
                handles.add(in.u16le("attribute handle"));
            }
            if (handles.size() < MIN_HANDLES) {
                throw new DecodeException("set of handles", handles.size(), ">= " + MIN_HANDLES, in.position());
            }
            return new ReadMultiple(opcode == VARIABLE_OPCODE, handles);
        }

        @Override
        public int opcode() {
            return variable ? VARIABLE_OPCODE : OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            handles.forEach(out::u16le);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.readMultiple(this);
        }
    }

    /** 3.4.5.1. */
    record Write(int handle, Octets value) implements AttRequest {

        static final int OPCODE = 0x12;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(handle).octets(value);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.write(this);
        }
    }

    /** A part of a value, to be written with others at once. 3.4.6.1. */
    record PrepareWrite(int handle, int offset, Octets value) implements AttRequest {

        static final int OPCODE = 0x16;

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(handle).u16le(offset).octets(value);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.prepareWrite(this);
        }
    }

    /** The end of prepared writes. 3.4.6.3. @param commit false to forget them */
    record ExecuteWrite(boolean commit) implements AttRequest {

        static final int OPCODE = 0x18;

        private static ExecuteWrite read(ByteReader in) {
            int at = in.position();
            int flags = in.u8("flags");
            if (flags > 1) {
                throw new DecodeException("flags", flags, "0 or 1", at);
            }
            return new ExecuteWrite(flags == 1);
        }

        @Override
        public int opcode() {
            return OPCODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(commit ? 1 : 0);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.executeWrite(this);
        }
    }
}
