package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.metersim.dlms.cosem.AccessResult;

/** The table of docs/update-states.md holds for the instance of a bundle as it does for those of its parts. */
class BundleStatesTest {

    private static final List<String> COLUMNS =
            List.of("state", "initiate", "block", "verify", "activate", "power cut", "an hour");

    private static byte[] file(TransferState state) {
        return switch (state) {
            case REJECTED -> BundleBench.bundle(BundleBench.METROLOGY);
            case REVERTED -> BundleBench.bundle(Bench.FAILING, BundleBench.NIC);
            default -> BundleBench.GOOD;
        };
    }

    /** A bundle that came to {@code state} by itself. */
    private static BundleBench in(TransferState state) {
        BundleBench bench = new BundleBench(state == TransferState.VERIFYING ? 1_000 : 0);
        byte[] file = file(state);
        if (state != TransferState.IDLE) {
            BundleBench.initiate(bench.bundle, file, bench.nowMs);
            bench.bundle.block(0, Bench.block(file, 0), bench.nowMs);
        }
        if (state.compareTo(TransferState.COMPLETE) >= 0) {
            for (int number = 1; number < Bench.blocks(file); number++) {
                bench.bundle.block(number, Bench.block(file, number), bench.nowMs);
            }
        }
        if (state.compareTo(TransferState.VERIFYING) >= 0) {
            bench.bundle.verify(bench.nowMs);
        }
        if (state.compareTo(TransferState.ARMED) >= 0) {
            bench.bundle.activate(bench.nowMs);
        }
        long[] steps = {Bench.DELAY_MS, Bench.BOOT_MS, SelfTest.MS};
        TransferState[] from = {TransferState.PENDING, TransferState.TRIAL, TransferState.CONFIRMED};
        for (int i = 0; i < steps.length; i++) {
            if (state.compareTo(from[i]) >= 0) {
                bench.step(steps[i]);
            }
        }
        assertEquals(state, bench.bundle.state());
        return bench;
    }

    @TestFactory
    Stream<DynamicTest> everyStateAnswersEveryCommandAsTheTableSays() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> row : UpdateStatesTest.table("state | initiate")) {
            TransferState from = TransferState.valueOf(row.get(0));
            for (int i = 1; i < COLUMNS.size(); i++) {
                String command = COLUMNS.get(i);
                String expected = row.get(i);
                tests.add(DynamicTest.dynamicTest(from + ", " + command, () -> check(from, command, expected)));
            }
        }
        return tests.stream();
    }

    private static void check(TransferState from, String command, String expected) {
        BundleBench bench = in(from);
        String before = bench.running();
        String answer = carryOut(bench, command);
        boolean moves = expected.matches(".*[A-Z]+$");
        TransferState next = moves ? TransferState.valueOf(expected.replaceAll(".* ", "")) : from;

        assertEquals(expected.replaceAll(" ?[A-Z]+$", ""), answer);
        assertEquals(next, bench.bundle.state());
        boolean isNew = next == TransferState.CONFIRMED && next != from;
        assertEquals(isNew ? "2.4.1, 1.3.0" : before, bench.running());
    }

    private static String carryOut(BundleBench bench, String command) {
        TransferState state = bench.bundle.state();
        int number = state == TransferState.RECEIVING ? 1 : 0;
        return switch (command) {
            case "initiate" -> UpdateStatesTest.word(BundleBench.initiate(bench.bundle, BundleBench.GOOD, bench.nowMs));
            case "block" ->
                UpdateStatesTest.word(bench.bundle.block(number, Bench.block(file(state), number), bench.nowMs));
            case "verify" -> UpdateStatesTest.word(bench.bundle.verify(bench.nowMs));
            case "activate" -> UpdateStatesTest.word(bench.bundle.activate(bench.nowMs));
            case "an hour" -> {
                bench.step(3_600_000);
                yield "";
            }
            default -> {
                bench.cutPower();
                yield "";
            }
        };
    }

    @TestFactory
    Stream<DynamicTest> aDisabledBundleRefusesEveryMethodAndKeepsItsState() {
        return Stream.of(TransferState.values())
                .map(state -> DynamicTest.dynamicTest(state.name(), () -> {
                    BundleBench bench = in(state);
                    assertEquals(AccessResult.SUCCESS, bench.bundle.enable(false, bench.nowMs));
                    for (String command : List.of("block", "verify", "activate")) {
                        assertEquals("other", carryOut(bench, command), command);
                    }
                    assertEquals(state, bench.bundle.state());
                }));
    }
}
