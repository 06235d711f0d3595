package org.metersim.transport.ble.smp;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.smp.SmpPdu.PublicKey;

/** A private key of P-256 with its public point, for one pairing: Core Specification Vol 3 Part H 2.3.5.6.1. */
final class P256Key {

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

    private final BigInteger secret;
    private final PublicKey open;

    private P256Key(BigInteger secret) {
        this.secret = secret;
        ECPoint point = CURVE.getG().multiply(secret).normalize();
        this.open = new PublicKey(
                coordinate(point.getAffineXCoord().toBigInteger()),
                coordinate(point.getAffineYCoord().toBigInteger()));
    }

    static P256Key of(Octets secret) {
        return new P256Key(new BigInteger(1, secret.toBytes()));
    }

    /** @param chance seeded: a simulator's keys come again with its seed */
    static P256Key random(RandomGenerator chance) {
        byte[] bytes = new byte[PublicKey.COORDINATE_BYTES];
        chance.nextBytes(bytes);
        BigInteger most = CURVE.getN().subtract(BigInteger.ONE);
        return new P256Key(new BigInteger(1, bytes).mod(most).add(BigInteger.ONE));
    }

    PublicKey open() {
        return open;
    }

    /**
     * The Diffie-Hellman key with the other end.
     *
     * @return empty when its point does not lie on the curve, or has our own X: it gave ours back
     */
    Optional<Octets> agree(PublicKey other) {
        if (other.x().equals(open.x())) {
            return Optional.empty();
        }
        try {
            ECPoint point = CURVE.getCurve().validatePoint(number(other.x()), number(other.y()));
            ECPoint shared = point.multiply(secret).normalize();
            return Optional.of(coordinate(shared.getAffineXCoord().toBigInteger()));
        } catch (IllegalArgumentException offTheCurve) {
            return Optional.empty();
        }
    }

    private static BigInteger number(Octets coordinate) {
        return new BigInteger(1, coordinate.toBytes());
    }

    private static Octets coordinate(BigInteger value) {
        return Octets.of(BigIntegers.asUnsignedByteArray(PublicKey.COORDINATE_BYTES, value));
    }
}
