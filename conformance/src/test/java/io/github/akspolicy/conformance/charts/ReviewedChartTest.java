package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documentation says of the reviewed charts is what the run expects of them. */
class ReviewedChartTest {
    private static final Path PAGE = Path.of("README.md");

    @Test
    void pageSaysWhatTheRunExpects() throws IOException {
        String table = ReviewedChart.all().stream()
                .map(chart -> "| %s | %s | %d | %s |\n"
                        .formatted(chart.path(), chart.version(), chart.count(), chart.summary()))
                .collect(Collectors.joining());

        assertThat(Files.readString(PAGE)).contains("| --- | --- | ---: | --- |\n" + table + "\n");
    }

    @Test
    void expectsOnlyPoliciesOfTheProfile() throws IOException {
        List<String> members = new BuiltInPolicies()
                .policies().stream()
                        .filter(policy -> policy.info().profiles().containsKey(Profile.RECOMMENDED))
                        .map(policy -> policy.info().id())
                        .toList();

        assertThat(ReviewedChart.all())
                .hasSizeGreaterThan(20)
                .allSatisfy(chart -> assertThat(members)
                        .as(chart.path())
                        .containsAll(chart.findings().keySet()));
    }
}
