package org.metersim.app.firmware;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.SigningKey;

/** What the damages do to the parts of an image. */
final class Strokes {

    static final int KEYHASH = 0x01;
    static final int DEPENDENCY = 0x40;
    static final int SEC_CNT = 0x50;
    static final int COMPONENT_TLV = 0xA0;
    static final int HW_RANGE = 0xA1;
    static final int IMAGE_ID = 0xA2;

    private static final int ECDSA = 0x22;
    private static final int ED25519 = 0x24;
    private static final int ED25519_PURE = 0x25;
    private static final int UNKNOWN = 0x61;
    private static final int FLAGS_AT = 0x10;
    private static final int NON_BOOTABLE = 0x10;
    private static final int VERSION_AT = 0x14;
    private static final int VERSION_BYTES = 8;
    private static final int RAW_BYTES = 64;

    /** The magic of the end of a slot, as MCUboot's bootutil_public.c has it. */
    private static final byte[] SLOT_MAGIC = {
        0x77,
        (byte) 0xC2,
        (byte) 0x95,
        (byte) 0xF3,
        0x60,
        (byte) 0xD2,
        (byte) 0xEF,
        0x7F,
        0x35,
        0x52,
        0x50,
        0x0F,
        0x2C,
        (byte) 0xB6,
        0x79,
        (byte) 0x80
    };

    private Strokes() {}

