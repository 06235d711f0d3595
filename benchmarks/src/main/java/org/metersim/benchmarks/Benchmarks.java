package org.metersim.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs the measurements of docs/benchmarks.md: {@code get}, {@code heap}, {@code start}, or all of them. One line of
 * figures each, on standard output.
 */
public final class Benchmarks {

    private Benchmarks() {}

    /** @param args the jar of the application, then the names of the measurements; none: all */
    public static void main(String[] args) throws Exception {
        Path jar = Path.of(args[0]);
        List<String> wanted = args.length == 1
                ? List.of("heap", "get", "start")
                : List.of(args).subList(1, args.length);
        for (String name : wanted) {
            switch (name) {
                case "get" -> GetThroughput.run();
                case "heap" -> HeapPerMeter.run();
                case "start" -> StartTime.run(jar);
                default -> throw new IllegalArgumentException(name + " (expected: get, heap or start)");
            }
        }
        // loops of closed servers end in their own time
        System.exit(0);
    }
}
