package io.github.akspolicy.resource.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.cluster.Lifecycle.Kind;
import io.github.akspolicy.source.ChartRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table of what AKS supports until when. {@link #nothingNeedsAttention} fails on purpose as time goes by: look the entries
 * up that it names, and write the day into the column {@code checked}.
 */
class LifecycleTest {
    /** How many days before a day of the table its entry must have been looked up again. */
    private static final int AHEAD = 60;

    /** AKS supports the newest minor version and the two before it (AD supported-kubernetes-versions.md). */
    private static final int SUPPORTED_AT_ONCE = 3;

    private static final LocalDate WRITTEN = LocalDate.of(2026, 11, 29);

    @Test
    void nothingNeedsAttention() {
        assertThat(attention(Lifecycle.AKS, LocalDate.now()))
                .as("entries to look up again, at the source that each of them names")
                .isEmpty();
    }

    @Test
    void anEntryNeedsAttentionSixtyDaysBeforeItsDay() {
        LocalDate day = LocalDate.of(2027, 3, 17);
        assertThat(attention(Lifecycle.AKS, day.minusDays(AHEAD + 1))).doesNotContain("os-sku Ubuntu2004");
        assertThat(attention(Lifecycle.AKS, day.minusDays(AHEAD))).contains("os-sku Ubuntu2004");
    }

    @Test
    void anEntryThatWasLookedUpNeedsNone() {
        String text = "os-sku | Ubuntu2004 | 2027-03-17 | - | - | 2027-02-01 | here\n";
        assertThat(late(Lifecycle.of(text), LocalDate.of(2027, 3, 1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.34", "1.35", "1.36", "1.37"})
    void aMissingVersionIsNamed(String version) throws IOException {
        String without = table().lines()
                .filter(line -> !line.startsWith("kubernetes | " + version + " "))
                .collect(Collectors.joining("\n"));
        assertThat(attention(Lifecycle.of(without), WRITTEN)).containsExactly("kubernetes " + version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os-sku-default | AzureLinux=AzureLinux2",
                "os-sku-default | AzureLinux=AzureLinux3",
                "os-sku-default | Ubuntu=Ubuntu2204",
                "os-sku-default | Ubuntu=Ubuntu2404",
                "os-sku-default | Windows=Windows2022",
                "os-sku-default | Windows=Windows2025"
            })
    void aMissingImageOfAVersionIsNamed(String entry) throws IOException {
        String without =
                table().lines().filter(line -> !line.startsWith(entry + " ")).collect(Collectors.joining("\n"));
        String sku = entry.substring(entry.indexOf("| ") + 2, entry.indexOf('='));
        assertThat(attention(Lifecycle.of(without), WRITTEN))
                .isNotEmpty()
                .allMatch(missing -> missing.startsWith("os-sku-default " + sku + " for 1."));
    }

    /** What a build of that day says: each entry by its name. */
    @Test
    void whatIsDueIsNamed() {
        assertThat(attention(Lifecycle.AKS, LocalDate.of(2027, 1, 31)))
                .contains("kubernetes 1.32", "kubernetes 1.35", "os-sku Ubuntu2004", "part kubelet certificate tag");
    }

    @Test
    void theCalendarNeedsItsNextVersionInTime() {
        assertThat(attention(Lifecycle.AKS, LocalDate.of(2027, 1, 30))).doesNotContain("kubernetes 1.38");
        assertThat(attention(Lifecycle.AKS, LocalDate.of(2027, 1, 31))).contains("kubernetes 1.38");
    }

    @Test
    void theLowestSupportedVersionFollowsTheDay() {
        assertThat(Lifecycle.AKS.lowestSupported(LocalDate.of(2026, 11, 30), false))
                .isEqualTo(34);
        assertThat(Lifecycle.AKS.lowestSupported(LocalDate.of(2026, 12, 1), false))
                .isEqualTo(35);
        assertThat(Lifecycle.AKS.lowestSupported(LocalDate.of(2026, 11, 30), true))
                .isEqualTo(31);
        assertThat(Lifecycle.AKS.lowestSupported(LocalDate.of(2026, 12, 1), true))
                .isEqualTo(32);
        assertThat(Lifecycle.AKS.lowestSupported(LocalDate.of(2040, 1, 1), false))
                .as("of a day behind the table the newest version that it has")
                .isEqualTo(Lifecycle.AKS.newest());
    }

    @Test
    void theDefaultVersionOfChartsIsSupported() {
        assertThat(ChartRequest.DEFAULT_KUBE_VERSION).isEqualTo("v1.35.0");
        assertThat(Lifecycle.AKS.lowestSupported(LocalDate.now(), false))
                .as("the default is supported today")
                .isLessThanOrEqualTo(
                        Lifecycle.minor(ChartRequest.DEFAULT_KUBE_VERSION).orElseThrow());
    }

    @Test
    void anSkuIsAnImageByTheVersionOfKubernetes() {
        assertThat(Lifecycle.AKS.images("AzureLinux", OptionalInt.of(31))).containsExactly("AzureLinux2");
        assertThat(Lifecycle.AKS.images("azurelinux", OptionalInt.of(32))).containsExactly("AzureLinux3");
        assertThat(Lifecycle.AKS.images("AzureLinux", OptionalInt.empty()))
                .containsExactly("AzureLinux2", "AzureLinux3");
        assertThat(Lifecycle.AKS.images("Windows2025", OptionalInt.of(34))).containsExactly("Windows2025");
    }

    @Test
    void entriesAreSortedAndHaveASource() {
        assertThat(Lifecycle.AKS.entries())
                .allSatisfy(entry -> {
                    assertThat(entry.source()).as(entry.toString()).isNotBlank();
                    assertThat(entry.checked()).as(entry.toString()).isAfterOrEqualTo(WRITTEN);
                    LocalDate end = entry.end();
                    LocalDate later = entry.later();
                    assertThat(end == null || later == null || !later.isBefore(end))
                            .as(entry.toString())
                            .isTrue();
                })
                .doesNotHaveDuplicates();
    }

    /** The names of the entries that somebody must look up, or add. */
    private static List<String> attention(Lifecycle table, LocalDate today) {
        return Stream.concat(late(table, today).stream(), missing(table, today.plusDays(AHEAD)).stream())
                .toList();
    }

    private static List<String> late(Lifecycle table, LocalDate today) {
        return table.entries().stream()
                .filter(entry -> Stream.of(entry.end(), entry.later())
                        .anyMatch(day -> day != null
                                && !day.isAfter(today.plusDays(AHEAD))
                                && entry.checked().isBefore(day.minusDays(AHEAD))))
                .map(Entry::toString)
                .toList();
    }

    private static List<String> missing(Lifecycle table, LocalDate day) {
        var minors = new TreeSet<Integer>();
        int supported = 0;
        for (Entry entry : table.entries()) {
            LocalDate end = entry.end();
            if (entry.kind() == Kind.KUBERNETES && end != null) {
                minors.add(Lifecycle.minor(entry.name()).orElseThrow());
                supported += end.isAfter(day) ? 1 : 0;
            }
        }
        var missing = new ArrayList<String>();
        for (int minor = minors.first(); minor <= minors.last(); minor++) {
            if (!minors.contains(minor)) {
                missing.add("kubernetes 1." + minor);
            }
        }
        int versions = missing.size();
        for (int more = supported + versions; more < SUPPORTED_AT_ONCE; more++) {
            missing.add("kubernetes 1." + (minors.last() + SUPPORTED_AT_ONCE - more));
        }
        for (String sku : List.of("AzureLinux", "Ubuntu", "Windows")) {
            minors.stream()
                    .filter(minor -> table.images(sku, OptionalInt.of(minor)).contains(sku))
                    .map(minor -> "os-sku-default " + sku + " for 1." + minor)
                    .forEach(missing::add);
        }
        return missing;
    }

    private static String table() throws IOException {
        return Files.readString(Path.of("src/main/resources/io/github/akspolicy/resource/cluster/lifecycle.txt"));
    }
}
