package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.meter.RequestPattern.received;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.memory.FlashEffect;
import org.metersim.runtime.wire.VirtualWorld;

/** Faults of the flash by what they strike, as a user of the library asks for them. */
class MemoryFaultsTest {

    private static final AttributeRef DEVICE_NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);
    private static final AttributeRef LOCATION = new AttributeRef(1, LogicalName.parse("0-0:96.1.2.255"), 2);

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private final Meter meter = Meter.builder().startOn(world);

    private UpdateResult update() {
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
        return new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 20_000)), UpdateListener.NONE).run();
    }

    private String nameRead() throws DlmsException {
        try (DlmsClient client = Tools.client(world, meter, "tcp", Tools.publicClient())) {
            client.connect();
            return ((CosemData.OctetString) client.value(DEVICE_NAME)).octets().toAscii();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FlashEffect.class,
            names = {"CUT_BEFORE", "CUT_AFTER", "TEAR_PREFIX", "TEAR_BITS", "TEAR_WEAK"})
    void aCutAtTheMarkerOfABlockCostsOnlyTime(FlashEffect cut) {
        meter.faults().memory().strike(cut, "metrology/slot 1/marker 17");

        UpdateResult result = update();

        assertTrue(result.isOk(), result::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
        assertEquals(1, meter.faults().memory().fired());
        String noted = meter.journal().entries(Layer.FAULT).toString();
        assertTrue(noted.matches(".*" + cut + ": program \\d+ at metrology/slot 1/marker 17.*"), noted);
        assertTrue(meter.journal().has(Layer.FAULT, "power lost at memory operation"));
        meter.journal().verify(received().action(18, "0-0:44.0.0.255", 1).from(Sap.FIRMWARE), Times.exactly(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = FlashEffect.class,
            names = {"ERASE_PARTIAL", "ERASE_WEAK", "ERASE_NOOP", "ERASE_ERROR"})
    void anEraseThatFailsCostsOnlyTime(FlashEffect fault) {
        meter.faults().memory().strike(fault, "metrology/slot 1/block 9");

        update();
        UpdateResult second = update();

        assertEquals(1, meter.faults().memory().fired());
        assertTrue(second.isOk(), second::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
    }

    // a block that the flash refuses is answered with hardware-fault and stays missing
    @ParameterizedTest
    @EnumSource(
            value = FlashEffect.class,
            names = {"PROG_ERROR", "PROG_NOOP"})
    void aBlockThatTheFlashRefusesIsNotAcknowledged(FlashEffect fault) {
        meter.faults().memory().strike(fault, "metrology/slot 1/block 3");

        update();
        UpdateResult second = update();

        assertEquals(1, meter.faults().memory().fired());
        assertTrue(second.isOk(), second::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrology/records/boot record", "metrology/records/logs", "nic/records/received counters"})
    void aRecordThatOneBankRefusesGoesToTheOther(String place) {
        meter.faults().memory().strike(FlashEffect.PROG_ERROR, place);

        UpdateResult result = update();

        assertTrue(result.isOk(), result::toString);
        assertEquals(1, meter.faults().memory().fired());
    }

    // nothing may brick: whatever cannot be written, the meter answers, and when the flash is well again it updates
    @ParameterizedTest
    @ValueSource(strings = {"metrology/records", "metrology/slot 1", "nic/records"})
    void aMeterWhoseFlashFailsForAWhileIsNotLost(String place) throws DlmsException {
        for (int i = 0; i < 30; i++) {
            meter.faults().memory().strike(FlashEffect.PROG_ERROR, place);
        }
        update();
        assertEquals("SIM0000000012345", nameRead());
        for (int tries = 0; tries < 40 && meter.faults().memory().armed() > 0; tries++) {
            meter.clock().advance(java.time.Duration.ofMinutes(2));
            update();
        }

        UpdateResult result = update();

        assertEquals(30, meter.faults().memory().fired());
        assertTrue(result.isOk(), result::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
    }

    @Test
    void aWrittenAttributeThatNeitherBankTakesIsAHardwareFault() throws DlmsException {
        for (int i = 0; i < 2; i++) {
            meter.faults()
                    .memory()
                    .strikeWhen(FlashEffect.PROG_ERROR, operation -> operation.touches("metrology/records"));
        }
        try (DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.MANAGEMENT))) {
            client.connect();
            CosemData before = client.value(LOCATION);
            assertEquals(AccessResult.HARDWARE_FAULT, client.set(LOCATION, CosemData.octets(new byte[] {65})));
            assertEquals(before, client.value(LOCATION));

            assertEquals(AccessResult.SUCCESS, client.set(LOCATION, CosemData.octets(new byte[] {65})));
            assertEquals(CosemData.octets(new byte[] {65}), client.value(LOCATION));
        }
    }

    // a bit of the running image comes back wrong: the check at the next start finds it
    @Test
    void aRottenBitOfTheRunningImageIsFoundAtTheNextStart() {
        assertTrue(update().isOk());
        meter.faults().memory().age(MemoryFaults.Ageing.BIT_ROT, "metrology/slot 1/block 9");
        meter.power().off();
        meter.power().on();

        assertEquals("1.4.2", meter.state().activeFirmware());
    }

    @Test
    void saysWhatItDoesNotKnow() {
        MemoryFaults faults = meter.faults().memory();
        assertThrows(IllegalArgumentException.class, () -> faults.strike(FlashEffect.CUT_AFTER, "metrology/slot 7"));
        assertThrows(IllegalArgumentException.class, () -> faults.strike(FlashEffect.CUT_AFTER, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> faults.age(MemoryFaults.Ageing.ECC_2, "metrology/records/boot record"));
        assertEquals(0, faults.armed());
        assertFalse(meter.journal().has(Layer.FAULT, "CUT_AFTER"));
    }
}
