package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.metersim.client.Authentication;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.wire.VirtualWorld;

/** A meter that is updated, its twin that nobody updates, and what both must have in common. */
final class Twins {

    static final AttributeRef LOAD_PROFILE = new AttributeRef(7, LogicalName.parse("1-0:99.1.0.255"), 2);

    /** Of the firmware client: the smallest that the meter accepts. */
    static final AttributeRef RECEIVED = new AttributeRef(1, LogicalName.parse("0-0:43.1.3.255"), 2);

    private static final MethodRef KEY_TRANSFER = new MethodRef(64, LogicalName.parse("0-0:43.0.3.255"), 2);
    private static final Octets NEW_KEY = Octets.parse("11112222333344445555666677778888");
    private static final String KEK = "1".repeat(16);

    /** Of a ciphered APDU in a wrapper frame, or in an AARQ or AARE: security control 30, invocation counter. */
    private static final Pattern COUNTER =
            Pattern.compile("^.{16}(?:C[89BCDF](?:..|81..|82....)|6[01].*BE..04..2[18]..)30(.{8})");

    final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    final Meter meter = Meter.builder().startOn(world);
    private final VirtualWorld otherWorld = new VirtualWorld(Tools.START_MS);
    final Meter twin = Meter.builder().startOn(otherWorld);
    private int cutsOfTwin;
    private CipherKeys keys = Tools.DEMO_KEYS;

    private DlmsClient client(CipherKeys with) {
        Authentication proof =
                new Authentication.Gmac(with, Octets.parse("4D4D4D0000BC614E"), SecurityControl.ofPolicy(3));
        return Tools.client(world, meter, "tcp", new Login(Sap.FIRMWARE, 1, proof));
    }

    UpdateResult update(byte[] image) {
        return new ImageUpdate(client(keys), Tools.plan(image), UpdateListener.NONE).run();
    }

    /** Gives the meter another encryption key, by the firmware client's security setup. */
    void changeKey() throws DlmsException {
        CosemData entry = CosemData.structure(CosemData.enumeration(0), new CosemData.OctetString(wrapped(NEW_KEY)));
        try (DlmsClient client = client(keys)) {
            client.connect();
            assertEquals(
                    AccessResult.SUCCESS,
                    client.action(KEY_TRANSFER, CosemData.array(List.of(entry))).result());
        }
        keys = new CipherKeys(NEW_KEY, keys.gak());
    }

    /** RFC 3394, by the JDK. */
    private static Octets wrapped(Octets key) {
        try {
            Cipher wrap = Cipher.getInstance("AESWrap");
            Key kek = new SecretKeySpec(Octets.ascii(KEK).toBytes(), "AES");
            wrap.init(Cipher.WRAP_MODE, kek);
            return Octets.of(wrap.wrap(new SecretKeySpec(key.toBytes(), "AES")));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** True when the meter lets in who has these keys. */
    boolean opensTo(CipherKeys with) {
        try (DlmsClient client = client(with)) {
            client.connect();
            return true;
        } catch (DlmsException refused) {
            assertTrue(!refused.failure().isOfTheLine(), refused.failure().text());
            return false;
        }
    }

    CipherKeys keys() {
        return keys;
    }

    CosemData read(Meter of, AttributeRef target) throws DlmsException {
        VirtualWorld around = of == meter ? world : otherWorld;
        try (DlmsClient client =
                Tools.client(around, of, "tcp", target == RECEIVED ? Tools.publicClient() : Tools.reader())) {
            client.connect();
            return client.value(target);
        }
    }

    /** The mains of both fail, for that long. */
    void powerCycle(Duration off) {
        catchUp();
        for (Meter each : List.of(meter, twin)) {
            each.power().off();
            each.clock().advance(off);
            each.power().on();
        }
    }

    /** The twin comes to the meter's time, and its power failed whenever a cut struck the meter. */
    private void catchUp() {
        List<Long> cuts = meter.journal().entries(Layer.FAULT).stream()
                .filter(entry -> entry.text().startsWith("power lost"))
                .map(JournalEntry::atMs)
                .toList();
        for (long cutMs : cuts.subList(cutsOfTwin, cuts.size())) {
            advanceTwinTo(cutMs);
            twin.power().off();
            twin.power().on();
        }
        cutsOfTwin = cuts.size();
        advanceTwinTo(world.nowMs());
    }

    private void advanceTwinTo(long timeMs) {
        twin.clock().advance(Duration.ofMillis(timeMs - otherWorld.nowMs()));
    }

    /** Both clocks show the same, and both meters the same. */
    void assertSame() {
        catchUp();
        assertEquals(twin.state().registers(), meter.state().registers());
    }

    /** @return the rows of both */
    List<CosemData> assertSameLoadProfile() throws DlmsException {
        catchUp();
        CosemData rows = read(meter, LOAD_PROFILE);
        assertEquals(read(twin, LOAD_PROFILE), rows);
        return ((CosemData.Array) rows).elements();
    }

    /** Of ciphered frames, in their order. @param direction the last character of where they go */
    private List<Long> counters(String direction) {
        List<Long> counters = new ArrayList<>();
        for (JournalEntry entry : meter.journal().entries(Layer.FRAME)) {
            Matcher ciphered = COUNTER.matcher(entry.hex());
            if (entry.source().endsWith(direction) && ciphered.find()) {
                counters.add(Long.parseLong(ciphered.group(1), 16));
            }
        }
        return counters;
    }

    /** From those numbers on, in their order. */
    void assertCountersOnlyRise(int fromAnswer, int fromRequest) {
        List<Long> answers = counters(">");
        List<Long> requests = counters("<");
        assertRise(answers.subList(fromAnswer, answers.size()), 1);
        // whoever connects goes on from the counter that the meter shows: what a cut swallowed may come again
        assertRise(requests.subList(fromRequest, requests.size()), cutsOfTwin == 0 ? 1 : 0);
    }

    int answers() {
        return counters(">").size();
    }

    int requests() {
        return counters("<").size();
    }

    private static void assertRise(List<Long> counters, int least) {
        for (int i = 1; i < counters.size(); i++) {
            String both = counters.get(i) + " after " + counters.get(i - 1);
            assertTrue(counters.get(i) >= counters.get(i - 1) + least, both);
        }
    }
}
