package org.metersim.app.demo;

import java.util.ArrayList;
import java.util.List;
import org.metersim.client.update.UpdateResult;
import org.metersim.headend.Confirmation;
import org.metersim.meter.MeterState;

/** Whether meter, tool and concentrator say the same of how it ended, and what they must. */
record DemoVerdict(DemoStage stage, DemoEvidence evidence, DemoBreak broken, DemoImage image) {

    Confirmation confirmation() {
        return evidence.confirmation().orElseThrow();
    }

    String summary() {
        MeterState state = stage.meter().state();
        return "meter " + state.serial() + " runs " + state.activeFirmware() + "; logged "
                + String.join(", ", evidence.events()) + "; outbox " + (state.outbox() == 0 ? "empty" : "not empty");
    }

    /** What is not as it must be, each for a person; empty when all is. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        UpdateResult tool = evidence.result().orElseThrow();
        Confirmation told = confirmation();
        MeterState state = stage.meter().state();
        DemoKind kind = evidence.kind();
        String oldVersion = kind.before(stage.meter().profile());
        String running = broken.isGood() ? image.version() : oldVersion;
        String firmware = kind == DemoKind.FIRMWARE
                ? running
                : DemoKind.FIRMWARE.before(stage.meter().profile());
        compare(found, "the meter runs", state.activeFirmware(), firmware);
        compare(found, "the tool says it runs", tool.identifier(), running);
        compare(found, "the tool's verdict is", tool.verdict().layer(), broken.layer());
        compare(found, "the concentrator's verdict is", told.verdict().layer(), broken.layer());
        compare(found, "the confirmation says OK", told.ok(), broken.isGood());
        compare(found, "the event is", told.eventCode(), kind.eventCode(broken));
        compare(
                found,
                "the confirmation is of meter",
                told.serial(),
                stage.meter().serial());
        compare(found, "the old identifier is", told.oldIdentifier().toAscii(), oldVersion);
        compare(found, "the new identifier is", told.newIdentifier().toAscii(), image.version());
        compare(found, "the concentrator's update id is", told.updateId(), tool.updateId());
        compare(found, "waiting in the outbox", state.outbox(), 0);
        compare(found, "refused by the concentrator", stage.refused(), 0L);
        return found;
    }

    private static void compare(List<String> found, String what, Object value, Object expected) {
        if (!value.equals(expected)) {
            found.add(what + ": " + value + " (expected: " + expected + ")");
        }
    }
}
