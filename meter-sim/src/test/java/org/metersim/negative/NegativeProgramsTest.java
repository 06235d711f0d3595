package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** docs/negative-programs.md is what the tests do. */
class NegativeProgramsTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "negative-programs.md");
    private static final Path WRITTEN = Path.of("target", "negative-programs.md");

    /** What a test does that is not of the table of {@link ProgramFault}. */
    private record Row(Class<?> test, String method, String does, String answer) {}

    private static final List<Row> ROWS = List.of(
            new Row(
                    ProgramRefusedTest.class,
                    "aProgramIsNoFirmware",
                    "a program to the firmware transfers of both boards",
                    "verify: component"),
            new Row(
                    ProgramRefusedTest.class,
                    "aFileThatIsLongerThanTheSlotIsNotAnnounced",
                    "announced with more bytes than the slot has",
                    "initiate: other-reason"),
            new Row(
                    ProgramProcessTest.class,
                    "theMeterChangedSinceItWasVerified",
                    "a client writes between activate and the application what the program expects otherwise",
                    "status 7: apply/expect"),
            new Row(
                    ProgramProcessTest.class,
                    "theProgramChangedSinceItWasVerified",
                    "a bit of the verified program flips in the memory",
                    "status 4: crc"),
            new Row(
                    ProgramProcessTest.class,
                    "thereIsNothingToVerifyOrToActivate",
                    "verify and activate before a transfer, or in the middle of one",
                    "other-reason"),
            new Row(
                    ProgramProcessTest.class,
                    "anAppliedProgramIsNotAppliedAgainByActivate",
                    "activate once more; then the same file once more",
                    "other-reason; status 6 and no change"),
            new Row(
                    ProgramProcessTest.class,
                    "whoMayOnlyReadBringsNone",
                    "brought by a client that may only read",
                    "refused"),
            new Row(
                    ProgramProcessTest.class,
                    "aProgramThatWaitsForItsDateIsNotReplaced",
                    "another one while it waits for its date; a power cut then",
                    "temporary-failure; it waits on"),
            new Row(
                    ProgramProcessTest.class,
                    "aProgramWhoseDateIsPastAppliesAtOnce",
                    "its date is past",
                    "applied at once"),
            new Row(
                    ProgramProcessTest.class,
                    "theMainsAreCutWhileItIsApplied",
                    "the power is cut at each memory operation of the application, before, inside and after it",
                    "status 3, 7 or 6: all of it or nothing"),
            new Row(
                    ProgramProcessTest.class,
                    "theFlashFailsWhileItIsApplied",
                    "the flash refuses any of the writes of the application, in both banks",
                    "apply: memory, and it is undone; or it is applied, and status 6"));

    @Test
    void everyOtherTestHasItsRow() {
        Set<String> tests = new TreeSet<>();
        for (Class<?> test : List.of(ProgramRefusedTest.class, ProgramProcessTest.class)) {
            Arrays.stream(test.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class)
                            || method.isAnnotationPresent(ParameterizedTest.class))
                    .map(Method::getName)
                    .forEach(tests::add);
        }
        tests.remove("isRefusedAndNothingChanges");
        assertEquals(tests, ROWS.stream().map(Row::method).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theDocumentIsWhatTheTestsDo() throws IOException {
        String text = document();
        Files.writeString(WRITTEN, text);
        assertEquals(text, Files.readString(DOCUMENT), "copy meter-sim/" + WRITTEN + " to docs/");
    }

    private static String document() {
        String refused = Arrays.stream(ProgramFault.values())
                .map(fault -> "| " + fault.does() + " | " + fault.layer() + " | " + fault.code() + " | `" + fault.name()
                        + "` |\n")
                .collect(Collectors.joining());
        String rest = ROWS.stream()
                .map(row -> "| " + row.does() + " | " + row.answer() + " | `"
                        + row.test().getSimpleName() + "." + row.method() + "` |\n")
                .collect(Collectors.joining());
        return """
                # Negative cases of configuration programs

                What can be wrong with a configuration program ([programs.md](programs.md)) or with what is done with
                it, and what a meter answers. Every case goes through a real class 18 transfer to
                `0-0:44.0.2.255`: ciphered APDUs, through the ports of a meter of module `meter`, on a virtual wire.
                After each the configuration is what it was, every register is that of a meter that nobody updated, and
                a good program is taken.

                The tests are in `meter-sim/src/test/java/org/metersim/negative`; this page is what they do, and
                `NegativeProgramsTest` holds both together.

                ## Programs that image_verify refuses

                All other layers are right. image_verify answers other-reason, image_transfer_status is 4, the verdict
                is {verify, *layer*, cause}, event 224 is logged. With an *item*, the cause names it and the code that
                its object gave. `ProgramRefusedTest.isRefusedAndNothingChanges` with

                | what is wrong | layer | item: code | value of `ProgramFault` |
                |---|---|---|---|
                """ + refused + """

                ## What is done with them

                | what is done | answer | test |
                |---|---|---|
                """ + rest;
    }
}
