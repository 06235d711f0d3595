package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A memory in a file: the file is the content, byte for byte, after every operation. */
class FlashFileTest {

    private static final FactoryContent FACTORY = new FactoryContent(64, 16, Map.of(14, bytes("0102030405")));

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("meter.flash");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void isMadeWithTheFactorysContent() throws IOException {
        try (FlashFile memory = FlashFile.open(path, FACTORY)) {
            assertArrayEquals(new FlashMemory(FACTORY).read(0, 64), Files.readAllBytes(path));
            assertEquals(64, memory.sizeBytes());
            assertEquals(16, memory.sectorBytes());
            assertEquals(0, memory.operations());
        }
        assertFalse(Files.exists(folder.resolve("meter.flash.new")));
    }

    // The end of the process at any moment: nobody closes anything
    @Test
    void hasEveryOperationInTheFileWhenItReturns() throws IOException {
        FlashMemory expected = new FlashMemory(FACTORY);
        FlashFile memory = FlashFile.open(path, FACTORY);
        for (NonVolatileMemory each : new NonVolatileMemory[] {expected, memory}) {
            each.program(30, bytes("55667788"));
        }
        assertArrayEquals(expected.read(0, 64), Files.readAllBytes(path));
        for (NonVolatileMemory each : new NonVolatileMemory[] {expected, memory}) {
            each.erase(16);
            each.program(16, bytes("99"));
        }
        byte[] file = Files.readAllBytes(path);
        assertArrayEquals(expected.read(0, 64), Arrays.copyOf(file, 64));
        // behind it, of four bytes each: the second sector was erased once
        assertEquals("00000000" + "00000001", HexFormat.of().formatHex(Arrays.copyOfRange(file, 64, file.length)));
        assertEquals(3, memory.operations());

        try (FlashFile reopened = FlashFile.open(path, FACTORY)) {
            assertArrayEquals(expected.read(0, 64), reopened.read(0, 64));
            assertEquals(1, reopened.erases(16));
            assertEquals(0, reopened.erases(32));
            reopened.program(60, bytes("00"));
            assertThrows(IllegalStateException.class, () -> reopened.program(60, bytes("01")));
        }
        memory.close();
        assertEquals(0, Files.readAllBytes(path)[60]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 81})
    void refusesAFileThatIsNone(int length) throws IOException {
        Files.write(path, new byte[length]);
        assertThrows(IOException.class, () -> FlashFile.open(path, FACTORY));
    }

    @Test
    void refusesAFileOfAnotherSize() throws IOException {
        Files.write(path, new byte[63]);
        IOException refusal = assertThrows(IOException.class, () -> FlashFile.open(path, FACTORY));
        assertTrue(refusal.getMessage().endsWith("63 bytes (expected: 64, as the profile has)"), refusal.getMessage());
        assertEquals(63, Files.size(path));
    }

    // Cut while the file was made: what is left of it is not taken for a memory
    @Test
    void makesItAnewWhenItWasNotFinished() throws IOException {
        Files.write(folder.resolve("meter.flash.new"), new byte[10]);
        FlashFile.open(path, FACTORY).close();
        assertArrayEquals(new FlashMemory(FACTORY).read(0, 64), Files.readAllBytes(path));
    }

    @Test
    void cannotBeMadeWhereThereIsNoFolder() {
        assertThrows(IOException.class, () -> FlashFile.open(folder.resolve("none/meter.flash"), FACTORY));
    }
}
