package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.UpdateMachine.Event;

/** The engine does what docs/update-states.md says: diagram, moves, answers, power cuts. */
class UpdateStatesTest {

    private static final Path PAGE = Path.of("..", "docs", "update-states.md");

    private static String page() throws IOException {
        return Files.readString(PAGE).replace("\r", "");
    }

    static List<List<String>> table(String firstColumns) throws IOException {
        String page = page();
        int start = page.indexOf("| " + firstColumns);
        assertTrue(start > 0, firstColumns);
        List<List<String>> rows = new ArrayList<>();
        for (String line : page.substring(start, page.indexOf("\n\n", start)).split("\n")) {
            if (!line.startsWith("|-") && !line.startsWith("| state")) {
                rows.add(Stream.of(line.substring(1, line.length() - 1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        assertEquals(TransferState.values().length, rows.size());
        return rows;
    }

    @Test
    void theDiagramOfTheDocumentIsPrintedFromTheTable() throws IOException {
        assertTrue(page().contains("```mermaid\n" + UpdateEngine.diagram() + "```\n"), UpdateEngine.diagram());
    }

    @Test
    void everyPairOfStateAndEventLeadsWhereTheDiagramSays() throws IOException {
        Pattern move = Pattern.compile(" {4}([A-Z]+) --> ([A-Z]+) : ([A-Z_]+)\n");
        for (TransferState from : TransferState.values()) {
            for (Event event : Event.values()) {
                Optional<TransferState> drawn = Optional.empty();
                Matcher line = move.matcher(page());
                while (line.find()) {
                    if (line.group(1).equals(from.name()) && line.group(3).equals(event.name())) {
                        drawn = Optional.of(TransferState.valueOf(line.group(2)));
                    }
                }
                assertEquals(drawn, UpdateMachine.TRANSITIONS.after(from, event), from + " on " + event);
            }
        }
    }

    @Test
    void eachStateHasItsStatus() throws IOException {
        for (List<String> row : table("state | status")) {
            assertEquals(
                    Integer.parseInt(row.get(1)),
                    TransferState.valueOf(row.get(0)).status(),
                    row.get(0));
        }
    }

    /** An engine that came to {@code state} by itself. */
    static Bench in(TransferState state) {
        Bench bench =
                new Bench(state == TransferState.VERIFYING ? Bench.verifyingFor(1_000) : Bench.FIRMWARE, each -> each);
        byte[] file = switch (state) {
            case REJECTED -> Bench.BAD;
            case REVERTED -> Bench.FAILING;
            default -> Bench.GOOD;
        };
        if (state.compareTo(TransferState.RECEIVING) >= 0) {
            bench.initiate(file);
            bench.send(file, 0);
        }
        if (state.compareTo(TransferState.COMPLETE) >= 0) {
            bench.sendAll(file);
        }
        if (state.compareTo(TransferState.VERIFYING) >= 0) {
            bench.engine.verify(bench.nowMs);
        }
        if (state.compareTo(TransferState.ARMED) >= 0) {
            bench.engine.activate(bench.nowMs);
        }
        if (state.compareTo(TransferState.PENDING) >= 0) {
            bench.step(Bench.DELAY_MS);
        }
        if (state.compareTo(TransferState.TRIAL) >= 0) {
            bench.step(Bench.BOOT_MS);
        }
        if (state.compareTo(TransferState.CONFIRMED) >= 0) {
            bench.step(SelfTest.MS);
        }
        assertEquals(state, bench.engine.state());
        return bench;
    }

    @TestFactory
    Stream<DynamicTest> everyStateAnswersEveryCommandAsTheTableSays() throws IOException {
        List<String> columns = List.of("state", "initiate", "block", "verify", "activate", "power cut", "an hour");
        List<DynamicTest> tests = new ArrayList<>();
        for (List<String> row : table("state | initiate")) {
            for (int i = 1; i < columns.size(); i++) {
                String command = columns.get(i);
                String expected = row.get(i);
                TransferState from = TransferState.valueOf(row.get(0));
                tests.add(DynamicTest.dynamicTest(from + ", " + command, () -> check(from, command, expected)));
            }
        }
        return tests.stream();
    }

    private static void check(TransferState from, String command, String expected) {
        Bench bench = in(from);
        String before = bench.engine.activeVersion();
        String answer = carryOut(bench, command);
        boolean moves = expected.matches(".*[A-Z]+$");
        TransferState next = moves ? TransferState.valueOf(expected.replaceAll(".* ", "")) : from;

        assertEquals(expected.replaceAll(" ?[A-Z]+$", ""), answer);
        assertEquals(next, bench.engine.state());
        boolean isNew = next == TransferState.CONFIRMED && next != from;
        assertEquals(isNew ? "2.4.1" : before, bench.engine.activeVersion());
    }

    private static String carryOut(Bench bench, String command) {
        byte[] file = bench.engine.state() == TransferState.REJECTED ? Bench.BAD : Bench.GOOD;
        int number = bench.engine.state() == TransferState.RECEIVING ? 1 : 0;
        return switch (command) {
            case "initiate" -> word(bench.initiate(Bench.GOOD));
            case "block" -> word(bench.send(file, number));
            case "verify" -> word(bench.engine.verify(bench.nowMs));
            case "activate" -> word(bench.engine.activate(bench.nowMs));
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

    static String word(AccessResult result) {
        return switch (result) {
            case SUCCESS -> "ok";
            case TEMPORARY_FAILURE -> "busy";
            case OTHER_REASON -> "other";
            default -> result.toString();
        };
    }

    // The methods are usable only while image_transfer_enabled is TRUE. Blue Book 4.4.6.
    @TestFactory
    Stream<DynamicTest> aDisabledTransferRefusesEveryMethodAndKeepsItsState() {
        return Stream.of(TransferState.values())
                .map(state -> DynamicTest.dynamicTest(state.name(), () -> {
                    Bench bench = in(state);
                    assertEquals(AccessResult.SUCCESS, bench.engine.enable(false, bench.nowMs));
                    for (String command : List.of("block", "verify", "activate")) {
                        assertEquals("other", carryOut(bench, command), command);
                    }
                    assertTrue(bench.initiate(Bench.GOOD) != AccessResult.SUCCESS);
                    assertEquals(state, bench.engine.state());
                    assertEquals(AccessResult.SUCCESS, bench.engine.enable(true, bench.nowMs));
                    assertEquals(state, bench.engine.state());
                }));
    }

    // What was saved while a state of passage stood must not bring it back.
    @TestFactory
    Stream<DynamicTest> whateverIsSavedAPowerCutLeavesWhatTheTableSays() throws IOException {
        return table("state | initiate").stream()
                .map(row -> DynamicTest.dynamicTest(row.get(0), () -> {
                    TransferState from = TransferState.valueOf(row.get(0));
                    Bench bench = in(from);
                    bench.engine.enable(false, bench.nowMs);
                    bench.engine.enable(true, bench.nowMs);
                    bench.cutPower();
                    String after = row.get(5);
                    assertEquals(after.isEmpty() ? from : TransferState.valueOf(after), bench.engine.state());
                }));
    }
}
