package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods of kinds that only a configuration knows. */
class PodTemplatesConfigurationTest {
    private static final String WORKER = """
            apiVersion: apps.contoso.com/v1
            kind: Worker
            metadata: {name: resize}
            spec:
              pools:
                - name: small
                  template:
                    spec:
                      containers:
                        - name: resize
                          image: contoso.azurecr.io/resize:1
                          securityContext: {privileged: true}
                - name: large
                  template:
                    spec:
                      initContainers:
                        - name: prepare
                          securityContext: {privileged: true}
            """;

    /** Points at each privileged container. */
    private static final class NotPrivileged implements ResourcePolicy<Container> {
        @Override
        public PolicyInfo info() {
            return PolicyInfo.of("test/privileged", Severity.HIGH, "Not privileged", "do not");
        }

        @Override
        public ViewType<Container> view() {
            return Container.VIEW;
        }

        @Override
        public void evaluate(Container container, Judgement judgement) {
            if (container.securityContext().get("privileged").isTrue()) {
                judgement.fail(container.securityContext().get("privileged"), "privileged is true");
            }
        }
    }

    @TempDir
    private Path directory;

    private ConfigurationFolder folder;

    @BeforeEach
    void createFolder() {
        folder = ConfigurationFolder.in(directory);
    }

    private Evaluation evaluate(String podTemplates) throws ConfigurationException {
        return folder.load("schemaVersion: 1\nsources: [{manifests: k8s}]\n" + podTemplates)
                .withPolicies(List.of(new NotPrivileged()))
                .evaluate(Progress.NONE);
    }

    private static List<String> lines(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("test/privileged"))
                .map(finding -> finding.location().toString())
                .toList();
    }

    private static List<String> problems(Evaluation evaluation) {
        return evaluation.problems().stream()
                .map(problem -> problem.problem().toString())
                .toList();
    }

    @Test
    void areJudgedWhereThePathLeads() throws ConfigurationException {
        folder.file("k8s/worker.yaml", WORKER);

        Evaluation evaluation = evaluate(
                "podTemplates: [{apiGroup: apps.contoso.com, kind: Worker, path: 'spec.pools[*].template'}]\n");

        assertThat(evaluation.problems()).isEmpty();
        assertThat(lines(evaluation)).containsExactly("k8s/worker.yaml:12:33", "k8s/worker.yaml:18:33");
    }

    @Test
    void mayHaveSeveralPathsAndBareSpecifications() throws ConfigurationException {
        folder.file("k8s/cluster.yaml", """
                apiVersion: batch.contoso.com/v1
                kind: Grid
                metadata: {name: grid}
                spec:
                  head:
                    podSpec:
                      containers:
                        - name: head
                          securityContext: {privileged: true}
                  workers:
                    template:
                      spec:
                        containers:
                          - name: worker
                            securityContext: {privileged: true}
                """);

        Evaluation evaluation = evaluate("""
                podTemplates:
                  - {apiGroup: batch.contoso.com, kind: Grid, path: spec.head.podSpec}
                  - {apiGroup: batch.contoso.com, kind: Grid, path: spec.workers.template}
                  - {apiGroup: batch.contoso.com, kind: Grid, path: spec.spares.template, optional: true}
                """);

        assertThat(evaluation.problems()).isEmpty();
        assertThat(lines(evaluation)).containsExactly("k8s/cluster.yaml:9:29", "k8s/cluster.yaml:15:31");
    }

    @Test
    void aPathThatFindsNothingIsAProblem() throws ConfigurationException {
        folder.file("k8s/worker.yaml", WORKER);

        Evaluation evaluation =
                evaluate("podTemplates: [{apiGroup: apps.contoso.com, kind: Worker, path: spec.template}]\n");

        assertThat(problems(evaluation))
                .containsExactly("k8s/worker.yaml:1:1: Worker resize: no pod template at spec.template, which"
                        + " podTemplates names (name the place of its pods under podTemplates in aks-policy.yaml)");
    }

    @Test
    void podsOfAnUnknownKindAreFoundByTheirShape() throws ConfigurationException {
        folder.file("k8s/worker.yaml", WORKER);

        Evaluation evaluation = evaluate("");

        assertThat(problems(evaluation)).isEmpty();
        assertThat(lines(evaluation)).containsExactly("k8s/worker.yaml:12:33");
    }

    @Test
    void podsOfAnUnknownKindThatAreNotWholeAreAProblem() throws ConfigurationException {
        folder.file("k8s/set.yaml", """
                apiVersion: apps.contoso.com/v1
                kind: Set
                metadata: {name: web}
                spec: {template: {spec: {containers: [{name: main}, {name: web, image: contoso.azurecr.io/web:1}]}}}
                """);

        assertThat(problems(evaluate("")))
                .containsExactly("k8s/set.yaml:1:1: Set web: no policy sees its pods in spec.template, since its"
                        + " kind is not known (name the place of its pods under podTemplates in aks-policy.yaml)");
        assertThat(problems(evaluate("podTemplates: [{apiGroup: apps.contoso.com, kind: Set, path: spec.template}]\n")))
                .isEmpty();
    }

    @Test
    void aKnownCustomResourceMayBeNamedAgain() throws ConfigurationException {
        folder.file("k8s/set.yaml", """
                apiVersion: apps.kruise.io/v1alpha1
                kind: CloneSet
                metadata: {name: web}
                spec:
                  template:
                    spec: {containers: [{name: web, image: a, securityContext: {privileged: true}}]}
                """);

        assertThat(lines(evaluate("podTemplates: [{apiGroup: apps.kruise.io, kind: CloneSet, path: spec.template}]\n")))
                .hasSize(1);
    }

    @Test
    void containersWhereNoPodIsKnownToBeAreNamed() throws ConfigurationException {
        folder.file("k8s/task.yaml", """
                apiVersion: tekton.dev/v1
                kind: Task
                metadata: {name: build}
                spec:
                  steps: [{name: a, image: b, securityContext: {privileged: true}}]
                """);

        Evaluation evaluation = evaluate("");

        assertThat(evaluation.ledger().notEvaluated())
                .hasSize(1)
                .allSatisfy(
                        line -> assertThat(line)
                                .hasToString(
                                        "k8s/task.yaml:5:3: Task build at spec.steps: a part of a pod stands where no policy looks"
                                                + " (where it is a pod, name the place under podTemplates in aks-policy.yaml)"));
        assertThat(EvaluationText.sentence(evaluation)).endsWith("; 1 not evaluated.");
    }

    @Test
    void areExplained() {
        assertThat(folder.load("""
                        schemaVersion: 1
                        sources: [{manifests: k8s}]
                        podTemplates:
                          - {apiGroup: a.b, kind: Worker, path: spec.template, optional: true}
                        """).explain())
                .contains("podTemplates\n  Worker of a.b: spec.template, if it is there  aks-policy.yaml:4:5\n");
    }
}
