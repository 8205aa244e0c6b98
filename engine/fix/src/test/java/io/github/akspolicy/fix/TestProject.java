package io.github.akspolicy.fix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A repository in a folder, and what a fix makes of it. */
final class TestProject {
    /** The sources of {@link #chart}, and of a folder {@code k8s}. */
    static final String CHART = "  - {chart: chart, values: {prod: [values-prod.yaml]}}\n";

    static final String MANIFESTS = "  - manifests: k8s/\n";

    /** The policies whose fixes take something away. */
    private static final Set<String> TAKING_AWAY = Set.of(
            "pod/privileged",
            "pod/host-namespaces",
            "pod/capabilities-added",
            "pod/capabilities-disallowed",
            "pod/windows-host-process");

    final Path root;

    TestProject(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve(".git"));
    }

    TestProject file(String path, String... lines) throws IOException {
        return text(path, String.join("\n", lines) + "\n");
    }

    TestProject text(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** A chart of one pod, with empty values. */
    void chart(String... podSpec) throws IOException {
        file("chart/Chart.yaml", "apiVersion: v2", "name: web", "version: 1.0.0")
                .file("chart/values-prod.yaml", "{}")
                .file("chart/values.yaml", "{}")
                .text(
                        "chart/templates/pod.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  " + String.join("\n  ", podSpec)
                                + "\n");
    }

    /** A chart whose value {@code root} makes its container privileged. */
    void privilegedByValues() throws IOException {
        chart(
                "containers:",
                "  - name: web",
                "    image: a:1",
                "    securityContext:",
                "      privileged: {{ .Values.root }}");
    }

    static Repair only(FixResult result) {
        assertThat(result.repairs()).hasSize(1);
        return result.repairs().get(0);
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    /** A configuration with some policies and no others. */
    TestProject policies(String sources, String... ids) throws IOException {
        var text = new StringBuilder(
                        "schemaVersion: 1\nprofile: pss-baseline\nenvironments: {dev: {}, prod: {}}\nsources:\n")
                .append(sources)
                .append("policies:\n");
        var on = List.of(ids);
        for (String id : Baseline.IDS) {
            if (!on.contains(id)) {
                text.append("  ").append(id).append(": off\n");
            }
        }
        on.forEach(id -> text.append("  ").append(id).append(": on\n"));
        return text("aks-policy.yaml", text.toString());
    }

    FixResult fix() throws ConfigurationException {
        return new Fixer(
                        edits -> Verification.load(
                                root.resolve(Verification.FILE_NAME),
                                Overrides.NONE.today("2026-11-01").edits(edits)),
                        Progress.NONE,
                        finding -> true)
                .asking(TAKING_AWAY)
                .fix();
    }

    /** As without any id on the command line. */
    FixResult fixWithoutAsking() throws ConfigurationException {
        return new Fixer(
                        edits -> Verification.load(
                                root.resolve(Verification.FILE_NAME),
                                Overrides.NONE.today("2026-11-01").edits(edits)),
                        Progress.NONE,
                        finding -> true)
                .fix();
    }

    /** The policies of the profile that the configurations of these tests begin with. */
    private static final class Baseline {
        private static final List<String> IDS = ids();

        private static List<String> ids() {
            var loader = java.util.ServiceLoader.load(io.github.akspolicy.spi.PolicyProvider.class);
            return loader.stream()
                    .flatMap(provider -> provider.get().policies().stream())
                    .map(policy -> policy.info())
                    .filter(info -> info.profiles().keySet().stream()
                            .anyMatch(profile -> profile.name().equals("pss-baseline")))
                    .map(info -> info.id())
                    .toList();
        }
    }
}
