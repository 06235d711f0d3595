package org.metersim.metrology.image;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/**
 * The header of an MCUboot image; integers little-endian. MCUboot image.h, struct image_header.
 *
 * @param headerBytes with what pads it, 32 to 1024, a multiple of 4
 * @param protectedBytes size of the protected TLV area, its own header included; never 0
 * @param payloadBytes 32 bits unsigned
 * @param flags 0 firmware, 10h program or bundle
 */
record ImageHeader(int headerBytes, int protectedBytes, long payloadBytes, long flags, ImageVersion version) {

    static final long MAGIC = 0x96F3B83DL;
    static final int LENGTH_BYTES = 32;
    static final long FIRMWARE = 0;
    static final long NON_BOOTABLE = 0x10;
    private static final int MAX_LENGTH_BYTES = 1024;

    /** @throws DecodeException when a field is not what an image may have */
    static ImageHeader read(ByteReader in) {
        expect(in, "magic", MAGIC);
        expect(in, "load_addr", 0);
        int headerBytes = headerBytes(in);
        int at = in.position();
        int protectedBytes = in.u16le("protect_tlv_size");
        if (protectedBytes <= Tlv.AREA_HEADER_BYTES) {
            throw new DecodeException("protect_tlv_size", protectedBytes, "> 4", at);
        }
        long payloadBytes = in.u32le("img_size");
        long flags = flags(in);
        ImageVersion version = ImageVersion.read(in);
        expect(in, "pad", 0);
        in.bytes("header", headerBytes - LENGTH_BYTES);
        return new ImageHeader(headerBytes, protectedBytes, payloadBytes, flags, version);
    }

    private static void expect(ByteReader in, String field, long expected) {
        int at = in.position();
        long found = in.u32le(field);
        if (found != expected) {
            throw new DecodeException(field, Long.toHexString(found), Long.toHexString(expected), at);
        }
    }

    private static int headerBytes(ByteReader in) {
        int at = in.position();
        int bytes = in.u16le("hdr_size");
        if (bytes < LENGTH_BYTES || bytes > MAX_LENGTH_BYTES || bytes % 4 != 0) {
            throw new DecodeException("hdr_size", bytes, "32 to 1024, a multiple of 4", at);
        }
        return bytes;
    }

    private static long flags(ByteReader in) {
        int at = in.position();
        long flags = in.u32le("flags");
        if (flags != FIRMWARE && flags != NON_BOOTABLE) {
            throw new DecodeException("flags", flags, "0 or 16", at);
        }
        return flags;
    }

    /** Without padding: {@link #headerBytes} must be 32. */
    void write(ByteWriter out) {
        out.u32le(MAGIC)
                .u32le(0)
                .u16le(headerBytes)
                .u16le(protectedBytes)
                .u32le(payloadBytes)
                .u32le(flags);
        version.write(out);
        out.u32le(0);
    }
}
