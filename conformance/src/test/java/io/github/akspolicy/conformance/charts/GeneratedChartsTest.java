package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code -Daks-policy.generated=5000}: how many archives, and as many charts of charts. */
@Tag("deep")
class GeneratedChartsTest {
    private static final Path MODULE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final int FEW = 100;

    @Test
    void noObjectOfHelmIsMissing() throws Exception {
        int count = Integer.getInteger(GeneratedChartsRun.COUNT, FEW);
        var run = new GeneratedChartsRun(count, Long.getLong(GeneratedChartsRun.SEED, 1));

        List<Entry> entries =
                new Runs(MODULE.getParent()).execute(run, List.of(), MODULE.resolve("target"), System.out);

        assertThat(entries.stream().filter(Entry::isUnexplained)).isEmpty();
        // a generator of charts that nothing renders would show nothing
        assertThat(entries.stream().filter(Entry::covered)).hasSizeGreaterThan(count / 10);
    }
}
