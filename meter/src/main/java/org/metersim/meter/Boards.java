package org.metersim.meter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.table.MetrologyBoard;
import org.metersim.nic.Nic;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Dialer;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.memory.NonVolatileMemory;

/**
 * The two boards of one meter that is awake, the wire between them, and the ports that are open. Everything here is
 * made of the meter's memory and may be dropped when it is at rest.
 */
final class Boards {

    /**
     * What a meter is made of.
     *
     * @param number serial number
     * @param concentrator {@code host:port} that stands for that of the profile's push setups
     */
    record Plan(SharedModel model, long number, long seed, Optional<String> concentrator) {}

    /**
     * Where it lives.
     *
     * @param memory what survives
     * @param operated the same memory, as the boards see it: perhaps with a power cut in it
     * @param chance gives a fresh source for each NIC that is made
     */
    record Place(
            NonVolatileMemory memory,
            NonVolatileMemory operated,
            Journal journal,
            Dialer dialer,
            Supplier<RandomGenerator> chance) {}

    /** After a failure of the flash. */
    private static final long PAUSE_MS = 60_000;

    private final Plan plan;
    private final Place place;
    private final MetrologyBoard metrology;
    private final RecordingLink link;
    private final Set<MeterPort> ports = new LinkedHashSet<>();
    private Nic nic;
    private long notBeforeMs = Long.MIN_VALUE;
    private boolean powered;
    private boolean dropped;

    Boards(Plan plan, Place place, Optional<Controls> controls, long nowMs) {
        this.plan = plan;
        this.place = place;
        this.metrology = new MetrologyBoard(
                plan.model().metrology(),
                new MetrologyBoard.Settings(plan.number(), plan.seed()),
                new MetrologyBoard.Surroundings(plan.model().metrologyRegion(place.operated()), place.journal()),
                nowMs);
        this.link = new RecordingLink(metrology, controls.map(Controls::faults), place.journal());
        this.nic = makeNic(nowMs);
        this.powered = metrology.table().isPowered(nowMs);
    }

    private Nic makeNic(long nowMs) {
        return new Nic(
                new Nic.Settings(plan.model().nic(), plan.number(), plan.concentrator()),
                new Nic.Surroundings(
                        plan.model().nicRegion(place.operated()),
                        link,
                        place.dialer(),
                        place.journal(),
                        place.chance().get()),
                nowMs);
    }

    MeterModel profile() {
        return plan.model().profile();
    }

    Nic nic() {
        return nic;
    }

    MetrologyBoard metrology() {
        return metrology;
    }

    NonVolatileMemory memory() {
        return place.memory();
    }

    /** Where its Bluetooth port keeps its bonds. */
    NonVolatileMemory bondMemory() {
        return plan.model().bondRegion(place.operated());
    }

    /** Something that happened to the card, for the logs of the other board. */
    void report(MeterEvent event, long nowMs) {
        link.ask(new MeterRequest.Report(event), nowMs);
    }

    boolean isPowered() {
        return powered;
    }

    /** The mains failed, or were cut inside a write: every port goes dead, and what was not in memory is gone. */
    void powerFailed(long nowMs) {
        powered = false;
        ports.forEach(MeterPort::kill);
        link.forget();
        metrology.powerFailed(nowMs);
    }

    /** The mains returned: both boards start from their memory. */
    void powerReturned(long nowMs) {
        metrology.powerReturned(nowMs);
        nic = makeNic(nowMs);
        powered = true;
    }

    void wake(long nowMs) {
        if (powered) {
            nic.wake(nowMs);
        }
    }

    long deadlineMs() {
        return powered ? Math.max(notBeforeMs, nic.deadlineMs()) : Endpoint.NEVER;
    }

    /** Nothing is to be tried for a while. */
    void pause(long nowMs) {
        notBeforeMs = nowMs + PAUSE_MS;
    }

    /** True when the memory is all that the meter is. */
    boolean isAtRest() {
        return ports.isEmpty() && (!powered || nic.isAtRest() && metrology.isAtRest() && link.isAtRest());
    }

    /** They are not to be used any more. */
    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    /** Every wire breaks. */
    void hangUp(long nowMs) {
        ports.forEach(MeterPort::kill);
        nic.dropLinks(nowMs);
    }

    // --- ports

    void add(MeterPort port) {
        ports.add(port);
    }

    void remove(MeterPort port) {
        ports.remove(port);
    }

    List<Endpoint> ports() {
        return List.copyOf(ports);
    }
}
