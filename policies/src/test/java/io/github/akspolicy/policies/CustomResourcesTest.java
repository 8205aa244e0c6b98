package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.resource.ResourceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects of operators that run privileged pods: each is a finding, or named as not evaluated. None passes in silence. */
class CustomResourcesTest {
    private static final Path OBJECTS = Path.of("src/test/resources/custom-resources");

    private static Evaluation scan(Path folder) throws Exception {
        return Verification.scan(folder, Overrides.NONE.profile("pss-baseline")).evaluate(Progress.NONE);
    }

    private static List<JudgedResource> resources(Evaluation evaluation) {
        return evaluation.ledger().releases().stream()
                .map(ReleaseAccount::resources)
                .flatMap(List::stream)
                .toList();
    }

    /** Objects with a finding about privileges. */
    private static Set<ResourceId> found(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("pod/privileged"))
                .map(Finding::occurrences)
                .flatMap(List::stream)
                .map(Occurrence::resource)
                .collect(Collectors.toSet());
    }

    /** Objects that a line "not evaluated" names, as messages write them. */
    private static Set<ResourceId> named(Evaluation evaluation) {
        return resources(evaluation).stream()
                .map(JudgedResource::id)
                .filter(id -> evaluation.ledger().notEvaluated().stream()
                        .flatMap(line -> line.subjects().stream())
                        .anyMatch(subject -> subject.name().equals(id.toString())
                                || subject.name().startsWith(id + " at ")))
                .collect(Collectors.toSet());
    }

    @Test
    void noneIsSilent() throws Exception {
        Evaluation evaluation = scan(OBJECTS);
        List<ResourceId> all =
                resources(evaluation).stream().map(JudgedResource::id).toList();
        assertThat(evaluation.problems()).isEmpty();
        assertThat(all).hasSizeGreaterThanOrEqualTo(40);
        assertThat(all.stream().map(ResourceId::group).distinct()).hasSizeGreaterThanOrEqualTo(20);

        Set<ResourceId> spoken = new HashSet<>(found(evaluation));
        spoken.addAll(named(evaluation));

        assertThat(all).allSatisfy(id -> assertThat(spoken).contains(id));
        // shapes that are whole pods are evaluated, not only named
        assertThat(found(evaluation)).hasSize(13);
    }

    /** The line is that of the part, so that a reader finds it. */
    @Test
    void theLineLeadsToThePart(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("kibana.yaml"), """
                apiVersion: kibana.k8s.elastic.co/v1
                kind: Kibana
                metadata: {name: logs, namespace: shop}
                spec:
                  podTemplate:
                    spec:
                      containers: [{name: kibana, securityContext: {privileged: true}}]
                """);

        assertThat(scan(folder).ledger().notEvaluated())
                .singleElement()
                .asString()
                .startsWith("kibana.yaml:7:7: Kibana logs at spec.podTemplate.spec.containers: a part of a pod stands");
    }

    /** Nothing is said of objects that run nothing. */
    @Test
    void objectsWithoutPodsAreNotNamed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("others.yaml"), """
                apiVersion: cert-manager.io/v1
                kind: Certificate
                metadata: {name: a, namespace: shop}
                spec: {secretName: a, issuerRef: {name: b}}
                ---
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: a, namespace: shop}
                spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {containerName: web}}]}
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: a, namespace: shop}
                spec: {endpoints: [{port: http}], selector: {matchLabels: {app: a}}}
                ---
                apiVersion: autoscaling.k8s.io/v1
                kind: VerticalPodAutoscaler
                metadata: {name: a, namespace: shop}
                spec: {resourcePolicy: {containerPolicies: [{containerName: "*"}]}}
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: a, namespace: shop}
                spec: {hosts: [a], http: [{route: [{destination: {host: a}}]}]}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: PromotionTask
                metadata: {name: a, namespace: shop}
                spec: {steps: [{uses: git-clone, config: {}}]}
                """);

        assertThat(scan(folder).ledger().notEvaluated()).isEmpty();
    }
}
