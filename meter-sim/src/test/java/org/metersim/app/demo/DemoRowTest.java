package org.metersim.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.client.update.UpdatePhase;
import org.metersim.client.update.UpdateResult;
import org.metersim.client.update.UpdateVerdict;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.headend.Confirmation;
import org.metersim.headend.UpdateTarget;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/** A row shows only when every witness of it has spoken: take one away, and it does not. */
class DemoRowTest {

    private static final int NONE = -1;

    private static final List<Consumer<DemoEvidence>> WITNESSES = List.of(
            passed(Layer.STATE, "port", "the client speaks mode E, by its first byte"),
            passed(Layer.STEP, "1.2", "a tool connects to the meter"),
            passed(Layer.STEP, "1.3", "the meter tells the tool: connection OK"),
            passed(Layer.STATE, "nic", "association firmware of client SAP 3: HLS -> ASSOCIATED on HLS_PROVED"),
            seen -> seen.reached(UpdatePhase.CONNECTED, "meter 00012345"),
            seen -> seen.reached(UpdatePhase.INITIATED, "image 1.5.0, 700 bytes"),
            passed(Layer.MESSAGE, "nic > metrology", "#7 update block 0-0:44.0.0.255 #0 512 bytes"),
            passed(Layer.MESSAGE, "nic > metrology", "#8 update block 0-0:44.0.0.255 #1 188 bytes"),
            passed(Layer.STEP, "1.4", "the NIC has relayed the whole image to metrology"),
            seen -> seen.reached(UpdatePhase.TRANSFERRED, "all blocks"),
            passed(Layer.STATE, "metrology", "firmware of metrology: image_transfer_status 5 -> 6 (CONFIRMED)"),
            passed(Layer.STEP, "1.5", "metrology has verified the image, and runs it"),
            passed(Layer.STEP, "1.6", "metrology told the NIC: update upd-000001 OK, counter 1"),
            passed(Layer.STEP, "1.7", "the NIC tells the tool how the update ended"),
            seen -> seen.ended(new UpdateResult("00012345", "1.5.0", "upd-000001", UpdateVerdict.NONE, false)),
            passed(Layer.STEP, "1.8a", "NIC told the concentrator: update upd-000001 OK, counter 1"),
            seen -> seen.confirmed(confirmation()));

    private static Consumer<DemoEvidence> passed(Layer layer, String source, String text) {
        return seen -> seen.passed(new JournalEntry(0, layer, source, text, ""));
    }

    private static Confirmation confirmation() {
        return new Confirmation(
                "00012345",
                LogicalName.parse("0-4:25.9.0.255"),
                CosemDateTime.of(0, 0, 0),
                18,
                1,
                UpdateTarget.METROLOGY,
                true,
                Confirmation.Verdict.NONE,
                Octets.ascii("1.4.2"),
                Octets.ascii("1.5.0"),
                "upd-000001",
                Octets.EMPTY,
                0);
    }

    /** What was seen when all but one have spoken. */
    private static DemoEvidence allBut(int silent) {
        DemoEvidence seen = new DemoEvidence(DemoKind.FIRMWARE);
        for (int i = 0; i < WITNESSES.size(); i++) {
            if (i != silent) {
                WITNESSES.get(i).accept(seen);
            }
        }
        return seen;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERIAL | serial number: meter 00012345 answers, called by mode E",
                "CONNECTION | connection OK: both ends proved their keys (HLS-5)",
                "TRANSFER | firmware, image 1.5.0, 700 bytes, 2 blocks relayed by the NIC",
                "LOAD | verified, restarted, self-test passed, runs the new image (status 6)",
                "TO_NIC | confirmation: update upd-000001 OK, counter 1",
                "TO_TOOL | update upd-000001 OK; runs 1.5.0",
                "TO_CONCENTRATOR | update upd-000001 of 00012345 OK, event 18, 1.4.2 -> 1.5.0; acknowledged",
            })
    void showsWhatItsWitnessesSaid(DemoRow row, String text) {
        assertEquals(Optional.of(text), row.shown(allBut(NONE), DemoBreak.NOTHING));
    }

    @ParameterizedTest
    @CsvSource({
        "SERIAL, 1",
        "SERIAL, 4",
        "CONNECTION, 2",
        "CONNECTION, 3",
        "CONNECTION, 4",
        "TRANSFER, 8",
        "TRANSFER, 9",
        "LOAD, 11",
        "TO_NIC, 12",
        "TO_TOOL, 13",
        "TO_TOOL, 14",
        "TO_CONCENTRATOR, 15",
        "TO_CONCENTRATOR, 16"
    })
    void showsNothingWhileOneOfThemIsSilent(DemoRow row, int silent) {
        assertEquals(Optional.empty(), row.shown(allBut(silent), DemoBreak.NOTHING));
    }

    @Test
    void takesNoSuccessForTheFailureThatItAwaits() {
        assertEquals(Optional.empty(), DemoRow.LOAD.shown(allBut(NONE), DemoBreak.CRC));
        assertEquals(Optional.empty(), DemoRow.LOAD.shown(allBut(NONE), DemoBreak.SELF_TEST));
    }
}
