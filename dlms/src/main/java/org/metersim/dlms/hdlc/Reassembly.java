package org.metersim.dlms.hdlc;

import java.util.Optional;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** Joins the segments of an APDU and takes its LLC header off. */
final class Reassembly {

    static final Octets LLC_COMMAND = Octets.parse("E6E600");
    static final Octets LLC_RESPONSE = Octets.parse("E6E700");

    private final Octets llc;
    private final int maxBytes;
    private ByteWriter joined = new ByteWriter();

    /** @param llc the header that the peer's APDUs begin with */
    Reassembly(Octets llc, int maxBytes) {
        this.llc = llc;
        this.maxBytes = maxBytes;
    }

    void reset() {
        joined = new ByteWriter();
    }

    /**
     * Takes a segment; the APDU when it was the last one, unless it has a wrong header. Of one that is too long only
     * the beginning is kept: the limit of bytes and one more segment, which tells whoever takes it that it is too long.
     */
    Optional<Octets> take(HdlcFrame frame) {
        if (joined.size() <= maxBytes) {
            joined.octets(frame.information());
        }
        if (frame.segmented()) {
            return Optional.empty();
        }
        Octets whole = joined.toOctets();
        reset();
        boolean good =
                whole.length() >= llc.length() && whole.slice(0, llc.length()).equals(llc);
        return good ? Optional.of(whole.slice(llc.length(), whole.length())) : Optional.empty();
    }
}
