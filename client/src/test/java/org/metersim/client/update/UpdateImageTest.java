package org.metersim.client.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

class UpdateImageTest {

    /** Version 2.4.1+17, payload of 4 bytes, component 1 (NIC), identifier NIC-2.4; the rest of a real one left out. */
    private static final String FILE = "3DB8F396 00000000 2000 1400 04000000 00000000 02 04 0100 11000000 00000000"
            + "DEADBEEF 0869 1400 A000 0100 01 A200 0700 4E49432D322E34";

    private static byte[] file() {
        return Hex.bytes(FILE);
    }

    private static UpdateImage image(byte[] file) {
        return UpdateImage.of(file, Optional.empty(), Optional.empty());
    }

    @Test
    void anImageIsAnnouncedAsItAsksTo() {
        UpdateImage image = image(file());

        assertEquals(Octets.ascii("NIC-2.4"), image.identifier());
        assertEquals(ImageComponent.NIC, image.component());
        assertEquals(Optional.of("2.4.1+17"), image.version());
    }

    @Test
    void anImageThatAsksForNothingIsAnnouncedByItsVersion() {
        byte[] other = Hex.bytes(FILE.replace("A200", "A300").replace("11000000 0", "00000000 0"));

        assertEquals(Octets.ascii("2.4.1"), image(other).identifier());
    }

    // what a meter calls a program is what the program calls itself, not the version of its container
    @Test
    void aProgramIsNamedByWhatItSaysOfItself() {
        byte[] program = Hex.bytes("3DB8F396 00000000 2000 0900 11000000 10000000 00 00 0000 07000000 00000000"
                + "0202 1101 0202 0A044C494D53 0600000007" + "0869 0900 A000 0100 02");
        UpdateImage image = image(program);

        assertEquals(ImageComponent.PROGRAM, image.component());
        assertEquals(Optional.of("LIMS v7"), image.version());
        assertEquals(Octets.ascii("0.0.0+7"), image.identifier());
        // a payload that is no data is no program
        program[36] = 0x7F;
        assertEquals(Optional.empty(), image(program).version());
    }

    @Test
    void aBundleNamesNothing() {
        UpdateImage image = image(Hex.bytes(FILE.replace("0100 01 A200", "0100 03 A200")));

        assertEquals(ImageComponent.BUNDLE, image.component());
        assertEquals("0-0:44.0.3.255", image.component().transfer().toString());
        assertEquals(Optional.empty(), image.version());
    }

    @Test
    void aComponentThatNobodyKnowsIsTheMetrology() {
        assertEquals(
                ImageComponent.METROLOGY,
                image(Hex.bytes(FILE.replace("0100 01 A200", "0100 04 A200"))).component());
    }

    @Test
    void whatTheUserSaysGoesFirst() {
        UpdateImage image = UpdateImage.of(file(), Optional.of("OTHER"), Optional.of(ImageComponent.PROGRAM));

        assertEquals(Octets.ascii("OTHER"), image.identifier());
        assertEquals(ImageComponent.PROGRAM, image.component());
    }

    // another vendor's file is opaque: it needs a name, and nobody knows which version it will show
    @Test
    void anyFileGoesThatIsGivenAName() {
        byte[] opaque = {1, 2, 3};
        UpdateImage image = UpdateImage.of(opaque, Optional.of("V1"), Optional.empty());

        assertEquals(Optional.empty(), image.version());
        assertEquals(ImageComponent.METROLOGY, image.component());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> image(opaque))
                .getMessage()
                .startsWith("image: "));
    }

    @Test
    void noContentAndNamesThatAreTooLongAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> UpdateImage.of(new byte[0], Optional.of("V1"), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> UpdateImage.of(file(), Optional.of("x".repeat(65)), Optional.empty()));
    }

    @Test
    void theLastBlockIsWhatIsLeft() {
        UpdateImage image = image(file());

        assertEquals(6, image.blockCount(10));
        assertEquals(Octets.parse("3DB8F396000000002000"), image.block(0, 10));
        assertEquals(6, image.block(5, 10).length());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBrokenHeaderIsNoHeader(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] broken = file();
            broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt(256);
            ImageHeader.of(Arrays.copyOf(broken, random.nextInt(broken.length + 1)));
        }
        assertEquals(Optional.empty(), ImageHeader.of(new byte[0]));
        assertEquals(Optional.empty(), ImageHeader.of(Arrays.copyOf(file(), 40)));
    }
}
