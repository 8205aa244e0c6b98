package io.github.akspolicy.benchmarks;

import io.github.akspolicy.evaluate.Evaluation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a resource costs among many, in a JVM of its own with a small heap. */
public final class Scale {
    private static final String HEAP = "512m";
    private static final int WARM_UP_RESOURCES = 10_000;

    private Scale() {}

    /**
     * @param cpuMicrosPerResource processor time
     * @param wallMicrosPerResource time that passes
     */
    record Result(double cpuMicrosPerResource, double wallMicrosPerResource) {}

    /** Evaluates in a new JVM with {@value #HEAP} of heap. */
    static Result measure(int resources, int parallelism) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                Scale.class.getName(),
                String.valueOf(resources),
                String.valueOf(parallelism));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("exit status " + process.exitValue() + ": " + output);
        }
        String[] figures = output.strip().split(" ");
        return new Result(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    /** Prints the processor time and the time that passed for each resource, in microseconds. */
    public static void main(String[] arguments) {
        int resources = Integer.parseInt(arguments[0]);
        int parallelism = Integer.parseInt(arguments[1]);
        Ratios.evaluation(new Workload(WARM_UP_RESOURCES), parallelism);
        long begin = System.nanoTime();
        long cpu = Measurement.time(() -> {
            Evaluation evaluation = Ratios.evaluation(new Workload(resources), parallelism);
            Ratios.expect(!evaluation.findings().isEmpty(), "no finding");
        });
        long wall = System.nanoTime() - begin;
        System.out.printf(Locale.ROOT, "%.2f %.2f%n", cpu / 1e3 / resources, wall / 1e3 / resources);
    }
}
