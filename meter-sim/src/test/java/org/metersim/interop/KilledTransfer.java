package org.metersim.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.metersim.app.MeterProcess;

/**
 * One update after the other, driven by Gurux against a meter whose process may be killed at any moment; and the ledger
 * of what that meter has acknowledged.
 */
final class KilledTransfer {

    /** What was done last, and acknowledged; or what is under way. */
    enum Step {
        NONE(0, 6, 7),
        INITIATE(1),
        BLOCK(1),
        VERIFY(3),
        /** The restart may have been lost with the power before the boot record was written. */
        ACTIVATE(3, 5, 6, 7);

        private final Set<Integer> leadsTo;

        Step(Integer... statuses) {
            this.leadsTo = Set.of(statuses);
        }
    }

    private static final String TRANSFER = "0.0.44.0.0.255";
    private static final Target BITMAP = new Target(18, TRANSFER, 3);
    private static final Target FIRST_NOT_TRANSFERRED = new Target(18, TRANSFER, 4);
    private static final Target STATUS = new Target(18, TRANSFER, 6);
    private static final Target LAST_UPDATE = new Target(1, "0.0.44.128.1.255", 2);
    private static final int BLOCK_BYTES = 512;
    private static final int RESTARTS = 5;
    private static final long POLL_MS = 10;
    private static final int SESSIONS_IN_VAIN = 500;

    // elements of the last update, from 0
    private static final int OK = 5;
    private static final int NEW_IDENTIFIER = 9;
    private static final int UPDATE_ID = 10;

    private final Semaphore operations = new Semaphore(0);
    private int sent;
    private final BitSet acknowledged = new BitSet();
    private final Map<String, Boolean> ended = new LinkedHashMap<>();
    private int number = 1;
    private byte[] image = image();
    private Step last = Step.NONE;
    private Step underWay = Step.NONE;
    private long nextCounter;

    /** A permit for each operation that is sent, whoever takes it. */
    Semaphore operations() {
        return operations;
    }

    /** Update id to whether the new image runs, of all updates whose end a client saw. */
    Map<String, Boolean> ended() {
        return ended;
    }

    private String version() {
        return "1.5." + number;
    }

