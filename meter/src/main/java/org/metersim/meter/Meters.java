package org.metersim.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.memory.FlashFile.Durability;
import org.metersim.runtime.net.NetLoop;
import org.metersim.runtime.net.PseudoTerminal;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.transport.ble.controller.AirFaults;
import org.metersim.transport.ble.controller.HciTap;

/**
 * One meter or many of a type, behind one listener: the address of {@code 127.0.0.0/8} that was called decides who
 * answers, {@code 127.0.0.1} is the first. A meter at rest takes some tens of bytes.
 */
public final class Meters implements AutoCloseable {

    /** What the meters are, and what is noted of them. */
    record Plan(
            MeterIndex.Settings settings,
            Optional<Instant> start,
            Optional<Path> stateDir,
            Durability durability,
            boolean journal,
            Optional<Function<String, Journal>> trace) {}

    /** Where they are reached. */
    record Listening(InetAddress bind, int port, boolean strict, Optional<Path> pty, HostPorts bluetooth) {

        Listening at(int other) {
            return new Listening(bind, other, strict, pty, bluetooth);
        }
    }

    /** Where Bluetooth hosts attach. @param tcp port, 0 for a free one. @param tap sees what passes */
    record HostPorts(OptionalInt tcp, Optional<Path> pty, HciTap tap) {

        static final HostPorts NONE = new HostPorts(OptionalInt.empty(), Optional.empty(), HciTap.NONE);

        boolean isNone() {
            return tcp.isEmpty() && pty.isEmpty();
        }
    }

    private static final int FIRST_ADDRESS = 0x7F000001;
    private static final int LOOPBACK_NET = 0x7F;
    private static final int HCI_BAUD = 115_200;

    private final Plan plan;
    private final Ground ground;
    private final MeterIndex index;
    private final MeterClock clock;
    private final Map<String, InetSocketAddress> endpoints = new LinkedHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<Path> ptyLink = Optional.empty();
    private final Optional<BluetoothAir> air;
    private Optional<InetSocketAddress> bluetooth = Optional.empty();

    private Meters(Plan plan, Ground ground, FlashStore store, PowerReturns returns) {
        this.plan = plan;
        this.ground = ground;
        this.index = new MeterIndex(plan.settings(), store, returns, ground);
        this.clock = new MeterClock(ground);
        this.air = profile().bluetooth().map(section -> new BluetoothAir(index, ground, section));
        if (count() == 1 || plan.trace().isPresent()) {
            for (int meter = 0; meter < count(); meter++) {
                index.control(meter, controls(meter));
            }
        }
    }

    /** Begins them. */
    public static MeterBuilder builder() {
        return new MeterBuilder();
    }

