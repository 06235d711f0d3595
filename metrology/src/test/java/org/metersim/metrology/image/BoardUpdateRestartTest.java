package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.image.ImageClient.GOOD;
import static org.metersim.metrology.image.ImageClient.METROLOGY;
import static org.metersim.metrology.image.ImageClient.piece;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.image.ImageClient.Wrong;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.MetrologyTable;
import org.metersim.metrology.table.TestMeter;

/** A whole board in the middle of an update: its power goes, or the program ends. */
class BoardUpdateRestartTest {

    private final ImageClient client = new ImageClient();
    private final TestMeter meter = client.meter;

    @Test
    void aTransferGoesOnAfterAPowerCut() {
        client.initiate(GOOD);
        client.block(0, piece(GOOD, 0));
        client.block(3, piece(GOOD, 3));
        client.powerCut();

        assertEquals(1, client.status());
        assertEquals(new CosemData.BitString(Octets.parse("90"), 7), meter.read(18, METROLOGY, 3));
        for (int number = 0; number < 7; number++) {
            assertEquals("ok", client.block(number, piece(GOOD, number)));
        }
        client.powerCut();
        assertEquals(1, client.status());
        assertEquals(7, meter.number(18, METROLOGY, 4));
        assertEquals("ok", client.verify());
        client.powerCut();
        assertEquals(3, client.status());
        assertEquals(
                1, ((CosemData.Array) meter.read(18, METROLOGY, 7)).elements().size());
    }

    @Test
    void aPowerCutBeforeTheRestartKeepsTheImage() {
        client.transfer(GOOD);
        client.verify();
        client.activate();
        client.step(1_000);
        assertEquals(5, client.status());
        client.powerCut();
        client.step(60_000);

        assertEquals(3, client.status());
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        assertEquals("123" + "53", client.journalledStatuses());
        assertEquals("ok", client.activate());
        client.step(60_000);
        assertEquals("1.5.0", client.text("1-0:0.2.0.255"));
    }

    /** Milliseconds after activate: while the board boots the new image, and while that tests itself. */
    @ParameterizedTest
    @ValueSource(longs = {2_000, 4_000, 7_000, 7_499})
    void aPowerCutDuringTheRestartBootsTheNewImage(long afterMs) {
        client.transfer(GOOD);
        client.activate();
        client.step(afterMs);
        client.powerCut();
        assertEquals(MeterReply.NO_ANSWER, meter.ask(new MeterRequest.Presence()));
        client.step(60_000);

        assertEquals(6, client.status());
        assertEquals("1.5.0", client.text("1-0:0.2.0.255"));
        assertEquals(1, client.told.size());
        assertTrue(client.told.get(0).ok());
    }

    @Test
    void threePowerCutsOnTrialBringTheOldImageBack() {
        client.transfer(GOOD);
        client.activate();
        client.step(7_000);
        for (int i = 0; i < 3; i++) {
            client.powerCut();
            client.step(5_000);
        }
        client.step(60_000);

        assertEquals(7, client.status());
        assertEquals("self-test/self-test", client.verdict());
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        assertFalse(client.told.get(0).ok());
    }

    @ParameterizedTest
    @EnumSource(
            value = Wrong.class,
            names = {"CRC", "SELF_TEST"})
    void howAnUpdateEndedSurvivesAPowerCut(Wrong wrong) {
        client.transfer(wrong.file());
        client.activate();
        meter.step(60_000);
        client.powerCut();
        client.step(1_000);

        assertEquals(wrong.status, client.status());
        assertEquals(wrong.verdict, client.verdict());
        assertEquals(wrong.event, client.told.get(0).eventCode());
    }

    // The program ended and was started again, at any moment.
    @ParameterizedTest
    @ValueSource(longs = {0, 1_999, 2_000, 7_000, 7_500, 20_000})
    void anUpdateEndsThoughTheBoardIsMadeAnew(long afterMs) {
        client.transfer(GOOD);
        client.activate();
        client.step(afterMs);
        meter.restart();
        client.step(60_000);
        if (client.status() == 3) {
            client.activate();
            client.step(60_000);
        }

        assertEquals(6, client.status());
        assertEquals("1.5.0", client.text("1-0:0.2.0.255"));
        assertEquals(1, client.told.size());
    }

    @Test
    void aBrokenRunningImageGivesWayToTheGoldenOne() {
        int slot = MetrologyTable.RECORD_BYTES;
        assertFalse(Arrays.equals(new byte[8], meter.memory.read(slot + 1000, 8)));
        meter.memory.program(slot + 1000, new byte[8]);
        client.powerCut();

        assertEquals(2, meter.board.table().updates(UpdateKind.METROLOGY).runningSlot());
        assertEquals(List.of(205L), client.firmwareLog());
        assertEquals("boot/crc", client.loggedVerdict());
        assertEquals("boot/crc", client.verdict());
        assertEquals("1.4.2", client.text("1-0:0.2.0.255"));
        client.transfer(GOOD);
        client.activate();
        client.step(60_000);
        assertEquals("1.5.0", client.text("1-0:0.2.0.255"));
    }
}
