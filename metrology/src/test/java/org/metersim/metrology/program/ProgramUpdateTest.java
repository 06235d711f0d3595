package org.metersim.metrology.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.program.ProgramClient.act;
import static org.metersim.metrology.program.ProgramClient.check;
import static org.metersim.metrology.program.ProgramClient.program;
import static org.metersim.metrology.program.ProgramClient.set;
import static org.metersim.metrology.program.ProgramClient.setPoint;
import static org.metersim.metrology.program.ProgramClient.text;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;
import org.metersim.runtime.journal.Layer;

class ProgramUpdateTest {

    private static final Program GOOD = program(
            7,
            setPoint("CUPS-1", ""),
            set(20, ProgramClient.CALENDAR, 6, text("WINTER")),
            check(1, ProgramClient.SUPPLY_POINT, 2, text("CUPS-1")));

    private static final CosemData NO_DATE = new CosemData.OctetString(Octets.parse("FFFFFFFFFFFFFFFFFF8000FF"));

    private final ProgramClient client = new ProgramClient();

    /** Wednesday 2026-06-10, 10 hours and some minutes, seconds and hundredths, in summer time. */
    private static CosemData at(String rest) {
        return new CosemData.OctetString(Octets.parse("07EA060A030A" + rest + "FF8880"));
    }

    @Test
    void isAppliedWholeAndConfirmedOnce() {
        long changes = client.changes();
        client.transfer(ProgramClient.container(GOOD));
        assertEquals("ok", client.verify());
        assertEquals(3, client.status());
        assertEquals("", client.supplyPoint());
        assertEquals("ok", client.activate());
        assertEquals(5, client.status());
        client.step(3_000);

        assertEquals(6, client.status());
        assertEquals("TARIFF v7", client.active());
        assertEquals("CUPS-1", client.supplyPoint());
        assertEquals(changes + 1, client.changes());
        assertEquals(1, client.meter.number(1, "0-0:96.2.10.255", 2));
        // the activation delay after 10:00:00
        CosemData applied = at("000200");
        assertEquals(applied, client.meter.read(1, "0-0:96.2.1.255", 2));
        assertEquals(applied, client.meter.read(1, "0-0:96.2.11.255", 2));
        assertEquals(List.of(0L, 0L, 0L), client.codes());
        assertEquals(List.of(223L, 47L), client.log());
        client.step(60_000);
        assertEquals(1, client.told.size());
        UpdateConfirmation told = client.told.get(0);
        assertEquals(UpdateKind.PROGRAM, told.kind());
        assertTrue(told.ok());
        assertEquals(47, told.eventCode());
        assertEquals("", told.oldIdentifier().toAscii());
        assertEquals("TARIFF v7", told.newIdentifier().toAscii());
    }

    @Test
    void namesTheProgramBeforeItWhenTheNextComes() {
        client.apply(GOOD);
        client.apply(program(8, setPoint("CUPS-2", "CUPS-1")));

        assertEquals("TARIFF v8", client.active());
        assertEquals("TARIFF v7", client.told.get(1).oldIdentifier().toAscii());
    }

    @Test
    void changesNothingWhenTheSameComesAgain() {
        client.apply(GOOD);
        long changes = client.changes();
        client.meter.write(1, ProgramClient.SUPPLY_POINT, 2, text("by hand"));
        client.apply(GOOD);

        assertEquals(6, client.status());
        assertEquals("by hand", client.supplyPoint());
        assertEquals(changes + 1, client.changes());
        assertEquals(1, client.meter.number(1, "0-0:96.2.10.255", 2));
        assertTrue(client.told.get(1).ok());
        assertEquals("TARIFF v7", client.told.get(1).oldIdentifier().toAscii());
        assertEquals(2, client.told.size());
    }

    @Test
    void activatesACalendarThatItWroteBefore() {
        CosemData seasons = client.meter.read(20, ProgramClient.CALENDAR, 3);
        CosemData weeks = client.meter.read(20, ProgramClient.CALENDAR, 4);
        CosemData days = client.meter.read(20, ProgramClient.CALENDAR, 5);
        client.apply(program(
                1,
                set(20, ProgramClient.CALENDAR, 6, text("NEW")),
                set(20, ProgramClient.CALENDAR, 7, seasons),
                set(20, ProgramClient.CALENDAR, 8, weeks),
                set(20, ProgramClient.CALENDAR, 9, days),
                act(20, ProgramClient.CALENDAR, 1, 2, 3, 4, 5),
                check(20, ProgramClient.CALENDAR, 2, text("NEW"))));

        assertEquals(6, client.status());
        assertEquals("NEW", text(client.meter.read(20, ProgramClient.CALENDAR, 2)));
    }

    @Test
    void movesTheRelayLast() {
        client.apply(
                program(1, set(1, ProgramClient.SUPPLY_POINT, 2, text("CUPS-1")), act(70, ProgramClient.RELAY, 1)));

        assertEquals(6, client.status());
        assertEquals(CosemData.bool(false), client.meter.read(70, ProgramClient.RELAY, 2));
        assertEquals(List.of(223L, 62L, 47L), client.log());
    }

    @Test
    void waitsForItsDateThroughAPowerCut() {
        CosemDateTime noon = CosemDateTime.of(Octets.parse("07EA060AFF0C000000800000"));
        ProgramHeader later =
                new ProgramHeader("TARIFF", 7, "sim-1p", Requires.NOTHING, OnError.ROLLBACK, Optional.of(noon));
        client.apply(new Program(later, GOOD.items()));
        assertEquals(5, client.status());
        assertEquals(noon.toOctets(), ((CosemData.OctetString) client.meter.read(1, "0-0:96.2.6.255", 2)).octets());
        client.powerCut();
        assertEquals(5, client.status());
        assertEquals("", client.supplyPoint());

        client.step(2 * 3_600_000);
        assertEquals(6, client.status());
        assertEquals("CUPS-1", client.supplyPoint());
        assertNotEquals(noon.toOctets(), ((CosemData.OctetString) client.meter.read(1, "0-0:96.2.6.255", 2)).octets());
        assertEquals(1, client.told.size());
    }

    @Test
    void isLookedAtAgainBeforeItIsApplied() {
        client.transfer(ProgramClient.container(GOOD));
        assertEquals("ok", client.verify());
        client.meter.write(1, ProgramClient.SUPPLY_POINT, 2, text("CUPS-0"));
        long changes = client.changes();
        assertEquals("ok", client.activate());
        client.step(3_000);

        assertEquals(7, client.status());
        assertEquals(
                "apply/expect/item 1: other-reason (250), reads 0906435550532D30 (expected: 0900)", client.verdict());
        assertEquals("CUPS-0", client.supplyPoint());
        assertEquals("", client.active());
        assertEquals(changes, client.changes());
        assertEquals(at("000000"), client.meter.read(1, "0-0:96.2.1.255", 2));
        assertEquals(NO_DATE, client.meter.read(1, "0-0:96.2.11.255", 2));
        assertEquals(List.of(250L, 255L, 255L), client.codes());
        assertEquals(224, client.told.get(0).eventCode());
        List<CosemData> row = client.lastOfItsOwnLog();
        assertEquals(CosemData.unsigned(224), row.get(1));
        assertEquals(client.meter.read(1, "0-0:44.128.0.255", 2), row.get(4));
        assertTrue(client.meter.journal.has(Layer.STATE, "program: program-000001 ended: " + client.verdict()));
    }
}
