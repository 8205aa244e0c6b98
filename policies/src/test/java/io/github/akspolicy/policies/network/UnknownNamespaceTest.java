package io.github.akspolicy.policies.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is joined when nobody has said which namespace it is deployed to. */
class UnknownNamespaceTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p, labels: {app: web}}
            ---
            """;
    private static final String POLICY = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: n%s}
            spec: {podSelector: {matchLabels: {app: %s}}}
            """;

    @Test
    void thePolicyOfTheSameReleaseIsInTheSameNamespace() {
        assertThat(findings(POD + POLICY.formatted("", "web"))).isEmpty();
    }

    @Test
    void aPolicyOfANamedNamespaceMayOrMayNotSelectThePod() {
        assertThat(findings(POD + POLICY.formatted(", namespace: store", "web")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.unknown()).isNotNull());
    }

    @Test
    void noPolicyOfAnyNamespaceSelectsThePod() {
        assertThat(findings(POD + POLICY.formatted(", namespace: store", "other")))
                .singleElement()
                .satisfies(finding -> assertThat(finding.unknown()).isNull());
    }

    @Test
    void aServiceMayBeInTheNamespaceOfTheIngress() {
        String ingress = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: default}
                spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {ports: [{port: %s}]}
                """;
        assertThat(findings(ingress.formatted("web", "80"), new BackendsMustExist()))
                .isEmpty();
        assertThat(findings(ingress.formatted("web", "81"), new BackendsMustExist()))
                .as("another Service may be meant")
                .singleElement()
                .satisfies(finding -> assertThat(finding.unknown()).isNotNull());
        assertThat(findings(ingress.formatted("other", "80"), new BackendsMustExist()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.unknown()).isNotNull());
    }

    private static List<Finding> findings(String text) {
        return findings(text, new PodsMustBeSelectedByNetworkPolicies());
    }

    private static List<Finding> findings(String text, Policy policy) {
        return new Evaluator(List.of(ActivePolicy.of(policy)), Thresholds.DEFAULT)
                .evaluate(
                        List.of(new ManifestTexts(
                                new ReleaseId("test", "manifests", "manifests"),
                                null,
                                List.of(ManifestFile.asWritten("a.yaml", text)))),
                        Surroundings.NONE.requiringAll("test"),
                        Progress.NONE)
                .findings();
    }
}
