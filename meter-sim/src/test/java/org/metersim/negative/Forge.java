package org.metersim.negative;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** Puts images together byte by byte, right or wrong, with the JDK alone. Integers are little-endian. */
final class Forge {

    static final int HEADER_BYTES = 32;
    static final int CRC_BYTES = 4;
    static final int AREA_HEADER_BYTES = 4;

    // where the fields of the header are
    static final int HDR_SIZE = 0x08;
    static final int PROTECT_SIZE = 0x0A;
    static final int IMG_SIZE = 0x0C;
    static final int FLAGS = 0x10;
    static final int VERSION = 0x14;
    static final int PAD = 0x1C;

    static final int PROTECTED = 0x6908;
    static final int UNPROTECTED = 0x6907;

    private Forge() {}

    static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] u32(long value) {
        return little(4).putInt((int) value).array();
    }

    static byte[] tlv(int type, byte... value) {
        return tlvOfLength(type, value.length, value);
    }

    /** One whose length field lies. */
    static byte[] tlvOfLength(int type, int said, byte... value) {
        return little(4 + value.length)
                .putShort((short) type)
                .putShort((short) said)
                .put(value)
                .array();
    }

    static byte[] area(int magic, byte[]... entries) {
        byte[] body = join(entries);
        return little(AREA_HEADER_BYTES + body.length)
                .putShort((short) magic)
                .putShort((short) (AREA_HEADER_BYTES + body.length))
                .put(body)
                .array();
    }

    /** {@code bytes} with other ones from {@code at} on. */
    static byte[] patch(byte[] bytes, int at, int... with) {
        byte[] patched = bytes.clone();
        for (int i = 0; i < with.length; i++) {
            patched[at + i] = (byte) with[i];
        }
        return patched;
    }

    /** {@code bytes} with one bit of the byte at {@code at} the other way. */
    static byte[] flip(byte[] bytes, int at) {
        return patch(bytes, at, bytes[at] ^ 1 << at % 8);
    }

    static byte[] withCrc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return join(content, u32(crc.getValue()));
    }

    /** The file with the CRC-32 that fits what is before it. */
    static byte[] fixCrc(byte[] file) {
        return withCrc(Arrays.copyOf(file, file.length - CRC_BYTES));
    }

    /** The file: what is signed, unprotected TLVs, CRC-32. */
    static byte[] file(byte[] toBeSigned, byte[]... tlvs) {
        return withCrc(join(toBeSigned, area(UNPROTECTED, tlvs)));
    }

    /** The protected TLVs of what is signed, each with its header. */
    static List<byte[]> entries(byte[] toBeSigned) {
        int at = HEADER_BYTES
                + ByteBuffer.wrap(toBeSigned).order(ByteOrder.LITTLE_ENDIAN).getInt(IMG_SIZE)
                + AREA_HEADER_BYTES;
        List<byte[]> entries = new ArrayList<>();
        while (at < toBeSigned.length) {
            int length = 4
                    + ByteBuffer.wrap(toBeSigned).order(ByteOrder.LITTLE_ENDIAN).getShort(at + 2);
            entries.add(Arrays.copyOfRange(toBeSigned, at, at + length));
            at += length;
        }
        return entries;
    }

    /** What is signed, with other protected TLVs, and P in the header as it must be for them. */
    static byte[] withEntries(byte[] toBeSigned, List<byte[]> entries) {
        int areaAt = HEADER_BYTES
                + ByteBuffer.wrap(toBeSigned).order(ByteOrder.LITTLE_ENDIAN).getInt(IMG_SIZE);
        byte[] area = area(PROTECTED, entries.toArray(byte[][]::new));
        byte[] changed = join(Arrays.copyOf(toBeSigned, areaAt), area);
        return patch(changed, PROTECT_SIZE, area.length, area.length >> 8);
    }
}
