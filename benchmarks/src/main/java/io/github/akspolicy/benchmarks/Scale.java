package io.github.akspolicy.benchmarks;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.source.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a resource costs among many, in a JVM of its own with a small heap. */
public final class Scale {
    private static final String HEAP = "512m";
    /** Room for the texts of {@value #PREPARED} resources besides. */
    private static final String HEAP_FOR_PREPARED = "1g";

    private static final int PREPARED = 30_000;
    private static final int WARM_UP_RESOURCES = 10_000;

    private Scale() {}

    /**
     * @param cpuMicrosPerResource processor time
     * @param wallMicrosPerResource time that passes
     */
    record Result(double cpuMicrosPerResource, double wallMicrosPerResource) {}

    /** Evaluates in a new JVM with {@value #HEAP} of heap; the texts are made as they are read. */
    static Result measure(int resources, int parallelism) throws IOException, InterruptedException {
        return measure(List.of(), HEAP, resources, parallelism, false);
    }

    /** Evaluates what stands in memory already, in a new JVM that has the first processor alone. */
    static Result onOneProcessor() throws IOException, InterruptedException {
        return measure(List.of("taskset", "-c", "0"), HEAP_FOR_PREPARED, PREPARED, 1, true);
    }

    /** Evaluates what stands in memory already, in a new JVM that has the first two processors. */
    static Result onTwoProcessors() throws IOException, InterruptedException {
        return measure(List.of("taskset", "-c", "0,1"), HEAP_FOR_PREPARED, PREPARED, 2, true);
    }

    private static Result measure(List<String> prefix, String heap, int resources, int parallelism, boolean prepared)
            throws IOException, InterruptedException {
        String[] figures = figures(
                prefix,
                List.of("-Xmx" + heap),
                Scale.class,
                List.of(String.valueOf(resources), String.valueOf(parallelism), String.valueOf(prepared)));
        return new Result(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    /**
     * What a main class prints in a new JVM, word by word.
     *
     * @param prefix a command that runs another one
     * @param options of the JVM
     */
    static String[] figures(List<String> prefix, List<String> options, Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("exit status " + process.exitValue() + ": " + output);
        }
        return output.strip().split(" ");
    }

    /** Prints the processor time and the time that passed for each resource, in microseconds. */
    public static void main(String[] arguments) {
        int resources = Integer.parseInt(arguments[0]);
        int parallelism = Integer.parseInt(arguments[1]);
        boolean prepared = Boolean.parseBoolean(arguments[2]);
        Release workload = prepared ? new Workload(resources).prepared() : new Workload(resources);
        // what stands in memory is little: the compiler of the JVM must be done with it before
        int warmUp = prepared ? 3 * resources : WARM_UP_RESOURCES;
        Ratios.evaluation(new Workload(warmUp), parallelism);
        long begin = System.nanoTime();
        long cpu = Measurement.time(() -> {
            Evaluation evaluation = Ratios.evaluation(workload, parallelism);
            Ratios.expect(!evaluation.findings().isEmpty(), "no finding");
        });
        long wall = System.nanoTime() - begin;
        System.out.printf(Locale.ROOT, "%.2f %.2f%n", cpu / 1e3 / resources, wall / 1e3 / resources);
    }
}