    private byte[] image() {
        try {
            return Images.of(Images.SIM_1P, version(), 2, "");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private int blocks() {
        return (image.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    // --- after a kill

    /** What the meter must still know, once its boards are there. */
    void check(MeterProcess meter) throws IOException {
        OptionalLong status = OptionalLong.empty();
        for (int inVain = 0; status.isEmpty(); inVain++) {
            require(inVain < SESSIONS_IN_VAIN && meter.lives(inVain == 0 ? 0 : POLL_MS), "no answer: " + this);
            Optional<GuruxPeer> opened = opened(meter.tcp());
            if (opened.isPresent()) {
                try (GuruxPeer peer = opened.get()) {
                    status = status(peer);
                    if (status.isPresent()) {
                        check(peer, (int) status.getAsLong());
                    }
                } catch (IOException restarts) {
                    status = OptionalLong.empty();
                }
            }
        }
    }

    private void check(GuruxPeer peer, int status) throws IOException {
        Set<Integer> expected = new TreeSet<>(last.leadsTo);
        expected.addAll(underWay == Step.NONE ? Set.of() : underWay.leadsTo);
        require(expected.contains(status), "status " + status + " after " + this + ", expected " + expected);
        if (status == 1 && last == Step.BLOCK) {
            String there = peer.bits(BITMAP);
            acknowledged.stream()
                    .forEach(block -> require(
                            there.charAt(block) == '1', "block " + block + " was acknowledged, and is lost: " + there));
            long first = peer.number(FIRST_NOT_TRANSFERRED);
            require(first >= acknowledged.cardinality(), "first missing block " + first + " after " + this);
        }
    }

    private GuruxPeer open(InetSocketAddress meter) throws IOException {
        try (GuruxPeer reader = GuruxPeer.open(meter, Line.WRAPPER, Who.PUBLIC, Secrets.RIGHT)) {
            long counter = reader.number(Who.FIRMWARE.counter());
            require(counter >= nextCounter, "counter went back from " + nextCounter + " to " + counter);
            nextCounter = counter;
        }
        return GuruxPeer.open(meter, Line.WRAPPER, Who.FIRMWARE, Secrets.RIGHT);
    }

    private static void require(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }

    // --- until it is killed

    /** Goes on from where the meter stands, until its process is gone, or {@code enough} updates have ended. */
    void run(MeterProcess meter, int enough) throws IOException {
        InetSocketAddress address = meter.tcp();
        for (int inVain = 0; ended.size() < enough && meter.lives(inVain == 0 ? 0 : POLL_MS); inVain++) {
            require(inVain < SESSIONS_IN_VAIN, "no progress any more: " + this);
            Optional<GuruxPeer> opened = opened(address);
            if (opened.isPresent()) {
                int before = sent;
                try (GuruxPeer peer = opened.get()) {
                    session(peer, enough);
                } catch (IOException lineLost) {
                    // killed, or it restarts
                }
                inVain = sent == before ? inVain : -1;
            }
        }
    }

    /** A meter that restarts takes no association, or no connection. */
    private Optional<GuruxPeer> opened(InetSocketAddress meter) {
        try {
            return Optional.of(open(meter));
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    private void session(GuruxPeer peer, int enough) throws IOException {
        while (ended.size() < enough) {
            OptionalLong status = status(peer);
            switch ((int) status.orElse(RESTARTS)) {
                case 0 -> initiate(peer);
                case 1 -> sendOrVerify(peer);
                case 3 -> invoke(Step.ACTIVATE, () -> peer.activate(TRANSFER));
                case 6, 7 -> {
                    end(peer);
                    if (ended.size() < enough) {
                        initiate(peer);
                    }
                }
                case 4 -> throw new AssertionError("the image was refused, which is good: " + this);
                default -> {
                    return;
                }
            }
        }
    }

    private void initiate(GuruxPeer peer) throws IOException {
        byte[] name = version().getBytes(StandardCharsets.US_ASCII);
        invoke(Step.INITIATE, () -> peer.initiate(TRANSFER, name, image.length));
        acknowledged.clear();
    }

    private void sendOrVerify(GuruxPeer peer) throws IOException {
        int first = (int) peer.number(FIRST_NOT_TRANSFERRED);
        if (first >= blocks()) {
            invoke(Step.VERIFY, () -> peer.verify(TRANSFER));
            return;
        }
        for (int block = first; block < blocks(); block++) {
            int number = block;
            int from = block * BLOCK_BYTES;
            byte[] bytes = Arrays.copyOfRange(image, from, Math.min(image.length, from + BLOCK_BYTES));
            invoke(Step.BLOCK, () -> peer.block(TRANSFER, number, bytes));
            acknowledged.set(block);
        }
    }

    /** The update that the meter ended last: is it this one? */
    private void end(GuruxPeer peer) throws IOException {
        List<String> lastUpdate = peer.members(LAST_UPDATE);
        if (lastUpdate.get(NEW_IDENTIFIER).equals(version())) {
            ended.put(lastUpdate.get(UPDATE_ID), lastUpdate.get(OK).equals("0"));
            number++;
            image = image();
            acknowledged.clear();
            last = Step.NONE;
            underWay = Step.NONE;
        }
    }

    /** An exchange with the meter, and the code in its answer. */
    private interface Exchange {
        int result() throws IOException;
    }

    private void invoke(Step step, Exchange exchange) throws IOException {
        underWay = step;
        sent++;
        operations.release();
        int result = exchange.result();
        require(result == ForeignClient.SUCCESS, step + " refused: " + result + ", " + this);
        last = step;
        underWay = Step.NONE;
        nextCounter++;
    }

    /** Empty while the metrology restarts: its card answers for it that it is busy. */
    private static OptionalLong status(GuruxPeer peer) throws IOException {
        try {
            return OptionalLong.of(peer.number(STATUS));
        } catch (RefusedException busy) {
            return OptionalLong.empty();
        }
    }

    /** What stood when it was killed. */
    Step underWay() {
        return underWay;
    }

    @Override
    public String toString() {
        return "update " + version() + ", " + acknowledged.cardinality() + " of " + blocks()
                + " blocks acknowledged, last " + last + ", under way " + underWay;
    }
}
