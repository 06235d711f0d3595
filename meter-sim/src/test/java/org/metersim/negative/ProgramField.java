package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.program.Program;

/** A meter that takes programs, and what must hold after one. */
final class ProgramField {

    static final int INSTANCE = 2;
    private static final int CHANGED = 47;
    private static final int FAILED = 224;

    private static final String STANDARD_LOG = "0-0:99.98.0.255";

    /** Longer than the activation delay. */
    static final long ACTIVATION_MS = 5_000;

    /** All that the cases would change. */
    private static final List<AttributeRef> CONFIGURATION = Stream.concat(
                    Stream.of(
                            Programs.attribute(1, Programs.SUPPLY_POINT, 2),
                            Programs.attribute(70, Programs.RELAY, 3),
                            Programs.attribute(70, Programs.RELAY, 4),
                            Programs.attribute(8, Programs.CLOCK, 3),
                            Programs.attribute(1, "1-0:0.2.1.255", 2),
                            Programs.attribute(1, "0-0:96.2.0.255", 2),
                            Programs.attribute(1, "0-0:96.2.10.255", 2)),
                    Stream.of(2, 3, 4, 5, 6, 7, 8, 9, 10)
                            .map(attribute -> Programs.attribute(20, Programs.CALENDAR, attribute)))
            .toList();

    final Field field;

    ProgramField() {
        this(new Field());
    }

    ProgramField(Field field) {
        this.field = field;
    }

    Transfer transfer() throws DlmsException {
        return field.transfer(INSTANCE);
    }

    List<CosemData> configuration() throws DlmsException {
        try (DlmsClient client = field.client(Field.TCP, Field.MANAGEMENT)) {
            client.connect();
            List<CosemData> values = new ArrayList<>();
            for (AttributeRef attribute : CONFIGURATION) {
                values.add(client.value(attribute));
            }
            return values;
        }
    }

    CosemData read(int classId, String name, int attribute) throws DlmsException {
        try (DlmsClient client = field.client(Field.TCP, Field.MANAGEMENT)) {
            client.connect();
            return client.value(Programs.attribute(classId, name, attribute));
        }
    }

    String text(String name) throws DlmsException {
        return ((CosemData.OctetString) read(1, name, 2)).octets().toAscii();
    }

    String active() throws DlmsException {
        return text("1-0:0.2.1.255");
    }

    /** How many programs failed: in the standard log, and as many in that of updates. */
    long failures() {
        long failures = logged(FAILED, "0-0:99.98.128.255");
        assertEquals(failures, logged(FAILED, STANDARD_LOG));
        return failures;
    }

    /** How many programs changed something, by the standard log. */
    long changes() {
        return logged(CHANGED, STANDARD_LOG);
    }

    private long logged(int event, String log) {
        return field.meter.state().events().stream()
                .filter(entry -> entry.log().equals(log) && entry.code() == event)
                .count();
    }

    /** Sent whole, verified, and asked to be activated. */
    void activate(byte[] file) throws DlmsException {
        try (Transfer transfer = transfer()) {
            transfer.send(file);
            assertEquals(AccessResult.SUCCESS, transfer.verify(), () -> "verdict " + verdict(transfer));
            assertEquals(AccessResult.SUCCESS, transfer.activate());
        }
    }

    private static String verdict(Transfer transfer) {
        try {
            return transfer.verdict().toString();
        } catch (DlmsException unreadable) {
            return "unreadable";
        }
    }

    void takes(byte[] file) throws DlmsException {
        activate(file);
        field.world.advance(ACTIVATION_MS);
        try (Transfer transfer = transfer()) {
            assertEquals(6, transfer.status(), () -> "verdict " + verdict(transfer));
        }
    }

    /** image_verify refuses it, and the meter is as it was. */
    void refuses(byte[] file, String layer, String cause) throws DlmsException {
        List<CosemData> before = configuration();
        long failures = failures();
        try (Transfer transfer = transfer()) {
            transfer.send(file);
            assertEquals(AccessResult.OTHER_REASON, transfer.verify());
            assertEquals(4, transfer.status());
            Transfer.Verdict verdict = transfer.verdict();
            assertEquals("verify", verdict.phase());
            assertEquals(layer, verdict.layer(), verdict::toString);
            assertTrue(verdict.cause().contains(cause), verdict::toString);
            assertEquals(AccessResult.OTHER_REASON, transfer.activate());
        }
        field.world.advance(ACTIVATION_MS);
        assertEquals(failures + 1, failures());
        assertEquals(before, configuration());
    }

    /** It was verified and activated; then it failed, and the meter is as it was. */
    void gaveUp(List<CosemData> before, String layer, String cause) throws DlmsException {
        try (Transfer transfer = transfer()) {
            assertEquals(7, transfer.status());
            Transfer.Verdict verdict = transfer.verdict();
            assertEquals("apply", verdict.phase());
            assertEquals(layer, verdict.layer(), verdict::toString);
            assertTrue(verdict.cause().contains(cause), verdict::toString);
        }
        assertEquals(1, failures());
        assertEquals(before, configuration());
    }

    /** A good program is taken, and every register is that of a meter that nobody updated. */
    void isUnharmed() throws DlmsException {
        Program good = new Program(Programs.header("GOOD", 9), List.of(Programs.point("good"), Programs.mode(2)));
        takes(Programs.draft().counter(5).payload(good.encode()).signed());
        assertEquals("GOOD v9", active());
        assertEquals("good", text(Programs.SUPPLY_POINT));
        field.registersAreUntouched();
    }
}
