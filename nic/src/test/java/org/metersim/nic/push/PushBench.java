package org.metersim.nic.push;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.nic.state.NicState;
import org.metersim.nic.state.TestMemory;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.MemoryJournal;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.wire.VirtualWorld;

/** The push of one NIC in virtual time, with a metrology that is asked and listeners that are dialled. */
final class PushBench implements VirtualWorld.Sleeper {

    static final long START_MS = 1_764_000_000_000L;

    /** What is dialled when nobody listens. */
    static final String REFUSED = "refused";

    /** What is dialled when nothing ever comes of it. */
    static final String UNANSWERED = "unanswered";

    static final String SERIAL = "09083030303132333435";

    final VirtualWorld world = new VirtualWorld(START_MS);
    final MemoryJournal journal = new MemoryJournal();
    final List<MeterRequest> asked = new ArrayList<>();
    final List<String> dialled = new ArrayList<>();
    final List<Long> dialledAfterMs = new ArrayList<>();
    final List<String> received = new ArrayList<>();

    /** What the next listeners do; when it is empty, each refuses. */
    final Deque<String> listeners = new ArrayDeque<>();

    final NonVolatileMemory memory;
    boolean metrologyAnswers = true;
    CosemData lastUpdate = CosemData.NULL;
    Optional<String> destination = Optional.empty();
    int seed = 42;

    /** Of the meter's clock, minutes: local time is UTC minus it. */
    int clockDeviation;

    private final MeterModel profile;
    private final MeterLink link = new MeterLink() {
        @Override
        public MeterReply ask(MeterRequest request, long nowMs) {
            asked.add(request);
            return MeterReply.DONE;
        }

        @Override
        public Optional<MeterNotice> nextNotice(long nowMs) {
            return Optional.empty();
        }

        @Override
        public void wake(long nowMs) {
            // nothing comes from this board by itself
        }

        @Override
        public long deadlineMs() {
            return NEVER;
        }
    };

    private static final long NEVER = Endpoint.NEVER;

    Push push;

    PushBench(String profileText, NonVolatileMemory memory) {
        this.profile = ProfileReader.read("card.yaml", profileText);
        this.memory = memory;
        world.attend(this);
    }

    static PushBench started() {
        PushBench bench = new PushBench(TestMemory.profileText(), TestMemory.erased());
        bench.restart();
        return bench;
    }

    /** What memory holds is all that is left. */
    void restart() {
        NicState state = new NicState(profile, 12_345, memory);
        Push.Surroundings surroundings = new Push.Surroundings(link, this::dial, journal, new Random(seed));
        push = new Push(new Push.Settings(state, destination, this::read), surroundings, world.nowMs());
    }

    MeterModel profile() {
        return profile;
    }

    private MeterReply read(AttributeRef target, long nowMs) {
        if (!metrologyAnswers) {
            return MeterReply.NO_ANSWER;
        }
        return switch (target.object().toString()) {
            case "0-0:96.1.0.255" ->
                new MeterReply.Value(CosemData.octets("00012345".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            case "0-4:25.9.0.255" -> new MeterReply.Value(target.object().toData());
            case "0-0:1.0.0.255" ->
                new MeterReply.Value(CosemDateTime.of(nowMs, clockDeviation, 0).toData());
            case "0-0:44.128.1.255" -> new MeterReply.Value(lastUpdate);
            default -> new MeterReply.Refused(org.metersim.dlms.cosem.AccessResult.OBJECT_UNDEFINED);
        };
    }

    private void dial(String host, int port, Endpoint endpoint) {
        dialled.add(host + ":" + port);
        dialledAfterMs.add(world.nowMs() - START_MS);
        String listener = listeners.isEmpty() ? REFUSED : listeners.remove();
        if (listener.equals(REFUSED)) {
            endpoint.lineLost(world.nowMs());
        } else if (!listener.equals(UNANSWERED)) {
            world.connect(endpoint, new TestListener(received, listener), 5);
        }
    }

    @Override
    public long deadlineMs() {
        return push.deadlineMs();
    }

    @Override
    public void wake(long nowMs) {
        push.wake(nowMs);
    }

    /** Metrology tells that an update ended. */
    void updateEnded(UpdateConfirmation confirmation) {
        lastUpdate = confirmation.toData();
        push.updateEnded(confirmation, world.nowMs());
    }

    long count(MeterRequest request) {
        return asked.stream().filter(request::equals).count();
    }

    /** The update of {@code head-end.md}: metrology from 1.4.2 to 1.5.0, at 2026-11-22 18:04:29. */
    static UpdateConfirmation update(long eventCounter) {
        return update(eventCounter, UpdateVerdict.NONE);
    }

    static UpdateConfirmation update(long eventCounter, UpdateVerdict verdict) {
        return new UpdateConfirmation(
                eventCounter,
                verdict.isNone() ? 18 : 51,
                new CosemDateTime(2026, 11, 22, 7, 18, 4, 29, 0, 0, 0),
                UpdateKind.METROLOGY,
                verdict.isNone(),
                verdict,
                Octets.ascii("1.4.2"),
                Octets.ascii("1.5.0"),
                "upd-000123",
                Octets.parse("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855"));
    }

    /** The wrapper frame with which {@link #update} is pushed. */
    static String frameOf(int invokeId, int eventCounter) {
        return ("0001 0001 0001 0088 0F 40" + String.format("%06X", invokeId) + "00 020E" + SERIAL
                        + "0906 0004190900FF 090C 07EA0B160712041D00000000 0906 0000600B00FF 120012 06"
                        + String.format("%08X", eventCounter)
                        + "1600 1600 0203 0A00 0A00 0A00 0906 0100000200FF 0905 312E342E32 0905 312E352E30"
                        + "090A 7570642D303030313233"
                        + "0920 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")
                .replace(" ", "");
    }

    /** The listener's DataNotification-Confirm. */
    static String confirmOf(int invokeId) {
        return "00010001000100061040" + String.format("%06X", invokeId) + "00";
    }
}