    static Meters virtual(Plan plan, VirtualWorld world) {
        VirtualGround ground = new VirtualGround(world);
        try {
            Meters meters = new Meters(plan, ground, store(plan), PowerReturns.in(plan.stateDir()));
            meters.index.start(world.nowMs());
            world.attend(meters.index);
            return meters;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused.getMessage(), refused);
        }
    }

    static Meters listening(Plan plan, Listening where) throws IOException {
        FlashStore store = store(plan);
        NetGround ground;
        PowerReturns returns;
        try {
            returns = PowerReturns.in(plan.stateDir());
            ClockFile file = ClockFile.in(plan.stateDir());
            long systemMs = System.currentTimeMillis();
            long startMs = plan.start().map(Instant::toEpochMilli).orElse(systemMs);
            SteppedClock time = new SteppedClock(System::currentTimeMillis, file.startMs(systemMs, startMs));
            ground = new NetGround(time, () -> file.keep(time.nowMs() - System.currentTimeMillis()));
        } catch (IOException refused) {
            store.close();
            throw refused;
        }
        Meters meters = new Meters(plan, ground, store, returns);
        meters.open.add(ground);
        try {
            ground.attach(meters.index);
            meters.listen(where, ground.loop());
            return meters;
        } catch (IOException refused) {
            meters.close();
            throw refused;
        }
    }

    private static FlashStore store(Plan plan) throws IOException {
        MeterIndex.Settings settings = plan.settings();
        if (plan.stateDir().isEmpty()) {
            return new HeapFlash(settings.model().factory(), settings.count());
        }
        return FileFlash.open(new FileFlash.Memories(
                plan.stateDir().get(),
                settings.model().factory(),
                meter -> settings.model().profile().identity().serial(settings.firstNumber() + meter),
                plan.durability()));
    }

    // --- where they are reached

    private void listen(Listening where, NetLoop loop) throws IOException {
        if (where.strict()) {
            int next = where.port() == 0 ? 0 : 1;
            listen("wrapper", Set.of(PortProtocol.WRAPPER), where, loop);
            listen("hdlc", Set.of(PortProtocol.HDLC), where.at(where.port() + next), loop);
            listen("optical", PortProtocol.OPTICAL, where.at(where.port() + 2 * next), loop);
        } else {
            listen("tcp", PortProtocol.ANY, where, loop);
        }
        if (where.pty().isPresent()) {
            ptyLink = where.pty();
            open.add(PseudoTerminal.open(
                    new PseudoTerminal.Settings(where.pty().get(), initialBaud()),
                    loop,
                    line -> index.open(0, Entrance.optical(line), ground.nowMs())
                            .orElse(ClosedPort.CLOSED)));
        }
        if (!where.bluetooth().isNone()) {
            listenForHosts(where, loop);
        }
    }

    /** Each wire is a controller of its own. */
    private void listenForHosts(Listening where, NetLoop loop) throws IOException {
        BluetoothAir heard =
                air.orElseThrow(() -> new IOException("profile " + profile().name() + " has no section bluetooth"));
        if (where.bluetooth().tcp().isPresent()) {
            int port = where.bluetooth().tcp().getAsInt();
            NetLoop.Listener listener =
                    loop.listen(new InetSocketAddress(where.bind(), port), local -> Optional.of(heard.controller()));
            bluetooth = Optional.of(new InetSocketAddress(where.bind(), listener.port()));
        }
        if (where.bluetooth().pty().isPresent()) {
            Path link = where.bluetooth().pty().get();
            open.add(PseudoTerminal.open(
                    new PseudoTerminal.Settings(link, HCI_BAUD),
                    loop,
                    line -> heard.controller().tapped(where.bluetooth().tap())));
        }
    }

    private int initialBaud() {
        return ground.call(() -> index.with(
                0, ground.nowMs(), boards -> OpticalSettings.of(boards).initialBaud()));
    }

    private void listen(String name, Set<PortProtocol> taken, Listening where, NetLoop loop) throws IOException {
        InetAddress address = count() > 1 ? InetAddress.getByAddress(new byte[4]) : where.bind();
        NetLoop.Listener listener = loop.listen(new InetSocketAddress(address, where.port()), local -> {
            OptionalInt meter = meterAt(local.getAddress(), where.bind());
            return meter.isPresent()
                    ? index.open(meter.getAsInt(), Entrance.tcp(taken), ground.nowMs())
                    : Optional.empty();
        });
        endpoints.put(name, new InetSocketAddress(where.bind(), listener.port()));
    }

    /** Who answers there: nobody where the bind address does not let in. */
    private OptionalInt meterAt(InetAddress local, InetAddress bind) {
        if (count() == 1) {
            return OptionalInt.of(0);
        }
        if (!(local instanceof Inet4Address) || (local.getAddress()[0] & 0xFF) != LOOPBACK_NET) {
            boolean letIn = bind.isAnyLocalAddress() || bind.equals(local);
            return letIn ? OptionalInt.of(0) : OptionalInt.empty();
        }
        int meter = ByteBuffer.wrap(local.getAddress()).getInt() - FIRST_ADDRESS;
        return meter >= 0 && meter < count() ? OptionalInt.of(meter) : OptionalInt.empty();
    }

    /** The address of 127.0.0.0/8 at which that meter answers; its port is that of any endpoint. */
    public static InetAddress addressOf(int meter) {
        try {
            byte[] bytes = ByteBuffer.allocate(4).putInt(FIRST_ADDRESS + meter).array();
            return InetAddress.getByAddress(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * What listens: {@code tcp} for every protocol, or with strict ports {@code wrapper}, {@code hdlc} and
     * {@code optical}. Empty on a virtual world.
     */
    public Map<String, InetSocketAddress> endpoints() {
        return Collections.unmodifiableMap(endpoints);
    }

    /** The pseudo terminal's path; empty when none is open. */
    public Optional<Path> pty() {
        return ptyLink;
    }

    /** Where a Bluetooth host attaches by HCI H4 over TCP; empty when it cannot. */
    public Optional<InetSocketAddress> bluetooth() {
        return bluetooth;
    }

    /**
     * A Bluetooth controller that has these meters in its air, for a wire of the caller's own.
     *
     * @throws IllegalStateException when the profile has no Bluetooth
     */
    public Endpoint bluetoothController() {
        BluetoothAir heard = air();
        return ground.call(heard::controller);
    }

    /** What goes wrong on the air between them and every host. */
    public AirFaults airFaults() {
        return air().faults();
    }

    BluetoothAir air() {
        return air.orElseThrow(
                () -> new IllegalStateException("profile " + profile().name() + " has no Bluetooth"));
    }

    /** What the display shows of a pairing. */
    Optional<String> shownPasskey(int meter) {
        return air.flatMap(heard -> heard.security().shownBy(meter));
    }

    /** Its key was pressed. */
    void pressed(int meter) {
        air.ifPresent(heard -> heard.pressed(meter, ground.nowMs()));
    }

    // --- who they are

    public MeterModel profile() {
        return plan.settings().model().profile();
    }

    public int count() {
        return plan.settings().count();
    }

    public long seed() {
        return plan.settings().seed();
    }

    /** Time, of all of them. */
    public MeterClock clock() {
        return clock;
    }

    /**
     * A handle on one of them. Of many, only those that have a handle keep a journal or can have faults, from their
     * next connection on.
     *
     * @param meter from 0
     */
    public Meter meter(int meter) {
        if (meter < 0 || meter >= count()) {
            throw new IllegalArgumentException("meter: " + meter + " (expected: 0 to " + (count() - 1) + ")");
        }
        Controls controls = ground.call(() -> {
            Controls known = index.controls(meter).orElseGet(() -> controls(meter));
            index.control(meter, known);
            return known;
        });
        return new Meter(this, new Meter.Insides(index, ground, controls, meter));
    }

    /** The meter with that serial number. @param serial as printed, leading zeros or not */
    public Optional<Meter> withSerial(String serial) {
        if (!serial.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        long meter = Long.parseLong(serial) - plan.settings().firstNumber();
        return meter >= 0 && meter < count() ? Optional.of(meter((int) meter)) : Optional.empty();
    }

    private Controls controls(int meter) {
        String serial = index.serial(meter);
        MeterJournal journal = new MeterJournal("Meter " + serial + ", seed " + seed());
        return new Controls(
                new MeterFaults(index.settings().model().memoryMap(), seed(), index.number(meter)),
                journal,
                sink(serial, plan.journal(), journal));
    }

    private Journal sink(String serial, boolean kept, MeterJournal journal) {
        if (plan.trace().isEmpty()) {
            return kept ? new UseCaseSteps(journal) : Journal.OFF;
        }
        Journal trace = plan.trace().get().apply(serial);
        return new UseCaseSteps(entry -> {
            trace.record(entry);
            if (kept) {
                journal.record(entry);
            }
        });
    }

    Optional<VirtualWorld> world() {
        return ground instanceof VirtualGround virtual ? Optional.of(virtual.world()) : Optional.empty();
    }

    /** Hangs up, ends listeners and time, and leaves the memories as they are. */
    @Override
    public void close() {
        for (int i = open.size() - 1; i > 0; i--) {
            closeQuietly(open.get(i));
        }
        ground.call(() -> {
            index.close();
            return index;
        });
        open.stream().findFirst().ifPresent(Meters::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failed) {
            throw new IllegalStateException("cannot be closed: " + failed.getMessage(), failed);
        }
    }
}
