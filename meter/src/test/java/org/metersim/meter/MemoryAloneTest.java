package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.wire.VirtualWorld;

/** All that a meter knows is in its memory: another process on the same file shows the same, one without it nothing. */
class MemoryAloneTest {

    private static final MeterModel MODEL = ProfileReader.builtin("sim-1p");
    private static final int MOST_ATTRIBUTES = 18;
    private static final AttributeRef LOCATION = new AttributeRef(1, LogicalName.parse("0-0:96.1.2.255"), 2);

    /** Invocation counters: they go on with each message, also with those that look. */
    private static final String COUNTERS = "0-0:43.1.";

    @TempDir
    private Path folder;

    private VirtualWorld world = new VirtualWorld(Tools.START_MS);

    private Meter start(String name) {
        return Meter.builder().stateDir(folder.resolve(name)).startOn(world);
    }

    /** Each attribute that management may read, as the meter tells it. */
    private Map<String, String> look(Meter meter) throws DlmsException {
        Map<String, String> seen = new TreeMap<>();
        try (DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.MANAGEMENT))) {
            client.connect();
            for (ObjectDefinition object : MODEL.objects()) {
                for (int attribute = 1; attribute <= MOST_ATTRIBUTES; attribute++) {
                    AttributeRef target = new AttributeRef(object.classId(), object.name(), attribute);
                    seen.put(target.toString(), value(client, target));
                }
            }
        }
        seen.keySet().removeIf(name -> name.contains(COUNTERS));
        return seen;
    }

    private static String value(DlmsClient client, AttributeRef target) {
        try {
            return client.value(target).toString();
        } catch (DlmsException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private long counter(Meter meter) throws DlmsException {
        try (DlmsClient client = Tools.client(world, meter, "tcp", Tools.publicClient())) {
            client.connect();
            AttributeRef counter = new AttributeRef(1, LogicalName.parse("0-0:43.1.1.255"), 2);
            return ((CosemData.Numeral) client.value(counter)).value();
        }
    }

    /** A life: written attributes, the relay, mains that fail, an update that ends and one that stays in the middle. */
    private void live(Meter meter) throws DlmsException {
        try (DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.MANAGEMENT))) {
            client.connect();
            assertEquals(AccessResult.SUCCESS, client.set(LOCATION, CosemData.octets(new byte[] {65, 66})));
            MethodRef disconnect = new MethodRef(70, LogicalName.parse("0-0:96.3.10.255"), 1);
            assertEquals(
                    AccessResult.SUCCESS,
                    client.action(disconnect, CosemData.integer(0)).result());
        }
        meter.power().off();
        meter.clock().advance(Duration.ofMinutes(7));
        meter.power().on();
        update(meter, "1.5.0");
        meter.clock().advance(Duration.ofHours(2));
        meter.faults().powerCut().afterImageBlocks(5).stayingOff(Duration.ofDays(2));
        update(meter, "1.6.0");
        meter.power().on();
        meter.clock().advance(Duration.ofMinutes(3));
    }

    private void update(Meter meter, String version) {
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
        new ImageUpdate(client, Tools.plan(Tools.image(version, 5_000)), UpdateListener.NONE).run();
    }

    @Test
    void anotherProcessOnTheSameMemoryShowsTheSame() throws DlmsException {
        Map<String, String> before;
        long counter;
        try (Meter meter = start("one")) {
            live(meter);
            assertEquals("1.5.0", meter.state().activeFirmware());
            before = look(meter);
            counter = counter(meter);
        }

        long nowMs = world.nowMs();
        world = new VirtualWorld(nowMs);
        try (Meter again = start("one")) {
            assertEquals("1.5.0", again.state().activeFirmware());
            assertEquals(1, again.state().outbox(), "what nobody fetched is still there");
            assertTrue(again.state().hasLogged(1)
                    && again.state().hasLogged(2)
                    && again.state().hasLogged(18));
            assertTrue(counter(again) >= counter, "a counter never goes back");
            Map<String, String> after = look(again);
            after.forEach((name, value) -> assertSame(name, before.get(name), value));
            assertEquals(before.keySet(), after.keySet());
        }
    }

    /** Between two looks time passes: what is measured now differs, and what is counted may have gone on. */
    private static void assertSame(String name, String before, String after) {
        if (name.matches("\\d+ 1-0:\\d+\\.8\\.\\d+\\.255 a2")) {
            assertTrue(Math.abs(number(after) - number(before)) <= 2, name + ": " + before + ", " + after);
        } else if (!name.matches("\\d+ 1-0:\\d+\\.7\\.\\d+\\.255 a2")) {
            assertEquals(timeless(before), timeless(after), name);
        }
    }

    private static long number(String value) {
        return Long.parseLong(value.replaceAll(".*value=(\\d+).*", "$1"));
    }

    /** Clocks tell other times; the day is the same. */
    private static String timeless(String value) {
        return value.replaceAll("(octets=07EA[0-9A-F]{6})[0-9A-F]{8}", "$1");
    }

    @Test
    void aFreshMemoryKnowsNothingOfIt() throws DlmsException {
        Map<String, String> fresh;
        try (Meter meter = start("two")) {
            fresh = look(meter);
            live(meter);
            assertNotEquals(fresh, look(meter));
        }

        world = new VirtualWorld(Tools.START_MS);
        try (Meter other = start("three")) {
            assertEquals(fresh, look(other));
        }
    }
}
