package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.ReadLimits;
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
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final String PRIVILEGED = """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec:
              containers:
                - name: web
                  image: nginx
                  securityContext:
                    privileged: %s
            """;

    private static final Policy NOT_PRIVILEGED = containers("test/privileged", Severity.CRITICAL, (container, out) -> {
        Field field = container.securityContext().get("privileged");
        if (field.isTrue()) {
            out.fail(field, "is true");
        }
    });

    private static Policy containers(String id, Severity severity, BiConsumer<Container, Judgement> rule) {
        return new ResourcePolicy<Container>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of(id, severity, "A test policy", "do the right thing");
            }

            @Override
            public ViewType<Container> view() {
                return Container.VIEW;
            }

            @Override
            public void evaluate(Container view, Judgement judgement) {
                rule.accept(view, judgement);
            }
        };
    }

    @Test
    void whateverARendererThrowsIsAnErrorOfItsReleaseAndTheOthersAreJudged() {
        String hostile = "c4n4ry\0##vso[task.complete]\u001b[31m";
        for (Throwable thrown : new Throwable[] {
            new IllegalArgumentException(hostile),
            new StackOverflowError(),
            new OutOfMemoryError("Java heap space"),
            new AssertionError(hostile),
            new NoClassDefFoundError("com/example/Missing"),
        }) {
            Release broken = new Release() {
                @Override
                public ReleaseId id() {
                    return new ReleaseId("dev", "charts/broken", "broken");
                }

                @Override
                public void read(Receiver receiver) {
                    EvaluatorTest.<RuntimeException>sneaky(thrown);
                }
            };
            Evaluation evaluation = evaluate(
                    List.of(NOT_PRIVILEGED),
                    broken,
                    new TextRelease("dev", "k8s").file("k8s/pod.yaml", PRIVILEGED.formatted("web", "true")));
            assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(evaluation.findings()).hasSize(1);
            assertThat(evaluation.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.releases()).extracting(ReleaseId::name).containsExactly("broken");
                assertThat(problem.problem().toString())
                        .contains("charts/broken")
                        .doesNotContain("c4n4ry", "##vso", "\u001b");
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void aPolicyThatOverflowsItsStackIsNamedAndTheOthersGoOn() {
        Policy deep = containers("test/deep", Severity.LOW, (container, out) -> endless(container, 0));
        Evaluation evaluation = evaluate(
                List.of(deep, NOT_PRIVILEGED),
                new TextRelease("dev", "k8s").file("k8s/pod.yaml", PRIVILEGED.formatted("web", "true")));
        assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(evaluation.findings()).hasSize(1);
        assertThat(evaluation.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message())
                        .startsWith("policy test/deep failed on Pod web: it overflowed the stack at ")
                        .contains("EvaluatorTest.endless", "k8s/pod.yaml"));
        assertThat(account(evaluation, "test/deep").count(Verdict.ERROR)).isEqualTo(1);
    }

    private static int endless(Container container, int depth) {
        return depth < 0 ? 0 : endless(container, depth + 1) + 1;
    }

    private static Evaluation evaluate(List<Policy> policies, Release... releases) {
        return new Evaluator(policies.stream().map(ActivePolicy::of).toList(), Thresholds.DEFAULT)
                .evaluate(List.of(releases), Progress.NONE);
    }

    private static PolicyAccount account(Evaluation evaluation, String policy) {
        PolicyAccount account = evaluation.ledger().releases().get(0).policies().get(policy);
        assertThat(account).isNotNull();
        return account;
    }

    @Test
    void findsTheFieldAndKeepsAccount() {
        var evaluation = evaluate(
                List.of(NOT_PRIVILEGED),
                new TextRelease("prod", "k8s")
                        .file("k8s/a.yaml", PRIVILEGED.formatted("a", "true"))
                        .file("k8s/b.yaml", PRIVILEGED.formatted("b", "false"))
                        .file("k8s/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"));

        assertThat(evaluation.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(evaluation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.location()).hasToString("k8s/a.yaml:9:9");
            assertThat(finding.fails()).isTrue();
            assertThat(finding.subjects()).containsExactly("Pod a, container web");
            assertThat(finding.key())
                    .isEqualTo("test/privileged|k8s|Pod/a|spec.containers[web].securityContext.privileged|");
        });
        PolicyAccount account = account(evaluation, "test/privileged");
        assertThat(evaluation.ledger().resources()).isEqualTo(3);
        assertThat(account.judgedCount()).isEqualTo(2);
        assertThat(account.count(Verdict.FAIL)).isEqualTo(1);
        assertThat(account.count(Verdict.PASS)).isEqualTo(1);
        assertThat(evaluation.verdicts(new ReleaseId("prod", "k8s", "k8s"), "test/privileged"))
                .extracting(verdict -> verdict.resource().id().name(), Evaluation.ResourceVerdict::verdict)
                .containsExactly(tuple("a", Verdict.FAIL), tuple("b", Verdict.PASS));
    }

    @Test
    void groupsWhatOneLineMakesWrong() {
        OriginMap shared = place -> Origin.of(new SourceLocation("chart/_pod.tpl", 7, 3, SourceLocation.Role.TEMPLATE));
        var evaluation = evaluate(
                List.of(NOT_PRIVILEGED),
                new TextRelease("dev", "chart").file("a", PRIVILEGED.formatted("a", "true"), shared),
                new TextRelease("prod", "chart")
                        .file("a", PRIVILEGED.formatted("a", "true"), shared)
                        .file("b", PRIVILEGED.formatted("b", "true"), shared));

        assertThat(evaluation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.occurrences()).hasSize(3);
            assertThat(finding.environments()).containsExactly("dev", "prod");
            assertThat(finding.passesIn()).isEmpty();
        });
    }

    @Test
    void namesTheEnvironmentThatPassesAndTheLineThatSetsIt() {
        var evaluation = evaluate(
                List.of(NOT_PRIVILEGED),
                new TextRelease("dev", "chart").file("dev.yaml", PRIVILEGED.formatted("a", "false")),
                new TextRelease("prod", "chart").file("prod.yaml", PRIVILEGED.formatted("a", "true")));

        assertThat(evaluation.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.passesIn())
                        .singleElement()
                        .satisfies(elsewhere -> {
                            assertThat(elsewhere.environment()).isEqualTo("dev");
                            assertThat(elsewhere.setAt()).hasToString("dev.yaml:9:9");
                        }));
    }

    @Test
    void whatThePipelineProvidesIsUnknown() {
        OriginMap fromValues = place -> new Origin(
                new SourceLocation("values.yaml", 3, 1, SourceLocation.Role.VALUES),
                List.of(),
                List.of("web.privileged"),
                false);
        var evaluation = evaluate(
                List.of(NOT_PRIVILEGED),
                new TextRelease("prod", "chart")
                        .provided("web.privileged")
                        .file("a", PRIVILEGED.formatted("a", "true"), fromValues));

        assertThat(evaluation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.unknown()).isEqualTo(UnknownCause.INPUT);
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.message()).isEqualTo("is true; web.privileged is provided at deployment");
            assertThat(finding.fails()).isFalse();
        });
        assertThat(account(evaluation, "test/privileged").count(Verdict.UNKNOWN))
                .isEqualTo(1);
        assertThat(account(evaluation, "test/privileged").count(Verdict.FAIL)).isZero();
    }

    @Test
    void aBrokenPolicyIsAProblemAndTheOthersGoOn() {
        var broken = containers("test/broken", Severity.LOW, (container, out) -> {
            throw new IllegalArgumentException("hunter2");
        });
        var evaluation = evaluate(
                List.of(broken, NOT_PRIVILEGED),
                new TextRelease("prod", "k8s").file("k8s/a.yaml", PRIVILEGED.formatted("a", "true")));

        assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(evaluation.findings()).hasSize(1);
        assertThat(evaluation.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message())
                        .startsWith("policy test/broken failed on Pod a: java.lang.IllegalArgumentException at ")
                        .doesNotContain("hunter2"));
        assertThat(account(evaluation, "test/broken").count(Verdict.ERROR)).isEqualTo(1);
    }

    @Test
    void oneUnreadableFileIsReportedForAllEnvironmentsAndTheOthersGoOn() {
        var evaluation = evaluate(
                List.of(NOT_PRIVILEGED),
                new TextRelease("dev", "k8s")
                        .file("k8s/a.yaml", "a: [\n")
                        .file("k8s/b.yaml", PRIVILEGED.formatted("b", "true")),
                new TextRelease("prod", "k8s").file("k8s/a.yaml", "a: [\n"),
                new TextRelease("test", "gone").unreadable(Problem.of("no such folder")));

        assertThat(evaluation.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(evaluation.findings()).hasSize(1);
        assertThat(evaluation.problems()).hasSize(2);
        assertThat(evaluation.problems().get(0).releases())
                .extracting(ReleaseId::environment)
                .containsExactly("dev", "prod");
        assertThat(evaluation.ledger().releases()).noneMatch(Ledger.ReleaseAccount::complete);
    }

    @Test
    void excludedNamespacesContainersAndImagesAreNotJudged() {
        var pod = PRIVILEGED.formatted("a", "true");
        for (Parameters parameters : List.of(
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_NAMESPACES, List.of("prod")),
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_NAMESPACES, List.of("pr*")),
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_NAMESPACES, List.of("*od")),
                Parameters.DEFAULTS.with(CommonParameters.NAMESPACES, List.of("dev")),
                Parameters.DEFAULTS.with(CommonParameters.NAMESPACES, List.of("dev*")),
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_CONTAINERS, List.of("web")),
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_IMAGES, List.of("ngi*")))) {
            var active = new ActivePolicy(NOT_PRIVILEGED, Severity.HIGH, parameters);
            var evaluation = new Evaluator(List.of(active), Thresholds.DEFAULT)
                    .evaluate(List.of(new TextRelease("prod", "k8s").file("a.yaml", pod)), Progress.NONE);
            assertThat(evaluation.findings()).isEmpty();
            assertThat(account(evaluation, "test/privileged").judgedCount()).isZero();
        }
    }

    @Test
    void otherNamespacesAreJudged() {
        var pod = PRIVILEGED.formatted("a", "true");
        for (Parameters parameters : List.of(
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_NAMESPACES, List.of("pro", "production*")),
                Parameters.DEFAULTS.with(CommonParameters.NAMESPACES, List.of("p*")))) {
            var active = new ActivePolicy(NOT_PRIVILEGED, Severity.HIGH, parameters);
            var evaluation = new Evaluator(List.of(active), Thresholds.DEFAULT)
                    .evaluate(List.of(new TextRelease("prod", "k8s").file("a.yaml", pod)), Progress.NONE);
            assertThat(evaluation.findings()).hasSize(1);
        }
    }

    @Test
    void secretsAreMaskedWhereverAPolicyQuotesThem() {
        var quoting = containers(
                "test/quoting",
                Severity.HIGH,
                (container, out) ->
                        out.fail(container.image(), "uses " + container.image().string()));
        var evaluation = evaluate(List.of(quoting), new TextRelease("prod", "k8s").file("k8s/a.yaml", """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: s}
                        stringData: {token: canary-4711}
                        ---
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: a}
                        spec: {containers: [{name: web, image: canary-4711}]}
                        """));

        assertThat(evaluation.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("uses «redacted»"));
    }

    record Named(String name, Place place) {}

    private static final Index<String, Named> CONFIG_MAPS = new Index<>(
            "config maps",
            resource -> resource.is("", "ConfigMap")
                    ? List.of(new Named(
                            resource.name(), resource.root().get("metadata").place()))
                    : List.of(),
            Named::name);
    private static final Index<String, Named> SERVICES = new Index<>(
            "services",
            resource -> resource.is("", "Service")
                    ? List.of(new Named(
                            resource.name(), resource.root().get("metadata").place()))
                    : List.of(),
            Named::name);

    private static Policy joint(Set<Index<?, ?>> reads) {
        return new EnvironmentPolicy<Named>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of("test/service", Severity.HIGH, "A ConfigMap needs a Service", "add it");
            }

            @Override
            public Index<?, Named> subject() {
                return CONFIG_MAPS;
            }

            @Override
            public Set<Index<?, ?>> reads() {
                return reads;
            }

            @Override
            public void evaluate(Named fact, Indexes indexes, Judgement judgement) {
                if (indexes.get(SERVICES, fact.name()).isEmpty()) {
                    judgement.fail(fact.place(), "has no Service");
                }
            }
        };
    }

    private static final String CONFIG_MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    @Test
    void jointPoliciesSeeAllSourcesOfTheirEnvironmentOnly() {
        var service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";
        var evaluation = evaluate(
                List.of(joint(Set.of(SERVICES))),
                new TextRelease("dev", "one").file("one/a.yaml", CONFIG_MAP),
                new TextRelease("dev", "two").file("two/a.yaml", service),
                new TextRelease("prod", "one").file("one/a.yaml", CONFIG_MAP));

        assertThat(evaluation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.environments()).containsExactly("prod");
            assertThat(finding.location()).hasToString("one/a.yaml:3:1");
        });
    }

    @Test
    void anIndexMustBeDeclared() {
        var evaluation =
                evaluate(List.of(joint(Set.of())), new TextRelease("dev", "one").file("one/a.yaml", CONFIG_MAP));

        assertThat(evaluation.findings()).isEmpty();
        assertThat(evaluation.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message())
                        .isEqualTo("policy test/service failed on ConfigMap a: it asks for the index \"services\" but"
                                + " does not declare it"));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        var release = new TextRelease("prod", "k8s");
        for (int i = 0; i < 200; i++) {
            release.file("k8s/" + i + ".yaml", PRIVILEGED.formatted("p" + i, i % 3 == 0));
        }
        var texts = new ArrayList<String>();
        for (int threads : new int[] {1, 4}) {
            var evaluation = new Evaluator(
                            List.of(ActivePolicy.of(NOT_PRIVILEGED)),
                            Thresholds.DEFAULT,
                            PodTemplates.KNOWN,
                            ReadLimits.DEFAULT,
                            threads)
                    .evaluate(List.of(release), Progress.NONE);
            assertThat(evaluation.findings()).hasSize(67);
            texts.add(evaluation.findings() + " " + evaluation.ledger().resources());
        }
        assertThat(texts.get(0)).isEqualTo(texts.get(1));
    }

    @Test
    void aPlainResourceIsAViewToo() {
        var named = new ResourcePolicy<Resource>() {
            @Override
            public PolicyInfo info() {
                return PolicyInfo.of("test/owner", Severity.LOW, "Needs an owner", "add it");
            }

            @Override
            public ViewType<Resource> view() {
                return ViewType.RESOURCE;
            }

            @Override
            public void evaluate(Resource view, Judgement judgement) {
                judgement.fail(view.root().at("metadata", "labels").get("owner"), "is not set");
            }
        };
        var evaluation = evaluate(List.of(named), new TextRelease("prod", "one").file("one/a.yaml", CONFIG_MAP));

        assertThat(evaluation.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(evaluation.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.location()).hasToString("one/a.yaml:3:1");
            assertThat(finding.occurrences().get(0).fieldPath()).isEqualTo("metadata.labels.owner");
            assertThat(finding.occurrences().get(0).written()).isFalse();
        });
    }
}
