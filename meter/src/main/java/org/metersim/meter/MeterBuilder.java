package org.metersim.meter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.memory.FlashFile.Durability;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.transport.ble.controller.HciTap;

/**
 * What one meter, or many of a type, are to be. Without any word it is meter 00012345 of profile {@code sim-1p}, seed
 * 42, on a free port of the loopback address, with the system's time.
 */
public final class MeterBuilder {

    /** The largest serial number: eight digits. */
    public static final long MAX_NUMBER = 99_999_999;

    private static final long DEFAULT_NUMBER = 12_345;
    private static final long DEFAULT_SEED = 42;

    private Optional<MeterModel> model = Optional.empty();
    private long number = DEFAULT_NUMBER;
    private long seed = DEFAULT_SEED;
    private Optional<Instant> start = Optional.empty();
    private final List<String> trusted = new ArrayList<>();
    private Optional<Path> stateDir = Optional.empty();
    private Durability durability = Durability.PROCESS;
    private Optional<String> concentrator = Optional.empty();
    private int count = 1;
    private boolean journal = true;
    private Optional<Function<String, Journal>> trace = Optional.empty();
    private InetAddress bind = InetAddress.getLoopbackAddress();
    private int port;
    private boolean strictPorts;
    private Optional<Path> pty = Optional.empty();
    private Meters.HostPorts bluetooth = Meters.HostPorts.NONE;

    MeterBuilder() {}

    /** The profile that comes with the product under that name. @throws org.metersim.profiles.ProfileException */
    public MeterBuilder profile(String name) {
        return profile(ProfileReader.builtin(name));
    }

    /** The profile in that file. @throws org.metersim.profiles.ProfileException with file, line and column */
    public MeterBuilder profile(Path file) {
        return profile(ProfileReader.read(file));
    }

    public MeterBuilder profile(MeterModel compiled) {
        model = Optional.of(compiled);
        return this;
    }

    /** Serial number of the meter, or of the first one. @param serial 0 to {@value #MAX_NUMBER} */
    public MeterBuilder serial(long serial) {
        number = serial;
        return this;
    }

    /** How many meters; their serial numbers count up. */
    public MeterBuilder count(int meters) {
        count = meters;
        return this;
    }

    /** Seed of every random choice. */
    public MeterBuilder seed(long ofChoices) {
        seed = ofChoices;
        return this;
    }

    /** What simulated time is at the start; from there it flows. On a virtual world the world has the time. */
    public MeterBuilder startAt(Instant instant) {
        start = Optional.of(instant);
        return this;
    }

    /** A public key whose images the meters take besides the profile's. @param pem ECDSA P-256, P-384 or Ed25519 */
    public MeterBuilder trust(String pem) {
        trusted.add(pem);
        return this;
    }

    /** Public keys, see {@link #trust(String)}. */
    public MeterBuilder trust(List<String> pems) {
        trusted.addAll(pems);
        return this;
    }

    /** Keeps the memory in that folder, across the end of the process at any moment. */
    public MeterBuilder stateDir(Path folder) {
        stateDir = Optional.of(folder);
        return this;
    }

    /**
     * The memory in the {@link #stateDir} survives the end of the machine, too: each of its writes waits for the disk.
     */
    public MeterBuilder synced() {
        durability = Durability.MACHINE;
        return this;
    }

    /** Where the meters push to, instead of where the profile says. */
    public MeterBuilder concentrator(String host, int atPort) {
        return concentrator(host + ":" + atPort);
    }

    /** @param hostAndPort {@code 127.0.0.1:4064} */
    public MeterBuilder concentrator(String hostAndPort) {
        concentrator = Optional.of(hostAndPort);
        return this;
    }

    /** Whether {@link Meter#journal} keeps what passes; it does unless told otherwise. */
    public MeterBuilder journal(boolean kept) {
        journal = kept;
        return this;
    }

    /**
     * Lets other journals take note of what passes, besides {@link Meter#journal}; called where the meters are owned.
     *
     * @param sinks serial number to the journal of that meter
     */
    public MeterBuilder trace(Function<String, Journal> sinks) {
        trace = Optional.of(sinks);
        return this;
    }

    /** Address to listen on; loopback unless told otherwise. Of no use on a virtual world. */
    public MeterBuilder bind(InetAddress address) {
        bind = address;
        return this;
    }

    /** @param address of this machine, as text: {@code 127.0.0.1}. @throws UnknownHostException when it is none */
    public MeterBuilder bind(String address) throws UnknownHostException {
        return bind(InetAddress.getByName(address));
    }

    /** TCP port, 0 for a free one. */
    public MeterBuilder port(int atPort) {
        port = atPort;
        return this;
    }

    /** A port for each protocol, counting up from the given one: wrapper, HDLC, optical. */
    public MeterBuilder strictPorts(boolean strict) {
        strictPorts = strict;
        return this;
    }

    /** The optical port of the first meter also at a pseudo terminal under that path. */
    public MeterBuilder pty(Path link) {
        pty = Optional.of(link);
        return this;
    }

    /** A Bluetooth host attaches by HCI H4 at that TCP port, 0 for a free one: it has every meter in its air. */
    public MeterBuilder bluetooth(int atPort) {
        bluetooth = new Meters.HostPorts(OptionalInt.of(atPort), bluetooth.pty(), bluetooth.tap());
        return this;
    }

    /** A Bluetooth host attaches at a pseudo terminal under that path. */
    public MeterBuilder bluetoothPty(Path link) {
        bluetooth = new Meters.HostPorts(bluetooth.tcp(), Optional.of(link), bluetooth.tap());
        return this;
    }

    /** Lets that see all HCI packets between hosts and controllers; called where the meters are owned. */
    public MeterBuilder bluetoothTap(HciTap tap) {
        bluetooth = new Meters.HostPorts(bluetooth.tcp(), bluetooth.pty(), tap);
        return this;
    }

    /**
     * Starts one meter on real sockets.
     *
     * @throws IOException one line: the port or the state directory is in use, or the system refuses
     */
    public Meter start() throws IOException {
        return count(1).open().meter(0);
    }

    /**
     * Starts the meters on real sockets.
     *
     * @throws StateInUseException when another process has the state directory
     * @throws IOException one line: the port is in use, or the system refuses
     */
    public Meters open() throws IOException {
        return Meters.listening(plan(), new Meters.Listening(bind, port, strictPorts, pty, bluetooth));
    }

    /** Starts one meter on virtual wires. */
    public Meter startOn(VirtualWorld world) {
        return count(1).openOn(world).meter(0);
    }

    /** Starts the meters on virtual wires. */
    public Meters openOn(VirtualWorld world) {
        return Meters.virtual(plan(), world);
    }

    private Meters.Plan plan() {
        if (count < 1 || number < 0 || number + count - 1 > MAX_NUMBER) {
            throw new IllegalArgumentException(
                    "serial " + number + ", " + count + " meters (expected: serials from 0 to " + MAX_NUMBER + ")");
        }
        MeterModel compiled = model.orElseGet(() -> ProfileReader.builtin("sim-1p"));
        MeterIndex.Settings settings = new MeterIndex.Settings(
                SharedModel.of(compiled, List.copyOf(trusted)), count, number, seed, concentrator);
        return new Meters.Plan(settings, start, stateDir, durability, journal, trace);
    }
}
