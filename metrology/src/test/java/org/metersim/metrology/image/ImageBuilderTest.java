package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;

/** What is built has the bytes that it must have, also where no meter would take it. */
class ImageBuilderTest {

    private static final ImageSpec.MeterType TYPE = new ImageSpec.MeterType("acme.example", "M100-3P");

    private static final ImageSpec FULL = new ImageSpec(
            1,
            "acme.example",
            "M100-3P",
            ImageVersion.parse("2.4.1+17"),
            5,
            Optional.of(new ImageSpec.HardwareRange(1, 0x0203)),
            Octets.ascii("x-1"),
            Optional.of(new ImageSpec.Dependency(0, ImageVersion.parse("1.2.3+4"))));

    @Test
    void everyOptionalFieldIsATlvOfItsOwn() {
        byte[] tlvs = Forge.join(
                Forge.tlv(0x40, 0, 0, 0, 0, 1, 2, 3, 0, 4, 0, 0, 0),
                Forge.SEC_CNT_5,
                Forge.VID,
                Forge.CID,
                Forge.tlv(0xA0, 1),
                Forge.tlv(0xA1, 0x01, 0x00, 0x03, 0x02),
                Forge.tlv(0xA2, 'x', '-', '1'));

        assertEquals(
                Octets.of(Forge.toBeSigned(new byte[] {9}, tlvs)),
                Octets.of(ImageBuilder.toBeSigned(FULL, new byte[] {9})));
    }

    @Test
    void aPayloadMayBeEmpty() {
        byte[] tlvs = Forge.join(Forge.SEC_CNT_5, Forge.VID, Forge.CID, Forge.METROLOGY);
        ImageSpec plain = ImageSpec.of(0, TYPE, ImageVersion.parse("2.4.1+17"), 5);

        byte[] toBeSigned = ImageBuilder.toBeSigned(plain, new byte[0]);

        assertEquals(Octets.of(Forge.toBeSigned(new byte[0], tlvs)), Octets.of(toBeSigned));
        Acme.assertGood(ImageBuilder.sign(toBeSigned, SigningKey.parse(Vectors.privatePem("p256"))), Acme.policy());
    }

    @Test
    void anUnsignedImageHasItsDigestAndNeitherKeyNorSignature() {
        byte[] good = Forge.good();

        byte[] file = ImageBuilder.unsigned(good);

        assertEquals(Octets.of(Forge.file(good, Forge.Signer.P256.digest(good))), Octets.of(file));
        Acme.assertFails(ImageLayer.KEY, file);
    }

    // Python wrote what is to be signed, openssl signed it.
    @Test
    void aCmsSignatureThatWasMadeElsewhereIsAttachedUnlessItIsNone() {
        byte[] toBeSigned = Vectors.cmsToBeSigned("tbs");
        byte[] signature = Vectors.cmsSignature("good");
        byte[] payload =
                "meter-sim test payload, 2.4.1+17\n".repeat(3).getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertEquals(
                Octets.of(toBeSigned),
                Octets.of(ImageBuilder.toBeSignedByCms(
                        ImageSpec.of(0, TYPE, ImageVersion.parse("2.4.1+17"), 5), payload)));
        assertEquals(
                Octets.of(Forge.withCrc(Forge.join(toBeSigned, signature))),
                Octets.of(ImageBuilder.attachCms(toBeSigned, Octets.of(signature))));
        Octets cut = Octets.of(Arrays.copyOf(signature, signature.length - 1));
        assertThrows(DecodeException.class, () -> ImageBuilder.attachCms(toBeSigned, cut));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, false", "3, false"})
    void aCmsImageSaysItsComponentAndWhetherItBoots(int component, boolean boots) {
        ImageSpec spec = ImageSpec.of(component, TYPE, ImageVersion.parse("1.0.0"), 5);

        ImageContainer image = ImageContainer.parse(Forge.withCrc(ImageBuilder.toBeSignedByCms(spec, new byte[0])));

        assertEquals(component, image.component());
        assertEquals(boots, image.isBootable());
        assertEquals(Octets.EMPTY, image.payload());
        assertEquals(Optional.empty(), image.signature());
    }

    @Test
    void aBundleHasTheLengthBeforeEachPart() {
        Bundle bundle = new Bundle(List.of(Octets.parse("0102"), Octets.of(new byte[0x0102])));

        String encoded = Octets.of(bundle.encode()).toHex();

        assertEquals("020000000102" + "02010000" + "00".repeat(0x0102), encoded);
        assertEquals(bundle, Bundle.parse(Octets.parse(encoded)));
    }

    // A file that is none of any form is taken for one of the default form.
    @Test
    void theFormOfAFileIsKnownByItsFirstFourBytes() {
        assertEquals(ImageFormat.CMS, ImageFormat.of(Hex.bytes("434D533100")));
        assertEquals(ImageFormat.MCUBOOT_CRC, ImageFormat.of(Hex.bytes("3DB8F39600")));
        assertEquals(ImageFormat.MCUBOOT_CRC, ImageFormat.of(Hex.bytes("434D533200")));
        assertEquals(ImageFormat.MCUBOOT_CRC, ImageFormat.of(new byte[3]));
    }

    // The payload is what java.util.Random gives for the component's number: the same in every process.
    @Test
    void theFactoryImagesAreAlwaysTheSameAndOnesOfTheirComponent() {
        MeterModel model = ProfileReader.builtin("sim-1p");
        FactoryImage metrology = FactoryImage.of(model, 0);
        FactoryImage nic = FactoryImage.of(model, 1);
        ImageContainer image = ImageContainer.parse(nic.file().toBytes());

        assertEquals(model.firmware().metrologyVersion(), metrology.version().toString());
        assertEquals(model.firmware().nicVersion(), nic.version().toString());
        assertFalse(metrology.version().equals(nic.version()));
        assertEquals(1, image.component());
        assertEquals(nic.version(), image.version());
        assertEquals("73D51ABBD89CB819", image.payload().slice(0, 8).toHex());
        assertEquals(nic, FactoryImage.of(model, 1));
        assertEquals(Octets.of(Forge.hash("SHA-256", nic.file().toBytes())), nic.digest());
    }
}
