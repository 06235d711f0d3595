package org.metersim.metrology.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.metersim.dlms.codec.Hex;

/** Makes images byte by byte, right or wrong, with the JDK alone: a second hand beside the code under test. */
final class Forge {

    /** UUID version 5 of acme.example, and in it of M100-3P: printed by python3's uuid module. */
    static final byte[] VID = tlv(0x74, Hex.bytes("0637e301e05d505b8267486f5677de9b"));

    static final byte[] CID = tlv(0x75, Hex.bytes("c8743e3040e5518083f898cc46a360d4"));
    static final byte[] SEC_CNT_5 = tlv(0x50, 5, 0, 0, 0);
    static final byte[] METROLOGY = tlv(0xA0, 0);

    private Forge() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] join(List<byte[]> parts) {
        return join(parts.toArray(byte[][]::new));
    }

    static byte[] tlv(int type, int... value) {
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        return tlv(type, bytes);
    }

    static byte[] tlv(int type, byte[] value) {
        return little(4 + value.length)
                .putShort((short) type)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    static byte[] area(int magic, byte[] body) {
        return little(4 + body.length)
                .putShort((short) magic)
                .putShort((short) (4 + body.length))
                .put(body)
                .array();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Header for version 2.4.1+17, 32 bytes. */
    static byte[] header(int protectedBytes, int payloadBytes) {
        return little(32)
                .putInt(0x96F3B83D)
                .putInt(0)
                .putShort((short) 32)
                .putShort((short) protectedBytes)
                .putInt(payloadBytes)
                .putInt(0)
                .put((byte) 2)
                .put((byte) 4)
                .putShort((short) 1)
                .putInt(17)
                .putInt(0)
                .array();
    }

    /** What is signed of an image with this payload and these protected TLVs. */
    static byte[] toBeSigned(byte[] payload, byte[]... tlvs) {
        byte[] guarded = area(0x6908, join(tlvs));
        return join(header(guarded.length, payload.length), payload, guarded);
    }

    /** A good image for the metrology of an M100-3P, as far as its signature goes. */
    static byte[] good() {
        return toBeSigned(
                "payload".getBytes(java.nio.charset.StandardCharsets.US_ASCII), SEC_CNT_5, VID, CID, METROLOGY);
    }

    /** {@code bytes} with other ones from {@code at} on. */
    static byte[] patch(byte[] bytes, int at, int... with) {
        byte[] patched = bytes.clone();
        for (int i = 0; i < with.length; i++) {
            patched[at + i] = (byte) with[i];
        }
        return patched;
    }

    /** The file: what is signed, unprotected TLVs, CRC-32. */
    static byte[] file(byte[] toBeSigned, byte[]... tlvs) {
        return withCrc(join(toBeSigned, area(0x6907, join(tlvs))));
    }

    static byte[] withCrc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return join(content, little(4).putInt((int) crc.getValue()).array());
    }

    /** The file with the CRC-32 that fits what is before it. */
    static byte[] fixCrc(byte[] file) {
        return withCrc(java.util.Arrays.copyOf(file, file.length - 4));
    }

    static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] pem(String text) {
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }

    /** A key of openssl's in the JDK's hands. */
    record Signer(String name, String hash, int digestTlv, int signatureTlv) {

        static final Signer P256 = new Signer("p256", "SHA-256", 0x10, 0x22);
        static final Signer P384 = new Signer("p384", "SHA-384", 0x11, 0x22);
        static final Signer ED25519 = new Signer("ed25519", "SHA-256", 0x10, 0x24);
        static final Signer OTHER_P256 = new Signer("other-p256", "SHA-256", 0x10, 0x22);

        /** The whole image. */
        byte[] sign(byte[] toBeSigned) {
            return file(toBeSigned, digest(toBeSigned), keyHash(), signature(toBeSigned));
        }

        byte[] digest(byte[] toBeSigned) {
            return tlv(digestTlv, Forge.hash(hash, toBeSigned));
        }

        byte[] keyHash() {
            return tlv(0x01, Forge.hash(hash, pem(Vectors.publicPem(name))));
        }

        byte[] signature(byte[] toBeSigned) {
            return tlv(signatureTlv, rawSignature(toBeSigned));
        }

        byte[] rawSignature(byte[] toBeSigned) {
            boolean edwards = signatureTlv == 0x24;
            try {
                PrivateKey key = KeyFactory.getInstance(edwards ? "Ed25519" : "EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(pem(Vectors.privatePem(name))));
                Signature signature = Signature.getInstance(edwards ? "Ed25519" : hash.replace("-", "") + "withECDSA");
                signature.initSign(key);
                signature.update(edwards ? Forge.hash(hash, toBeSigned) : toBeSigned);
                return signature.sign();
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
