package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageVersionTest {

    @Test
    void eachNumberGoesUpToWhatItsFieldHolds() {
        assertEquals(
                new ImageVersion(255, 255, 65_535, 4_294_967_295L), ImageVersion.parse("255.255.65535+4294967295"));
        assertEquals(ImageVersion.NONE, ImageVersion.parse("0.0.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.0.0", "0.256.0", "0.0.65536", "0.0.0+4294967296", "1.0", "1.0.0+", "1.0.0-1", ""})
    void whatNoFieldHoldsIsNoVersion(String text) {
        assertThrows(IllegalArgumentException.class, () -> ImageVersion.parse(text));
    }
}
