package org.metersim.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.meter.RequestPattern.received;
import static org.metersim.meter.Times.exactly;
import static org.metersim.readme.MyFieldTool.IMAGE;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.metersim.meter.Meter;
import org.metersim.meter.SimulatedMeter;

@SimulatedMeter(profile = "sim-1p", seed = 42)
class FirmwareToolTest {

    @Test
    void resumesAfterAPowerCut(Meter meter) throws Exception {
        meter.faults().powerCut().afterImageBlocks(391);
        new MyFieldTool(meter.tcp()).update(IMAGE); // the code under test
        meter.clock().advance(Duration.ofMinutes(5)); // boots, without sleeping
        assertEquals("1.5.0", meter.state().activeFirmware());
        meter.journal().verify(received().action(18, "0-0:44.0.0.255", 1), exactly(1)); // no second initiate
        assertTrue(meter.journal().reached("1.6")); // metrology told the NIC
    }
}
