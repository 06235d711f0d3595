package org.metersim.app.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.client.update.UpdateResult;
import org.metersim.client.update.UpdateVerdict;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.SigningKey;
import org.metersim.runtime.memory.PowerCut;

/** The client's update against the whole meter, in virtual time. */
class UpdateOverEveryPortTest {

    private static final String WRAPPER = "tcp:meter:4059";
    private static final String HDLC = "hdlc:meter:4059";
    private static final String OPTICAL = "optical:meter:4059";
    private static final UpdateResult DONE =
            new UpdateResult("00012345", "1.5.0", "upd-000001", UpdateVerdict.NONE, false);

    private final VirtualField field = new VirtualField();

    @ParameterizedTest
    @ValueSource(strings = {WRAPPER, HDLC, OPTICAL})
    void anImageIsBroughtIn(String target) {
        assertEquals(DONE, field.update(target, Images.good("1.5.0")), String.join("\n", field.told));
        assertEquals(1, field.initiates());
    }

    @ParameterizedTest
    @ValueSource(strings = {WRAPPER, HDLC, OPTICAL})
    void aCableThatIsPulledHalfWayCostsNoSecondInitiate(String target) {
        field.pulledAtBlock = 4;

        assertEquals(DONE, field.update(target, Images.good("1.5.0")), String.join("\n", field.told));
        assertEquals(1, field.initiates());
        assertTrue(field.told.stream().anyMatch(line -> line.startsWith("LINE_BACK")), field.told.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {WRAPPER, HDLC, OPTICAL})
    void aPowerCutHalfWayCostsNoSecondInitiate(String target) {
        field.meter.faults().powerCut().afterImageBlocks(4).stayingOff(Duration.ofSeconds(3));

        assertEquals(DONE, field.update(target, Images.good("1.5.0")), String.join("\n", field.told));
        assertEquals(1, field.meter.faults().powerCut().count());
        assertEquals(1, field.initiates());
    }

    // the update takes some 60 operations of the memory; whatever is cut, it comes to its end
    @ParameterizedTest
    @EnumSource
    void aPowerCutAnywhereCostsOnlyTime(PowerCut.Moment moment) {
        for (int operation = 1; operation < 60; operation += 4) {
            VirtualField cut = new VirtualField();
            int number = operation;
            cut.whenConnected = () -> cut.meter.faults().powerCut().atMemoryOperation(number, moment);
            UpdateResult result = cut.update(HDLC, Images.good("1.5.0"));

            assertTrue(result.isOk(), "cut at " + operation + ": " + result + "\n" + String.join("\n", cut.told));
            assertEquals("1.5.0", cut.meter.state().activeFirmware());
            assertEquals(1, cut.meter.faults().powerCut().count(), "the cut at " + operation + " never came");
        }
    }

    // one meter, two ports: what one tool began another finishes elsewhere
    @Test
    void aTransferBegunOnOnePortIsResumedOnAnother() {
        assertThrows(VirtualField.Abandoned.class, () -> field.abandonAtBlock(4).update(HDLC, Images.good("1.5.0")));
        field.world.advance(500_000);

        assertEquals(DONE, field.update(OPTICAL, Images.good("1.5.0")), String.join("\n", field.told));
        assertEquals(1, field.initiates());
        assertTrue(field.told.stream().anyMatch(line -> line.startsWith("RESUMED: at block 4")), field.told.toString());
    }

    @ParameterizedTest
    @CsvSource({HDLC + ", 0.03", OPTICAL + ", 0.03", HDLC + ", 0.10"})
    void aBadLineIsSlowerAndNoWorse(String target, double loss) {
        field.whenConnected = () -> field.meter.faults().line().loseFrames(loss).flipBytes(loss / 100);

        assertEquals(DONE, field.update(target, Images.good("1.5.0")), String.join("\n", field.told));
        assertTrue(field.meter.faults().line().count() > 0, "the line was good");
    }

    @Test
    void theSecondTimeThereIsNothingToDo() {
        field.update(WRAPPER, Images.good("1.5.0"));
        UpdateResult again = field.update(HDLC, Images.good("1.5.0"));

        assertTrue(again.isOk());
        assertTrue(again.alreadyActive());
        assertEquals(1, field.initiates());
    }

    @Test
    void theCardHasFirmwareOfItsOwn() {
        UpdateResult result = field.update(WRAPPER, Images.forNic("1.1.0"));

        assertEquals(new UpdateResult("00012345", "1.1.0", "upd-000001", UpdateVerdict.NONE, false), result);
        assertEquals("1.4.2", field.meter.state().activeFirmware());
    }

    private void assertRefused(byte[] image, String phase, String layer) {
        UpdateResult result = field.update(WRAPPER, image);

        assertFalse(result.isOk());
        assertEquals(
                phase + "/" + layer,
                result.verdict().phase() + "/" + result.verdict().layer());
        assertEquals("1.4.2", result.identifier());
        assertEquals("upd-000001", result.updateId());
        assertFalse(result.verdict().cause().isEmpty());
        // the next good one works
        UpdateResult next = field.update(WRAPPER, Images.good("1.6.0"));
        assertEquals(List.of(true, "1.6.0"), List.of(next.isOk(), next.identifier()));
    }

    @Test
    void anImageThatIsDamagedIsRefused() {
        byte[] image = Images.good("1.5.0");
        image[100] ^= 1;
        assertRefused(image, "verify", "crc");
    }

    @Test
    void anImageOfAStrangerIsRefused() {
        assertRefused(Images.signedBy(SigningKey.generate(SigningAlgorithm.P256, new SecureRandom())), "verify", "key");
    }

    @Test
    void anImageForAnotherModelIsRefused() {
        assertRefused(Images.forModel("sim-3p"), "verify", "model");
    }

    @Test
    void anOlderImageIsRefused() {
        assertRefused(Images.good("1.4.1"), "verify", "version");
    }

    @ParameterizedTest
    @CsvSource({"selfTest: fail, self-test, self-test", "selfTest: hang, self-test, self-test"})
    void anImageThatFailsItsSelfTestGivesWay(String behaviour, String phase, String layer) {
        assertRefused(Images.behaving(behaviour), phase, layer);
    }

    // nobody but the client confirms it: by image_activate, once more
    @Test
    void anImageThatWaitsForItsClientIsConfirmed() {
        assertEquals(DONE, field.update(HDLC, Images.behaving("confirm: client")), String.join("\n", field.told));
    }

    @Test
    void anImageThatSaysItIsAnotherIsNotTakenForDone() {
        UpdateResult result = field.update(WRAPPER, Images.behaving("reportsVersion: 9.9.9"));

        assertEquals(
                "activate/version",
                result.verdict().phase() + "/" + result.verdict().layer());
        assertEquals("9.9.9", result.identifier());
    }

    @Test
    void aLongBootIsAwaited() {
        assertEquals(DONE, field.update(OPTICAL, Images.behaving("bootSeconds: 300")));
    }
}
