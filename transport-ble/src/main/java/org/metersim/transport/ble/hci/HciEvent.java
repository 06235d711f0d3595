package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * Event packet: Core Specification Vol 4 Part E 5.4.4.
 *
 * @param code 8 bits, see {@link EventCode}
 * @param parameters at most 255 octets; of an LE event the first is the {@link LeSubevent}
 */
public record HciEvent(int code, Octets parameters) implements HciPacket {

    static final int H4_TYPE = 4;
    static final int HEADER_BYTES = 2;
    private static final int MAX_PARAMETER_BYTES = 0xFF;

    /** @throws IllegalArgumentException when there are more parameters than the length field can say */
    public HciEvent {
        if (parameters.length() > MAX_PARAMETER_BYTES) {
            throw new IllegalArgumentException("parameters: " + parameters.length() + " octets (expected: <= 255)");
        }
    }

    static HciEvent of(EventCode code, ByteWriter parameters) {
        return new HciEvent(code.code(), parameters.toOctets());
    }

    /** @param parameters without the subevent code */
    static HciEvent of(LeSubevent subevent, ByteWriter parameters) {
        ByteWriter all = new ByteWriter(1 + parameters.size()).u8(subevent.code());
        return of(EventCode.LE_META, all.octets(parameters.toOctets()));
    }

    public boolean is(EventCode expected) {
        return code == expected.code();
    }

    public boolean is(LeSubevent expected) {
        return is(EventCode.LE_META) && !parameters.isEmpty() && parameters.at(0) == expected.code();
    }

    /** The parameters of an event that can only be {@code expected}. */
    ByteReader reader(EventCode expected) {
        if (!is(expected)) {
            throw new DecodeException("event code", code, expected.toString(), 0);
        }
        return ByteReader.of(parameters);
    }

    /** The parameters behind the subevent code of an event that can only be {@code expected}. */
    ByteReader reader(LeSubevent expected) {
        ByteReader in = reader(EventCode.LE_META);
        in.expect("subevent code", expected.code());
        return in;
    }

    static HciEvent read(ByteReader in) {
        int code = in.u8("event code");
        int length = in.u8("parameter total length");
        return new HciEvent(code, in.octets("event parameters", length));
    }

    @Override
    public byte[] encode() {
        return new ByteWriter(1 + HEADER_BYTES + parameters.length())
                .u8(H4_TYPE)
                .u8(code)
                .u8(parameters.length())
                .octets(parameters)
                .toBytes();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.event(this);
    }
}
