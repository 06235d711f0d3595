package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.meter.RequestPattern.received;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.wire.VirtualWorld;

class MeterTest {

    private static final AttributeRef DEVICE_NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);
    private static final String IMAGE_TRANSFER = "0-0:44.0.0.255";

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private final Meter meter = Meter.builder().startOn(world);

    private static UpdateResult update(VirtualWorld world, Meter meter, String transport) {
        DlmsClient client = Tools.client(world, meter, transport, Tools.hls(Sap.FIRMWARE));
        return new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 20_000)), UpdateListener.NONE).run();
    }

    private String nameReadBy(String transport) throws DlmsException {
        try (DlmsClient client = Tools.client(world, meter, transport, Tools.publicClient())) {
            client.connect();
            return ((CosemData.OctetString) client.value(DEVICE_NAME)).octets().toAscii();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "hdlc", "optical"})
    void anyProtocolReachesTheSameMeterThroughOnePort(String transport) throws DlmsException {
        assertEquals("SIM0000000012345", nameReadBy(transport));
    }

    @Test
    void anUpdateThroughTheOpticalPortRunsTheNewImageAndReachesTheRowsOfTheUseCase() {
        UpdateResult result = update(world, meter, "optical");

        assertTrue(result.isOk(), result::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
        assertTrue(meter.state().hasLogged(18));
        List<String> rows = meter.journal().entries(Layer.STEP).stream()
                .map(JournalEntry::source)
                .toList();
        for (String row : new String[] {"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}) {
            assertTrue(meter.journal().reached(row), row);
        }
        assertTrue(
                rows.indexOf("1.4") < rows.indexOf("1.5") && rows.indexOf("1.6") < rows.indexOf("1.7"), rows::toString);
        assertFalse(meter.journal().reached("1.8a"));
        assertEquals(1, meter.state().outbox());
    }

    // the same seed and the same inputs, byte for byte: with faults, a power cut and an update in between
    @Test
    void theSameSeedAndInputsGiveTheSameJournal() {
        assertEquals(journalOf(42), journalOf(42));
    }

    @Test
    void anotherSeedGivesAnotherJournal() {
        assertNotEquals(journalOf(42), journalOf(43));
    }

    private static List<JournalEntry> journalOf(long seed) {
        VirtualWorld world = new VirtualWorld(Tools.START_MS);
        Meter meter = Meter.builder().seed(seed).startOn(world);
        meter.faults().line().loseFrames(0.02);
        meter.faults().messages().lose(0.01);
        meter.faults().powerCut().afterImageBlocks(20);
        update(world, meter, "hdlc");
        assertTrue(meter.faults().line().count() > 0, "no frame was lost");
        assertEquals(1, meter.faults().powerCut().count());
        meter.press();
        meter.clock().advance(Duration.ofHours(1));
        return meter.journal().entries();
    }

    // user-experience.md 7 (ii)
    @Test
    void anUpdateSurvivesAPowerCutWithoutASecondInitiate() {
        meter.faults().powerCut().afterImageBlocks(20);

        UpdateResult result = update(world, meter, "tcp");

        assertTrue(result.isOk(), result::toString);
        assertEquals(1, meter.faults().powerCut().count());
        meter.journal().verify(received().action(18, IMAGE_TRANSFER, 1).from(Sap.FIRMWARE), Times.exactly(1));
        meter.journal()
                .verifyInOrder(
                        received().action(18, IMAGE_TRANSFER, 1),
                        received().action(18, IMAGE_TRANSFER, 2),
                        received().action(18, IMAGE_TRANSFER, 3),
                        received().action(18, IMAGE_TRANSFER, 4));
        assertTrue(meter.state().hasLogged(1) && meter.state().hasLogged(2));
    }

    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void aCutAtAnyMomentOfAMemoryOperationIsSurvived(PowerCut.Moment moment) {
        for (int operation = 1; operation <= 40; operation += 13) {
            VirtualWorld other = new VirtualWorld(Tools.START_MS);
            Meter cut = Meter.builder().startOn(other);
            cut.faults().powerCut().atMemoryOperation(operation, moment);

            UpdateResult result = update(other, cut, "hdlc");
            // a tool that never got a connection gives up; its user tries again
            result = result.isOk() ? result : update(other, cut, "hdlc");

            assertEquals(1, cut.faults().powerCut().count(), "operation " + operation);
            assertTrue(result.isOk(), "operation " + operation + ": " + result);
        }
    }

    @Test
    void powerStaysAwayAsLongAsAsked() throws DlmsException {
        meter.faults().powerCut().afterImageBlocks(1).stayingOff(Duration.ofMinutes(10));
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
        new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 2_000)), UpdateListener.NONE).run();

        meter.clock().advance(Duration.ofMinutes(11));

        assertTrue(meter.power().isOn());
        assertEquals("SIM0000000012345", nameReadBy("tcp"));
        assertTrue(meter.journal().has(Layer.FAULT, "power lost after an image block"));
    }

    @Test
    void withoutMainsNobodyAnswersAndWithThemAgainTheMeterKnowsWhatItKnew() throws DlmsException {
        meter.power().off();
        assertThrows(DlmsException.class, () -> nameReadBy("tcp"));
        assertEquals("(dark)", meter.display());
        assertFalse(meter.state().powered());

        meter.clock().advance(Duration.ofHours(2));
        meter.power().on();

        assertEquals("SIM0000000012345", nameReadBy("tcp"));
        assertTrue(meter.state().hasLogged(1) && meter.state().hasLogged(2));
    }

    @Test
    void withoutAProbeTheOpticalPortIsSilentAndTheOtherIsNot() throws DlmsException {
        meter.probe(false);

        assertThrows(DlmsException.class, () -> nameReadBy("optical"));
        assertThrows(DlmsException.class, () -> nameReadBy("hdlc"));
        assertEquals("SIM0000000012345", nameReadBy("tcp"));

        meter.probe(true);
        assertEquals("SIM0000000012345", nameReadBy("optical"));
    }

    @Test
    void aDroppedLinkIsHungUpAndTheNextOneIsTaken() throws DlmsException {
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.publicClient());
        client.connect();
        meter.linkDrop();
        world.settle();

        assertThrows(DlmsException.class, () -> client.value(DEVICE_NAME));
        assertEquals("SIM0000000012345", nameReadBy("tcp"));
    }

    @Test
    void theDisplayGoesOnWhenTheButtonIsPressedAndBeginsAnewAfterAPowerCut() {
        assertEquals("2026-11-22 13:00:00", meter.display());
        meter.press();
        assertTrue(meter.display().matches("1\\.8\\.0  \\d+ Wh"), meter::display);

        meter.power().off();
        meter.power().on();
        assertEquals("2026-11-22 13:00:00", meter.display());
    }

    @Test
    void energyGrowsWithTimeAndARegisterIsSeenInTheState() {
        long before = wattHours();
        meter.clock().advance(Duration.ofDays(1));

        assertTrue(wattHours() > before + 1_000);
    }

    private long wattHours() {
        String reading = meter.state().register("1-0:1.8.0.255").orElseThrow();
        return Long.parseLong(reading.replace(" Wh", ""));
    }

    @Test
    void aFailedVerificationShowsTheNearestRequest() throws DlmsException {
        nameReadBy("tcp");

        AssertionError failed = assertThrows(
                AssertionError.class,
                () -> meter.journal()
                        .verify(received().get(1, "0-0:42.0.1.255", 2).from(16), Times.exactly(1)));

        assertEquals("""
                Expected exactly 1: GET 1 0-0:42.0.1.255 a2 from SAP 16      but was: 0
                Nearest (1 difference):  GET 1 0-0:42.0.0.255 a2 from SAP 16   t=00:00:00.000  request 1
                                                        ^ OBIS E differs
                Meter 00012345, seed 42""", failed.getMessage());
    }

    @Test
    void whatIsNotToBeReceivedMayBeVerifiedToo() throws DlmsException {
        nameReadBy("tcp");

        meter.journal().verify(received().set("0-0:1.0.0.255"), Times.never());
        assertThrows(
                AssertionError.class, () -> meter.journal().verify(received().get("0-0:42.0.0.255"), Times.never()));
    }

    @Test
    void onAVirtualWireThereIsNoAddress() {
        assertThrows(IllegalStateException.class, meter::tcp);
        assertEquals(Octets.parse("53494D0000003039"), meter.systemTitle());
    }
}
