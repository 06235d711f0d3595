package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.metersim.dlms.codec.Octets;

/** What is done to a board, and what is seen of it then, in a few words. */
final class UpdateProbes {

    private static final byte[] GOOD = Bench.GOOD;
    private static final int LAST = Bench.blocks(GOOD) - 1;

    static final Octets OTHER_BLOCK = Octets.of(new byte[Bench.BLOCK_BYTES]);

    private UpdateProbes() {}

    // --- what is done

    static Bench begun(Bench bench) {
        bench.initiate(GOOD);
        bench.send(GOOD, 0);
        return bench;
    }

    static Bench complete(Bench bench) {
        bench.initiate(GOOD);
        for (int number = 0; number <= LAST; number++) {
            bench.send(GOOD, number);
        }
        return bench;
    }

    static Bench verified(Bench bench) {
        complete(bench).engine.verify(bench.nowMs);
        return bench;
    }

    static Bench armed(Bench bench) {
        verified(bench).engine.activate(bench.nowMs);
        return bench;
    }

    // --- what is seen

    static String afterCut(Bench bench) {
        bench.cutPower();
        return bench.engine.state() + " " + bench.engine.firstNotTransferred();
    }

    static String hourAfterCut(Bench bench) {
        bench.cutPower();
        bench.step(3_600_000);
        return bench.engine.activeVersion();
    }

    static String disabledAndEnabled(Bench bench) {
        bench.engine.enable(false, bench.nowMs);
        bench.engine.enable(true, bench.nowMs);
        return bench.engine.state() + " " + bench.engine.firstNotTransferred();
    }

    static String blockSize(Bench bench, int bytes) {
        return bench.engine.setBlockBytes(bytes, bench.nowMs) + " " + bench.engine.blockBytes();
    }

    static Object lastBlock(Bench bench, boolean padded) {
        bench.initiate(GOOD);
        Octets exact = Bench.block(GOOD, LAST);
        byte[] bytes = Arrays.copyOf(exact.toBytes(), padded ? Bench.BLOCK_BYTES : exact.length());
        return bench.engine.block(LAST, Octets.of(bytes), bench.nowMs);
    }

    static String another(Bench bench) {
        Object answer = bench.engine.block(0, OTHER_BLOCK, bench.nowMs);
        TransferState state = bench.engine.state();
        Octets there = Octets.of(bench.memory.read(Bench.RECORD_BYTES + Bench.BANK_BYTES / 2, Bench.BLOCK_BYTES));
        return answer + " " + state + (there.equals(OTHER_BLOCK) ? " second" : " first");
    }

    /** At first, after block 0, block 5, block 0 again, and all. */
    static String firstNot(Bench bench) {
        StringBuilder seen = new StringBuilder();
        bench.initiate(GOOD);
        seen.append(bench.engine.firstNotTransferred());
        for (int number : new int[] {0, 5, 0}) {
            bench.send(GOOD, number);
            seen.append(" ").append(bench.engine.firstNotTransferred());
        }
        bench.sendAll(GOOD);
        return seen.append(" ").append(bench.engine.firstNotTransferred()).toString();
    }

    static String verify(Bench bench) {
        return bench.engine.verify(bench.nowMs) + " " + bench.engine.state() + " " + bench.events();
    }

    static String activate(Bench bench) {
        String answer = bench.engine.activate(bench.nowMs) + " " + bench.engine.state();
        bench.step(3_600_000);
        return answer + " " + bench.engine.activeVersion();
    }

    static String confirmedEarly(Bench bench, String behaviour) {
        byte[] file = Bench.behaving(behaviour);
        bench.transfer(file);
        bench.engine.activate(bench.nowMs);
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS + 100);
        Object answer = bench.engine.activate(bench.nowMs);
        bench.step(3_600_000);
        return answer + " " + bench.engine.state();
    }

    /** The power fails when that was answered, before the self-test ends. */
    static String confirmedEarlyThenCut(Bench bench) {
        bench.transfer(Bench.behaving("confirm: client"));
        bench.engine.activate(bench.nowMs);
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS + 100);
        Object answer = bench.engine.activate(bench.nowMs);
        long operations = bench.memory.operations();
        assertEquals(answer, bench.engine.activate(bench.nowMs));
        assertEquals(operations, bench.memory.operations(), "written once");
        bench.cutPower();
        bench.step(3_600_000);
        return answer + " " + bench.engine.state();
    }

    static String retried(Bench bench, byte[] file) {
        bench.update(file);
        Object answer = bench.engine.activate(bench.nowMs);
        bench.step(3_600_000);
        return answer + " " + bench.engine.state() + " " + bench.confirmations().size();
    }

    static String ended(Bench bench, byte[] file) {
        bench.update(file);
        return "" + bench.engine.state();
    }

    static String cutOnTrial(Bench bench) {
        armed(bench).step(Bench.DELAY_MS + Bench.BOOT_MS + 100);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        bench.cutPower();
        bench.step(3_600_000);
        return "" + bench.engine.state();
    }

    static String signature(Bench bench, byte[] file) {
        bench.transfer(file);
        bench.engine.verify(bench.nowMs);
        return bench.engine.offers().get(0).shown(bench.engine.options()).toHex();
    }
}
