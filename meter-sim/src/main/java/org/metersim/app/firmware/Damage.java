package org.metersim.app.firmware;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.metrology.image.SigningKey;

/** One thing that can be wrong with an image. The other layers are made right again, so that exactly one refuses it. */
public enum Damage {
    CRC_BIT(ImageLayer.CRC, "one bit of the CRC-32", parts -> parts.crc ^= 1),
    CRC_ZERO(ImageLayer.CRC, "CRC-32 of 0, which some take for none", parts -> parts.crc = 0),
    CRC_BIG_ENDIAN(
            ImageLayer.CRC,
            "CRC-32 with its bytes in the wrong order",
            parts -> parts.crc = Integer.toUnsignedLong(Integer.reverseBytes((int) parts.crc))),
    PAYLOAD_BIT(ImageLayer.CRC, "one bit in the middle of the payload", Damage::flipPayload),
    TRUNCATED(ImageLayer.CRC, "the last byte is missing", parts -> parts.cut = 1),
    PADDED(ImageLayer.STRUCTURE, "four bytes too many before the CRC-32", parts -> parts.padding = new byte[4]),
    MAGIC(ImageLayer.STRUCTURE, "another magic", parts -> parts.signed[0] ^= 1),
    HEADER_PAD(ImageLayer.STRUCTURE, "padding of the header that is not 0", parts -> parts.signed[0x1C] = 1),
    PAYLOAD_SIZE(ImageLayer.STRUCTURE, "a payload of nearly 4 GiB", Damage::claimHugePayload),
    TWICE(
            ImageLayer.STRUCTURE,
            "digest, key hash and signature twice",
            parts -> parts.open.addAll(List.copyOf(parts.open))),
    OPEN_COUNTER(
            ImageLayer.STRUCTURE,
            "a security counter that nothing signs",
            parts -> parts.open.add(new ImageParts.Entry(Damage.SEC_CNT, new byte[] {9, 0, 0, 0}))),
    DIGEST_BIT(ImageLayer.DIGEST, "one bit of the digest", parts -> flip(parts, ImageParts.SHA256, ImageParts.SHA384)),
    KEY_HASH_BIT(ImageLayer.KEY, "one bit of the key's hash", parts -> flip(parts, Damage.KEYHASH)),
    NO_KEY_HASH(ImageLayer.KEY, "no hash of a key", parts -> drop(parts, Damage.KEYHASH)),
    NO_SIGNATURE(ImageLayer.SIGNATURE, "no signature", parts -> drop(parts, Damage.ECDSA, Damage.ED25519)),
    ZERO_SIGNATURE(ImageLayer.SIGNATURE, "a signature of zeros", Damage::zeroSignature),
    PAYLOAD_CHANGED(ImageLayer.SIGNATURE, "one bit of the payload, digest and CRC-32 made to fit", Damage::flipPayload),
    VERSION_CHANGED(
            ImageLayer.SIGNATURE, "another version, digest and CRC-32 made to fit", parts -> parts.signed[0x14]++),
    VENDOR(ImageLayer.VENDOR, "another vendor, signed", parts -> flipProtected(parts, 0x74)),
    MODEL(ImageLayer.MODEL, "another model, signed", parts -> flipProtected(parts, 0x75)),
    COMPONENT(ImageLayer.COMPONENT, "the other component, signed", parts -> flipProtected(parts, 0xA0)),
    OLD_VERSION(ImageLayer.VERSION, "version 0.0.0, signed", Damage::clearVersion),
    OLD_COUNTER(ImageLayer.COUNTER, "security counter 0, signed", Damage::clearCounter);

    /** What is made right again behind the damage. */
    enum Refix {
        CRC,
        DIGEST,
        SIG
    }

    private static final int KEYHASH = 0x01;
    private static final int ECDSA = 0x22;
    private static final int ED25519 = 0x24;
    private static final int SEC_CNT = 0x50;
    private static final int VERSION_AT = 0x14;
    private static final int VERSION_BYTES = 8;

