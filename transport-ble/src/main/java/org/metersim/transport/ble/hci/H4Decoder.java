package org.metersim.transport.ble.hci;

import java.util.Arrays;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;

/** Finds HCI packets in a stream: takes chunks of any size, gives whole packets. Core Specification Vol 4 Part A. */
public final class H4Decoder {

    private final int maxAclBytes;
    private byte[] pending = new byte[0];
    private int taken;

    /** @param maxAclBytes longer ACL data are refused before they are awaited, 1 to 65535 */
    public H4Decoder(int maxAclBytes) {
        this.maxAclBytes = maxAclBytes;
    }

    /** @param chunk not to be changed afterwards */
    public void feed(byte[] chunk) {
        int left = pending.length - taken;
        if (left == 0) {
            pending = chunk;
        } else {
            byte[] joined = Arrays.copyOfRange(pending, taken, pending.length + chunk.length);
            System.arraycopy(chunk, 0, joined, left, chunk.length);
            pending = joined;
        }
        taken = 0;
    }

    /**
     * The next whole packet; call until empty after each {@link #feed}.
     *
     * @throws DecodeException when no packet begins here, or one too long; nothing sensible can follow
     */
    public Optional<HciPacket> next() {
        if (pending.length == taken) {
            return Optional.empty();
        }
        ByteReader in = new ByteReader(pending);
        in.slice("packets before", taken);
        int type = in.u8("packet type");
        Optional<HciPacket> packet = switch (type) {
            case HciCommand.H4_TYPE ->
                isWhole(in, HciCommand.HEADER_BYTES) ? Optional.of(HciCommand.read(in)) : Optional.empty();
            case AclData.H4_TYPE ->
                isWhole(in, AclData.HEADER_BYTES) ? Optional.of(AclData.read(in)) : Optional.empty();
            case HciEvent.H4_TYPE ->
                isWhole(in, HciEvent.HEADER_BYTES) ? Optional.of(HciEvent.read(in)) : Optional.empty();
            default -> throw new DecodeException("packet type", type, "1, 2 or 4", taken);
        };
        taken = packet.isPresent() ? in.position() : taken;
        return packet;
    }

    /** Whether the packet behind the type is here. Its length stands in the last octet of its header, or two. */
    private boolean isWhole(ByteReader in, int headerBytes) {
        if (in.remaining() < headerBytes) {
            return false;
        }
        int end = in.position() + headerBytes;
        int length = pending[end - 1] & 0xFF;
        if (headerBytes == AclData.HEADER_BYTES) {
            length = length << 8 | pending[end - 2] & 0xFF;
            if (length > maxAclBytes) {
                throw new DecodeException("data total length", length, "<= " + maxAclBytes, end - 2);
            }
        }
        return in.remaining() - headerBytes >= length;
    }
}
