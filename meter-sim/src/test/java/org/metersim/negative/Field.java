package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.metersim.client.Authentication;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePlan;
import org.metersim.client.update.UpdateResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.meter.Meter;
import org.metersim.meter.MeterBuilder;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.metrology.image.ImagePolicy;
import org.metersim.metrology.image.ImageVerifier;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.MeterTrust;
import org.metersim.metrology.image.TrustedKey;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.wire.VirtualWorld;

/** A meter on a virtual wire, its twin that nobody updates, and what must hold after an update went wrong. */
final class Field {

    static final int READY = 17;
    static final int ACTIVATED = 18;
    static final int VERIFICATION_FAILED = 51;
    static final int ROLLED_BACK = 204;

    static final Login FIRMWARE = hls(3, SecurityControl.BOTH);
    static final Login MANAGEMENT = hls(1, SecurityControl.BOTH);
    static final Login PUBLIC = new Login(16, 1, Authentication.NONE);
    static final Login READER = new Login(2, 1, new Authentication.Password(Octets.ascii("Gurux")));

    /** Above all that the cases send. */
    private static final String GOOD_AFTER_ALL = "9.9.9";

    static final String TCP = "tcp:127.0.0.1:4059";

    private static final long START_MS = 1_781_078_400_000L;
    private static final int ANSWER_MS = 2_000;

    /** Longer than activation delay, boot time and self-test of a good image. */
    static final long ACTIVATION_MS = 60_000;

    final VirtualWorld world;
    final VirtualCarrier carrier;
    private final UnaryOperator<MeterBuilder> settings;
    private final Optional<Meter> twin;
    Meter meter;

    /** What runs, and with which security counter it was taken. */
    private String running = "1.4.2";

    private long counter = 1;

    private Signer signer = Signer.DEMO;

    Field() {
        this(builder -> builder);
    }

    Field(UnaryOperator<MeterBuilder> settings) {
        this(settings, port -> port);
    }

    /** @param around what lies between the client and the meter's port */
    Field(UnaryOperator<MeterBuilder> settings, UnaryOperator<Endpoint> around) {
        this(settings, around, START_MS);
    }

    /** @param startMs simulated UTC */
    Field(UnaryOperator<MeterBuilder> settings, UnaryOperator<Endpoint> around, long startMs) {
        this(settings, around, startMs, true);
    }

    private Field(UnaryOperator<MeterBuilder> settings, UnaryOperator<Endpoint> around, long startMs, boolean hasTwin) {
        this.settings = settings;
        world = new VirtualWorld(startMs);
        meter = settings.apply(Meter.builder()).startOn(world);
        twin = hasTwin ? Optional.of(Meter.builder().profile(meter.profile()).startOn(world)) : Optional.empty();
        carrier = new VirtualCarrier(world, target -> Optional.of(around.apply(meter.port())), 0);
    }

    /** Without a twin, for the many meters of a sweep: it is never asked whether it is unharmed. */
    static Field alone(UnaryOperator<Endpoint> around) {
        return new Field(builder -> builder, around, START_MS, false);
    }

    /** The meter's process ends, and another begins with what is in its memory. */
    void restartProcess(Change meanwhile) throws IOException {
        meter.close();
        meanwhile.make();
        meter = settings.apply(Meter.builder()).startOn(world);
    }

    /** What happens to a memory that nobody runs on. */
    interface Change {
        void make() throws IOException;
    }

    /** Whose images the meter takes. */
    Field signedBy(Signer trusted) {
        signer = trusted;
        return this;
    }

    static Login hls(int clientSap, SecurityControl protection) {
        return new Login(
                clientSap,
                1,
                new Authentication.Gmac(
                        new CipherKeys(
                                Octets.parse("000102030405060708090A0B0C0D0E0F"),
                                Octets.parse("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF")),
                        Octets.parse("4D4D4D0000BC614E"),
                        protection));
    }

    DlmsClient client(String target, Login login) {
        return new DlmsClient(carrier, ClientSettings.of(Target.parse(target), login, ANSWER_MS), new Random(1));
    }

