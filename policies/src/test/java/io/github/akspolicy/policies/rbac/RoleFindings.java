package io.github.akspolicy.policies.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;

/** What policies find in roles and bindings that a test writes. */
final class RoleFindings {
    /** The settings of a policy where none are given. */
    static final Judgement DEFAULTS = new Judgement() {
        @Override
        public <T> T get(Parameter<T> parameter) {
            return parameter.defaultValue();
        }

        @Override
        public void add(Observation observation) {}
    };

    private record File(String text) implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("prod", "k8s", "k8s");
        }

        @Override
        public void read(Receiver receiver) {
            receiver.file(ManifestFile.asWritten("k8s/roles.yaml", text));
        }
    }

    private RoleFindings() {}

    static Policy policy(String id) {
        return new BuiltInPolicies()
                .policies().stream()
                        .filter(policy -> policy.info().id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    static List<Finding> of(Policy policy, Parameters settings, String text) {
        return of(List.of(new ActivePolicy(policy, policy.info().severity(), settings)), text);
    }

    static List<Finding> of(List<ActivePolicy> policies, String text) {
        Evaluation evaluation = new Evaluator(policies, new Thresholds(Severity.HIGH, null))
                .evaluate(List.of(new File(text)), Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings();
    }

    /** {@code critical at 12: resources contains secrets, with get}. */
    static List<String> words(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity() + " at " + finding.location().line() + ": " + finding.message())
                .toList();
    }
}
