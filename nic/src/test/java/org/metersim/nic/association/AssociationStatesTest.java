package org.metersim.nic.association;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/association-states.md shows the states as they are. */
class AssociationStatesTest {

    private static final Path PAGE = Path.of("..", "docs", "association-states.md");

    @Test
    void thePageShowsTheTable() throws IOException {
        String page = Files.readString(PAGE);

        assertTrue(page.contains("```mermaid\n" + LiveAssociation.diagram() + "```"), LiveAssociation.diagram());
    }
}
