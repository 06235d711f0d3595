package org.metersim.metrology.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.metersim.metrology.crash.BugSweep.Count;

/** The seeded bugs of one module: puts one after the other into our sources and sweeps. */
public final class SeededBugs {

    private static final Path PATCHES = Path.of("src/test/resources/seeded-bugs");

    /** What the patches' paths begin at: tests run in their module's folder. */
    private static final Path ROOT = Path.of("..");

    private final StringBuilder rows = new StringBuilder();

    /** All of the module that the test runs in. */
    public static List<SeededBug> all() {
        try (Stream<Path> files = Files.list(PATCHES)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .map(SeededBug::read)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** One of them for each set of scenarios. */
    public static Collection<SeededBug> sweeps() {
        Map<List<String>, SeededBug> one = new LinkedHashMap<>();
        all().forEach(bug -> one.putIfAbsent(bug.scenarios(), bug));
        return one.values();
    }

    /** Fails unless the sweep fails with the bug, and passes without it. */
    public void isCaught(SeededBug bug) {
        int[] counts = sweep(PatchedClasses.with(bug, ROOT), bug);
        row(bug.name() + ": " + bug.what(), counts);
        if (count(counts, Count.ALL) + count(counts, Count.UNCUT) == 0) {
            throw new AssertionError(bug.name() + " was not caught by " + count(counts, Count.CASES) + " power cuts");
        }
    }

    /** The same by the same way without a bug. */
    public void passesWithout(SeededBug bug) {
        int[] counts = sweep(PatchedClasses.unchanged(), bug);
        if (count(counts, Count.ALL) + count(counts, Count.UNCUT) > 0 || count(counts, Count.CASES) == 0) {
            throw new AssertionError("without " + bug.name() + ": " + count(counts, Count.ALL) + " of "
                    + count(counts, Count.CASES) + " power cuts did harm");
        }
    }

    private static int count(int[] counts, Count which) {
        return counts[which.ordinal()];
    }

    @SuppressWarnings("unchecked")
    private static int[] sweep(ClassLoader classes, SeededBug bug) {
        try {
            Object sweep =
                    classes.loadClass(BugSweep.class.getName()).getConstructor().newInstance();
            return ((BiFunction<String, List<String>, int[]>) sweep).apply(bug.sweep(), bug.scenarios());
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void row(String name, int[] counts) {
        rows.append("\n| ").append(name).append(" |");
        if (count(counts, Count.UNCUT) > 0) {
            rows.append(" fails even uncut | | | | |");
            return;
        }
        for (Count which : List.of(Count.CASES, Count.BEFORE, Count.BEFORE_AND_AFTER, Count.TORN, Count.ALL)) {
            rows.append(' ').append(count(counts, which)).append(" |");
        }
    }

    /** Says how many failures each way to cut found. */
    public void print() {
        System.out.println("| seeded bug | cases | before | before + after | inside | all, two cuts too |\n"
                + "|---|---:|---:|---:|---:|---:|" + rows + "\n");
    }
}
