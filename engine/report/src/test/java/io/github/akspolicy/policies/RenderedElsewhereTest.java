package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.source.NotEvaluated;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GitOps renders is named once, by the policy where it is on and without it. */
class RenderedElsewhereTest {
    private static final String LINE =
            "k8s/app.yaml:4:8: HelmRelease store: what it renders is in no source (make the chart or the"
                    + " rendered folder a source";

    @TempDir
    private Path folder;

    private Evaluation evaluate(String policies) throws Exception {
        Files.createDirectories(folder.resolve("k8s"));
        Files.writeString(folder.resolve("k8s/app.yaml"), """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: store, namespace: shop}
                spec: {chart: {spec: {chart: store}}, values: {securityContext: {privileged: true}}}
                """);
        Path file = Files.writeString(
                folder.resolve("aks-policy.yaml"), "schemaVersion: 1\nsources: [{manifests: k8s}]\n" + policies);
        return Verification.load(file, Overrides.NONE).evaluate(Progress.NONE);
    }

    @Test
    void isOneLine() throws Exception {
        Evaluation evaluation = evaluate("");

        assertThat(evaluation.ledger().notEvaluated())
                .extracting(NotEvaluated::toString)
                .singleElement()
                .asString()
                .startsWith(LINE);
        assertThat(EvaluationText.summary(evaluation).stream().filter(line -> line.contains("is in no source")))
                .hasSize(1);
    }

    @Test
    void isOneLineWithoutThePolicy() throws Exception {
        assertThat(evaluate("policies: {workload/rendered-elsewhere: off}\n")
                        .ledger()
                        .notEvaluated())
                .extracting(NotEvaluated::toString)
                .singleElement()
                .asString()
                .startsWith(LINE);
    }

    @Test
    void isNoLineWhereItIsEvaluatedElsewhere() throws Exception {
        assertThat(evaluate("policies: {workload/rendered-elsewhere: {parameters: {judgedElsewhere: [store]}}}\n")
                        .ledger()
                        .notEvaluated())
                .isEmpty();
    }

    @Test
    void isAFindingWhereSourcesAreRequired() throws Exception {
        Evaluation evaluation = evaluate("require: [sources]\n");

        assertThat(evaluation.ledger().notEvaluated()).isEmpty();
        assertThat(evaluation.findings())
                .anyMatch(finding -> finding.policy().id().equals("workload/rendered-elsewhere"));
    }
}
