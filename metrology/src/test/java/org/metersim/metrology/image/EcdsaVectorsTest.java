package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** ECDSA signatures, right or wrong in one way each, that Python made: ecdsa.py beside the vectors. */
class EcdsaVectorsTest {

    /** One line of ecdsa.txt. */
    record Vector(String curve, boolean valid, String what, Octets signature) {

        @Override
        public String toString() {
            return curve + ": " + what;
        }
    }

    private static final String TEXT = "meter-sim, ECDSA";

    static Stream<Vector> vectors() throws IOException {
        try (InputStream in = EcdsaVectorsTest.class.getResourceAsStream("ecdsa.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().map(line -> line.split(" \\| ?", -1)).map(EcdsaVectorsTest::vector);
        }
    }

    private static Vector vector(String[] fields) {
        return new Vector(fields[0], fields[1].equals("valid"), fields[2], Octets.of(Hex.bytes(fields[3])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isTakenOrRefused(Vector vector) {
        TrustedKey key = Vectors.trusted(vector.curve());
        Octets digest = Digests.hash(key.algorithm().hash(), TEXT.getBytes(StandardCharsets.US_ASCII));

        assertEquals(vector.valid(), key.verifies(digest, vector.signature()));
    }

    // Of the two halves only the lower, where the profile demands it.
    @Test
    void onlyTheUpperHalfIsHigh() throws IOException {
        vectors()
                .filter(Vector::valid)
                .filter(vector -> vector.what().contains("half"))
                .forEach(vector -> assertEquals(
                        false, Vectors.trusted(vector.curve()).isLow(vector.signature()), vector.toString()));
        vectors()
                .filter(vector -> vector.what().equals("r and s without a leading zero"))
                .forEach(vector -> assertEquals(
                        true, Vectors.trusted(vector.curve()).isLow(vector.signature()), vector.toString()));
    }

    @Test
    void thereAreVectorsOfBothCurvesAndKinds() throws IOException {
        assertEquals(12, vectors().filter(Vector::valid).count());
        assertEquals(2, vectors().map(Vector::curve).distinct().count());
        assertEquals(120, vectors().count());
    }
}
