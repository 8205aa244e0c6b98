package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock is read as it was written, and one that is wrong stops the run: it decides what fails. */
class ChartsLockTest {
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @TempDir
    private Path folder;

    private final Problems problems = new Problems("aks-policy.yaml");

    private ThirdPartyCharts read() {
        return new ChartsLock(folder, new Workspace(folder), problems).read(List.of());
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("aks-policy-charts.lock"), text);
    }

    private static FetchedChart chart(String name, String digest, boolean declared) {
        return new FetchedChart(name, "1.0.0", digest, "shop/charts/" + name, declared);
    }

    @Test
    void withoutLockNothingIsRecorded() {
        assertThat(read()).isEqualTo(ThirdPartyCharts.NONE);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        FetchedChart hostile = chart("a\", version: \"2\n- é", DIGEST, true);
        write(new ChartsLockUpdate(folder, List.of(chart("redis", DIGEST, true), hostile), List.of(), List.of())
                .text());

        ThirdPartyCharts read = read();

        assertThat(problems.all()).isEmpty();
        assertThat(read.isRecorded(chart("redis", DIGEST, true))).isTrue();
        assertThat(read.isRecorded(hostile)).isTrue();
        assertThat(read.recorded()).hasSize(2);
        assertThat(read.isRecorded(chart("redis", "", true))).isFalse();
    }

    @Test
    void anEmptyLockIsRead() throws IOException {
        write(new ChartsLockUpdate(folder, List.of(), List.of(), List.of()).text());

        assertThat(read().recorded()).isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aBrokenLockIsAProblemAtItsLine() throws IOException {
        write("schemaVersion: 1\ncharts:\n  - {name: redis, version: 1.0.0, digest: \"sha256:0\"}\n  - {name: a}\n");
        read();
        write("");
        read();
        write("<<<<<<< HEAD\n");
        read();

        assertThat(problems.all())
                .extracting(Problem::toString)
                .anyMatch(
                        text -> text.startsWith("aks-policy-charts.lock:3:") && text.contains("64 hexadecimal digits"))
                .anyMatch(text -> text.startsWith("aks-policy-charts.lock:4:") && text.contains("\"version\""))
                .anyMatch(text -> text.contains("the file is empty") && text.contains("aks-policy:charts-lock"))
                .hasSizeGreaterThan(4);
    }

    @Test
    void whatCannotBeRecordedIsExplained() {
        assertThat(ChartsLockUpdate.reason(chart("evil", DIGEST, false)))
                .startsWith("shop/charts/evil: no entry of dependencies")
                .contains("thirdParty");
        assertThat(ChartsLockUpdate.reason(chart("linked", "", true))).contains("symbolic link");
    }
}
