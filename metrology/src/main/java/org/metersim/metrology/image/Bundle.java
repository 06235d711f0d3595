package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * Images that are installed together or not at all: the payload of an image for component 3. Each part is a whole image
 * of its own; the signature over all of them keeps parts of different bundles from being mixed.
 *
 * @param parts whole images, CRC included
 */
public record Bundle(List<Octets> parts) {

    /** More than there are components: what is too much is to be named, not to be cut off. */
    private static final int MAX_PARTS = 8;

    public Bundle {
        parts = List.copyOf(parts);
    }

    /**
     * Takes a payload apart: each part is its length, u32 little-endian, and its bytes.
     *
     * @throws DecodeException when a length leaves the payload, or there are more than 8 parts
     */
    static Bundle parse(Octets payload) {
        ByteReader in = ByteReader.of(payload);
        List<Octets> parts = new ArrayList<>();
        while (in.remaining() > 0) {
            int at = in.position();
            long length = in.u32le("length of part");
            if (length > in.remaining() || parts.size() == MAX_PARTS) {
                throw new DecodeException("length of part " + parts.size(), length, "<= " + in.remaining(), at);
            }
            parts.add(in.octets("part", (int) length));
        }
        return new Bundle(parts);
    }

    /** The payload. */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(64);
        parts.forEach(part -> out.u32le(part.length()).bytes(part.toBytes()));
        return out.toBytes();
    }
}
