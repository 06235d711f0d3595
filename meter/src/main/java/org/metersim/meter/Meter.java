package org.metersim.meter;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.runtime.wire.Wire;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * One simulated meter, to embed: on a real socket, or on a virtual wire, where the same seed and the same inputs give
 * the same journal byte for byte.
 *
 * <pre>{@code
 * try (Meter meter = Meter.builder().serial(12345).start()) {
 *     meter.faults().powerCut().afterImageBlocks(391);
 *     new MyTool(meter.tcp()).update(image);
 *     meter.clock().advance(Duration.ofMinutes(5));
 *     assertEquals("1.5.0", meter.state().activeFirmware());
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads on a real socket; on a virtual wire it is for the thread that owns the world.
 */
public final class Meter implements AutoCloseable {

    /** What a handle works on. */
    record Insides(MeterIndex index, Ground ground, Controls controls, int meter) {}

    private final Meters meters;
    private final Insides insides;

    Meter(Meters meters, Insides insides) {
        this.meters = meters;
        this.insides = insides;
    }

    /** Begins one. */
    public static MeterBuilder builder() {
        return new MeterBuilder();
    }

    // --- who it is and where

    /** Serial number in print: {@code 00012345}. */
    public String serial() {
        return insides.index().serial(insides.meter());
    }

    /** Serial number. */
    public long number() {
        return insides.index().number(insides.meter());
    }

    public long seed() {
        return meters.seed();
    }

    public MeterModel profile() {
        return meters.profile();
    }

    /** {@code SIM0000000012345}. */
    public String logicalDeviceName() {
        return profile().identity().logicalDeviceName(number());
    }

    /** 8 bytes: {@code 53494D0000003039}. */
    public Octets systemTitle() {
        return profile().identity().systemTitle(number());
    }

    /**
     * Where it listens for every protocol.
     *
     * @throws IllegalStateException on a virtual world, or with strict ports
     */
    public InetSocketAddress tcp() {
        return endpoint("tcp")
                .orElseThrow(() -> new IllegalStateException("no port for every protocol is open: see endpoint()"));
    }

    /** Where it listens, see {@link Meters#endpoints}. @param name tcp, wrapper, hdlc or optical */
    public Optional<InetSocketAddress> endpoint(String name) {
        return Optional.ofNullable(meters.endpoints().get(name)).map(shared -> {
            InetAddress own = meters.count() == 1 ? shared.getAddress() : Meters.addressOf(insides.meter());
            return new InetSocketAddress(own, shared.getPort());
        });
    }

    /**
     * Opens a port that takes every protocol, for a wire of the caller's own; closed at once when there is no power.
     *
     * @throws IllegalStateException on real sockets
     */
    public Endpoint port() {
        return port(Entrance.tcp(PortProtocol.ANY));
    }

    /** Connects {@code client} by a virtual wire to the port that takes every protocol, without delay. */
    public Wire connect(Endpoint client) {
        return connect(client, Entrance.tcp(PortProtocol.ANY));
    }

    /** Connects {@code client} by a virtual wire to the optical port. @param line the client's rate, as it is */
    public Wire connectOptical(Endpoint client, LineControl line) {
        return connect(client, Entrance.optical(line));
    }

    private Wire connect(Endpoint client, Entrance entrance) {
        return world().connect(client, port(entrance), 0);
    }

    private Endpoint port(Entrance entrance) {
        return insides.index().open(insides.meter(), entrance, world().nowMs()).orElse(ClosedPort.CLOSED);
    }

    private VirtualWorld world() {
        return meters.world().orElseThrow(() -> new IllegalStateException("this meter is on real sockets: use tcp()"));
    }

    /** Where a Bluetooth host attaches by HCI H4 over TCP, see {@link Meters#bluetooth}. */
    public Optional<InetSocketAddress> bluetooth() {
        return meters.bluetooth();
    }

    /** The name that it advertises. @throws IllegalStateException when the profile has no Bluetooth */
    public String bluetoothName() {
        return meters.air().nameOf(insides.meter());
    }

    /** Its device address. @throws IllegalStateException when the profile has no Bluetooth */
    public BluetoothAddress bluetoothAddress() {
        return meters.air().addressOf(insides.meter());
    }

    /** The passkey of its label; empty when it has none, or shows another one each time. */
    public OptionalInt bluetoothPasskey() {
        return meters.air().security().passkeyOf(insides.meter());
    }

    // --- what a test does to it

    public MeterClock clock() {
        return meters.clock();
    }

    public MeterFaults faults() {
        return insides.controls().faults();
    }

    public MainsPower power() {
        return new MainsPower(insides.index(), insides.ground(), insides.meter());
    }

    /**
     * Presses the button: the display goes on, a relay that is ready for it reconnects, and Bluetooth takes connections
     * where the profile wants the key pressed for it.
     */
    public void press() {
        with(boards -> {
            meters.pressed(insides.meter());
            insides.controls().display().next();
            boards.metrology().press(insides.ground().nowMs());
            return boards;
        });
    }

    /** Puts the optical head on, or takes it off: then HDLC and the sign-on hear and say nothing, on any wire. */
    public void probe(boolean attached) {
        insides.controls().attachProbe(attached);
    }

    /** Whether whoever stands before the meter finds the number there that the app shows; so it is unless told. */
    public void comparesNumbers(boolean same) {
        insides.ground().call(() -> {
            meters.air().security().compares(insides.meter(), same);
            return same;
        });
    }

    /** Every connection of the meter breaks. */
    public void linkDrop() {
        with(boards -> {
            insides.index().hangUp(boards);
            return boards;
        });
    }

    // --- what a test sees of it

    public MeterJournal journal() {
        return insides.controls().journal();
    }

    /** What it is now. */
    public MeterState state() {
        return with(boards -> new StateReader(boards, insides.ground().nowMs()).state());
    }

    /** The six digits that the display shows for a pairing; empty before the first. */
    public Optional<String> displayedPasskey() {
        return insides.ground().call(() -> meters.shownPasskey(insides.meter()));
    }

    /** What the display shows; the six digits of a pairing stand there until the button is pressed. */
    public String display() {
        String page = with(boards ->
                insides.controls().display().text(boards, insides.ground().nowMs()));
        return page + displayedPasskey().map(digits -> "  Bluetooth " + digits).orElse("");
    }

    private <T> T with(java.util.function.Function<Boards, T> look) {
        return insides.ground()
                .call(() ->
                        insides.index().with(insides.meter(), insides.ground().nowMs(), look));
    }

    /** Ends it; one of many stays until they all end. */
    @Override
    public void close() {
        if (meters.count() == 1) {
            meters.close();
        }
    }
}
