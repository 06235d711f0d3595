package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * ACL data packet: a piece of an L2CAP frame of one connection. Core Specification Vol 4 Part E 5.4.2.
 *
 * @param handle connection handle, 12 bits
 * @param payload at most 65,535 octets; less by what the receiver announced
 */
public record AclData(int handle, Boundary boundary, Octets payload) implements HciPacket {

    /** Which piece of a frame it is, with its code in the packet. */
    public enum Boundary {
        /** The first piece, from the host to an LE controller. */
        FIRST_NON_FLUSHABLE,
        /** Any later piece. */
        CONTINUING,
        /** The first piece, from the controller to the host. */
        FIRST_FLUSHABLE,
        /** A whole frame; not on LE. */
        COMPLETE
    }

    static final int H4_TYPE = 2;
    static final int HEADER_BYTES = 4;
    private static final int HANDLE_MASK = 0xFFF;
    private static final int BOUNDARY_SHIFT = 12;
    private static final int BOUNDARY_MASK = 3;
    private static final Boundary[] BOUNDARIES = Boundary.values();

    /** The broadcast flags, which LE does not have, are not looked at. */
    static AclData read(ByteReader in) {
        int handleAndFlags = in.u16le("handle");
        int length = in.u16le("data total length");
        Boundary boundary = BOUNDARIES[handleAndFlags >> BOUNDARY_SHIFT & BOUNDARY_MASK];
        return new AclData(handleAndFlags & HANDLE_MASK, boundary, in.octets("ACL data", length));
    }

    @Override
    public byte[] encode() {
        return new ByteWriter(1 + HEADER_BYTES + payload.length())
                .u8(H4_TYPE)
                .u16le(handle & HANDLE_MASK | boundary.ordinal() << BOUNDARY_SHIFT)
                .u16le(payload.length())
                .octets(payload)
                .toBytes();
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.acl(this);
    }
}