    /** The metrology's transfer object, by the association that is for it. */
    Transfer transfer() throws DlmsException {
        return transfer(TCP, FIRMWARE, 0);
    }

    Transfer transfer(int instance) throws DlmsException {
        return transfer(TCP, FIRMWARE, instance);
    }

    Transfer transfer(String target, Login login, int instance) throws DlmsException {
        DlmsClient client = client(target, login);
        client.connect();
        return new Transfer(client, instance);
    }

    long logged(int event) {
        return meter.state().events().stream()
                .filter(entry -> entry.code() == event)
                .count();
    }

    // --- what is expected of the meter

    /** The layer at which a verifier with the meter's own policy refuses it; empty when it does not. */
    Optional<ImageLayer> layerOf(byte[] file) {
        ImagePolicy policy = new ImagePolicy(
                meter.profile().identity(),
                0,
                Octets.ascii(Transfer.IDENTIFIER),
                Map.of(0, ImageVersion.parse("1.4.2")),
                1,
                meter.profile().firmware().slotBytes(),
                MeterTrust.at(0));
        return new ImageVerifier(TrustedKey.parse(Signer.DEMO.publicPem()))
                .verify(file, policy)
                .failed()
                .map(finding -> finding.layer());
    }

    /** Each is refused by that layer, and nothing is left of them. */
    void refusesAll(String layer, List<byte[]> images) throws DlmsException {
        for (byte[] image : images) {
            refuses(image, layer);
        }
        isUnharmed();
    }

    void refusesAll(String layer, byte[]... images) throws DlmsException {
        refusesAll(layer, List.of(images));
    }

    /** The image is sent whole, and refused by that layer; the old one runs. */
    void refuses(byte[] image, String layer) throws DlmsException {
        refuses(Transfer.IDENTIFIER, image, layer);
    }

    void refuses(String identifier, byte[] image, String layer) throws DlmsException {
        try (Transfer transfer = transfer()) {
            transfer.send(identifier, image);
            refuses(transfer, layer);
        }
    }

    /** What was sent whole is refused by that layer. */
    void refuses(Transfer transfer, String layer) throws DlmsException {
        long before = logged(VERIFICATION_FAILED);
        assertEquals(AccessResult.OTHER_REASON, transfer.verify());
        assertEquals(4, transfer.status());
        Transfer.Verdict verdict = transfer.verdict();
        assertEquals("verify", verdict.phase());
        assertEquals(layer, verdict.layer(), verdict::toString);
        assertTrue(!verdict.cause().isEmpty());
        assertEquals(AccessResult.OTHER_REASON, transfer.activate());
        assertEquals(4, transfer.status());
        // in both logs that keep it
        assertEquals(before + 2, logged(VERIFICATION_FAILED));
        assertEquals(running, meter.state().activeFirmware());
    }

    /** The image is verified and activated; it is given up in that phase, and the old one runs again. */
    void givesUp(byte[] image, String phase, String layer) throws DlmsException {
        long before = logged(ROLLED_BACK);
        try (Transfer transfer = transfer()) {
            transfer.send(image);
            assertEquals(AccessResult.SUCCESS, transfer.verify());
            assertEquals(AccessResult.SUCCESS, transfer.activate());
            assertEquals(5, transfer.status());
        }
        world.advance(20 * ACTIVATION_MS);
        gaveUp(phase, layer);
        assertEquals(before + 2, logged(ROLLED_BACK));
    }

    /** It was activated before, and given up in that phase. */
    void gaveUp(String phase, String layer) throws DlmsException {
        try (Transfer transfer = transfer()) {
            assertEquals(7, transfer.status());
            Transfer.Verdict verdict = transfer.verdict();
            assertEquals(phase, verdict.phase());
            assertEquals(layer, verdict.layer(), verdict::toString);
            assertEquals(AccessResult.OTHER_REASON, transfer.activate());
            assertEquals(7, transfer.status());
        }
        assertTrue(logged(ROLLED_BACK) > 0);
        assertEquals(running, meter.state().activeFirmware());
    }

