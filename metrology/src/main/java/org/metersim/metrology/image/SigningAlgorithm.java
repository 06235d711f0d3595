package org.metersim.metrology.image;

/** How a key signs images. It is a property of the trusted key, never of the image. */
public enum SigningAlgorithm {
    P256("ecdsa-p256", "SHA-256", Tlv.SHA256, Tlv.ECDSA),
    P384("ecdsa-p384", "SHA-384", Tlv.SHA384, Tlv.ECDSA),
    /** Signs the SHA-256 digest, as imgtool does. */
    ED25519("ed25519", "SHA-256", Tlv.SHA256, Tlv.ED25519);

    private final String word;
    private final String hash;
    private final int digestTlv;
    private final int signatureTlv;

    SigningAlgorithm(String word, String hash, int digestTlv, int signatureTlv) {
        this.word = word;
        this.hash = hash;
        this.digestTlv = digestTlv;
        this.signatureTlv = signatureTlv;
    }

    /** Its name for the JDK's message digests. */
    public String hash() {
        return hash;
    }

    int digestTlv() {
        return digestTlv;
    }

    int signatureTlv() {
        return signatureTlv;
    }

    @Override
    public String toString() {
        return word;
    }
}
