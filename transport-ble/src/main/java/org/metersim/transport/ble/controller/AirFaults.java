package org.metersim.transport.ble.controller;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.metersim.transport.ble.hci.HciStatus;

/**
 * What goes wrong on the air, for all links of the controllers that share it. Seeded and counted. Safe for use by
 * several threads; a controller notices a change at its next packet or wake-up.
 *
 * <p>A probability of 0 draws nothing and changes nothing.
 */
public final class AirFaults {

    /** Kinds of faults, each counted. */
    public enum Fault {
        /** A packet was not heard and had to be sent again, one connection interval later. */
        PACKET_LOST,
        /** A link was ended at a packet. */
        DISCONNECTED,
        /** A link saw nothing for its supervision timeout. */
        LINK_TIMED_OUT,
        /** A meter answered Exchange MTU with an error. */
        MTU_REFUSED,
        /** A notification was held back. */
        NOTIFICATION_SLOWED,
        /** An advertising event did not happen. */
        ADVERTISING_STOPPED
    }

    private final SplittableRandom random;
    private final Map<Fault, Integer> fired = new EnumMap<>(Fault.class);
    private double lossProbability;
    private int packetsToLose;
    private int packetsToDisconnect;
    private int disconnectReason;
    private boolean silent;
    private boolean mtuRefused;
    private boolean advertisingStopped;
    private long notificationDelayMs;

    public AirFaults(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Loses each transmission of a data packet, in either direction, with this probability, 0 to 1. */
    public synchronized AirFaults losePackets(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability: " + probability + " (expected: 0 to 1)");
        }
        lossProbability = probability;
        return this;
    }

    /** Loses the next {@code count} transmissions of data packets. */
    public synchronized AirFaults loseNextPackets(int count) {
        packetsToLose = count;
        return this;
    }

    /** Nothing passes: each link is lost when its supervision timeout is over. */
    public synchronized AirFaults silence(boolean on) {
        silent = on;
        return this;
    }

    /**
     * Ends the link of the {@code count}-th data packet from now, in either direction, in its place. Once.
     *
     * @param count 1 for the next; 0 for none
     * @param reason what both ends see
     */
    public synchronized AirFaults disconnectAtPacket(int count, HciStatus reason) {
        packetsToDisconnect = count;
        disconnectReason = reason.code();
        return this;
    }

    /** Meters do not know Exchange MTU. */
    public synchronized AirFaults refuseMtu(boolean on) {
        mtuRefused = on;
        return this;
    }

    /** Each notification leaves its meter this much later, and those behind it, milliseconds. */
    public synchronized AirFaults slowNotifications(long ms) {
        notificationDelayMs = ms;
        return this;
    }

    /** No meter advertises, or can be connected to. */
    public synchronized AirFaults stopAdvertising(boolean on) {
        advertisingStopped = on;
        return this;
    }

    /** How often a fault struck so far. */
    public synchronized int fired(Fault fault) {
        return fired.getOrDefault(fault, 0);
    }

    /** How often one packet is lost before it is heard, at most {@code attempts} times. */
    synchronized int losses(int attempts) {
        int losses = 0;
        while (losses < attempts && loses()) {
            losses++;
            strike(Fault.PACKET_LOST);
        }
        return losses;
    }

    private boolean loses() {
        if (packetsToLose > 0) {
            packetsToLose--;
            return true;
        }
        return lossProbability > 0 && random.nextDouble() < lossProbability;
    }

    /** Counts a data packet. @return the reason when its link is to end here */
    synchronized OptionalInt disconnects() {
        if (packetsToDisconnect == 0 || --packetsToDisconnect > 0) {
            return OptionalInt.empty();
        }
        strike(Fault.DISCONNECTED);
        return OptionalInt.of(disconnectReason);
    }

    synchronized boolean isSilent() {
        return silent;
    }

    synchronized void timedOut() {
        strike(Fault.LINK_TIMED_OUT);
    }

    synchronized boolean refusesMtu() {
        if (mtuRefused) {
            strike(Fault.MTU_REFUSED);
        }
        return mtuRefused;
    }

    synchronized long notificationDelayMs() {
        if (notificationDelayMs > 0) {
            strike(Fault.NOTIFICATION_SLOWED);
        }
        return notificationDelayMs;
    }

    synchronized boolean stopsAdvertising() {
        if (advertisingStopped) {
            strike(Fault.ADVERTISING_STOPPED);
        }
        return advertisingStopped;
    }

    private void strike(Fault fault) {
        fired.merge(fault, 1, Integer::sum);
    }
}
