package org.metersim.app.firmware;

import static org.metersim.app.firmware.Strokes.COMPONENT_TLV;
import static org.metersim.app.firmware.Strokes.DEPENDENCY;
import static org.metersim.app.firmware.Strokes.HW_RANGE;
import static org.metersim.app.firmware.Strokes.IMAGE_ID;
import static org.metersim.app.firmware.Strokes.KEYHASH;
import static org.metersim.app.firmware.Strokes.SEC_CNT;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.metrology.image.SigningKey;

/**
 * One thing that can be wrong with an image. The other layers are made right again, so that exactly one refuses it. The
 * number is that of the case in docs/negative-cases.md.
 */
public enum Damage {
    TOO_SHORT(6, ImageLayer.SIZE, "all behind the first 35 bytes is missing", parts -> parts.keep = 35),
    CRC_BIT(1, ImageLayer.CRC, "one bit of the CRC-32", parts -> parts.crc ^= 1),
    PAYLOAD_BIT(1, ImageLayer.CRC, "one bit in the middle of the payload", Strokes::flipPayload),
    CRC_ZERO(4, ImageLayer.CRC, "CRC-32 of 0, which some take for none", parts -> parts.crc = 0),
    CRC_ONES(4, ImageLayer.CRC, "CRC-32 of FFFFFFFF, which some take for none", parts -> parts.crc = 0xFFFF_FFFFL),
    CRC_BIG_ENDIAN(5, ImageLayer.CRC, "CRC-32 with its bytes in the wrong order", Strokes::turnCrc),
    CRC_OTHER_POLYNOMIAL(5, ImageLayer.CRC, "CRC-32C instead of CRC-32", Strokes::castagnoli),
    TRUNCATED(6, ImageLayer.CRC, "the last byte is missing", parts -> parts.cut = 1),
    TRAILING(7, ImageLayer.CRC, "four bytes of FFh behind the CRC-32", parts -> parts.behind = Strokes.erased(4)),
    LAST_TLV_CUT(6, ImageLayer.STRUCTURE, "the last byte of the last TLV is missing", parts -> parts.contentCut = 1),
    NO_OPEN_TLVS(6, ImageLayer.STRUCTURE, "all behind the protected TLVs is missing", Strokes::cutOpenArea),
    PADDED(7, ImageLayer.STRUCTURE, "four bytes too many before the CRC-32", parts -> parts.padding = new byte[4]),
    SLOT_TRAILER(7, ImageLayer.STRUCTURE, "a slot trailer, as imgtool --pad writes it", Strokes::slotTrailer),
    MAGIC(10, ImageLayer.STRUCTURE, "another magic", parts -> parts.signed[0] ^= 1),
    PAYLOAD_SIZE(
            10, ImageLayer.STRUCTURE, "a payload of nearly 4 GiB", parts -> Strokes.u32(parts, 0x0C, 0xFFFF_FFF0L)),
    PAYLOAD_SIZE_SHORT(10, ImageLayer.STRUCTURE, "a payload a byte shorter than it is", Strokes::shortenPayload),
    HEADER_SIZE(10, ImageLayer.STRUCTURE, "a header of 65520 bytes", parts -> Strokes.u16(parts, 0x08, 0xFFF0)),
    HEADER_SIZE_ODD(10, ImageLayer.STRUCTURE, "a header of 33 bytes", parts -> Strokes.u16(parts, 0x08, 33)),
    PROTECTED_SIZE(
            10, ImageLayer.STRUCTURE, "protected TLVs of 65535 bytes", parts -> Strokes.u16(parts, 0x0A, 0xFFFF)),
    OPEN_SIZE(11, ImageLayer.STRUCTURE, "unprotected TLVs said to be a byte longer", parts -> parts.areaExcess = 1),
    TLV_LONGER(11, ImageLayer.STRUCTURE, "a TLV longer than its area", parts -> parts.tlvExcess = 1),
    DIGEST_EMPTY(11, ImageLayer.STRUCTURE, "a digest of no bytes", Strokes::emptyDigest),
    TWICE(12, ImageLayer.STRUCTURE, "digest, key hash and signature twice", Strokes::twice),
    COUNTER_TWICE(12, ImageLayer.STRUCTURE, "two security counters", Strokes::counterTwice),
    OPEN_COUNTER(13, ImageLayer.STRUCTURE, "a security counter that nothing signs", Strokes::openCounter),
    OPEN_COMPONENT(13, ImageLayer.STRUCTURE, "a component that nothing signs", Strokes::openComponent),
    NOTHING_PROTECTED(14, ImageLayer.STRUCTURE, "no protected TLVs: their size is 0", Strokes::unprotect),
    HEADER_PAD(15, ImageLayer.STRUCTURE, "padding of the header that is not 0", parts -> parts.signed[0x1C] = 1),
    LOAD_ADDRESS(15, ImageLayer.STRUCTURE, "a load address", parts -> parts.signed[0x07] = 0x20),
    FLAG_ENCRYPTED(15, ImageLayer.STRUCTURE, "the flag of an encrypted image", parts -> parts.signed[0x10] = 0x04),
    UNKNOWN_OPEN_TLV(16, ImageLayer.STRUCTURE, "an unprotected TLV that nobody knows", Strokes::unknownTlv),
    SIGNATURE_PURE(30, ImageLayer.STRUCTURE, "a signature in the TLV of pure Ed25519", Strokes::pureSignature),
    PAYLOAD_UNDER_CRC(2, ImageLayer.DIGEST, "one bit of the payload, the CRC-32 made to fit", Strokes::flipPayload),
    DIGEST_BIT(2, ImageLayer.DIGEST, "one bit of the digest", Strokes::flipDigest),
    NO_DIGEST(2, ImageLayer.DIGEST, "no digest", Strokes::dropDigest),
    KEY_HASH_BIT(27, ImageLayer.KEY, "one bit of the key's hash", parts -> Strokes.flip(parts, KEYHASH)),
    NO_KEY_HASH(27, ImageLayer.KEY, "no hash of a key", parts -> Strokes.drop(parts, KEYHASH)),
    UNTRUSTED_KEY(25, ImageLayer.KEY, "signed by a key that nobody trusts", Strokes::signAnew),
    NO_SIGNATURE(18, ImageLayer.SIGNATURE, "no signature", Strokes::dropSignature),
    ZERO_SIGNATURE(19, ImageLayer.SIGNATURE, "a signature of zeros", Strokes::zeroSignature),
    ONE_SIGNATURE(19, ImageLayer.SIGNATURE, "r and s of 1", Strokes::oneSignature),
    SIGNATURE_LONG(20, ImageLayer.SIGNATURE, "a byte behind the signature", Strokes::longSignature),
    SIGNATURE_SHORT(21, ImageLayer.SIGNATURE, "a signature without its last byte", Strokes::shortSignature),
    SIGNATURE_RAW(21, ImageLayer.SIGNATURE, "64 bytes that are no DER", Strokes::rawSignature),
    SIGNATURE_BIT(3, ImageLayer.SIGNATURE, "the last bit of the signature", Strokes::flipSignature),
    OTHER_ALGORITHM(30, ImageLayer.SIGNATURE, "the signature in the TLV of the other algorithm", Strokes::otherTlv),
    OTHER_KEY(26, ImageLayer.SIGNATURE, "signed by another key than the one it names", Strokes::signUnderName),
    PAYLOAD_CHANGED(
            3, ImageLayer.SIGNATURE, "one bit of the payload, digest and CRC-32 made to fit", Strokes::flipPayload),
    VERSION_CHANGED(
            15, ImageLayer.SIGNATURE, "another version, digest and CRC-32 made to fit", parts -> parts.signed[0x14]++),
    FLAGS_CHANGED(
            15,
            ImageLayer.SIGNATURE,
            "flags of a program, digest and CRC-32 made to fit",
            parts -> parts.signed[0x10] ^= 0x10),
    COUNTER_CHANGED(
            13,
            ImageLayer.SIGNATURE,
            "another security counter, digest and CRC-32 made to fit",
            parts -> Strokes.flipProtected(parts, SEC_CNT)),
    VENDOR(35, ImageLayer.VENDOR, "another vendor, signed", parts -> Strokes.flipProtected(parts, 0x74)),
    MODEL(36, ImageLayer.MODEL, "another model, signed", parts -> Strokes.flipProtected(parts, 0x75)),
    HARDWARE(
            37,
            ImageLayer.HARDWARE,
            "for hardware revision 65535 alone, signed",
            parts -> Strokes.put(parts, HW_RANGE, new byte[] {-1, -1, -1, -1})),
    COMPONENT(
            38,
            ImageLayer.COMPONENT,
            "the other component, signed",
            parts -> Strokes.flipProtected(parts, COMPONENT_TLV)),
    PROGRAM(39, ImageLayer.COMPONENT, "a configuration program, signed", parts -> Strokes.component(parts, 2)),
    BUNDLE(46, ImageLayer.COMPONENT, "a bundle, signed", parts -> Strokes.component(parts, 3)),
    IDENTIFIER(
            47,
            ImageLayer.IDENTIFIER,
            "says another identifier than any that is announced, signed",
            parts -> Strokes.put(parts, IMAGE_ID, "not-what-was-announced".getBytes(StandardCharsets.US_ASCII))),
    OLD_VERSION(40, ImageLayer.VERSION, "version 0.0.0, signed", Strokes::clearVersion),
    OLD_COUNTER(
            42, ImageLayer.COUNTER, "security counter 0, signed", parts -> Strokes.put(parts, SEC_CNT, new byte[4])),
    LAST_COUNTER(
            44,
            ImageLayer.COUNTER,
            "security counter 4294967295, after which there is none, signed",
            parts -> Strokes.put(parts, SEC_CNT, Strokes.erased(4))),
    DEPENDENCY_UNMET(
            46,
            ImageLayer.DEPENDENCY,
            "needs version 255.0.0 of the NIC, signed",
            parts -> Strokes.put(parts, DEPENDENCY, new byte[] {1, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0}));

    /** What is made right again behind the damage. */
    enum Refix {
        CRC,
        DIGEST,
        SIG
    }

    private final int number;
    private final ImageLayer refusedAt;
    private final String text;
    private final Consumer<ImageParts> stroke;

    Damage(int number, ImageLayer refusedAt, String text, Consumer<ImageParts> stroke) {
        this.number = number;
        this.refusedAt = refusedAt;
        this.text = text;
        this.stroke = stroke;
    }

    /** The layer at which a meter refuses it. */
    public ImageLayer refusedAt() {
        return refusedAt;
    }

    /** Number of its case in docs/negative-cases.md. */
    int number() {
        return number;
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
}
