package org.metersim.nic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.nic.association.Card;
import org.metersim.nic.association.OpenAssociations;
import org.metersim.nic.objects.PortSettings;
import org.metersim.nic.port.CardPort;
import org.metersim.nic.port.HdlcPort;
import org.metersim.nic.port.Inside;
import org.metersim.nic.port.Readout;
import org.metersim.nic.port.WrapperPort;
import org.metersim.nic.push.Push;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.Association;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Dialer;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.memory.NonVolatileMemory;

/**
 * The communication card of one meter: ports for clients, and what it sends unasked, in front of the metrology board
 * behind {@link MeterLink}.
 *
 * <p>What it must not forget is in its memory, so a card at rest may be thrown away and made again. Owned by one
 * thread.
 */
public final class Nic {

    /** Size of the card's region of memory, bytes, whole sectors of 4096. */
    public static final int MEMORY_BYTES = NicState.MEMORY_BYTES;

    /** Notices taken at once; metrology repeats what was not taken. */
    private static final int MAX_NOTICES = 64;

    /**
     * Which card this is.
     *
     * @param number of the meter, from which its names and keys follow
     * @param pushDestination {@code host:port} that stands for that of the profile's push setups
     */
    public record Settings(NicModel model, long number, Optional<String> pushDestination) {}

    /**
     * What it reaches outside.
     *
     * @param memory of {@link #MEMORY_BYTES}
     * @param chance for challenges and delays, made from the seed of this meter
     */
    public record Surroundings(
            NonVolatileMemory memory, MeterLink link, Dialer dialer, Journal journal, RandomGenerator chance) {}

    private final Inside inside;
    private final List<CardPort> ports = new ArrayList<>(1);

    /** Goes on with what the memory holds. */
    public Nic(Settings settings, Surroundings surroundings, long nowMs) {
        MeterModel profile = settings.model().profile();
        NicState state = new NicState(profile, settings.number(), surroundings.memory());
        Card card = new Card(
                state, surroundings.link(), surroundings.journal(), surroundings.chance(), new OpenAssociations());
        Push push = new Push(
                new Push.Settings(state, settings.pushDestination(), this::readForPush),
                new Push.Surroundings(
                        surroundings.link(), surroundings.dialer(), surroundings.journal(), surroundings.chance()),
                nowMs);
        this.inside = new Inside(card, settings.model().objects(), push, this::takeNotices);
    }

    private MeterReply readForPush(AttributeRef target, long nowMs) {
        return inside.read(target, nowMs);
    }

    /** The port of one new TCP connection with the wrapper; closed at once when there are too many. */
    public Endpoint openWrapper(long nowMs) {
        return openLimited(new WrapperPort(inside, nowMs), nowMs);
    }

    /** The port of one stream with HDLC, TCP or Bluetooth; closed at once when there are too many. */
    public Endpoint openHdlc(long nowMs) {
        return openLimited(new HdlcPort(inside, false), nowMs);
    }

    private Endpoint openLimited(CardPort port, long nowMs) {
        forgetClosed();
        long alike = ports.stream().filter(port.getClass()::isInstance).count();
        int most = settings().tcp().map(PortSettings.Tcp::connections).orElse(Integer.MAX_VALUE);
        if (alike < most) {
            ports.add(port);
        } else {
            inside.card().hint("connection refused: " + most + " are open, which is all the meter takes", nowMs);
            port.drop(nowMs);
        }
        return port;
    }

    /** The port of one session of the optical port, from its sign-on until its last HDLC link is down. */
    public Endpoint openOptical(long nowMs) {
        return open(new HdlcPort(inside, true));
    }

    private Endpoint open(HdlcPort port) {
        forgetClosed();
        ports.add(port);
        return port;
    }

    /** What the port setup objects say now. */
    public PortSettings settings() {
        return inside.settings();
    }

    /** The data block of the mode C readout, without its frame. IEC 62056-21, 6.3.4. */
    public String readout(long nowMs) {
        return Readout.of(inside, nowMs);
    }

    /** Takes what metrology has to say, and pushes what is due. Early or repeated calls do nothing. */
    public void wake(long nowMs) {
        inside.card().link().wake(nowMs);
        takeNotices(nowMs);
        inside.push().wake(nowMs);
        // a push that failed may have been reported, and the report noticed
        takeNotices(nowMs);
    }

    /** When {@link #wake} must next be called, or {@link Endpoint#NEVER}; ports have their own. */
    public long deadlineMs() {
        return Math.min(inside.card().link().deadlineMs(), inside.push().deadlineMs());
    }

    private void takeNotices(long nowMs) {
        MeterLink link = inside.card().link();
        Optional<MeterNotice> notice = link.nextNotice(nowMs);
        for (int taken = 1; notice.isPresent(); taken++) {
            take(notice.get(), nowMs);
            notice = taken < MAX_NOTICES ? link.nextNotice(nowMs) : Optional.empty();
        }
    }

    private void take(MeterNotice notice, long nowMs) {
        if (notice instanceof MeterNotice.UpdateEnded ended) {
            inside.push().updateEnded(ended.confirmation(), nowMs);
        } else if (notice instanceof MeterNotice.Restarting) {
            inside.card().note("metrology restarts: every link is dropped", nowMs);
            dropLinks(nowMs);
        }
    }

    /** Power is gone, or a board restarts: every open port is closed, and what was associated is not any more. */
    public void dropLinks(long nowMs) {
        ports.forEach(port -> port.drop(nowMs));
        ports.clear();
        inside.push().drop(nowMs);
    }

    /** Nothing is connected, nothing waits in the outbox, nothing is due. */
    public boolean isAtRest() {
        forgetClosed();
        return ports.isEmpty() && inside.push().isAtRest();
    }

    private void forgetClosed() {
        ports.removeIf(Endpoint::isClosed);
    }

    public NicStatus status(long nowMs) {
        forgetClosed();
        NicState state = inside.card().state();
        List<NicStatus.Opened> opened = inside.card().open().all().stream()
                .map(association -> new NicStatus.Opened(
                        association.definition().name(), association.clientSap(), association.status()))
                .toList();
        List<String> lockedOut = state.profile().associations().stream()
                .filter(association -> state.lockOut(association.clientSap()).isLocked(nowMs))
                .map(Association::name)
                .toList();
        return new NicStatus(ports.size(), opened, inside.push().waiting(), lockedOut);
    }
}
