package org.metersim.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/hdlc-states.md shows the states as they are. */
class HdlcStatesTest {

    private static final Path PAGE = Path.of("..", "docs", "hdlc-states.md");

    @Test
    void areDrawnInTheDocumentsAsTheTablesHaveThem() throws IOException {
        String[] parts = Files.readString(PAGE).replace("\r", "").split("```(mermaid\n)?");
        assertEquals(List.of(HdlcSecondary.diagram(), HdlcPrimary.diagram()), Arrays.asList(parts[1], parts[3]));
    }
}
