package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.runtime.wire.VirtualWorld;

class MeterTest {

    private static final AttributeRef DEVICE_NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private final Meter meter = Meter.builder().startOn(world);

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "hdlc", "optical"})
    void anyProtocolReachesTheSameMeterThroughOnePort(String transport) throws DlmsException {
        try (DlmsClient client = Tools.client(world, meter, transport, Tools.publicClient())) {
            client.connect();

            assertEquals(new CosemData.OctetString(Octets.ascii("SIM0000000012345")), client.value(DEVICE_NAME));
        }
    }

    @Test
    void anUpdateThroughTheOpticalPortRunsTheNewImageAndReachesTheRowsOfTheUseCase() {
        DlmsClient client = Tools.client(world, meter, "optical", Tools.hls(Sap.FIRMWARE));

        UpdateResult result =
                new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 20_000)), UpdateListener.NONE).run();

        assertTrue(result.isOk(), result::toString);
        assertEquals("1.5.0", meter.state().activeFirmware());
        for (String row : new String[] {"1.2", "1.3", "1.4", "1.5", "1.6", "1.7"}) {
            assertTrue(meter.journal().reached(row), row);
        }
    }
}
