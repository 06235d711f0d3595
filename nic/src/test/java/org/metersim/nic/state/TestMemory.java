package org.metersim.nic.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;

/** The profile and the memories that tests of the NIC use. */
public final class TestMemory {

    private static final String PROFILE = "/org/metersim/nic/card.yaml";

    /** An erased region of a NIC. */
    public static final FactoryContent ERASED = new FactoryContent(NicState.MEMORY_BYTES, 4096, Map.of());

    private TestMemory() {}

    public static FlashMemory erased() {
        return new FlashMemory(ERASED);
    }

    /** The profile as text, for tests that change it. */
    public static String profileText() {
        try (InputStream in = TestMemory.class.getResourceAsStream(PROFILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static MeterModel profile() {
        return ProfileReader.read("card.yaml", profileText());
    }
}
