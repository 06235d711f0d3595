package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.meter.MemoryFaults;
import org.metersim.meter.PowerCutFault;
import org.metersim.runtime.memory.FlashEffect;
import org.metersim.runtime.memory.FlashOperation;
import org.metersim.runtime.memory.PowerCut;

/** What may happen to a good program on its way: who brings it, when, and what is cut. */
@Timeout(300)
class ProgramProcessTest {

    private static final byte[] GOOD = Programs.file(
            Programs.program(7, Programs.point("new", ""), Programs.mode(5), Programs.act(70, Programs.RELAY, 1)));

    /** Noon of the day on which meters begin at ten. */
    private static final String NOON = "07EA060AFF0C000000800000";

    @TempDir
    Path folder;

    private static void write(Field field, CosemData value) throws DlmsException {
        try (DlmsClient client = field.client(Field.TCP, Field.MANAGEMENT)) {
            client.connect();
            assertEquals(AccessResult.SUCCESS, client.set(Programs.attribute(1, Programs.SUPPLY_POINT, 2), value));
        }
    }

    @Test
    void theMeterChangedSinceItWasVerified() throws DlmsException {
        ProgramField programs = new ProgramField();
        programs.activate(GOOD);
        write(programs.field, Programs.text("by hand"));
        List<CosemData> before = programs.configuration();
        programs.field.world.advance(ProgramField.ACTIVATION_MS);

        programs.gaveUp(before, "expect", "item 1: other-reason (250), reads 0907");
    }

    @Test
    void theProgramChangedSinceItWasVerified() throws DlmsException, IOException {
        Field field = new Field(builder -> builder.stateDir(folder));
        ProgramField programs = new ProgramField(field);
        byte[] file = Programs.file(Programs.point("a value of its own"));
        try (Transfer transfer = programs.transfer()) {
            transfer.send(file);
            assertEquals(AccessResult.SUCCESS, transfer.verify());
        }
        field.restartProcess(() -> new Flash(folder).flipIn(file));
        field.world.advance(ProgramField.ACTIVATION_MS);

        try (Transfer transfer = programs.transfer()) {
            assertEquals(4, transfer.status());
            assertEquals("crc", transfer.verdict().layer());
            assertEquals(AccessResult.OTHER_REASON, transfer.activate());
        }
        assertEquals("", programs.active());
    }

    @Test
    void thereIsNothingToVerifyOrToActivate() throws DlmsException {
        ProgramField programs = new ProgramField();
        try (Transfer transfer = programs.transfer()) {
            assertEquals(AccessResult.OTHER_REASON, transfer.verify());
            assertEquals(AccessResult.OTHER_REASON, transfer.activate());
            assertEquals(AccessResult.SUCCESS, transfer.initiate("program", GOOD.length));
            assertEquals(AccessResult.OTHER_REASON, transfer.activate());
            assertEquals(1, transfer.status());
        }
        programs.isUnharmed();
    }

    @Test
    void anAppliedProgramIsNotAppliedAgainByActivate() throws DlmsException {
        ProgramField programs = new ProgramField();
        programs.takes(GOOD);
        write(programs.field, Programs.text("by hand"));
        try (Transfer transfer = programs.transfer()) {
            assertEquals(AccessResult.OTHER_REASON, transfer.activate());
            assertEquals(6, transfer.status());
        }
        assertEquals("by hand", programs.text(Programs.SUPPLY_POINT));
        // nor by the same file: success, and no change
        programs.takes(GOOD);
        assertEquals("by hand", programs.text(Programs.SUPPLY_POINT));
        assertEquals("TARIFF v7", programs.active());
    }

    @Test
    void whoMayOnlyReadBringsNone() throws DlmsException {
        ProgramField programs = new ProgramField();
        for (Login login : List.of(Field.READER, Field.PUBLIC)) {
            try (Transfer transfer = programs.field.transfer(Field.TCP, login, ProgramField.INSTANCE)) {
                assertThrows(DlmsException.class, () -> {
                    AccessResult result = transfer.initiate("program", GOOD.length);
                    assertFalse(result == AccessResult.SUCCESS);
                    transfer.status();
                });
            }
        }
        programs.isUnharmed();
    }

