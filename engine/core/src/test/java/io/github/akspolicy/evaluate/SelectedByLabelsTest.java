package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameter {@code labelSelector}: of a pod in a template its own labels count, of anything else the object's. */
class SelectedByLabelsTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {at: object, tier: web}}
            spec: {template: {metadata: {labels: {at: template, tier: web}}, spec: {containers: [{name: a}]}}}
            """;

    private static final PolicyInfo INFO = PolicyInfo.of("test/all", Severity.HIGH, "Nothing may be", "remove it");

    private static <V> Policy single(ViewType<V> type, Function<V, Field> at) {
        return new ResourcePolicy<V>() {
            @Override
            public PolicyInfo info() {
                return INFO;
            }

            @Override
            public ViewType<V> view() {
                return type;
            }

            @Override
            public void evaluate(V view, Judgement judgement) {
                judgement.fail(at.apply(view), "is there");
            }
        };
    }

    private static final Policy PODS = single(Pod.VIEW, Pod::spec);
    private static final Policy OBJECTS = single(ViewType.RESOURCE, Resource::root);

    private static final Policy PODS_TOGETHER = new EnvironmentPolicy<String>() {
        private final Index<String, String> names =
                new Index<>("names", Kinds.PODS, resource -> List.of(resource.name()), Function.identity());

        @Override
        public PolicyInfo info() {
            return INFO;
        }

        @Override
        public Index<?, String> subject() {
            return names;
        }

        @Override
        public Set<Index<?, ?>> reads() {
            return Set.of(names);
        }

        @Override
        public void evaluate(String name, Indexes indexes, Judgement judgement) {
            indexes.all(names);
        }
    };

    private static int judged(Policy policy, String selector, String manifest) throws ManifestException {
        var parameters = Parameters.DEFAULTS.with(
                CommonParameters.LABEL_SELECTOR, LabelSelector.of(Field.root(ManifestReader.yamlDocument(selector))));
        var evaluation = new Evaluator(List.of(new ActivePolicy(policy, Severity.HIGH, parameters)), Thresholds.DEFAULT)
                .evaluate(List.of(new TextRelease("prod", "k8s").file("a.yaml", manifest)), Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        var account = evaluation.ledger().releases().get(0).policies().get("test/all");
        return account == null ? -1 : account.judgedCount();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                                    | 1 | 1
                    {matchLabels: {at: template}}                                         | 1 | 0
                    {matchLabels: {at: object}}                                           | 0 | 1
                    {matchLabels: {tier: web}}                                            | 1 | 1
                    {matchLabels: {tier: web, at: template}}                              | 1 | 0
                    {matchExpressions: [{key: at, operator: NotIn, values: [template]}]}  | 0 | 1
                    {matchExpressions: [{key: at, operator: In, values: [template, x]}]}  | 1 | 0
                    {matchExpressions: [{key: canary, operator: Exists}]}                 | 0 | 0
                    {matchExpressions: [{key: canary, operator: DoesNotExist}]}           | 1 | 1
                    """)
    void aPodIsSelectedByItsTemplateAndAnObjectByItself(String selector, int pods, int objects)
            throws ManifestException {
        assertThat(judged(PODS, selector, DEPLOYMENT)).isEqualTo(pods);
        assertThat(judged(PODS_TOGETHER, selector, DEPLOYMENT)).isEqualTo(pods);
        assertThat(judged(OBJECTS, selector, DEPLOYMENT)).isEqualTo(objects);
    }

    @Test
    void whatHasNoLabelsIsSelectedByNone() throws ManifestException {
        var pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a}]}}";
        assertThat(judged(PODS, "{matchLabels: {tier: web}}", pod)).isZero();
        assertThat(judged(PODS, "{matchExpressions: [{key: tier, operator: NotIn, values: [web]}]}", pod))
                .isEqualTo(1);
    }

    @Test
    void isWrittenAsKubectlDoes() throws ManifestException {
        var selector = LabelSelector.of(Field.root(ManifestReader.yamlDocument("""
                matchLabels: {app: web}
                matchExpressions:
                  - {key: tier, operator: In, values: [a, b]}
                  - {key: env, operator: NotIn, values: [dev]}
                  - {key: team, operator: Exists}
                  - {key: canary, operator: DoesNotExist}
                """)));
        assertThat(selector).hasToString("app=web,tier in (a,b),env notin (dev),team,!canary");
        assertThat(LabelSelector.EVERYTHING).hasToString("");
    }
}
