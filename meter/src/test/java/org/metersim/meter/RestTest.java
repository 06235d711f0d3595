package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.wire.VirtualWorld;

/** What a meter costs while nothing happens: docs/decisions/0004. */
class RestTest {

    private static final AttributeRef ENERGY = new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2);
    private static final int METERS = 10;

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private HeapFlash store;
    private MeterIndex index;

    @BeforeEach
    void start() throws IOException {
        SharedModel model = SharedModel.of(ProfileReader.builtin("sim-1p"), List.of());
        store = new HeapFlash(model.factory(), METERS);
        index = new MeterIndex(
                new MeterIndex.Settings(model, METERS, 1000, 42, Optional.empty()),
                store,
                PowerReturns.in(Optional.empty()),
                new VirtualGround(world));
        index.start(world.nowMs());
        world.attend(index);
    }

    private DlmsClient client(int meter, Login login) {
        VirtualCarrier carrier = new VirtualCarrier(world, asked -> open(meter), 1);
        return new DlmsClient(
                carrier, ClientSettings.of(Target.parse("tcp:meter:4059"), login, 5_000), new SplittableRandom(1));
    }

    private Optional<Endpoint> open(int meter) {
        return index.open(meter, Entrance.tcp(PortProtocol.ANY), world.nowMs());
    }

    private static <T> T with(DlmsClient client, Callable<T> task) throws Exception {
        try (client) {
            client.connect();
            return task.call();
        }
    }

    @Test
    void whoWasNeverAskedTakesNothing() {
        assertEquals(0, index.awake());
        assertEquals(0, store.restingBytes(0));
    }

    @Test
    void aMeterIsAwakeWhileSomebodyIsConnectedAndAtRestAfterwards() throws Exception {
        DlmsClient client = client(3, Tools.publicClient());
        client.connect();
        assertEquals(1, index.awake());

        client.close();
        assertEquals(0, index.awake());
    }

    // keys follow from the identity; what a conversation under HLS leaves behind are the two counters
    @Test
    void aMeterThatWasReadUnderHlsRestsInLessThan256Bytes() throws Exception {
        for (int i = 0; i < 30; i++) {
            DlmsClient client = client(5, Tools.hls(Sap.MANAGEMENT));
            with(client, () -> client.value(ENERGY));
        }

        assertEquals(0, index.awake());
        assertTrue(
                store.restingBytes(5) > 0 && store.restingBytes(5) + 16 + 24 <= 256,
                () -> store.restingBytes(5) + " bytes");
    }

    @Test
    void whatAMeterKeepsIsItsOwn() throws DlmsException {
        index.powerOff(2, world.nowMs());

        assertTrue(index.open(1, Entrance.tcp(PortProtocol.ANY), world.nowMs()).isPresent());
        assertTrue(index.open(2, Entrance.tcp(PortProtocol.ANY), world.nowMs()).isEmpty());
    }
}
