package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

class ScriptTableTest {

    private static final String TARIFF_SCRIPTS = "0-0:10.0.100.255";
    private static final String RELAY_SCRIPTS = "0-0:10.0.106.255";
    private static final MeterReply WRONG_TYPE = new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);

    private final TestMeter meter = new TestMeter();

    private static CosemData action(CosemData service, int classId, String name, int index) {
        return CosemData.structure(
                service,
                CosemData.longUnsigned(classId),
                LogicalName.parse(name).toData(),
                CosemData.integer(index),
                CosemData.integer(0));
    }

    private static CosemData scripts(int id, CosemData... actions) {
        return CosemData.array(
                List.of(CosemData.structure(CosemData.longUnsigned(id), CosemData.array(List.of(actions)))));
    }

    private static MeterReply refused(AccessResult reason) {
        return new MeterReply.Refused(reason);
    }

    @Test
    void writesAttributesAndInvokesMethods() {
        assertEquals(MeterReply.DONE, meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.longUnsigned(4)));
        assertEquals(4, meter.number(1, "0-0:96.14.0.255", 2));
        assertEquals(MeterReply.DONE, meter.invoke(9, RELAY_SCRIPTS, 1, CosemData.longUnsigned(1)));
        assertEquals(CosemData.bool(false), meter.read(70, "0-0:96.3.10.255", 2));
    }

    @Test
    void refusesAScriptThatItDoesNotHave() {
        assertEquals(
                refused(AccessResult.OBJECT_UNAVAILABLE),
                meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.longUnsigned(5)));
        assertEquals(WRONG_TYPE, meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.unsigned(4)));
    }

    @Test
    void doesWhatAClientWroteInto() {
        CosemData written = scripts(9, action(CosemData.enumeration(2), 70, "0-0:96.3.10.255", 1));
        assertEquals(MeterReply.DONE, meter.write(9, TARIFF_SCRIPTS, 2, written));
        meter.restart();
        assertEquals(written, meter.read(9, TARIFF_SCRIPTS, 2));
        assertEquals(MeterReply.DONE, meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.longUnsigned(9)));
        assertEquals(CosemData.bool(false), meter.read(70, "0-0:96.3.10.255", 2));
    }

    @Test
    void doesNothingForServiceZero() {
        meter.write(9, TARIFF_SCRIPTS, 2, scripts(9, action(CosemData.enumeration(0), 70, "0-0:96.3.10.255", 1)));
        assertEquals(MeterReply.DONE, meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.longUnsigned(9)));
        assertEquals(CosemData.bool(true), meter.read(70, "0-0:96.3.10.255", 2));
    }

    // A script that starts itself would never end.
    @Test
    void startsNoOtherScript() {
        meter.write(9, TARIFF_SCRIPTS, 2, scripts(9, action(CosemData.enumeration(2), 9, TARIFF_SCRIPTS, 1)));
        assertEquals(refused(AccessResult.OTHER_REASON), meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.longUnsigned(9)));
    }

    @Test
    void refusesWhatHasNotTheFormOfScripts() {
        CosemData before = meter.read(9, TARIFF_SCRIPTS, 2);
        CosemData noService = scripts(9, action(CosemData.NULL, 70, "0-0:96.3.10.255", 1));
        CosemData unknownService = scripts(9, action(CosemData.enumeration(3), 70, "0-0:96.3.10.255", 1));
        CosemData wrongService = scripts(9, action(CosemData.unsigned(1), 70, "0-0:96.3.10.255", 1));
        for (CosemData wrong :
                new CosemData[] {noService, unknownService, wrongService, scripts(9, CosemData.NULL), CosemData.NULL}) {
            assertEquals(WRONG_TYPE, meter.write(9, TARIFF_SCRIPTS, 2, wrong));
        }
        assertEquals(before, meter.read(9, TARIFF_SCRIPTS, 2));
    }

    @Test
    void saysWhyAnActionWasRefused() {
        meter.write(9, TARIFF_SCRIPTS, 2, scripts(9, action(CosemData.enumeration(2), 70, "0-0:96.3.99.255", 1)));
        assertEquals(
                refused(AccessResult.OBJECT_UNDEFINED), meter.invoke(9, TARIFF_SCRIPTS, 1, CosemData.longUnsigned(9)));
    }
}
