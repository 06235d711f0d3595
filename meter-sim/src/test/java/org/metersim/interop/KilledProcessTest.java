package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.app.MeterProcess;
import org.metersim.headend.Concentrator;
import org.metersim.headend.Confirmation;
import org.metersim.headend.Inbox;
import org.metersim.headend.Refusal;
import org.metersim.interop.KilledTransfer.Step;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/**
 * A meter's process is killed again and again while Gurux updates its firmware, and started again on the same state
 * directory: nothing that was acknowledged is lost. {@code -Dkill.rounds=200} for more, {@code -Dkill.seed} for the
 * same choices again; how they meet the process differs from run to run.
 */
class KilledProcessTest {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 10);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());

    /** More operations than one update has. */
    private static final int MOST_OPERATIONS = 12;

    private static final int LIMIT_S = 60;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final BlockingQueue<Confirmation> confirmed = new LinkedBlockingQueue<>();
    private final Concentrator concentrator = new Concentrator(Concentrator.Settings.OPEN, new Inbox() {
        @Override
        public void confirmed(Confirmation confirmation) {
            confirmed.add(confirmation);
        }

        @Override
        public void refused(Refusal refusal) {
            throw new IllegalStateException("refused: " + refusal);
        }
    });

    private final KilledTransfer transfer = new KilledTransfer();
    private final Map<Step, Integer> struck = new EnumMap<>(Step.class);
    private long lastSent = -1;
    private int starts;

    @Test
    void whatWasAcknowledgedIsThereHoweverOftenTheProcessIsKilled() throws Exception {
        System.out.println("kill.seed=" + SEED + " kill.rounds=" + ROUNDS);
        try (NetLoop loop = new NetLoop("concentrator", SteppedClock.system())) {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            int port = loop.listen(any, local -> concentrator.accept()).port();
            for (int round = 0; round < ROUNDS; round++) {
                killedOnce(port);
            }
            finish(port);
        } catch (AssertionError | Exception broken) {
            throw new AssertionError("start " + starts + ", kill.seed=" + SEED + ": " + broken.getMessage(), broken);
        }
        System.out.println(ROUNDS + " kills, under way: " + struck + "; "
                + transfer.ended().size() + " updates ended, each confirmed once, "
                + concentrator.repeats() + " sent again");
    }

    private MeterProcess start(int concentratorPort) throws IOException {
        starts++;
        return MeterProcess.start(
                folder,
                "--profile",
                MeterProcess.quickProfile(folder).toString(),
                "--state-dir",
                folder.resolve("state").toString(),
                "--concentrator",
                "127.0.0.1:" + concentratorPort,
                "--trace",
                trace().toString());
    }

    private Path trace() {
        return folder.resolve("trace-" + starts + ".jsonl");
    }

    private void killedOnce(int concentratorPort) throws Exception {
        try (MeterProcess meter = start(concentratorPort)) {
            transfer.check(meter);
            transfer.operations().drainPermits();
            CompletableFuture<Void> updating = CompletableFuture.runAsync(() -> run(meter, Integer.MAX_VALUE));
            int operations = 1 + random.nextInt(MOST_OPERATIONS);
            while (!transfer.operations().tryAcquire(operations, 1, TimeUnit.SECONDS)) {
                assertTrue(!updating.isDone(), () -> "nobody updates any more: " + updating);
            }
            assertTrue(meter.lives(random.nextInt(4) == 0 ? random.nextInt(100) : random.nextInt(4)), "it crashed");
            meter.kill();
            updating.get(LIMIT_S, TimeUnit.SECONDS);
        }
        struck.merge(transfer.underWay(), 1, Integer::sum);
        checkSentCounters();
    }

    private void run(MeterProcess meter, int enough) {
        try {
            transfer.run(meter, enough);
        } catch (Exception broken) {
            throw new IllegalStateException(transfer + ": " + broken, broken);
        }
    }

    // each sealed answer has a counter of its own, whatever was lost with the process
    private void checkSentCounters() throws IOException {
        List<Long> sent = SentCounters.of(trace());
        assertTrue(!sent.isEmpty(), "no sealed answer in the trace");
        for (long counter : sent) {
            assertTrue(counter > lastSent, "counter " + counter + " sent after " + lastSent);
            lastSent = counter;
        }
    }

    /** The update that is under way comes to its end, and the concentrator knows of each exactly once. */
    private void finish(int concentratorPort) throws Exception {
        try (MeterProcess meter = start(concentratorPort)) {
            transfer.check(meter);
            run(meter, transfer.ended().size() + 1);
            Map<String, Boolean> known = new LinkedHashMap<>();
            long counter = 0;
            while (known.size() < transfer.ended().size()) {
                Confirmation next = confirmed.poll(LIMIT_S, TimeUnit.SECONDS);
                assertNotNull(next, () -> "confirmed " + known + ", ended " + transfer.ended());
                assertTrue(next.counter() > counter, "event counter " + next.counter() + " after " + counter);
                counter = next.counter();
                known.put(next.updateId(), next.ok());
            }
            assertEquals(transfer.ended(), known);
            assertEquals(0, outbox(meter));
            assertEquals(0, confirmed.size(), "confirmed twice");
        }
        checkSentCounters();
    }

    private static int outbox(MeterProcess meter) throws IOException {
        meter.type("state");
        String line = meter.nextOut();
        while (!line.matches("associations .*, outbox \\d+")) {
            line = meter.nextOut();
        }
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }
}
