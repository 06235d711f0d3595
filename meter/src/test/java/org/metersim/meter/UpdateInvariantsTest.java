package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.wire.VirtualWorld;

/** What an update, a rollback and a power cut must not touch: a twin that nobody updates measures the same. */
class UpdateInvariantsTest {

    private static final AttributeRef LOAD_PROFILE = new AttributeRef(7, LogicalName.parse("1-0:99.1.0.255"), 2);
    private static final AttributeRef RECEIVED = new AttributeRef(1, LogicalName.parse("0-0:43.1.3.255"), 2);

    /** Of a ciphered response in a wrapper frame, or in the AARE: security control 30, invocation counter. */
    private static final Pattern SENT = Pattern.compile("^.{16}(?:C[CDF](?:..|81..|82....)|61.*BE..04..28..)30(.{8})");

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private final Meter meter = Meter.builder().startOn(world);
    private final VirtualWorld otherWorld = new VirtualWorld(Tools.START_MS);
    private final Meter twin = Meter.builder().startOn(otherWorld);

    private UpdateResult update(byte[] image) {
        DlmsClient client = Tools.client(world, meter, "tcp", Tools.hls(Sap.FIRMWARE));
        return new ImageUpdate(client, Tools.plan(image), UpdateListener.NONE).run();
    }

    private static byte[] failing(String version) {
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "sim-1p");
        ImageSpec spec = ImageSpec.of(0, type, ImageVersion.parse(version), 9);
        byte[] payload = Behaviour.header("selfTest: fail");
        return ImageBuilder.sign(ImageBuilder.toBeSigned(spec, payload), SigningKey.parse(DemoSigningKey.pem()));
    }

    private CosemData read(Meter of, AttributeRef target) throws DlmsException {
        VirtualWorld around = of == meter ? world : otherWorld;
        try (DlmsClient client =
                Tools.client(around, of, "tcp", target == RECEIVED ? Tools.publicClient() : Tools.reader())) {
            client.connect();
            return client.value(target);
        }
    }

    /** Both clocks show the same, and both meters the same. */
    private void assertSameAsTwin() throws DlmsException {
        twin.clock().advance(Duration.ofMillis(world.nowMs() - otherWorld.nowMs()));
        assertEquals(twin.state().registers(), meter.state().registers());
    }

    private List<Long> sentCounters() {
        List<Long> counters = new ArrayList<>();
        for (JournalEntry entry : meter.journal().entries(Layer.FRAME)) {
            Matcher sent = SENT.matcher(entry.hex());
            if (entry.source().endsWith(">") && sent.find()) {
                counters.add(Long.parseLong(sent.group(1), 16));
            }
        }
        return counters;
    }

    @Test
    void meteringGoesOnAndNothingIsLostByUpdateRollbackAndCut() throws DlmsException {
        assertSameAsTwin();
        List<MeterState.Register> before = meter.state().registers();
        meter.clock().advance(Duration.ofMinutes(50));

        assertTrue(update(Tools.image("1.5.0", 20_000)).isOk());
        assertEquals("1.5.0", meter.state().activeFirmware());
        assertSameAsTwin();

        meter.clock().advance(Duration.ofMinutes(50));
        assertFalse(update(failing("1.6.0")).isOk());
        assertEquals("1.5.0", meter.state().activeFirmware());
        assertSameAsTwin();

        CosemData received = read(meter, RECEIVED);
        for (Meter each : List.of(meter, twin)) {
            each.power().off();
            each.clock().advance(Duration.ofMinutes(10));
            each.power().on();
        }
        assertEquals(received, read(meter, RECEIVED));
        assertSameAsTwin();

        assertTrue(update(Tools.image("1.7.0", 3_000)).isOk());
        assertSameAsTwin();
        assertNotEquals(before, meter.state().registers());
        CosemData rows = read(meter, LOAD_PROFILE);
        assertEquals(read(twin, LOAD_PROFILE), rows);
        assertTrue(((CosemData.Array) rows).elements().size() > 6);
        List<Long> counters = sentCounters();
        assertTrue(counters.size() > 60, counters.size() + " ciphered answers");
        for (int i = 1; i < counters.size(); i++) {
            assertTrue(counters.get(i) > counters.get(i - 1), counters.get(i) + " after " + counters.get(i - 1));
        }
    }
}
