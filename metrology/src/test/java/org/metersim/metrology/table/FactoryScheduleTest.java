package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.profiles.ProfileReader;

/** What a profile schedules, before a client wrote anything. */
class FactoryScheduleTest {

    private static String sim1p() throws IOException {
        try (InputStream in = ProfileReader.class.getResourceAsStream("sim-1p.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Each day at noon the relay opens. */
    private static TestMeter meter() throws IOException {
        String yaml = sim1p().replace(
                        "script: {table: 0-0:10.0.107.255, id: 1}", "script: {table: 0-0:10.0.106.255, id: 1}")
                .replace("times: []", "times: [\"*-*-* 12:00:00\"]");
        MetrologyModel model = MetrologyModel.of(ProfileReader.read("noon.yaml", yaml), List.of());
        return new TestMeter(model, TestMeter.blankMemory(), TestMeter.START_MS);
    }

    @Test
    void isShownAsTimeAndDate() throws IOException {
        CosemData time = new CosemData.OctetString(Octets.parse("0C0000FF"));
        CosemData date = new CosemData.OctetString(Octets.parse("FFFFFFFFFF"));
        assertEquals(CosemData.array(List.of(CosemData.structure(time, date))), meter().read(22, "0-0:15.0.2.255", 4));
    }

    @Test
    void isDoneAtItsTimeOnceADay() throws IOException {
        TestMeter meter = meter();
        meter.step(7_199_999);
        assertEquals(CosemData.bool(true), meter.read(70, "0-0:96.3.10.255", 2));
        meter.step(1);
        assertEquals(CosemData.bool(false), meter.read(70, "0-0:96.3.10.255", 2));
        meter.invoke(70, "0-0:96.3.10.255", 2, CosemData.integer(0));
        meter.restart();
        meter.step(86_399_999);
        assertEquals(CosemData.bool(true), meter.read(70, "0-0:96.3.10.255", 2));
        meter.step(1);
        assertEquals(CosemData.bool(false), meter.read(70, "0-0:96.3.10.255", 2));
    }
}