    private final ImageLayer refusedAt;
    private final String text;
    private final Consumer<ImageParts> stroke;

    Damage(ImageLayer refusedAt, String text, Consumer<ImageParts> stroke) {
        this.refusedAt = refusedAt;
        this.text = text;
        this.stroke = stroke;
    }

    /** The layer at which a meter refuses it. */
    public ImageLayer refusedAt() {
        return refusedAt;
    }

    String text() {
        return text;
    }

    /** {@code crc-bit}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Damage> named(String word) {
        return EnumSet.allOf(Damage.class).stream()
                .filter(damage -> damage.word().equals(word))
                .findFirst();
    }

    /** What makes all layers in front of the damaged one right again. */
    Set<Refix> usualRefix() {
        return switch (refusedAt) {
            case SIZE, CRC -> EnumSet.noneOf(Refix.class);
            case STRUCTURE, DIGEST, KEY -> EnumSet.of(Refix.CRC);
            case SIGNATURE -> EnumSet.of(Refix.CRC, Refix.DIGEST);
            default -> EnumSet.allOf(Refix.class);
        };
    }

    /** Whether the usual repair needs a key. */
    boolean needsKey() {
        return usualRefix().contains(Refix.SIG);
    }

    /** The image with this damage, and all else made right again. @param key signs again where that is needed */
    public byte[] to(byte[] file, SigningKey key) {
        return to(file, usualRefix(), Optional.of(key));
    }

    /**
     * The image with this damage.
     *
     * @param key signs again; needed when {@code refix} has {@link Refix#SIG}
     * @throws org.metersim.dlms.codec.DecodeException when {@code file} is no image
     */
    byte[] to(byte[] file, Set<Refix> refix, Optional<SigningKey> key) {
        ImageContainer.parse(file);
        ImageParts parts = ImageParts.of(file);
        stroke.accept(parts);
        if (refix.contains(Refix.DIGEST)) {
            parts.fixDigest();
        }
        if (refix.contains(Refix.SIG)) {
            parts.fixSignature(key.orElseThrow());
        }
        if (refix.contains(Refix.CRC)) {
            parts.fixCrc();
        }
        return parts.file();
    }

    private static void flipPayload(ImageParts parts) {
        parts.signed[parts.payloadAt() + parts.payloadBytes() / 2] ^= 1;
    }

    private static void claimHugePayload(ImageParts parts) {
        parts.signed[0x0C] = (byte) 0xF0;
        parts.signed[0x0D] = (byte) 0xFF;
        parts.signed[0x0E] = (byte) 0xFF;
        parts.signed[0x0F] = (byte) 0xFF;
    }

    private static void flip(ImageParts parts, Integer... types) {
        Set<Integer> meant = Set.of(types);
        parts.open.stream().filter(entry -> meant.contains(entry.type())).forEach(entry -> entry.value()[0] ^= 1);
    }

    private static void drop(ImageParts parts, Integer... types) {
        Set<Integer> meant = Set.of(types);
        parts.open.removeIf(entry -> meant.contains(entry.type()));
    }

    private static void zeroSignature(ImageParts parts) {
        parts.open.replaceAll(entry -> switch (entry.type()) {
            case ECDSA -> new ImageParts.Entry(ECDSA, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0});
            case ED25519 -> new ImageParts.Entry(ED25519, new byte[64]);
            default -> entry;
        });
    }

    private static void flipProtected(ImageParts parts, int type) {
        parts.signed[parts.protectedValueAt(type)] ^= 1;
    }

    private static void clearVersion(ImageParts parts) {
        java.util.Arrays.fill(parts.signed, VERSION_AT, VERSION_AT + VERSION_BYTES, (byte) 0);
    }

    private static void clearCounter(ImageParts parts) {
        int at = parts.protectedValueAt(SEC_CNT);
        java.util.Arrays.fill(parts.signed, at, at + 4, (byte) 0);
    }
}
