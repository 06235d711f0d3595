package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.wire.VirtualWorld;

/** Each fault of the wire between the boards strikes, is counted and noted, and shows at the meter's outside. */
class MessageFaultsTest {

    private static final AttributeRef ENERGY = new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2);

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private final Meter meter = Meter.builder().startOn(world);

    private List<String> struck() {
        return meter.journal().entries().stream()
                .filter(entry -> entry.layer() == Layer.FAULT)
                .map(JournalEntry::text)
                .toList();
    }

    private GetResult read(DlmsClient client) throws DlmsException {
        return client.get(ENERGY);
    }

    private DlmsClient reader() throws DlmsException {
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.reader());
        client.connect();
        return client;
    }

    @Test
    void aRequestThatIsLostIsATemporaryFailureAndTheNextIsAnswered() throws DlmsException {
        try (DlmsClient client = reader()) {
            meter.faults().messages().loseRequests(1);

            assertEquals(AccessResult.TEMPORARY_FAILURE, read(client).result());
            assertTrue(read(client).isData());
        }
        assertEquals(1, meter.faults().messages().count());
        assertEquals(List.of("internal message: REQUEST_LOST"), struck());
    }

    @Test
    void aReplyThatIsLostIsATemporaryFailureToo() throws DlmsException {
        try (DlmsClient client = reader()) {
            meter.faults().messages().loseReplies(1);

            assertEquals(AccessResult.TEMPORARY_FAILURE, read(client).result());
            assertTrue(read(client).isData());
        }
        assertEquals(List.of("internal message: REPLY_LOST"), struck());
    }

    // A block that metrology gets twice is the same block: the update ends as if it came once.
    @Test
    void messagesThatComeTwiceChangeNothing() {
        meter.faults().messages().doubleRequests(1_000);
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
        var result = new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 5_000)), UpdateListener.NONE).run();

        assertTrue(result.isOk(), result::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
        assertTrue(struck().contains("internal message: DOUBLED"));
    }

    private void update() {
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
        var result = new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 1_000)), UpdateListener.NONE).run();
        assertTrue(result.isOk(), result::toString);
    }

    // head-end.md 3: metrology tells its confirmation until the NIC acknowledges it.
    @Test
    void aConfirmationThatIsLostOnTheWireIsToldAgain() {
        meter.faults().messages().loseNotices(1);
        update();
        meter.clock().advance(Duration.ofMinutes(10));

        assertTrue(struck().contains("internal notice lost"));
        assertTrue(meter.journal().reached("1.6"), "the NIC was never told");
        assertEquals(1, meter.state().outbox());
    }

    @Test
    void aConfirmationThatIsLateArrivesLate() {
        meter.faults().messages().delayNotices(90_000);
        update();
        assertEquals(0, meter.state().outbox());
        meter.clock().advance(Duration.ofMinutes(3));

        assertEquals(1, meter.state().outbox());
        assertTrue(struck().stream().anyMatch("internal notice delayed by 90000 ms"::equals));
    }
}
