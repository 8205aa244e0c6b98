package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The steps and the diagram of an observation reach the finding, whichever kind of policy made it. */
class StepsTest {
    private static final PolicyInfo INFO =
            PolicyInfo.of("test/way", Severity.HIGH, "A way must be short", "shorten it");

    private static final String MANIFEST = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: way}
            data:
              from: here
              to: there
            """;

    private static Observation observation(Resource resource) {
        Field from = resource.root().at("data", "from");
        var step = new Step(resource, from.place(), "begins here");
        return Observation.violation(resource.root().at("data", "to").place(), "to leads away", "to")
                .withSteps(List.of(step, Step.unwritten("every cluster has the rest")))
                .drawn(Diagram.of("a way", List.of(new Diagram.Stop<>(Diagram.Mark.ACTOR, "ConfigMap", step))));
    }

    private static final Policy ALONE = new ResourcePolicy<Resource>() {
        @Override
        public PolicyInfo info() {
            return INFO;
        }

        @Override
        public ViewType<Resource> view() {
            return ViewType.RESOURCE;
        }

        @Override
        public void evaluate(Resource resource, Judgement judgement) {
            judgement.add(observation(resource));
        }
    };

    /** Asks for no index, so that its facts are evaluated when they are read. */
    private static final Policy SETTLED = new EnvironmentPolicy<Resource>() {
        private final Index<String, Resource> maps =
                new Index<>("maps", Kinds.of("", "ConfigMap"), List::of, Resource::name);

        @Override
        public PolicyInfo info() {
            return INFO;
        }

        @Override
        public Index<?, Resource> subject() {
            return maps;
        }

        @Override
        public Set<Index<?, ?>> reads() {
            return Set.of();
        }

        @Override
        public void evaluate(Resource resource, Indexes indexes, Judgement judgement) {
            judgement.add(observation(resource));
        }
    };

    private static void keepsTheWay(Policy policy) {
        var release = new TextRelease("prod", "k8s");
        release.file("k8s/way.yaml", MANIFEST);
        Evaluation evaluation = new Evaluator(List.of(ActivePolicy.of(policy)), Thresholds.DEFAULT)
                .evaluate(List.of(release), Progress.NONE);

        assertThat(evaluation.findings()).singleElement().satisfies(finding -> {
            Occurrence occurrence = finding.occurrences().get(0);
            assertThat(occurrence.steps())
                    .extracting(Object::toString)
                    .containsExactly("begins here   k8s/way.yaml:5", "every cluster has the rest");
            assertThat(occurrence.diagram()).isNotNull();
            assertThat(occurrence.diagram().tracks().get(0).stops())
                    .extracting(stop -> stop.step().toString())
                    .containsExactly("begins here   k8s/way.yaml:5");
        });
    }

    @Test
    void ofAResourcePolicy() {
        keepsTheWay(ALONE);
    }

    @Test
    void ofAFactThatNeedsNothingElse() {
        keepsTheWay(SETTLED);
    }
}
