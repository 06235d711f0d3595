package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.image.ImageClient.GOOD;
import static org.metersim.metrology.image.ImageClient.METROLOGY;
import static org.metersim.metrology.image.ImageClient.NIC;
import static org.metersim.metrology.image.ImageClient.ZERO;
import static org.metersim.metrology.image.ImageClient.blocks;
import static org.metersim.metrology.image.ImageClient.image;
import static org.metersim.metrology.image.ImageClient.piece;
import static org.metersim.metrology.image.ImageClient.spec;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.image.ImageClient.Wrong;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.TestMeter;
import org.metersim.runtime.journal.Layer;

/** A whole board takes images: class 18, the objects beside it, the events, what the NIC is told. */
class BoardUpdateTest {

    private final ImageClient client = new ImageClient();
    private final TestMeter meter = client.meter;

    @Test
    void aGoodImageRunsAndIsConfirmed() {
        meter.step(60_000);
        long before = meter.register("1-0:1.8.0.255");
        client.transfer(GOOD);
        assertEquals(1, client.status());
        assertEquals("ok", client.verify());
        assertEquals(3, client.status());
        assertEquals("ok", client.activate());
        assertEquals(5, client.status());
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        client.step(2_000);
        assertTrue(meter.board.isRestarting(meter.nowMs));
        assertEquals(MeterReply.NO_ANSWER, meter.ask(new MeterRequest.Presence()));
        client.step(60_000);

        assertEquals(6, client.status());
        assertEquals("1.5.0", client.text("1-0:0.2.0.255"));
        assertEquals("1.0.0", client.text("1-2:0.2.0.255"));
        assertEquals(
                new CosemData.OctetString(Octets.of(Forge.hash("SHA-256", GOOD))), meter.read(1, "1-0:0.2.8.255", 2));
        assertEquals(List.of(17L, 18L, 20L), client.firmwareLog());
        assertEquals("/", client.verdict());
        assertEquals("/", client.loggedVerdict());
        assertTrue(meter.journal.has(Layer.STATE, "firmware of metrology: upd-000001 ended: ok"));
        assertEquals("12356", client.journalledStatuses());
        assertTrue(meter.register("1-0:1.8.0.255") >= before);
        assertEquals(1, client.told.size());
        assertTrue(client.told.get(0).ok());
        assertEquals(18, client.told.get(0).eventCode());
        assertEquals(UpdateKind.METROLOGY, client.told.get(0).kind());
        assertEquals("1.4.2", client.told.get(0).oldIdentifier().toAscii());
        assertEquals("1.5.0", client.told.get(0).newIdentifier().toAscii());
        assertEquals(client.told.get(0).toData(), meter.read(1, "0-0:44.128.1.255", 2));
        assertNotEquals(
                new CosemData.OctetString(Octets.parse("FFFFFFFFFFFFFFFFFF8000FF")),
                meter.read(1, "0-0:96.2.13.255", 2));
    }

    @Test
    void whatItsFirmwareBreaksIsBrokenWhileItRunsAndNothingElse() {
        assertTrue(meter.board.servesCounters());
        byte[] image =
                ImageClient.image(ImageClient.spec(0, "1.5.0", 2), "confirm: client\nbreaks: ble, crypto-counters");
        client.transfer(image);
        client.activate();
        client.step(30_000);
        assertTrue(meter.board.breaks(Behaviour.Breakage.BLE));
        assertFalse(meter.board.breaks(Behaviour.Breakage.OPTICAL));
        assertFalse(meter.board.servesCounters());

        client.step(700_000);
        assertEquals(7, client.status());
        assertFalse(meter.board.breaks(Behaviour.Breakage.BLE));
        assertTrue(meter.board.servesCounters());
    }

    @Test
    void aMissingBlockIsReportedAndRepaired() {
        assertEquals("ok", client.initiate(GOOD));
        for (int number = 0; number < blocks(GOOD); number++) {
            if (number != 2) {
                client.block(number, piece(GOOD, number));
            }
        }

        assertEquals(7, blocks(GOOD));
        // one bit a block, the first one leftmost: all but block 2
        assertEquals(new CosemData.BitString(Octets.parse("DE"), 7), meter.read(18, METROLOGY, 3));
        assertEquals(2, meter.number(18, METROLOGY, 4));
        assertEquals("other-reason", client.verify());
        assertEquals("other-reason", client.activate());
        assertEquals(1, client.status());

        assertEquals("ok", client.block(2, piece(GOOD, 2)));
        assertEquals(7, meter.number(18, METROLOGY, 4));
        assertEquals(new CosemData.BitString(Octets.parse("FE"), 7), meter.read(18, METROLOGY, 3));
        assertEquals("ok", client.verify());
    }

    @Test
    void blocksThatCannotBeAreRefused() {
        assertEquals("other-reason", client.block(0, piece(GOOD, 0)));
        client.initiate(GOOD);
        assertEquals("ok", client.block(0, piece(GOOD, 0)));
        assertEquals("ok", client.block(0, piece(GOOD, 0)));
        assertEquals("other-reason", client.block(0, piece(GOOD, 1)));
        assertEquals("other-reason", client.block(7, piece(GOOD, 0)));
        assertEquals("other-reason", client.block(0xFFFF_FFFFL, piece(GOOD, 0)));
        assertEquals("type-unmatched", client.block(1, piece(GOOD, 0).slice(0, 511)));
        assertEquals(1, meter.number(18, METROLOGY, 4));
    }

