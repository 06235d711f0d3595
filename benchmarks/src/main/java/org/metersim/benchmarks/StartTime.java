package org.metersim.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** From {@code java -jar} to the ready file, that is to every listener open. */
final class StartTime {

    private static final int RUNS = 9;
    private static final long PATIENCE_MS = 30_000;

    private StartTime() {}

    static void run(Path jar) throws IOException, InterruptedException {
        double[] seconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            seconds[i] = start(jar);
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "start java -jar to ready: median %.2f s, best %.2f s of %d runs (goal 1.50)%n",
                seconds[RUNS / 2],
                seconds[0],
                RUNS);
    }

    private static double start(Path jar) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("meter-sim-start");
        Path ready = folder.resolve("ready.json");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        long startNs = System.nanoTime();
        Process process = new ProcessBuilder(
                        java, "-jar", jar.toString(), "run", "--port", "0", "--ready-file", ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            while (!Files.exists(ready)) {
                if (!process.isAlive() || System.nanoTime() - startNs > PATIENCE_MS * 1_000_000) {
                    throw new IOException("not ready: " + Files.readString(folder.resolve("output.txt")));
                }
                Thread.sleep(2);
            }
            return (System.nanoTime() - startNs) / 1e9;
        } finally {
            process.destroy();
            process.waitFor(5, TimeUnit.SECONDS);
        }
    }
}
