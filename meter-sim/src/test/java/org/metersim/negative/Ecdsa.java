package org.metersim.negative;

import static org.metersim.negative.Forge.join;

import java.math.BigInteger;
import java.util.Arrays;

/** The two numbers of a signature, and the DER in which they travel. */
record Ecdsa(BigInteger r, BigInteger s) {

    /** Order of the group of P-256. SEC 2, 2.4.2. */
    static final BigInteger N = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    /** @param der as a signer makes it, below 128 bytes */
    static Ecdsa of(byte[] der) {
        int lengthOfR = der[3];
        int second = 4 + lengthOfR;
        return new Ecdsa(
                new BigInteger(Arrays.copyOfRange(der, 4, second)),
                new BigInteger(Arrays.copyOfRange(der, second + 2, second + 2 + der[second + 1])));
    }

    /** The form of it with the smaller s. */
    Ecdsa low() {
        return s.compareTo(twin().s) < 0 ? this : twin();
    }

    /** The other form of it, which verifies as well. */
    Ecdsa twin() {
        return new Ecdsa(r, N.subtract(s));
    }

    static byte[] der(long r, long s) {
        return new Ecdsa(BigInteger.valueOf(r), BigInteger.valueOf(s)).der();
    }

    byte[] der() {
        return sequence(join(integer(r.toByteArray()), integer(s.toByteArray())));
    }

    static byte[] sequence(byte[] body) {
        return join(new byte[] {0x30, (byte) body.length}, body);
    }

    static byte[] integer(byte[] content) {
        return join(new byte[] {0x02, (byte) content.length}, content);
    }

    /** r and s side by side, each of so many bytes. */
    byte[] raw(int bytesEach) {
        return join(fixed(r, bytesEach), fixed(s, bytesEach));
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }
}