    // As a client may do it, too: the method of class 18 itself.
    @Test
    void aBlockMayComeAsTheMethod() {
        client.initiate(GOOD);
        CosemData first =
                CosemData.structure(CosemData.doubleLongUnsigned(0), new CosemData.OctetString(piece(GOOD, 0)));

        assertEquals("ok", client.method(2, first));
        assertEquals(1, meter.number(18, METROLOGY, 4));
        assertEquals("type-unmatched", client.method(2, ZERO));
        assertEquals("type-unmatched", client.method(1, CosemData.structure(ZERO, ZERO)));
        assertEquals(1, client.status());
    }

    @Test
    void whatIsVerifiedIsShownUntilAnotherTransferBegins() {
        CosemData none = CosemData.array(List.of());
        assertEquals(none, meter.read(18, METROLOGY, 7));
        client.transfer(GOOD);
        assertEquals(none, meter.read(18, METROLOGY, 7));
        client.verify();

        CosemData info = CosemData.structure(
                CosemData.doubleLongUnsigned(GOOD.length),
                new CosemData.OctetString(Octets.ascii("new firmware")),
                new CosemData.OctetString(Octets.of(Forge.hash("SHA-256", GOOD))));
        assertEquals(CosemData.array(List.of(info)), meter.read(18, METROLOGY, 7));

        client.initiate(GOOD);
        assertEquals(none, meter.read(18, METROLOGY, 7));
    }

    // TRUE as FF, as some head-ends write it, is the codec's; here the value counts.
    @Test
    void aDisabledTransferRefusesTheMethods() {
        assertEquals(MeterReply.DONE, meter.write(18, METROLOGY, 5, CosemData.bool(false)));
        assertEquals("other-reason", client.initiate(GOOD));
        assertEquals(CosemData.bool(false), meter.read(18, METROLOGY, 5));
        assertEquals(MeterReply.DONE, meter.write(18, METROLOGY, 5, CosemData.bool(true)));
        assertEquals("ok", client.initiate(GOOD));
        assertEquals(new MeterReply.Refused(AccessResult.TYPE_UNMATCHED), meter.write(18, METROLOGY, 5, ZERO));
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void aWrongImageEndsInStatusEventVerdictAndConfirmation(Wrong wrong) {
        client.transfer(wrong.file());
        String verified = client.verify();
        assertEquals(wrong.status == 4 ? "other-reason" : "ok", verified);
        client.activate();
        client.step(600_000);

        assertEquals(wrong.status, client.status());
        assertEquals(wrong.verdict, client.verdict());
        assertEquals(wrong.verdict, client.loggedVerdict());
        assertTrue(meter.journal.has(Layer.STATE, "firmware of metrology: upd-000001 ended: " + wrong.verdict + "/"));
        List<Long> log = client.firmwareLog();
        assertEquals(wrong.event, log.get(log.size() - 1));
        assertFalse(log.contains(18L));
        assertEquals(wrong.status == 4 ? "124" : "12357", client.journalledStatuses());
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        assertEquals(1, client.told.size());
        assertFalse(client.told.get(0).ok());
        assertEquals(wrong.event, client.told.get(0).eventCode());
        assertEquals(
                wrong.verdict,
                client.told.get(0).verdict().phase() + "/"
                        + client.told.get(0).verdict().layer());
        assertEquals(
                Octets.of(Forge.hash("SHA-256", wrong.file())),
                client.told.get(0).sha256());
        assertEquals(1, meter.board.table().updates(UpdateKind.METROLOGY).securityCounter());

        client.transfer(GOOD);
        assertEquals("ok", client.activate());
        client.step(60_000);
        assertEquals("1.5.0", client.text("1-0:0.2.0.255"));
        assertEquals(2, client.told.size());
        assertTrue(client.told.get(1).ok());
    }

    @Test
    void aConfirmationIsToldUntilItIsAcknowledged() {
        client.transfer(Wrong.CRC.file());
        client.verify();
        for (int i = 0; i < 3; i++) {
            meter.step(5_000);
            List<MeterNotice> notices = meter.notices();
            assertTrue(notices.stream().anyMatch(MeterNotice.UpdateEnded.class::isInstance), "" + notices);
        }
        meter.ask(new MeterRequest.Acknowledge(1));
        meter.step(60_000);

        assertEquals(List.of(), meter.notices());
    }

    @Test
    void theNicsImageIsTakenByItsOwnInstance() {
        client.instance = NIC;
        byte[] file = image(spec(1, "1.1.0", 2), "reportsVersion: nic-1.1");
        client.transfer(file);
        assertEquals(0, meter.number(18, METROLOGY, 6));
        assertEquals("ok", client.activate());
        client.step(60_000);

        assertEquals(6, client.status());
        assertEquals("nic-1.1", client.text("1-2:0.2.0.255"));
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        assertEquals(UpdateKind.NIC, client.told.get(0).kind());
        assertEquals("1.0.0", client.told.get(0).oldIdentifier().toAscii());
        assertEquals("nic-1.1", client.told.get(0).newIdentifier().toAscii());
        assertTrue(meter.journal.has(Layer.STATE, "firmware of nic: image_transfer_status 5 -> 6 (CONFIRMED)"));
    }

    @Test
    void aMetrologyImageMayNeedANicThatRuns() {
        ImageSpec plain = spec(0, "1.5.0", 2);
        ImageSpec needy = new ImageSpec(
                0,
                plain.vendor(),
                plain.model(),
                plain.version(),
                2,
                plain.hardware(),
                plain.imageId(),
                java.util.Optional.of(new ImageSpec.Dependency(1, ImageVersion.parse("1.1.0"))));
        client.transfer(image(needy, ""));
        assertEquals("other-reason", client.verify());
        assertEquals("verify/dependency", client.verdict());

        client.instance = NIC;
        client.transfer(image(spec(1, "1.1.0", 2), ""));
        client.activate();
        client.step(60_000);
        client.instance = METROLOGY;
        client.transfer(image(needy, ""));
        assertEquals("ok", client.verify());
    }
}
