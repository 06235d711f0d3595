package org.metersim.transport.ble.l2cap;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AclData;

/**
 * Puts the frames of one connection together from their pieces: Core Specification Vol 3 Part A 7.2.
 *
 * <p>Pieces that cannot belong together, and frames that are too long, are dropped and counted; the next first piece
 * begins afresh.
 */
public final class AclAssembler {

    private static final int LENGTH_BYTES = 2;

    private final int maxFrameBytes;
    private ByteWriter frame = new ByteWriter(0);
    private boolean isUnderWay;
    private int dropped;

    /** @param maxPayloadBytes longer payloads are dropped, and never kept */
    public AclAssembler(int maxPayloadBytes) {
        this.maxFrameBytes = L2capFrame.HEADER_BYTES + maxPayloadBytes;
    }

    /** Takes one piece. @return the frame of which it is the last */
    public Optional<L2capFrame> take(AclData piece) {
        switch (piece.boundary()) {
            case FIRST_FLUSHABLE, FIRST_NON_FLUSHABLE -> {
                dropped += isUnderWay ? 1 : 0;
                frame = new ByteWriter(piece.payload().length());
                isUnderWay = true;
            }
            case CONTINUING -> dropped += isUnderWay ? 0 : 1;
            case COMPLETE -> drop();
        }
        if (isUnderWay) {
            frame.octets(piece.payload());
        }
        return isUnderWay ? whole() : Optional.empty();
    }

    private Optional<L2capFrame> whole() {
        if (frame.size() < LENGTH_BYTES) {
            return Optional.empty();
        }
        Octets octets = frame.toOctets();
        int wholeBytes = L2capFrame.HEADER_BYTES + ByteReader.of(octets).u16le("PDU length");
        if (octets.length() > wholeBytes || wholeBytes > maxFrameBytes) {
            drop();
        } else if (octets.length() == wholeBytes) {
            isUnderWay = false;
            return Optional.of(L2capFrame.decode(octets));
        }
        return Optional.empty();
    }

    private void drop() {
        dropped++;
        isUnderWay = false;
        frame = new ByteWriter(0);
    }

    /** How many frames or pieces were dropped. */
    public int dropped() {
        return dropped;
    }
}
