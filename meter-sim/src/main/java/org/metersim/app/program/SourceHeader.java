package org.metersim.app.program;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.program.FirmwareRange;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;
import org.metersim.profiles.MomentText;
import org.metersim.profiles.ProfileNode;

/** The field {@code program:} of a source. */
final class SourceHeader {

    private SourceHeader() {}

    static ProgramHeader read(ProfileNode node) {
        SourceFields fields =
                SourceFields.of("program", node, "id", "version", "requires", "model", "onError", "effective");
        String id = fields.text("id").text();
        int version = fields.number("version", 1, Integer.MAX_VALUE);
        String model = fields.text("model").text();
        Requires requires = fields.find("requires").map(SourceHeader::requires).orElse(Requires.NOTHING);
        fields.find("onError").ifPresent(SourceHeader::onlyRollback);
        Optional<CosemDateTime> effective = fields.find("effective").flatMap(SourceHeader::effective);
        return SourceFields.made(
                node.place(), () -> new ProgramHeader(id, version, model, requires, OnError.ROLLBACK, effective));
    }

    private static Requires requires(ProfileNode node) {
        SourceFields fields = SourceFields.of("requires", node, "active", "firmware");
        List<Integer> active = fields.find("active").map(SourceHeader::versions).orElse(List.of());
        FirmwareRange firmware = fields.find("firmware")
                .map(range -> SourceFields.made(range.place(), () -> FirmwareRange.parse(range.text())))
                .orElse(FirmwareRange.ANY);
        return SourceFields.made(node.place(), () -> new Requires(active, firmware));
    }

    private static List<Integer> versions(ProfileNode node) {
        if (!node.isList()) {
            throw node.wrong("active", "a list of versions as [5, 6]");
        }
        return node.items().stream()
                .map(version -> (int) version.asNumber("active", 0, Integer.MAX_VALUE))
                .toList();
    }

    private static void onlyRollback(ProfileNode node) {
        if (!node.text().equals("rollback")) {
            throw node.wrong("onError", "rollback");
        }
    }

    private static Optional<CosemDateTime> effective(ProfileNode node) {
        return node.text().equals("immediate")
                ? Optional.empty()
                : Optional.of(CosemDateTime.of(MomentText.dateTime(node, "effective")));
    }
}
