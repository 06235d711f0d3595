package org.metersim.metrology.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** Hashes and check sums of images, by the JDK. */
public final class Digests {

    private Digests() {}

    public static Octets sha256(byte[] bytes) {
        return hash("SHA-256", bytes);
    }

    /** @param algorithm as the JDK calls it */
    static Octets hash(String algorithm, byte[] bytes) {
        try {
            return Octets.of(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", impossible);
        }
    }

    /** CRC-32/ISO-HDLC of the first {@code length} bytes. */
    static long crc32(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /** UUID version 5 of a name in a name space of 16 bytes. RFC 9562, 5.5. */
    static Octets uuid5(Octets nameSpace, String name) {
        byte[] input = new ByteWriter()
                .octets(nameSpace)
                .bytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toBytes();
        byte[] uuid = hash("SHA-1", input).slice(0, 16).toBytes();
        uuid[6] = (byte) (uuid[6] & 0x0F | 0x50);
        uuid[8] = (byte) (uuid[8] & 0x3F | 0x80);
        return Octets.of(uuid);
    }

    /** What an image carries for a vendor's domain name: UUID version 5 in the name space of DNS. */
    static Octets vendorId(String vendor) {
        return uuid5(Octets.parse("6BA7B8109DAD11D180B400C04FD430C8"), vendor);
    }

    /** What an image carries for a vendor's model. */
    static Octets modelId(String vendor, String model) {
        return uuid5(vendorId(vendor), model);
    }
}
