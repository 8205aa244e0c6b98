package io.github.akspolicy.policies.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every line of {@code refusals.txt} as inputs that collide, and as inputs that differ from them in one setting only, at the
 * edge where that is a version: those are taken.
 */
class RefusalsTest {
    private static final String WRITES = " := ";

    @TempDir
    Path folder;

    static List<Collision> lines() {
        return Refusals.ALL;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void collides(Collision line) throws Exception {
        for (CollisionInput input : CollisionInput.of(line)) {
            List<Finding> findings = evaluate(input, List.of(line));
            assertThat(findings).as(input.text()).hasSize(1);
            Finding finding = findings.get(0);
            if (finding.unknown() != null) {
                assertThat(line.terms())
                        .as("an open end")
                        .anyMatch(term -> term.words().get(0).endsWith("?"));
                continue;
            }
            assertThat(finding.message())
                    .contains(", which Azure refuses where ")
                    .endsWith("(" + line.page() + ")")
                    .doesNotContain(": (");
            assertThat(finding.occurrences().get(0).steps())
                    .as("the other settings, each with its line")
                    .hasSize((int) line.terms().stream()
                                    .filter(term -> !term.quantifier().equals("if"))
                                    .count()
                            - 1)
                    .allMatch(step -> step.at() != null);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void isTakenJustBesideIt(Collision line) throws Exception {
        for (CollisionInput input : CollisionInput.of(line)) {
            for (Term term : line.terms()) {
                for (CollisionInput beside : input.without(term)) {
                    assertThat(messages(beside, List.of(line)))
                            .as(beside.text())
                            .isEmpty();
                }
            }
        }
    }

    /** Advice that leads into the next collision helps nobody. */
    @ParameterizedTest
    @MethodSource("lines")
    void whatToWriteInsteadIsTaken(Collision line) throws Exception {
        String[] instead = line.instead().split(WRITES);
        for (CollisionInput input : instead.length < 2 ? List.<CollisionInput>of() : CollisionInput.of(line)) {
            CollisionInput better = input.with(instead[0], instead[1]);
            assertThat(messages(better, Refusals.ALL)).as(better.text()).isEmpty();
        }
    }

    @Test
    void everyLineHasAPageAndADayThatIsNotBeforeIt() {
        assertThat(Refusals.ALL).hasSizeGreaterThan(50).doesNotHaveDuplicates().allSatisfy(line -> {
            assertThat(line.source()).matches("(aks|container-registry)/[a-z0-9-]+ \\d{4}-\\d\\d-\\d\\d");
            assertThat(line.checked())
                    .isAfterOrEqualTo(LocalDate.parse(line.source().replaceFirst(".* ", "")));
        });
    }

    @Test
    void aLineThatIsNotUnderstoodIsAnError() {
        assertThatThrownBy(() -> Collision.of("pool.osSKU = A")).hasMessageContaining("4 columns");
        assertThatThrownBy(() -> Term.of("pool osSKU")).hasMessageContaining("not a setting");
        assertThatThrownBy(() -> Term.of("pond.osSKU = A")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Part.property("nothing")).hasMessageContaining("unknown property");
    }

    private List<String> messages(CollisionInput input, List<Collision> lines) throws IOException {
        return evaluate(input, lines).stream().map(Finding::message).toList();
    }

    private List<Finding> evaluate(CollisionInput input, List<Collision> lines) throws IOException {
        Path file = Files.writeString(folder.resolve("aks.json"), input.text());
        var evaluation = new Evaluator(List.of(ActivePolicy.of(new SettingsMustNotCollide(lines))), Thresholds.DEFAULT)
                .evaluate(List.of(new Definition(file)), Surroundings.NONE.requiringAll("test"), Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings();
    }

    /** The template as a release. */
    private record Definition(Path file) implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("test", "definitions", "template");
        }

        @Override
        public String namespace() {
            return "store";
        }

        @Override
        public void read(Receiver receiver) throws SourceException {
            var request = new ClusterRequest(file, List.of(), ReadLimits.DEFAULT, Workspace.of(file.getParent()));
            new DefinitionReader().read(request, receiver);
        }
    }
}
