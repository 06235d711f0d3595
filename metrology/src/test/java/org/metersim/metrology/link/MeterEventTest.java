package org.metersim.metrology.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metersim.profiles.ProfileReader;

class MeterEventTest {

    // Profiles know no metrology, so they keep the names of the events themselves; sim-1p gives each a code.
    @Test
    void isWhatProfilesGiveCodesTo() {
        Set<String> events = Stream.of(MeterEvent.values()).map(Enum::name).collect(Collectors.toSet());

        assertEquals(events, ProfileReader.builtin("sim-1p").events().entries().keySet());
    }
}
