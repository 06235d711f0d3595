package org.metersim.app.firmware;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.FactoryImage;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.metrology.image.ImagePolicy;
import org.metersim.metrology.image.ImageReport;
import org.metersim.metrology.image.ImageVerifier;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.MeterTrust;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;

class DamageTest {

    private static final MeterModel MODEL = ProfileReader.builtin("sim-1p");

    /** The same content by each kind of key, so that each kind of digest and signature is broken once. */
    private static Stream<SigningKey> keys() {
        java.security.SecureRandom random = new java.security.SecureRandom();
        return Stream.of(
                SigningKey.parse(DemoSigningKey.pem()),
                SigningKey.generate(SigningAlgorithm.P384, random),
                SigningKey.generate(SigningAlgorithm.ED25519, random));
    }

    private static Stream<Arguments> damagesByEachKey() {
        return keys().flatMap(key -> EnumSet.allOf(Damage.class).stream()
                .map(damage -> Arguments.of(damage, key.publicHalf().algorithm(), key)));
    }

    private static byte[] good(SigningKey key) {
        byte[] factory = FactoryImage.of(MODEL, 0).file().toBytes();
        return ImageBuilder.sign(ImageContainer.parse(factory).signedPart().toBytes(), key);
    }

    private static Optional<ImageLayer> refusedAt(byte[] file, SigningKey key) {
        ImagePolicy policy = new ImagePolicy(
                MODEL.identity(),
                0,
                Octets.EMPTY,
                Map.of(0, ImageVersion.parse("1.4.2")),
                1,
                1 << 20,
                MeterTrust.at(0));
        return new ImageVerifier(List.of(key.publicHalf()))
                .verify(file, policy)
                .failed()
                .map(ImageReport.Finding::layer);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("damagesByEachKey")
    void isRefusedAtExactlyItsLayer(Damage damage, SigningAlgorithm algorithm, SigningKey key) {
        byte[] good = good(key);
        assertEquals(Optional.empty(), refusedAt(good, key));

        byte[] bad = damage.to(good, damage.usualRefix(), Optional.of(key));
        assertEquals(Optional.of(damage.refusedAt()), refusedAt(bad, key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void isNoDamageWhenAllIsMadeRightAgain(SigningKey key) {
        byte[] bad = Damage.PAYLOAD_BIT.to(good(key), EnumSet.allOf(Damage.Refix.class), Optional.of(key));
        assertEquals(Optional.empty(), refusedAt(bad, key));
    }

    @Test
    void isRefusedAtTheDigestWhenOnlyTheCrcIsMadeRight() {
        SigningKey key = SigningKey.parse(DemoSigningKey.pem());
        byte[] bad = Damage.PAYLOAD_BIT.to(good(key), EnumSet.of(Damage.Refix.CRC), Optional.empty());
        assertEquals(Optional.of(ImageLayer.DIGEST), refusedAt(bad, key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void putsAnImageTogetherAsItWas(SigningKey key) {
        byte[] good = good(key);
        assertArrayEquals(good, ImageParts.of(good).file());
    }

    @Test
    void wantsAnImage() {
        byte[] noise = new byte[64];
        assertThrows(
                DecodeException.class,
                () -> Damage.MAGIC.to(noise, EnumSet.noneOf(Damage.Refix.class), Optional.empty()));
    }
}