    /** The image is taken and runs. */
    void takes(byte[] image, String version, long itsCounter) throws DlmsException {
        try (Transfer transfer = transfer()) {
            transfer.send(image);
            assertEquals(AccessResult.SUCCESS, transfer.verify());
            assertEquals(3, transfer.status());
            assertEquals(AccessResult.SUCCESS, transfer.activate());
        }
        tookIt(version, itsCounter);
    }

    /** What was activated comes to run. */
    void tookIt(String version, long itsCounter) throws DlmsException {
        world.advance(ACTIVATION_MS);
        runs(version, itsCounter);
        try (Transfer transfer = transfer()) {
            assertEquals(6, transfer.status());
            assertEquals("", transfer.verdict().layer());
        }
        assertEquals(version, meter.state().activeFirmware());
    }

    /**
     * Nothing is left of it: the old image runs, every register is that of a meter that nobody updated, and a good
     * image whose security counter is not above the meter's is taken.
     */
    void isUnharmed() throws DlmsException {
        oldImageRuns();
        takes(goodAfterAll(), GOOD_AFTER_ALL, counter);
        registersAreUntouched();
    }

    /** The same of a meter that answers otherwise than others: our own client brings the good image. */
    void isUnharmedToOurClient() throws DlmsException {
        oldImageRuns();
        UpdateResult result = update(goodAfterAll());
        assertTrue(result.isOk(), result::toString);
        tookIt(GOOD_AFTER_ALL, counter);
        registersAreUntouched();
    }

    private byte[] goodAfterAll() {
        return signer.sign(
                Draft.small().version(GOOD_AFTER_ALL).counter(counter).toBeSigned());
    }

    /** And every register is that of a meter that nobody updated. */
    void oldImageRuns() {
        assertEquals(running, meter.state().activeFirmware());
        registersAreUntouched();
    }

    /** Every register is that of a meter that nobody updated. */
    void registersAreUntouched() {
        assertEquals(twin.orElseThrow().state().registers(), meter.state().registers());
    }

    /** What our own client makes of it. */
    UpdateResult update(byte[] image) {
        UpdatePlan plan = new UpdatePlan(
                UpdateImage.of(image, Optional.empty(), Optional.empty()), Optional.of("12345"), UpdatePatience.USUAL);
        return new ImageUpdate(client(TCP, FIRMWARE), plan, UpdateListener.NONE).run();
    }

    /** Sets the clock, of the twin too. @param hex date, time of day, deviation, status; blanks do not count */
    void setClock(String hex) throws DlmsException {
        CosemData value = new CosemData.OctetString(Octets.parse(hex.replace(" ", "")));
        AttributeRef clock = new AttributeRef(8, LogicalName.parse("0-0:1.0.0.255"), 2);
        Meter other = twin.orElseThrow();
        VirtualCarrier toTwin = new VirtualCarrier(world, target -> Optional.of(other.port()), 0);
        for (VirtualCarrier each : List.of(carrier, toTwin)) {
            ClientSettings of = ClientSettings.of(Target.parse(TCP), MANAGEMENT, ANSWER_MS);
            try (DlmsClient client = new DlmsClient(each, of, new Random(1))) {
                client.connect();
                assertEquals(AccessResult.SUCCESS, client.set(clock, value));
            }
        }
    }

    /** The mains fail and return at once, for the twin too. */
    void powerCycle() {
        for (Meter each : List.of(meter, twin.orElseThrow())) {
            each.power().off();
            each.power().on();
        }
        world.advance(ACTIVATION_MS);
    }

    /** Somebody else's bytes on the newest wire of the client's. */
    void sayOnOpenWire(byte[] bytes) {
        carrier.wires().get(carrier.wires().size() - 1).far().receive(bytes, world.nowMs());
    }

    /** What runs from now on, as the test knows. */
    void runs(String version, long itsCounter) {
        running = version;
        counter = itsCounter;
    }
}