    static byte[] erased(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xFF);
        return bytes;
    }

    static void u16(ImageParts parts, int at, int value) {
        parts.signed[at] = (byte) value;
        parts.signed[at + 1] = (byte) (value >> 8);
    }

    static void u32(ImageParts parts, int at, long value) {
        u16(parts, at, (int) value);
        u16(parts, at + 2, (int) (value >> 16));
    }

    // --- CRC and structure

    static void turnCrc(ImageParts parts) {
        parts.crc = Integer.toUnsignedLong(Integer.reverseBytes((int) parts.crc));
    }

    static void castagnoli(ImageParts parts) {
        parts.crc = parts.check(new CRC32C());
    }

    static void cutOpenArea(ImageParts parts) {
        parts.contentCut = parts.openBytes();
    }

    static void slotTrailer(ImageParts parts) {
        byte[] trailer = erased(64);
        System.arraycopy(SLOT_MAGIC, 0, trailer, trailer.length - SLOT_MAGIC.length, SLOT_MAGIC.length);
        parts.padding = trailer;
    }

    static void shortenPayload(ImageParts parts) {
        u32(parts, 0x0C, parts.payloadBytes() - 1L);
    }

    static void emptyDigest(ImageParts parts) {
        replace(parts, Set.of(ImageParts.SHA256, ImageParts.SHA384), value -> new byte[0]);
    }

    static void twice(ImageParts parts) {
        parts.open.addAll(List.copyOf(parts.open));
    }

    static void counterTwice(ImageParts parts) {
        List<ImageParts.Entry> entries = new ArrayList<>(parts.protectedEntries());
        entries.add(new ImageParts.Entry(SEC_CNT, new byte[] {9, 0, 0, 0}));
        parts.setProtected(entries);
    }

    static void openCounter(ImageParts parts) {
        parts.open.add(new ImageParts.Entry(SEC_CNT, new byte[] {9, 0, 0, 0}));
    }

    static void openComponent(ImageParts parts) {
        parts.open.add(new ImageParts.Entry(COMPONENT_TLV, new byte[1]));
    }

    static void unprotect(ImageParts parts) {
        parts.signed = Arrays.copyOf(parts.signed, parts.payloadAt() + parts.payloadBytes());
        u16(parts, 0x0A, 0);
    }

    static void unknownTlv(ImageParts parts) {
        parts.open.add(new ImageParts.Entry(UNKNOWN, new byte[4]));
    }

    static void pureSignature(ImageParts parts) {
        retype(parts, ECDSA, ED25519_PURE);
        retype(parts, ED25519, ED25519_PURE);
    }

    // --- digest, key, signature

    static void flipPayload(ImageParts parts) {
        parts.signed[parts.payloadAt() + parts.payloadBytes() / 2] ^= 1;
    }

    static void flipDigest(ImageParts parts) {
        flip(parts, ImageParts.SHA256, ImageParts.SHA384);
    }

    static void dropDigest(ImageParts parts) {
        drop(parts, ImageParts.SHA256, ImageParts.SHA384);
    }

    static void flip(ImageParts parts, Integer... types) {
        replace(parts, Set.of(types), value -> {
            byte[] flipped = value.clone();
            flipped[0] ^= 1;
            return flipped;
        });
    }

    static void drop(ImageParts parts, Integer... types) {
        Set<Integer> meant = Set.of(types);
        parts.open.removeIf(entry -> meant.contains(entry.type()));
    }

    private static void replace(ImageParts parts, Set<Integer> types, UnaryOperator<byte[]> change) {
        parts.open.replaceAll(entry ->
                types.contains(entry.type()) ? new ImageParts.Entry(entry.type(), change.apply(entry.value())) : entry);
    }

    private static void retype(ImageParts parts, int from, int to) {
        parts.open.replaceAll(entry -> entry.type() == from ? new ImageParts.Entry(to, entry.value()) : entry);
    }

    private static void signature(ImageParts parts, UnaryOperator<byte[]> change) {
        replace(parts, Set.of(ECDSA, ED25519), change);
    }

    private static boolean isEdwards(ImageParts parts) {
        return parts.open.stream().anyMatch(entry -> entry.type() == ED25519);
    }

    static void dropSignature(ImageParts parts) {
        drop(parts, ECDSA, ED25519);
    }

    static void zeroSignature(ImageParts parts) {
        byte[] zero = isEdwards(parts) ? new byte[RAW_BYTES] : new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0};
        signature(parts, value -> zero);
    }

    static void oneSignature(ImageParts parts) {
        byte[] edwards = new byte[RAW_BYTES];
        edwards[0] = 1;
        edwards[RAW_BYTES / 2] = 1;
        byte[] one = isEdwards(parts) ? edwards : new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1};
        signature(parts, value -> one);
    }

    static void longSignature(ImageParts parts) {
        signature(parts, value -> Arrays.copyOf(value, value.length + 1));
    }

    static void shortSignature(ImageParts parts) {
        signature(parts, value -> Arrays.copyOf(value, value.length - 1));
    }

    static void rawSignature(ImageParts parts) {
        byte[] raw = new byte[RAW_BYTES];
        Arrays.fill(raw, (byte) 0x5A);
        signature(parts, value -> raw);
    }

    static void flipSignature(ImageParts parts) {
        signature(parts, value -> {
            byte[] flipped = value.clone();
            flipped[flipped.length - 1] ^= 1;
            return flipped;
        });
    }

    static void otherTlv(ImageParts parts) {
        boolean edwards = isEdwards(parts);
        retype(parts, edwards ? ED25519 : ECDSA, edwards ? ECDSA : ED25519);
    }

    /** Nobody's key, made for this. */
    private static List<ImageParts.Entry> signedByNobody(ImageParts parts) {
        boolean is384 = parts.open.stream().anyMatch(entry -> entry.type() == ImageParts.SHA384);
        SigningAlgorithm algorithm =
                isEdwards(parts) ? SigningAlgorithm.ED25519 : is384 ? SigningAlgorithm.P384 : SigningAlgorithm.P256;
        SigningKey nobodys = SigningKey.generate(algorithm, new SecureRandom());
        return ImageParts.of(ImageBuilder.sign(parts.signed, nobodys)).open;
    }

    static void signAnew(ImageParts parts) {
        List<ImageParts.Entry> signed = signedByNobody(parts);
        parts.open.clear();
        parts.open.addAll(signed);
    }

    static void signUnderName(ImageParts parts) {
        List<ImageParts.Entry> signed = signedByNobody(parts);
        signed.replaceAll(entry -> entry.type() == KEYHASH ? keyHash(parts) : entry);
        parts.open.clear();
        parts.open.addAll(signed);
    }

    private static ImageParts.Entry keyHash(ImageParts parts) {
        return parts.open.stream()
                .filter(entry -> entry.type() == KEYHASH)
                .findFirst()
                .orElse(new ImageParts.Entry(KEYHASH, new byte[0]));
    }

    // --- what is signed

    static void put(ImageParts parts, int type, byte[] value) {
        parts.putProtected(type, value);
    }

    static void flipProtected(ImageParts parts, int type) {
        for (ImageParts.Entry entry : parts.protectedEntries()) {
            if (entry.type() == type) {
                byte[] flipped = entry.value().clone();
                flipped[0] ^= 1;
                parts.putProtected(type, flipped);
            }
        }
    }

    static void component(ImageParts parts, int component) {
        parts.signed[FLAGS_AT] = NON_BOOTABLE;
        parts.putProtected(COMPONENT_TLV, new byte[] {(byte) component});
    }

    static void clearVersion(ImageParts parts) {
        Arrays.fill(parts.signed, VERSION_AT, VERSION_AT + VERSION_BYTES, (byte) 0);
    }
}
