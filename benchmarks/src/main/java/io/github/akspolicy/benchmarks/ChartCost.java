package io.github.akspolicy.benchmarks;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What charts cost beside {@code helm template} of the same charts: renders by reason, and processor time. */
final class ChartCost {
    /** Of the numbers of {@code /proc/self/stat}: those of the processes that ended, in user and in system mode. */
    private static final int ENDED_USER = 15;

    private static final int ENDED_SYSTEM = 16;

    private static final int TICK_MILLIS = 10;

    private ChartCost() {}

    /**
     * The cost of charts that render.
     *
     * @param charts how many there are
     * @param renders how often Helm was called, by reason
     * @param evaluation processor time of this process in milliseconds
     * @param helm that of the processes of the embedded Helm
     * @param template that of {@code helm template}
     */
    record Result(int charts, Map<String, Integer> renders, long evaluation, long helm, long template) {}

    /** The folders of charts that lie in no other chart, sorted. */
    static List<Path> charts(Path root) throws IOException {
        var charts = new ArrayList<Path>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(path -> path.endsWith("Chart.yaml"))
                    .map(path -> path.resolveSibling(""))
                    .sorted()
                    .filter(path -> charts.isEmpty()
                            || !path.startsWith(charts.get(charts.size() - 1).resolve("")))
                    .forEach(charts::add);
        }
        return charts;
    }

    /** @param helm a binary */
    static Result measure(List<Path> charts, Path helm) throws IOException, InterruptedException {
        var renders = new TreeMap<String, Integer>();
        long evaluation = 0;
        long embedded = 0;
        long template = 0;
        int count = 0;
        for (Path chart : charts) {
            long before = ended();
            if (new ProcessBuilder(helm.toString(), "template", "release", chart.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    != 0) {
                continue;
            }
            count++;
            template += ended() - before;
            long children = children();
            Evaluation[] evaluated = new Evaluation[1];
            evaluation += Measurement.time(() -> evaluated[0] = evaluation(chart)) / 1_000_000;
            // a process that was replaced meanwhile is not counted
            embedded += Math.max(0, children() - children);
            evaluated[0]
                    .ledger()
                    .releases()
                    .forEach(release ->
                            release.renders().forEach((reason, number) -> renders.merge(reason, number, Integer::sum)));
        }
        return new Result(count, renders, evaluation, embedded, template);
    }

    private static Evaluation evaluation(Path chart) {
        try {
            return Verification.scan(chart, Overrides.NONE).evaluate(Progress.NONE);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(chart.toString(), e);
        }
    }

    private static long children() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis())
                .sum();
    }

    private static long ended() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        // the name before may have blanks
        String[] numbers = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        int skipped = 2;
        return TICK_MILLIS
                * (Long.parseLong(numbers[ENDED_USER - skipped]) + Long.parseLong(numbers[ENDED_SYSTEM - skipped]));
    }
}
