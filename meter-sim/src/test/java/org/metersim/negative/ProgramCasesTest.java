package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.negative.Case.Kind.POLICY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.program.Program;
import org.metersim.metrology.program.ProgramHeader;
import org.metersim.metrology.program.ProgramItem;

/** Cases of configuration programs in the place of firmware, and of programs that come at the wrong time. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class ProgramCasesTest {

    private static final int PROGRAM = 2;
    private static final AttributeRef POINT_OF_SUPPLY = new AttributeRef(1, LogicalName.parse("0-0:96.1.2.255"), 2);

    private final Field field = new Field();

    private static CosemData text(String text) {
        return new CosemData.OctetString(Octets.ascii(text));
    }

    /** Sets the point of supply. @param expect what it must be before */
    private static byte[] program(int version, String value, Optional<String> expect) {
        ProgramItem item = new ProgramItem.Set(POINT_OF_SUPPLY, text(value), expect.map(ProgramCasesTest::text));
        ProgramHeader header = new ProgramHeader(
                "POINT",
                version,
                "sim-1p",
                ProgramHeader.Requires.NOTHING,
                ProgramHeader.OnError.ROLLBACK,
                Optional.empty());
        return Draft.small()
                .component(PROGRAM)
                .payload(new Program(header, List.of(item)).encode())
                .signed();
    }

    private void applies(byte[] image, String point) throws DlmsException {
        try (Transfer transfer = field.transfer(PROGRAM)) {
            transfer.send(image);
            assertEquals(SUCCESS, transfer.verify());
            assertEquals(SUCCESS, transfer.activate());
        }
        field.world.advance(Field.ACTIVATION_MS);
        try (Transfer transfer = field.transfer(PROGRAM)) {
            assertEquals(6, transfer.status());
        }
        assertPoint(point);
    }

    private void refuses(byte[] image, String layer) throws DlmsException {
        try (Transfer transfer = field.transfer(PROGRAM)) {
            transfer.send(image);
            assertEquals(OTHER_REASON, transfer.verify());
            assertEquals(4, transfer.status());
            assertEquals(layer, transfer.verdict().layer(), () -> layer);
            assertEquals(OTHER_REASON, transfer.activate());
        }
    }

    private void assertPoint(String expected) throws DlmsException {
        try (Transfer transfer = field.transfer(Field.TCP, Field.MANAGEMENT, PROGRAM)) {
            assertEquals(text(expected), transfer.client().value(POINT_OF_SUPPLY));
        }
    }

    @Case(number = 39, kind = POLICY, does = "firmware image to the program's transfer", answer = "component")
    @Test
    void firmwareToProgram() throws DlmsException {
        refuses(Draft.good().signed(), "component");
        applies(program(1, "CL-1", Optional.empty()), "CL-1");
        field.isUnharmed();
    }

    @Case(number = 49, kind = POLICY, does = "an older program again, after a newer one", answer = "version")
    @Test
    void olderProgram() throws DlmsException {
        applies(program(7, "CL-7", Optional.empty()), "CL-7");
        applies(program(8, "CL-8", Optional.empty()), "CL-8");
        refuses(program(7, "CL-7", Optional.empty()), "version");
        refuses(program(8, "CL-9", Optional.empty()), "version");
        assertPoint("CL-8");
        applies(program(9, "CL-9", Optional.of("CL-8")), "CL-9");
        field.isUnharmed();
    }

    @Case(
            number = 49,
            kind = POLICY,
            does = "program that expects another value than the meter has",
            answer = "expect; nothing is changed")
    @Test
    void anotherValueThanExpected() throws DlmsException {
        refuses(program(1, "CL-1", Optional.of("CL-0")), "expect");
        assertPoint("");
        applies(program(1, "CL-1", Optional.of("")), "CL-1");
        field.isUnharmed();
    }
}
