package io.github.akspolicy.helm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.HelmBinaries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every document that Helm makes of a generated chart is evaluated, or the chart is refused for a listed reason. {@link
 * ChartFuzzer#main} runs as many charts as there is time for.
 */
class ChartFuzzTest {
    private static final int FEW = 300;

    @TempDir
    private Path folder;

    @Test
    void documentsAreThoseOfTheEmbeddedHelm() throws Exception {
        var fuzzer = new ChartFuzzer(folder, List.of(), 1);
        for (long seed = 0; seed < FEW; seed++) {
            fuzzer.run(seed);
        }
        assertThat(fuzzer.failures).isEmpty();
        // a generator of charts that nothing renders would show nothing
        assertThat(fuzzer.counts.get("compared with the embedded Helm")).isGreaterThan(FEW / 5);
        assertThat(fuzzer.counts.get("equal, ordinary")).isGreaterThan(FEW / 20);
    }

    /** {@code -Daks-policy.fuzz.charts=3000}; the binaries are those of {@link HelmBinaries}. */
    @Test
    @Tag("deep")
    void documentsAreThoseOfTheBinaries() throws Exception {
        Path binaries = HelmBinaries.folder();
        var fuzzer = new ChartFuzzer(
                folder,
                List.of(new HelmBinary(binaries.resolve("helm3")), new HelmBinary(binaries.resolve("helm4"))),
                2);
        int charts = Integer.getInteger("aks-policy.fuzz.charts", 800);
        long first = Long.getLong("aks-policy.fuzz.seed", 1_000_000);
        for (long seed = first; seed < first + charts; seed++) {
            fuzzer.run(seed);
        }
        assertThat(fuzzer.failures).as(fuzzer.counts.toString()).isEmpty();
    }
}
