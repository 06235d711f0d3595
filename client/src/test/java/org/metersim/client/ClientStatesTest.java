package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/field.md shows the states as they are. */
class ClientStatesTest {

    private static final Path PAGE = Path.of("..", "docs", "field.md");

    @Test
    void areDrawnInTheDocumentsAsTheTableHasThem() throws IOException {
        String[] parts = Files.readString(PAGE).replace("\r", "").split("```mermaid\n");

        assertEquals(ClientSession.diagram(), parts[1].split("```")[0]);
    }
}
