package io.github.akspolicy.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.source.FetchedChart;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.ThirdPartyCharts;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Digests are computed where they may decide: they take longer than to read a chart. */
class ChartOwnershipTest {
    private static final Dependency ENTRY = new Dependency(
            "redis",
            "1.x",
            "oci://example",
            null,
            Set.of(),
            new SourceLocation("Chart.yaml", 5, 5, SourceLocation.Role.TEMPLATE));

    private final AtomicInteger digests = new AtomicInteger();
    private final Chart chart = new Chart("redis", new Chart("", null));

    private void decide(String... recorded) {
        var content = new Content(null, "charts/redis", true, () -> "sha256:a" + digests.incrementAndGet());
        new ChartOwnership(List.of(), new ThirdPartyCharts(Set.of(recorded), Set.of())).decide(chart, ENTRY, content);
    }

    private String entry(String version, String digest) {
        return ThirdPartyCharts.entry(chart.name(), version, digest);
    }

    @Test
    void whereNothingIsRecordedNoDigestIsComputed() {
        decide();

        assertThat(chart.isUnproven()).isTrue();
        assertThat(digests).hasValue(0);
    }

    @Test
    void ofAnotherVersionNoDigestIsComputed() {
        decide(entry("9.9.9", "sha256:a1"), "other@" + chart.version() + " sha256:a1");

        assertThat(chart.isUnproven()).isTrue();
        assertThat(digests).hasValue(0);
    }

    @Test
    void whatIsRecordedIsComparedByItsDigest() {
        decide(entry(chart.version(), "sha256:a1"));

        assertThat(chart.isOwn()).isFalse();
        assertThat(digests).hasValue(1);
    }

    @Test
    void otherContentIsNotProven() {
        decide(entry(chart.version(), "sha256:b"));

        assertThat(chart.isUnproven()).isTrue();
        FetchedChart fetched = chart.fetched();
        assertThat(fetched).isNotNull();
        assertThat(fetched.digest()).startsWith("sha256:a");
    }
}
