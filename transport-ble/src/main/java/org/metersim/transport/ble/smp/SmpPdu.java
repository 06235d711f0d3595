package org.metersim.transport.ble.smp;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.LittleEndian;

/**
 * A PDU of the security manager: Core Specification Vol 3 Part H 3.3. Keys and numbers have their most significant
 * octet first, as the functions of the standard want them; on the air it is the last.
 */
public sealed interface SmpPdu {

    int code();

    void write(ByteWriter out);

    /** Code and parameters. */
    default Octets encode() {
        ByteWriter out = new ByteWriter().u8(code());
        write(out);
        return out.toOctets();
    }

    /**
     * Reads a PDU; a code that the standard lacks gives {@link Unknown}.
     *
     * @throws DecodeException when it is empty, or its parameters are of another length or out of their range
     */
    static SmpPdu decode(Octets pdu) {
        ByteReader in = ByteReader.of(pdu);
        int code = in.u8("code");
        SmpPdu decoded = switch (code) {
            case Features.REQUEST, Features.RESPONSE -> Features.read(code, in);
            case Block.CONFIRM,
                    Block.RANDOM,
                    Block.LONG_TERM_KEY,
                    Block.IDENTITY_KEY,
                    Block.SIGNATURE_KEY,
                    Block.CHECK -> new Block(code, LittleEndian.reversed(in.octets("value", Block.BYTES)));
            case Failed.CODE -> new Failed(in.u8("reason"));
            case CentralIdentification.CODE ->
                new CentralIdentification(in.u16le("EDIV"), LittleEndian.u64(in, "Rand"));
            case IdentityAddress.CODE -> new IdentityAddress(BluetoothAddress.read(in));
            case SecurityRequest.CODE -> new SecurityRequest(in.u8("AuthReq"));
            case PublicKey.CODE -> PublicKey.read(in);
            case Keypress.CODE -> new Keypress(in.u8("notification type"));
            default -> new Unknown(code, in.rest());
        };
        in.expectEnd("security manager PDU");
        return decoded;
    }

    /**
     * Pairing Request or Pairing Response. 3.5.1, 3.5.2.
     *
     * @param code which of them
     * @param oob whether out-of-band data are there
     * @param authReq bits of {@link AuthReq}
     * @param maxKeyBytes longest key, 7 to 16
     * @param initiatorKeys bits of what the initiator is to distribute, 3.6.1
     * @param responderKeys likewise of the responder
     */
    record Features(
            int code, IoCapability io, boolean oob, int authReq, int maxKeyBytes, int initiatorKeys, int responderKeys)
            implements SmpPdu {

        static final int REQUEST = 0x01;
        static final int RESPONSE = 0x02;
        private static final int MIN_KEY_BYTES = 7;
        private static final int MAX_KEY_BYTES = 16;

        private static Features read(int code, ByteReader in) {
            int at = in.position();
            IoCapability io = IoCapability.of(in.u8("IO capability"), at);
            int oob = in.u8("OOB data flag");
            if (oob > 1) {
                throw new DecodeException("OOB data flag", oob, "0 or 1", at + 1);
            }
            int authReq = in.u8("AuthReq");
            int length = in.u8("maximum encryption key size");
            if (length < MIN_KEY_BYTES || length > MAX_KEY_BYTES) {
                throw new DecodeException("maximum encryption key size", length, "7 to 16", at + 3);
            }
            int initiator = in.u8("initiator key distribution");
            return new Features(code, io, oob == 1, authReq, length, initiator, in.u8("responder key distribution"));
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(io.ordinal())
                    .u8(oob ? 1 : 0)
                    .u8(authReq)
                    .u8(maxKeyBytes)
                    .u8(initiatorKeys)
                    .u8(responderKeys);
        }

        /** AuthReq, OOB flag and IO capability, as f6 takes them: Vol 3 Part H 2.2.8. */
        Octets ioCap() {
            return new ByteWriter().u8(authReq).u8(oob ? 1 : 0).u8(io.ordinal()).toOctets();
        }

        boolean has(int authReqBit) {
            return (authReq & authReqBit) != 0;
        }
    }

    /** A value of 16 octets: confirm, random, a key, or the check of the Diffie-Hellman key. It is not printed. */
    record Block(int code, Octets value) implements SmpPdu {

        static final int CONFIRM = 0x03;
        static final int RANDOM = 0x04;
        static final int LONG_TERM_KEY = 0x06;
        static final int IDENTITY_KEY = 0x08;
        static final int SIGNATURE_KEY = 0x0A;
        static final int CHECK = 0x0D;
        static final int BYTES = 16;

        @Override
        public void write(ByteWriter out) {
            out.octets(LittleEndian.reversed(value));
        }

        @Override
        public String toString() {
            return "Block[code=" + code + "]";
        }
    }

    /** Pairing Failed. 3.5.5. @param reason a {@link PairingFailure} */
    record Failed(int reason) implements SmpPdu {

        static final int CODE = 0x05;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(reason);
        }
    }

    /** Of legacy pairing alone. 3.6.3. */
    record CentralIdentification(int diversifier, long random) implements SmpPdu {

        static final int CODE = 0x07;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u16le(diversifier);
            LittleEndian.u64(out, random);
        }
    }

    /** The address that stays, however the sender calls itself on the air. 3.6.5. */
    record IdentityAddress(BluetoothAddress address) implements SmpPdu {

        static final int CODE = 0x09;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public void write(ByteWriter out) {
            address.write(out);
        }
    }

    /** The peripheral wants a safer link. 3.6.7. */
    record SecurityRequest(int authReq) implements SmpPdu {

        static final int CODE = 0x0B;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(authReq);
        }
    }

    /** A point of P-256. 3.5.6. @param x 32 octets. @param y 32 octets */
    record PublicKey(Octets x, Octets y) implements SmpPdu {

        static final int CODE = 0x0C;
        static final int COORDINATE_BYTES = 32;

        private static PublicKey read(ByteReader in) {
            Octets x = LittleEndian.reversed(in.octets("public key X", COORDINATE_BYTES));
            return new PublicKey(x, LittleEndian.reversed(in.octets("public key Y", COORDINATE_BYTES)));
        }

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.octets(LittleEndian.reversed(x)).octets(LittleEndian.reversed(y));
        }
    }

    /** What the user does at a keyboard. 3.5.8. */
    record Keypress(int type) implements SmpPdu {

        static final int CODE = 0x0E;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public void write(ByteWriter out) {
            out.u8(type);
        }
    }

    /** A code that is reserved: passed over, 3.3. */
    record Unknown(int code, Octets parameters) implements SmpPdu {

        @Override
        public void write(ByteWriter out) {
            out.octets(parameters);
        }
    }
}
