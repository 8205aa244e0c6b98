package io.github.akspolicy.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.BaselineUpdate;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.InputProblem;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.evaluate.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After {@code baseline} nothing fails, and a second {@code baseline} writes the same: whatever hides behind a finding is in it. */
class SettledBaselineTest {
    private static final Path SAMPLES =
            Path.of("../../samples").toAbsolutePath().normalize();
    private static final Path SHARED =
            Path.of("../../../shared").toAbsolutePath().normalize();
    private static final String BASELINE = "policy-baseline.yaml";
    /** Everything that any profile evaluates fails from the lowest severity on. */
    private static final String CONFIGURATION = """
            schemaVersion: 1
            profile: %s
            failOn: low
            environments: {dev: {namespace: a}, prod: {namespace: b}}
            sources: [{%s}]
            baseline: policy-baseline.yaml
            """;

    private static final String ROLES = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: operator}
            rules:
              - {apiGroups: %s, resources: %s, verbs: %s}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: operator}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: operator}
            subjects: [{kind: ServiceAccount, name: operator, namespace: a}]
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void repository() throws IOException {
        Files.createDirectories(root.resolve(".git"));
    }

    private Evaluation evaluate() {
        return evaluate(Overrides.NONE);
    }

    private Evaluation evaluate(Overrides overrides) {
        return load(overrides).evaluate(Progress.NONE);
    }

    private Verification load(Overrides overrides) {
        try {
            return Verification.load(root.resolve(Verification.FILE_NAME), overrides);
        } catch (ConfigurationException invalid) {
            throw new AssertionError(invalid.problems().toString(), invalid);
        }
    }

    private BaselineUpdate baseline(boolean grow) {
        Verification verification = load(Overrides.NONE.writesBaseline(true));
        Path file = root.resolve(BASELINE);
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            var update = BaselineUpdate.of(
                    verification.evaluate(Progress.NONE), verification.debt().baseline(), before, grow);
            Files.writeString(file, update.text());
            return update;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, String text) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path from, String to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(to).resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many findings are in the baseline. */
    private int assertSettled(String what) {
        var first = baseline(false);
        Evaluation evaluation = evaluate();
        assertThat(evaluation.problems()).as(what).isEmpty();
        assertThat(evaluation.open().stream().map(SettledBaselineTest::text))
                .as(what)
                .isEmpty();
        for (boolean grow : new boolean[] {false, true}) {
            var second = baseline(grow);
            assertThat(second.text()).as(what).isEqualTo(first.text());
            assertThat(List.of(second.removed(), second.added(), second.left()))
                    .as(what)
                    .containsOnly(0);
        }
        for (String environment : List.of("dev", "prod")) {
            assertThat(evaluate(Overrides.NONE.environments(List.of(environment))).open().stream()
                            .map(SettledBaselineTest::text))
                    .as(what + " in " + environment)
                    .isEmpty();
        }
        return first.added() + first.kept();
    }

    private static String text(Finding finding) {
        return finding.policy().id() + " " + finding.severity() + " " + finding.message() + " " + finding.location();
    }

    @Test
    void aWildcardHidesNothingThatAppearsLater() {
        write(Verification.FILE_NAME, CONFIGURATION.formatted("recommended", "manifests: k8s"));
        write("k8s/roles.yaml", ROLES.formatted("[\"\"]", "[\"*\"]", "[get, list, create]"));
        assertSettled("resources: [\"*\"]");
        assertThat(evaluate().findings())
                .allSatisfy(finding -> assertThat(finding.suppression())
                        .extracting(Suppression::type)
                        .isEqualTo(Suppression.Type.BASELINE));

        // what the rule did not grant when it was frozen is new
        write("k8s/roles.yaml", ROLES.formatted("[\"\"]", "[\"*\"]", "[get, list, create, impersonate]"));
        assertThat(evaluate().open()).isNotEmpty().anyMatch(Finding::fails);
    }

    /** Rules of every breadth, of a fixed seed. */
    @Test
    void rolesOfEveryBreadthSettle() {
        var random = new Random(31);
        List<String> groups = List.of("[\"\"]", "[\"*\"]", "[\"\", apps, rbac.authorization.k8s.io]");
        List<String> resources = List.of(
                "[\"*\"]",
                "[secrets]",
                "[\"pods/*\"]",
                "[\"*/exec\", pods]",
                "[clusterroles, \"*\"]",
                "[nodes, \"nodes/proxy\"]");
        List<String> verbs =
                List.of("[\"*\"]", "[get]", "[list, watch]", "[create, delete, \"*\"]", "[escalate, bind]");
        write(Verification.FILE_NAME, CONFIGURATION.formatted("hardened", "manifests: k8s"));
        String roles = IntStream.range(0, 40)
                .mapToObj(i -> ROLES.formatted(any(groups, random), any(resources, random), any(verbs, random))
                        .replace("operator", "operator-" + i))
                .collect(Collectors.joining("---\n"));
        write("k8s/roles.yaml", roles);
        assertThat(assertSettled("roles")).isGreaterThan(40);
    }

    private static String any(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Test
    void samplesSettle() throws IOException {
        for (String sample : List.of("store", "store-insecure")) {
            copy(SAMPLES.resolve(sample), "");
            String written = Files.readString(root.resolve(Verification.FILE_NAME));
            for (String failOn : List.of("high", "low")) {
                Files.deleteIfExists(root.resolve(BASELINE));
                Files.deleteIfExists(root.resolve("policy-exemptions.yaml"));
                write(
                        Verification.FILE_NAME,
                        written.lines()
                                        .filter(line -> !line.startsWith("failOn:")
                                                && !line.startsWith("baseline:")
                                                && !line.startsWith("exemptions:"))
                                        .collect(Collectors.joining("\n"))
                                + "\nfailOn: " + failOn + "\nbaseline: " + BASELINE + "\n");
                assertSettled(sample + " with failOn " + failOn);
                Evaluation settled = evaluate();
                assertThat(settled.ledger().releases())
                        .allSatisfy(release -> assertThat(release.policies().values())
                                .allSatisfy(policy ->
                                        assertThat(policy.count(Verdict.FAIL)).isZero()));
            }
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
            }
        }
    }

    /** The manifests of other projects' tests, many at once; those that cannot be read are left out. */
    @Test
    @Tag("deep")
    void labelledCasesSettle() throws IOException {
        Path cases = SHARED.resolve("conformance/cases");
        assumeTrue(Files.isDirectory(cases), "not found: " + cases);
        List<Path> all;
        try (Stream<Path> files = Files.walk(cases)) {
            all = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        int frozen = 0;
        int evaluated = 0;
        for (int start = 0; start < all.size(); start += 300) {
            List<Path> some = new ArrayList<>(all.subList(start, Math.min(all.size(), start + 300)));
            Files.deleteIfExists(root.resolve(BASELINE));
            delete(root.resolve("k8s"));
            for (int i = 0; i < some.size(); i++) {
                write("k8s/" + i + ".yaml", Files.readString(some.get(i)));
            }
            write(
                    Verification.FILE_NAME,
                    CONFIGURATION
                            .formatted("hardened", "manifests: k8s")
                            .replace("baseline: policy-baseline.yaml", ""));
            for (List<InputProblem> problems = evaluate().problems();
                    !problems.isEmpty();
                    problems = evaluate().problems()) {
                List<Path> unreadable = problems.stream()
                        .map(problem -> problem.problem().at())
                        .filter(Objects::nonNull)
                        .map(at -> root.resolve(at.path()))
                        .distinct()
                        .toList();
                assertThat(unreadable).as("%s", problems).isNotEmpty();
                for (Path file : unreadable) {
                    Files.deleteIfExists(file);
                }
            }
            try (Stream<Path> left = Files.list(root.resolve("k8s"))) {
                evaluated += (int) left.count();
            }
            write(Verification.FILE_NAME, CONFIGURATION.formatted("hardened", "manifests: k8s"));
            frozen += assertSettled("cases from " + some.get(0));
        }
        System.out.println("Baselines of labelled cases: " + frozen + " findings of " + evaluated + " of " + all.size()
                + " files settle.");
        assertThat(frozen).isGreaterThan(1000);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