    @Test
    void aProgramThatWaitsForItsDateIsNotReplaced() throws DlmsException {
        ProgramField programs = new ProgramField();
        programs.activate(Programs.effective(NOON, Programs.point("at noon")));
        programs.field.world.advance(ProgramField.ACTIVATION_MS);
        try (Transfer transfer = programs.transfer()) {
            assertEquals(5, transfer.status());
            assertEquals(AccessResult.TEMPORARY_FAILURE, transfer.initiate("program", GOOD.length));
            assertEquals(AccessResult.TEMPORARY_FAILURE, transfer.activate());
        }
        assertEquals("", programs.text(Programs.SUPPLY_POINT));
        programs.field.powerCycle();
        programs.field.world.advance(2 * 3_600_000);
        assertEquals("at noon", programs.text(Programs.SUPPLY_POINT));
        assertEquals("TARIFF v7", programs.active());
    }

    @Test
    void aProgramWhoseDateIsPastAppliesAtOnce() throws DlmsException {
        ProgramField programs = new ProgramField();
        programs.takes(Programs.effective("07EA0109FF0C000000800000", Programs.point("late")));
        assertEquals("late", programs.text(Programs.SUPPLY_POINT));
    }

    // at every operation from the answer of image_activate on; docs/programs.md says what each cut leaves
    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void theMainsAreCutWhileItIsApplied(PowerCut.Moment moment) throws DlmsException {
        Set<Long> ends = new TreeSet<>();
        for (int operation = 1; cuts(operation, moment, ends); operation++) {
            assertTrue(operation < 100, "the cut comes to an end");
        }
        // undone before it began, undone while it was applied, and done
        assertEquals(Set.of(3L, 6L, 7L), ends);
    }

    private static boolean cuts(int operation, PowerCut.Moment moment, Set<Long> ends) throws DlmsException {
        ProgramField programs = new ProgramField(Field.alone(port -> port));
        programs.activate(GOOD);
        List<CosemData> before = programs.configuration();
        PowerCutFault fault = programs.field.meter.faults().powerCut();
        fault.atMemoryOperation(operation, moment);
        programs.field.world.advance(60_000);
        if (fault.count() == 0) {
            return false;
        }
        long status;
        try (Transfer transfer = programs.transfer()) {
            status = transfer.status();
        }
        ends.add(status);
        boolean applied = status == 6;
        assertEquals(applied ? "TARIFF v7" : "", programs.active(), "operation " + operation);
        if (applied) {
            isApplied(programs);
        } else {
            assertEquals(before, programs.configuration(), "operation " + operation);
        }
        assertEquals(applied ? 1 : 0, programs.changes());
        assertEquals(status == 7 ? 1 : 0, programs.failures());
        return true;
    }

    private static void isApplied(ProgramField programs) throws DlmsException {
        assertEquals("TARIFF v7", programs.active());
        assertEquals("new", programs.text(Programs.SUPPLY_POINT));
        assertEquals(CosemData.enumeration(5), programs.read(70, Programs.RELAY, 4));
        assertEquals(CosemData.bool(false), programs.read(70, Programs.RELAY, 2));
    }

    // at every write of records from the answer of image_activate on, refused by both banks
    @Test
    void theFlashFailsWhileItIsApplied() throws DlmsException {
        Set<Long> ends = new TreeSet<>();
        for (int write = 1; fails(write, ends); write++) {
            assertTrue(write < 50, "the program comes to an end");
        }
        // undone; or what failed is told about it only
        assertEquals(Set.of(6L, 7L), ends);
    }

    private static boolean fails(int write, Set<Long> ends) throws DlmsException {
        ProgramField programs = new ProgramField();
        List<CosemData> before = programs.configuration();
        programs.activate(GOOD);
        MemoryFaults flash = programs.field.meter.faults().memory();
        flash.strikeWhen(FlashEffect.PROG_ERROR, records(write)).strikeWhen(FlashEffect.PROG_NOOP, records(write));
        programs.field.world.advance(60_000);
        if (flash.fired() == 0) {
            return false;
        }
        assertEquals(2, flash.fired(), "write " + write);
        long status;
        try (Transfer transfer = programs.transfer()) {
            status = transfer.status();
        }
        ends.add(status);
        for (int restarts = 0; restarts < 2; restarts++) {
            if (status == 6) {
                isApplied(programs);
            } else {
                programs.gaveUp(before, "memory", "the memory does not take it");
                assertEquals("", programs.active());
            }
            programs.field.powerCycle();
        }
        // one that was applied has cut the supply: less is measured
        if (status != 6) {
            programs.isUnharmed();
        }
        return true;
    }

    /** The n-th write of the metrology's records from now on. */
    private static Predicate<FlashOperation> records(int number) {
        int[] left = {number};
        // marks and seals are one write unit
        return operation -> operation.touches("metrology/records") && operation.lengthBytes() > 8 && --left[0] == 0;
    }
}
