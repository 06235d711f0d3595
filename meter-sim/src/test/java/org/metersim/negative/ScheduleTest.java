package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.negative.Case.Kind.PROCESS;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;

/** Case 68: an activation that waits for its time, and a clock that does not go straight. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class ScheduleTest {

    private static final byte[] IMAGE_150 = Draft.small().signed();

    private final Field field = new Field();

    // Wednesday 2026-06-10 10:00 in Madrid, as the field begins.
    @Case(
            number = 68,
            kind = PROCESS,
            does = "activation scheduled in the past; the clock set back from a scheduled time, then over it",
            answer = "nothing; nothing; activated")
    @Test
    void timeTravel() throws DlmsException {
        schedule("090000", "07EA060AFF");
        field.world.advance(2 * 3_600_000);
        status(3);
        schedule("130000", "07EA060AFF");
        field.setClock("07EA060A 03 0B3000 00 800000");
        field.world.advance(10 * Field.ACTIVATION_MS);
        status(3);
        field.setClock("07EA060A 03 0E0000 00 800000");
        field.world.advance(Field.ACTIVATION_MS);
        status(6);
        field.runs("1.5.0", 1);
        field.isUnharmed();
    }

    // Sunday 2026-10-25: 02:00 to 03:00 comes twice in Madrid.
    @Case(
            number = 68,
            kind = PROCESS,
            does = "activation scheduled in the hour that summer time repeats, and one in the hour that it skips",
            answer = "once")
    @Test
    void daylightSaving() throws DlmsException {
        Field autumn = startedAt("2026-10-24T23:30:00Z");
        schedule(autumn, "023000", "07EA0A19FF");
        autumn.world.advance(60 * 60_000 - 1_000);
        assertEquals("1.4.2", autumn.meter.state().activeFirmware());
        autumn.world.advance(Field.ACTIVATION_MS);
        isActivatedOnce(autumn);

        Field spring = startedAt("2027-03-28T00:30:00Z");
        schedule(spring, "023000", "07EB031CFF");
        spring.world.advance(30 * 60_000 - 1_000);
        assertEquals("1.4.2", spring.meter.state().activeFirmware());
        spring.world.advance(2 * 3_600_000);
        isActivatedOnce(spring);
    }

    private static void isActivatedOnce(Field field) throws DlmsException {
        assertEquals("1.5.0", field.meter.state().activeFirmware());
        long activated = field.logged(Field.ACTIVATED);
        field.world.advance(3 * 3_600_000);
        assertEquals(activated, field.logged(Field.ACTIVATED));
        field.runs("1.5.0", 1);
        field.isUnharmed();
    }

    private static Field startedAt(String utc) {
        return new Field(builder -> builder, port -> port, Instant.parse(utc).toEpochMilli());
    }

    private void schedule(String time, String date) throws DlmsException {
        schedule(field, time, date);
    }

    /** Verifies an image and has it activated then. @param time hhmmss, decimal */
    private static void schedule(Field at, String time, String date) throws DlmsException {
        try (Transfer transfer = at.transfer()) {
            transfer.send(IMAGE_150);
            assertEquals(SUCCESS, transfer.verify());
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < 6; i += 2) {
                hex.append(String.format("%02X", Integer.parseInt(time.substring(i, i + 2))));
            }
            CosemData when = CosemData.structure(
                    new CosemData.OctetString(Octets.parse(hex + "00")), new CosemData.OctetString(Octets.parse(date)));
            AttributeRef times = new AttributeRef(22, LogicalName.parse("0-0:15.0.2.255"), 4);
            assertEquals(SUCCESS, transfer.client().set(times, CosemData.array(List.of(when))));
        }
    }

    private void status(long expected) throws DlmsException {
        try (Transfer transfer = field.transfer()) {
            assertEquals(expected, transfer.status());
        }
    }
}
