package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** docs/negative-cases.md is what the tests say of themselves, and has every case. */
class NegativeCasesTest {

    private static final List<Class<?>> TESTS = List.of(
            IntegrityTest.class,
            StructureTest.class,
            SignatureTest.class,
            TrustTest.class,
            PolicyTest.class,
            ProcessTest.class,
            FlashFailureTest.class,
            ActivationTest.class,
            ScheduleTest.class,
            ProgramCasesTest.class,
            QuirkTest.class,
            HeadEndTest.class);
    private static final int CASES = 70;
    private static final Path DOCUMENT = Path.of("..", "docs", "negative-cases.md");
    private static final Path WRITTEN = Path.of("target", "negative-cases.md");

    /** A test and what it says of itself. */
    private record Told(Case the, Method method) {

        String row() {
            String test = method.getDeclaringClass().getSimpleName() + "." + method.getName();
            return "| " + the.number() + " | " + the.does() + " | " + the.answer() + " | `" + test + "` |\n";
        }
    }

    private static List<Told> told() {
        List<Told> all = new ArrayList<>();
        for (Class<?> test : TESTS) {
            for (Method method : test.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Case.class)) {
                    all.add(new Told(method.getAnnotation(Case.class), method));
                }
            }
        }
        all.sort(Comparator.comparingInt((Told each) -> each.the().number())
                .thenComparing(each -> each.the().does()));
        return all;
    }

    @Test
    void everyCaseHasItsTest() {
        Set<Integer> missing = IntStream.rangeClosed(1, CASES).boxed().collect(Collectors.toCollection(TreeSet::new));
        told().forEach(each -> missing.remove(each.the().number()));
        assertEquals(Set.of(), missing);
    }

    @Test
    void theDocumentIsWhatTheTestsSay() throws IOException {
        String text = document();
        Files.writeString(WRITTEN, text);
        assertEquals(text, Files.readString(DOCUMENT), "copy meter-sim/" + WRITTEN + " to docs/");
    }

    private static String document() {
        return """
                # Negative cases of an update

                What can be wrong with an image or with what is done with it, and what a meter answers. Every case
                goes through real class 18 transfers: ciphered APDUs, through the ports of a meter of module `meter`,
                on a virtual wire. Of cases 1 to 3, which take each byte in turn, and of case 17, which takes 20,000
                images, a sample is sent so; the rest is given to the meter's verifier with the meter's own policy.

                After each case the image runs that ran before, or the one that was taken, and every register is that
                of a meter that nobody updated; a refusal or a failure stands in the logs; and a good image is taken
                whose security counter is not above the meter's. Otherwise it is with these:

                - 54, 61 (dropped lines) and 67 go through many meters, and complete the update in each.
                - 33 and 48, CMS: the good image is one of openssl's, whose security counter 5 is above the meter's 1.
                - 61, a status that never ends, and 63, what is worn out: no other image is taken, on purpose.

                The layers and the checks behind them: [firmware.md](firmware.md); the states:
                [update-states.md](update-states.md). The tests are in
                `meter-sim/src/test/java/org/metersim/negative`; this page is what they say of themselves, and
                `NegativeCasesTest` holds both together. Two clients that we did not write, Gurux and jDLMS, send every
                damage of `firmware corrupt --list` over a real socket (`org.metersim.interop.UpdateTest`).

                """
                + table("Images", Case.Kind.IMAGE, """
                        Damaged, and all other layers made right again, so that exactly one refuses it: image_verify
                        answers other-reason, image_transfer_status is 4, the verdict is {verify, *layer*, cause}.
                        """)
                + table("Policy", Case.Kind.POLICY, """
                        Whole and rightly signed, and not for this meter, or not now.
                        """)
                + table("Process", Case.Kind.PROCESS, """
                        The order of things, who does them, and what happens meanwhile.
                        """)
                + table("What must pass", Case.Kind.PASSES, """
                        It looks wrong and is right: the image runs in the end, image_transfer_status is 6.
                        """);
    }

    private static String table(String title, Case.Kind kind, String about) {
        String rows = told().stream()
                .filter(each -> each.the().kind() == kind)
                .map(Told::row)
                .collect(Collectors.joining());
        return "## " + title + "\n\n" + about
                + "\n| case | what is done | layer or answer | test |\n|---|---|---|---|\n" + rows
                + (kind == Case.Kind.PASSES ? "" : "\n");
    }
}
