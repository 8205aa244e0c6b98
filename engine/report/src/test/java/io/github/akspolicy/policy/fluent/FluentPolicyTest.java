package io.github.akspolicy.policy.fluent;

import static io.github.akspolicy.policy.fluent.Condition.not;
import static io.github.akspolicy.policy.fluent.Conditions.beInNamespace;
import static io.github.akspolicy.policy.fluent.Conditions.beNamed;
import static io.github.akspolicy.policy.fluent.Conditions.beOfKind;
import static io.github.akspolicy.policy.fluent.Conditions.haveAnnotation;
import static io.github.akspolicy.policy.fluent.Conditions.haveField;
import static io.github.akspolicy.policy.fluent.Conditions.haveFieldAtLeast;
import static io.github.akspolicy.policy.fluent.Conditions.haveFieldIn;
import static io.github.akspolicy.policy.fluent.Conditions.haveFieldMatching;
import static io.github.akspolicy.policy.fluent.Conditions.haveImageFrom;
import static io.github.akspolicy.policy.fluent.Conditions.haveInList;
import static io.github.akspolicy.policy.fluent.Conditions.haveLabel;
import static io.github.akspolicy.policy.fluent.Conditions.haveLimit;
import static io.github.akspolicy.policy.fluent.Conditions.haveSetting;
import static io.github.akspolicy.policy.fluent.Conditions.runAsNonRoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.network.Service;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FluentPolicyTest {
    private static final String SHOP = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: orders
              labels: {team: shop}
            spec:
              replicas: 1
              template:
                metadata: {labels: {app: orders}}
                spec:
                  containers:
                    - name: orders
                      image: contoso.azurecr.io/orders:1
                      ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 8080}]
                    - name: sidecar
                      image: docker.io/envoy
                      resources: {limits: {memory: 1Gi}}
                      securityContext: {runAsUser: 0}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: orders, namespace: other, annotations: {a.b/c: "1"}}
            spec: {type: NodePort}
            """;

    private static Evaluation evaluate(Policy policy) {
        return new Evaluator(List.of(ActivePolicy.of(policy)), Thresholds.DEFAULT)
                .evaluate(
                        List.of(new ManifestTexts(
                                new ReleaseId("test", "text", "text"),
                                "shop",
                                List.of(ManifestFile.asWritten("shop.yaml", SHOP)))),
                        Progress.NONE);
    }

    private static List<String> findings(Policy policy) {
        return evaluate(policy).findings().stream()
                .map(finding -> finding.location().line() + " " + FindingText.statement(finding))
                .toList();
    }

    private static String title(Policy policy) {
        return policy.info().title();
    }

    @Test
    void aFindingSaysWhatTheRuleIsAndWhy() {
        Policy policy = Policies.workloads().must(haveLabel("cost-center")).because("finance charges by it");

        assertThat(findings(policy))
                .containsExactly("5 metadata.labels.cost-center is not set; workloads must have the label cost-center,"
                        + " because finance charges by it");
        assertThat(title(policy)).isEqualTo("Workloads must have the label cost-center");
        assertThat(policy.info().id()).isEqualTo("custom/workloads-must-have-the-label-cost-center");
        assertThat(policy.info().severity()).isEqualTo(Severity.HIGH);
        assertThat(policy.info().remediation()).isEqualTo("let the workload have the label cost-center");
    }

    @Test
    void metadataCanBeGiven() {
        Policy policy = Policies.pods()
                .must(haveLabel("team"))
                .as("contoso/team")
                .severity(Severity.LOW)
                .fix("name the team")
                .because("of calls at night");

        assertThat(policy.info().id()).isEqualTo("contoso/team");
        assertThat(policy.info().severity()).isEqualTo(Severity.LOW);
        assertThat(policy.info().remediation()).isEqualTo("name the team");
        assertThat(findings(policy))
                .singleElement()
                .asString()
                .startsWith("9 spec.template.metadata.labels.team is not");
    }

    @Test
    void whatIsNotMeantIsNotApplicable() {
        var policy = Policies.workloads().that(beInNamespace("other")).must(haveLabel("cost-center"));

        assertThat(evaluate(policy)
                        .ledger()
                        .releases()
                        .get(0)
                        .policies()
                        .get(policy.info().id())
                        .judgedCount())
                .isZero();
        assertThat(title(policy)).isEqualTo("Workloads that are in namespace other must have the label cost-center");
        assertThat(findings(Policies.workloads()
                        .that(beInNamespace("shop"))
                        .that(not(beNamed("pay*")))
                        .must(haveLabel("x"))))
                .hasSize(1);
    }

    @Test
    void compositionNamesItself() {
        assertThat(title(Policies.resources()
                        .that(beOfKind("Service").and(not(haveAnnotation("internal"))))
                        .that(not(beInNamespace("kube-system")))
                        .mustNot(haveField("spec.type", "NodePort"))))
                .isEqualTo("Resources that are of kind Service and do not have the annotation internal and that are not"
                        + " in namespace kube-system must not have spec.type \"NodePort\"");
        assertThat(haveLabel("a").and(haveLabel("b").or(haveLabel("c"))).words())
                .isEqualTo("have the label a and (have the label b or have the label c)");
        assertThat(haveLabel("a").and(haveLabel("b")).and(haveLabel("c")).words())
                .isEqualTo("have the label a and have the label b and have the label c");
        assertThat(haveLabel("a").or(haveLabel("b")).negate().words())
                .isEqualTo("not (have the label a or have the label b)");
        assertThat(haveLabel("a").negate().negate().words()).isEqualTo("have the label a");
    }

    @Test
    void andReportsEachHalfAndOrReportsOnce() {
        assertThat(findings(Policies.workloads().must(haveLabel("a").and(haveField("spec.minReadySeconds")))))
                .hasSize(2);
        assertThat(findings(Policies.workloads().must(haveLabel("team").and(haveLabel("b")))))
                .singleElement()
                .asString()
                .startsWith("5 metadata.labels.b is not set; ");
        assertThat(findings(Policies.workloads().must(haveLabel("a").or(haveField("spec.replicas", 2)))))
                .containsExactly("5 metadata.labels.a is not set, and replicas is 1; workloads must have the label a or"
                        + " have spec.replicas 2");
        assertThat(findings(Policies.workloads().must(haveLabel("a").or(haveLabel("team")))))
                .isEmpty();
    }

    @Test
    void aNegatedConditionPointsAtWhatMakesItHold() {
        assertThat(findings(Policies.services().mustNot(haveField("spec.type", "NodePort"))))
                .containsExactly("23 spec.type is \"NodePort\"; services must not have spec.type \"NodePort\"");
        assertThat(findings(Policies.services().must(not(haveAnnotation("a.b/c")))))
                .singleElement()
                .asString()
                .startsWith("22 metadata.annotations[\"a.b/c\"] is \"1\"; ");
        assertThat(findings(Policies.services().mustNot(haveField("spec.type", "LoadBalancer"))))
                .isEmpty();
    }

    @Test
    void containersKnowWhatTheyInheritAndEachItemIsLookedAt() {
        assertThat(findings(Policies.containers().must(haveImageFrom("contoso.azurecr.io"))))
                .singleElement()
                .asString()
                .startsWith("16 spec.template.spec.containers[1].image is \"docker.io/envoy\"; ");
        assertThat(findings(Policies.containers().must(haveLimit("memory")))).hasSize(1);
        assertThat(findings(Policies.containers().must(runAsNonRoot())))
                .anySatisfy(finding -> assertThat(finding).startsWith("18 ").contains("runAsUser is 0"))
                .hasSize(2);
        assertThat(findings(Policies.containers().must(haveFieldAtLeast("ports[*].containerPort", 1024))))
                .singleElement()
                .asString()
                .startsWith("14 spec.template.spec.containers[0].ports[0].containerPort is 80; ");
        assertThat(findings(Policies.containers().must(haveFieldMatching("image", "[^:]+:[0-9]+"))))
                .hasSize(1);
        assertThat(findings(Policies.containers().must(haveInList("command", "sh"))))
                .hasSize(2);
        assertThat(findings(Policies.services().must(haveFieldIn("spec.type", "ClusterIP", "NodePort"))))
                .isEmpty();
        assertThat(findings(Policies.resources("", "Service").must(haveFieldAtLeast("spec.ports", 1))))
                .singleElement()
                .asString()
                .startsWith("23 spec.ports is not set; ");
    }

    private static Field cluster(boolean isPrivate) throws ManifestException {
        return Field.root(ManifestReader.yamlDocument("""
                apiVersion: containerservice.azure.com/v1api20240901
                kind: ManagedCluster
                metadata: {name: aks}
                spec: {apiServerAccessProfile: {enablePrivateCluster: %s}}
                """.formatted(isPrivate)));
    }

    @Test
    void clustersAreAskedForWhatAzureSees() throws ManifestException {
        var policy = Policies.clusters().must(haveSetting(ClusterProperties.PRIVATE_CLUSTER, true));
        for (boolean isPrivate : new boolean[] {true, false}) {
            var items = policy.view().of().apply(Resource.of(cluster(isPrivate), null, PodTemplates.KNOWN));
            assertThat(items).singleElement().satisfies(item -> {
                var observations = new ArrayList<Observation>();
                policy.evaluate(item, collecting(observations));
                assertThat(observations).hasSize(isPrivate ? 0 : 1);
            });
        }
        assertThat(title(policy)).isEqualTo("Clusters must have apiServerAccessProfile.enablePrivateCluster true");
    }

    private static Judgement collecting(List<Observation> observations) {
        return new Judgement() {
            @Override
            public <T> T get(Parameter<T> parameter) {
                return parameter.defaultValue();
            }

            @Override
            public void add(Observation observation) {
                observations.add(observation);
            }
        };
    }

    @Test
    void whatIsKnownOnlyAtDeploymentIsUnknown() {
        Field unresolved = Field.root(new Node.Mapping(
                        List.of(new Node.Entry(
                                "size",
                                Position.START,
                                new Node.Scalar(new Unresolved("[parameters('size')]", "⟨⟩"), Position.START))),
                        Position.START))
                .get("size");
        Answer unknown = Answer.of(false, unresolved);
        Answer holds = Answer.of(true, unresolved, "is fine");
        Answer fails = Answer.of(false, unresolved, "is wrong");

        assertThat(unknown.verdict()).isEqualTo(Answer.Verdict.UNKNOWN);
        assertThat(unknown.evidence().get(0).message()).isEqualTo("size is [parameters('size')]");
        assertThat(unknown.negated()).isEqualTo(unknown);
        assertThat(unknown.and(holds)).isEqualTo(unknown);
        assertThat(holds.and(unknown)).isEqualTo(unknown);
        assertThat(unknown.and(fails)).isEqualTo(fails);
        assertThat(fails.and(unknown)).isEqualTo(fails);
        assertThat(unknown.or(holds)).isEqualTo(holds);
        assertThat(fails.or(unknown)).isEqualTo(unknown);
        assertThat(holds.or(fails)).isEqualTo(holds);
        assertThat(fails.and(holds)).isEqualTo(fails);
    }

    @Test
    void containersCanBeExcluded() {
        var policy = Policies.containers().must(haveLimit("memory"));
        var active = new ActivePolicy(
                policy,
                Severity.HIGH,
                Parameters.DEFAULTS.with(CommonParameters.EXCLUDED_CONTAINERS, List.of("orders")));
        var evaluation = new Evaluator(List.of(active), Thresholds.DEFAULT)
                .evaluate(
                        List.of(new ManifestTexts(
                                new ReleaseId("test", "text", "text"),
                                "shop",
                                List.of(ManifestFile.asWritten("shop.yaml", SHOP)))),
                        Progress.NONE);

        assertThat(findings(policy)).hasSize(1);
        assertThat(evaluation.findings()).isEmpty();
    }

    @Test
    void conditionsAndSubjectsOfOnesOwn() {
        Condition<Service> small =
                Condition.on("be small", service -> service.spec().get("type"), type -> false);
        assertThat(findings(Policies.services().must(small))).hasSize(1);
        Condition<Resource> named = Condition.satisfy(
                "have a long name", resource -> resource.name().length() > 10);
        assertThat(findings(Policies.workloads().must(named)))
                .containsExactly("1 the object does not have a long name; workloads must have a long name");
        assertThat(title(Policies.of("node ports", Service.VIEW, Service::spec).must(haveField("type"))))
                .isEqualTo("Node ports must have type");
        assertThatThrownBy(() -> Condition.satisfy(" ", object -> true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> haveField("a[")).isInstanceOf(IllegalArgumentException.class);
    }
}
