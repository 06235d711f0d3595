package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;

/** Programs that image_verify refuses: exactly one layer, and nothing in the meter changes. */
@Timeout(300)
class ProgramRefusedTest {

    private final ProgramField programs = new ProgramField();

    @ParameterizedTest
    @EnumSource(ProgramFault.class)
    void isRefusedAndNothingChanges(ProgramFault fault) throws DlmsException {
        for (byte[] earlier : fault.before()) {
            programs.takes(earlier);
        }
        programs.refuses(fault.container(), fault.layer(), fault.cause());
        programs.isUnharmed();
    }

    @Test
    void aProgramIsNoFirmware() throws DlmsException {
        for (int instance : new int[] {0, 1}) {
            try (Transfer transfer = programs.field.transfer(instance)) {
                transfer.send(Programs.file(Programs.point("new")));
                programs.field.refuses(transfer, "component");
            }
        }
        programs.isUnharmed();
    }

    @Test
    void aFileThatIsLongerThanTheSlotIsNotAnnounced() throws DlmsException {
        try (Transfer transfer = programs.transfer()) {
            assertEquals(AccessResult.OTHER_REASON, transfer.initiate("program", 69_633));
            assertEquals(0, transfer.status());
            assertEquals(AccessResult.SUCCESS, transfer.initiate("program", 69_632));
        }
        programs.isUnharmed();
    }
}
