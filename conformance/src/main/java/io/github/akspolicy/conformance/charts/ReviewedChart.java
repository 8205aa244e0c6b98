package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A public chart whose findings have been read one by one, as {@code recommended.yaml} lists it.
 *
 * @param path below the folder of charts
 * @param version of the chart
 * @param findings how many by policy
 */
record ReviewedChart(String path, String version, SortedMap<String, Long> findings) {
    ReviewedChart {
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
    }

    /** How many findings there are. */
    long count() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@code pod/privileged 1, pod/seccomp-profile 2} */
    String summary() {
        return summary(findings);
    }

    static String summary(SortedMap<String, Long> findings) {
        return findings.isEmpty()
                ? "nothing"
                : findings.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    static List<ReviewedChart> all() throws IOException {
        try (InputStream text = ReviewedChart.class.getResourceAsStream("recommended.yaml")) {
            if (text == null) {
                throw new IOException("recommended.yaml is missing from the class path");
            }
            return Field.root(ManifestReader.yamlDocument(new String(text.readAllBytes(), StandardCharsets.UTF_8)))
                    .fields()
                    .stream()
                    .map(chart -> new ReviewedChart(
                            chart.key(),
                            chart.get("version").textOr(""),
                            chart.get("findings").fields().stream()
                                    .collect(Collectors.toMap(
                                            Field::key,
                                            count -> Long.valueOf(count.textOr("")),
                                            Long::sum,
                                            TreeMap::new))))
                    .toList();
        } catch (ManifestException e) {
            throw new IOException("recommended.yaml: " + e.getMessage(), e);
        }
    }
}
