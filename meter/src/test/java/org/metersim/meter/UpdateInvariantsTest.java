package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.runtime.memory.PowerCut.Moment;

/** What an update, a rollback and a power cut must not touch: a twin that nobody updates measures the same. */
class UpdateInvariantsTest {

    /** Every so many operations of the flash the power is cut. */
    private static final int STEP = 17;

    private static byte[] failing(String version) {
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "sim-1p");
        ImageSpec spec = ImageSpec.of(0, type, ImageVersion.parse(version), 9);
        byte[] payload = Behaviour.header("selfTest: fail");
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), SigningKey.parse(DemoSigningKey.pem()));
    }

    @Test
    void meteringGoesOnAndNothingIsLostByUpdateRollbackAndCut() throws DlmsException {
        Twins twins = new Twins();
        Meter meter = twins.meter;
        twins.assertSame();
        List<MeterState.Register> before = meter.state().registers();
        meter.clock().advance(Duration.ofMinutes(50));

        assertTrue(twins.update(Tools.image("1.5.0", 20_000)).isOk());
        assertEquals("1.5.0", meter.state().activeFirmware());
        twins.assertSame();

        meter.clock().advance(Duration.ofMinutes(50));
        assertFalse(twins.update(failing("1.6.0")).isOk());
        assertEquals("1.5.0", meter.state().activeFirmware());
        twins.assertSame();

        CosemData received = twins.read(meter, Twins.RECEIVED);
        twins.powerCycle(Duration.ofMinutes(10));
        assertEquals(received, twins.read(meter, Twins.RECEIVED));
        twins.assertSame();

        assertTrue(twins.update(Tools.image("1.7.0", 3_000)).isOk());
        twins.assertSame();
        assertNotEquals(before, meter.state().registers());
        assertTrue(twins.assertSameLoadProfile().size() > 6);
        twins.assertCountersOnlyRise(0, 0);
        assertTrue(twins.answers() > 60, twins.answers() + " ciphered answers");
        assertTrue(twins.requests() > 60, twins.requests() + " ciphered requests");
    }

    // a key changed before, then an update that is confirmed and one that is given up, the power cut inside of them
    @Test
    void registersProfilesCountersAndKeysSurviveACutInsideOfAnUpdate() throws DlmsException {
        Set<String> ends = new TreeSet<>();
        Moment[] moments = Moment.values();
        int cuts = 0;
        while (isCut(1 + STEP * cuts, moments[cuts % moments.length], ends)) {
            cuts++;
        }
        assertTrue(cuts >= 18, cuts + " cuts");
        assertEquals(Set.of("1.5.0"), ends);
    }

    private static boolean isCut(int operation, Moment moment, Set<String> ends) throws DlmsException {
        String where = moment + " " + operation;
        Twins twins = new Twins();
        Meter meter = twins.meter;
        meter.clock().advance(Duration.ofMinutes(50));
        twins.changeKey();
        int answers = twins.answers();
        int requests = twins.requests();
        PowerCutFault fault = meter.faults().powerCut().atMemoryOperation(operation, moment);

        for (int times = 0; !meter.state().activeFirmware().equals("1.5.0"); times++) {
            assertTrue(times < 3, where + ": not updated");
            twins.update(Tools.image("1.5.0", 3_000));
            twins.assertSame();
        }
        twins.update(failing("1.6.0"));
        twins.assertSame();
        if (fault.count() == 0) {
            return false;
        }
        ends.add(meter.state().activeFirmware());

        CosemData received = twins.read(meter, Twins.RECEIVED);
        twins.powerCycle(Duration.ofMinutes(10));
        assertEquals(received, twins.read(meter, Twins.RECEIVED), where);
        assertTrue(twins.opensTo(twins.keys()), where);
        assertFalse(twins.opensTo(Tools.DEMO_KEYS), where);
        twins.assertSame();
        assertTrue(twins.assertSameLoadProfile().size() > 4, where);
        twins.assertCountersOnlyRise(answers, requests);
        return true;
    }
}
