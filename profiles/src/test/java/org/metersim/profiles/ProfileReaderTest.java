package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProfileReaderTest {

    @Test
    void readsTheBuiltInProfile() {
        MeterModel model = ProfileReader.builtin("sim-1p");

        assertEquals("sim-1p", model.name());
        assertEquals(102, model.objects().size());
    }
}
