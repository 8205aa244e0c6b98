package io.github.akspolicy.evaluate;

import static io.github.akspolicy.evaluate.SamplePolicies.CSI;
import static io.github.akspolicy.evaluate.SamplePolicies.SECCOMP;
import static io.github.akspolicy.evaluate.SamplePolicies.TAG;
import static io.github.akspolicy.evaluate.SamplePolicies.WILDCARD;

import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.Ledger.PolicyAccount;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.policy.Diagram.Mark;
import io.github.akspolicy.policy.Diagram.Stop;
import io.github.akspolicy.policy.Diagram.Track;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.identity.IdentityLink.State;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.source.NotEvaluated;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluations for tests of everything that shows one. */
public final class EvaluationSamples {
    private static final String CHART = "deploy/store";

    private EvaluationSamples() {}

    /** Three environments, all severities, every kind of origin, an unknown value, and two problems. */
    public static Evaluation store() {
        SourceLocation order = at("deploy/store/templates/order.yaml", 34, 11, Role.TEMPLATE);
        SourceLocation helper = at("deploy/store/templates/_pod.tpl", 7, 3, Role.TEMPLATE);
        SourceLocation image = at("deploy/store/values-prod.yaml", 12, 8, Role.VALUES);
        var byValues = new Origin(
                image,
                List.of(helper, at("deploy/store/templates/order.yaml", 28, 18, Role.TEMPLATE)),
                List.of("order.image.tag"),
                false);
        var guessed = new Origin(at("deploy/store/Chart.yaml", 9, 5, Role.DEPENDENCY), List.of(), List.of(), true);
        var services = new ArrayList<Occurrence>();
        for (String environment : List.of("dev", "prod", "test")) {
            for (String service : List.of("cart", "order", "payment", "product", "search", "shipping", "user", "web")) {
                services.add(occurrence(
                        environment,
                        service,
                        "container " + service,
                        "spec.template.spec.containers[0].image",
                        byValues));
            }
        }
        var findings = List.of(
                new Finding(
                        WILDCARD.info(),
                        Severity.CRITICAL,
                        null,
                        "verbs contains \"*\"",
                        List.of(new Occurrence(
                                release("prod"),
                                new ResourceId("rbac.authorization.k8s.io/v1", "ClusterRole", null, "store-admin"),
                                null,
                                "rules[0].verbs",
                                true,
                                Origin.of(at("k8s/rbac.yaml", 9, 12, Role.MANIFEST)),
                                "rbac/wildcard-rules|k8s|ClusterRole/{release}-admin|rules[0].verbs|*")),
                        List.of(),
                        true),
                new Finding(
                        SECCOMP.info(),
                        Severity.HIGH,
                        null,
                        "securityContext.seccompProfile is not set",
                        List.of(occurrence(
                                "prod",
                                "order-service",
                                "container order-service",
                                "spec.template.spec.securityContext.seccompProfile",
                                Origin.of(order))),
                        List.of(
                                new Elsewhere("dev", at("deploy/store/values-dev.yaml", 12, 5, Role.VALUES)),
                                new Elsewhere("test", null)),
                        true),
                new Finding(
                        TAG.info(),
                        Severity.MEDIUM,
                        null,
                        "image has no tag, which means latest",
                        services,
                        List.of(),
                        false),
                new Finding(
                        TAG.info(),
                        Severity.MEDIUM,
                        UnknownCause.VALUE,
                        "image is not an image reference",
                        List.of(occurrence(
                                "dev", "web", "init container migrate", "spec.initContainers[0].image", guessed)),
                        List.of(),
                        false),
                new Finding(
                        CSI.info(),
                        Severity.LOW,
                        null,
                        "csi.readOnly is not set",
                        List.of(occurrence("test", "order", null, "spec.volumes[0].csi.readOnly", Origin.of(helper))),
                        List.of(),
                        false));
        var problems = List.of(
                new InputProblem(
                        Problem.at(
                                at("deploy/store/templates/web.yaml", 3, 1, Role.TEMPLATE),
                                "the chart does not render: nil pointer evaluating interface {}.port\n"
                                        + "called from include \"store.port\"",
                                "give web.port a value"),
                        List.of(release("dev"), release("test"))),
                new InputProblem(Problem.of("no source supplies the cluster definition of prod"), List.of()));
        return new Evaluation(
                findings,
                problems,
                ledger(List.of("dev", "prod", "test")),
                List.of(TAG, SECCOMP, WILDCARD, CSI),
                Thresholds.DEFAULT);
    }

    /** The store with an exempt finding, one in the baseline, and an exemption that has expired. */
    public static Evaluation debt() {
        Evaluation store = store();
        var findings = new ArrayList<>(store.findings());
        Finding wildcard = findings.get(0);
        Finding seccomp = findings.get(1);
        var entry = at("policy-exemptions.yaml", 4, 5, Role.CONFIGURATION);
        findings.set(
                0,
                suppressed(
                        wildcard,
                        new Suppression(
                                Suppression.Type.EXEMPTION,
                                Exemption.Kind.RISK_ACCEPTED,
                                "the operator needs it",
                                "team-platform",
                                "kim",
                                LocalDate.of(2027, 1, 31),
                                entry)));
        findings.set(
                1,
                suppressed(
                        seccomp,
                        new Suppression(
                                Suppression.Type.BASELINE,
                                null,
                                "it was there when the baseline was written",
                                null,
                                null,
                                null,
                                at("policy-baseline.yaml", 1, 1, Role.CONFIGURATION))));
        findings.add(new Finding(
                ExemptionPolicies.EXPIRED.info(),
                Severity.MEDIUM,
                null,
                "exemption from pod/privileged for DaemonSet/agent expired on 2026-01-31 and exempts nothing any more",
                List.of(new Occurrence(
                        new ReleaseId("prod", "policy-exemptions.yaml", "exemptions"),
                        new ResourceId("", "Exemption", null, ""),
                        null,
                        "",
                        true,
                        Origin.of(entry),
                        "exemption/expired|policy-exemptions.yaml|exemption",
                        null,
                        List.of(
                                new LocatedStep("somebody wrote it", at("k8s/agent.yaml", 7, 3, Role.MANIFEST)),
                                new LocatedStep("nobody looked", null)),
                        null,
                        List.of())),
                List.of(),
                false));
        findings.sort(Grouping.FINDINGS);
        var policies = new ArrayList<>(store.policies());
        policies.add(ExemptionPolicies.EXPIRED);
        return new Evaluation(findings, store.problems(), store.ledger(), policies, store.thresholds());
    }

    static Finding suppressed(Finding finding, Suppression suppression) {
        return new Finding(
                finding.policy(),
                finding.severity(),
                finding.unknown(),
                finding.message(),
                finding.occurrences(),
                finding.passesIn(),
                suppression,
                null,
                false);
    }

    /** Nothing wrong. */
    public static Evaluation compliant() {
        return new Evaluation(List.of(), List.of(), ledger(List.of("default")), List.of(SECCOMP), Thresholds.DEFAULT);
    }

    /** Nothing wrong on the side of each condition that was rendered. */
    public static Evaluation openBranches() {
        var condition = new DeploymentCondition(
                at("deploy/store/templates/job.yaml", 3, 4, Role.TEMPLATE),
                List.of(DeploymentInput.RELEASE_STATE, DeploymentInput.API_VERSIONS),
                false);
        var password = new DeploymentCondition(
                at("deploy/store/templates/_secret.tpl", 8, 4, Role.TEMPLATE), List.of(DeploymentInput.LOOKUP), true);
        var account = new ReleaseAccount(
                release("prod"),
                true,
                List.of(),
                Map.of(),
                Set.of(),
                List.of(condition, password),
                List.of(),
                List.of(),
                Map.of("untouched", 1, "trial", 1));
        return new Evaluation(List.of(), List.of(), new Ledger(List.of(account)), List.of(SECCOMP), Thresholds.DEFAULT);
    }

    /** Nothing wrong with what was evaluated, and more that was not. */
    public static Evaluation passedOver() {
        var account = new ReleaseAccount(
                release("prod"),
                true,
                List.of(),
                Map.of(),
                Set.of(),
                List.of(),
                List.of(new NotEvaluated(
                        "infra/main.bicep",
                        "Bicep is evaluated as what it compiles to, which is not found",
                        at("infra/main.bicep", 1, 1, Role.MANIFEST),
                        "run az bicep build --file infra/main.bicep")),
                List.of("Helm ran with no network and no other files"),
                Map.of());
        return new Evaluation(List.of(), List.of(), new Ledger(List.of(account)), List.of(SECCOMP), Thresholds.DEFAULT);
    }

    /** Nothing wrong with what was evaluated, and two resources lack an input. */
    public static Evaluation lacking() {
        var gaps = new ArrayList<MissingInput.Gap>();
        for (String name : List.of("cart", "order")) {
            gaps.add(new MissingInput.Gap(
                    release("prod"),
                    new ResourceId("apps/v1", "Deployment", "store", name),
                    SECCOMP.id(),
                    "the namespace of " + name + " is in no source"));
        }
        return new Evaluation(
                List.of(),
                List.of(),
                List.of(new MissingInput(InputKind.NAMESPACES, "prod", gaps)),
                ledger(List.of("default")),
                List.of(SECCOMP),
                Thresholds.DEFAULT,
                Map.of(),
                List.of(),
                null,
                EvaluationContext.NONE);
    }

    /** Charts with the same two findings on the same line of their values; one of the two fails. */
    public static Evaluation copies(List<String> charts) {
        var findings = new ArrayList<Finding>();
        for (String chart : charts) {
            for (ActivePolicy policy : List.of(SECCOMP, TAG)) {
                findings.add(new Finding(
                        policy.info(),
                        policy.severity(),
                        null,
                        "field is not set",
                        List.of(new Occurrence(
                                new ReleaseId("prod", "charts/" + chart, chart),
                                new ResourceId("apps/v1", "Deployment", "store", chart),
                                null,
                                "spec.field",
                                false,
                                Origin.of(at("charts/" + chart + "/values.yaml", 5, 1, Role.VALUES)),
                                policy.id() + "|charts/" + chart + "|Deployment/{release}|spec.field|")),
                        List.of(),
                        policy == SECCOMP));
            }
        }
        findings.sort(Grouping.FINDINGS);
        return new Evaluation(findings, List.of(), ledger(List.of("prod")), List.of(SECCOMP, TAG), Thresholds.DEFAULT);
    }

    /** {@link #many} with the owners of the lines. */
    public static Evaluation owned(int each, ExemptionRules.Owners owners) {
        return many(each).withOwners(owners);
    }

    /** As many findings of each severity: critical ones fail, the others do not. */
    public static Evaluation many(int each) {
        var findings = new ArrayList<Finding>();
        for (Severity severity : List.of(Severity.CRITICAL, Severity.MEDIUM, Severity.INFO)) {
            for (int i = 0; i < each; i++) {
                findings.add(new Finding(
                        SECCOMP.info(),
                        severity,
                        null,
                        "seccompProfile is not set",
                        List.of(occurrence(
                                "prod",
                                "service-" + i,
                                null,
                                "spec.seccompProfile",
                                Origin.of(at("k8s/service-" + i + ".yaml", i + 1, 1, Role.MANIFEST)))),
                        List.of(),
                        severity == Severity.CRITICAL));
            }
        }
        return new Evaluation(findings, List.of(), ledger(List.of("prod")), List.of(SECCOMP), Thresholds.DEFAULT);
    }

    /** The text wherever input can put one: names, paths, messages, keys. */
    public static Evaluation hostile(String text) {
        return HostileEvaluation.of(text);
    }

    /** The store with two findings in a chart of others, and one in a line that two releases share. */
    public static Evaluation dependencies() {
        Evaluation store = store();
        var findings = new ArrayList<Finding>();
        SourceLocation entry = at("deploy/store/Chart.yaml", 9, 5, Role.DEPENDENCY);
        for (ActivePolicy policy : List.of(SECCOMP, CSI)) {
            var line = new ChartLine("redis@18.1.0", "templates/master.yaml", 14, true);
            findings.add(suppressed(
                    new Finding(
                            policy.info(),
                            policy.severity(),
                            null,
                            "field is not set",
                            List.of(occurrence(
                                    "prod",
                                    "redis",
                                    null,
                                    "spec.field",
                                    new Origin(entry, List.of(), List.of(), false, line))),
                            List.of(),
                            false),
                    Suppression.of(line, entry)));
        }
        var shared = new ChartLine("kit@1.2.0", "templates/_pod.tpl", 7, false);
        var occurrences = new ArrayList<Occurrence>();
        for (String release : List.of("cart", "order")) {
            SourceLocation copy = at("deploy/" + release + "/charts/kit/templates/_pod.tpl", 7, 3, Role.TEMPLATE);
            occurrences.add(new Occurrence(
                    new ReleaseId("prod", "deploy/" + release, release),
                    new ResourceId("apps/v1", "Deployment", "store", release),
                    null,
                    "spec.template.spec.hostPID",
                    true,
                    new Origin(copy, List.of(), List.of(), false, shared),
                    "pod/seccomp-profile|deploy/" + release + "|Deployment/{release}|spec.template.spec.hostPID|"));
        }
        findings.add(new Finding(SECCOMP.info(), Severity.HIGH, null, "hostPID is true", occurrences, List.of(), true));
        findings.addAll(store.findings());
        findings.sort(Grouping.FINDINGS);
        return new Evaluation(findings, List.of(), store.ledger(), store.policies(), store.thresholds());
    }

    /** A way to cluster-admin and the identities of three workloads, one right, one broken, one of which is not known. */
    public static Evaluation drawn() {
        Evaluation store = store();
        var findings = new ArrayList<>(store.findings());
        findings.set(0, drawn(findings.get(0), diagram("Group support", "k8s/support.yaml")));
        return new Evaluation(findings, store.problems(), store.ledger(), store.policies(), store.thresholds())
                .withIdentities(List.of(
                        chain("prod", "notification", State.BROKEN),
                        chain("dev", "catalog", State.UNKNOWN),
                        chain("prod", "order-service", State.HOLDS)));
    }

    /** The first occurrence with a picture. */
    public static Finding drawn(Finding finding, Diagram<LocatedStep> diagram) {
        Occurrence first = finding.occurrences().get(0);
        var occurrences = new ArrayList<>(finding.occurrences());
        occurrences.set(
                0,
                new Occurrence(
                        first.release(),
                        first.resource(),
                        first.container(),
                        first.fieldPath(),
                        first.written(),
                        first.origin(),
                        first.key(),
                        first.fix(),
                        List.of(new LocatedStep("it may do so", at("k8s/support.yaml", 9, 3, Role.MANIFEST))),
                        diagram,
                        List.of()));
        return finding.in(occurrences);
    }

    /** A picture with every mark. */
    public static Diagram<LocatedStep> diagram(String name, String path) {
        var stops = new ArrayList<Stop<LocatedStep>>();
        for (Mark mark : Mark.values()) {
            stops.add(new Stop<>(
                    mark,
                    name,
                    new LocatedStep(name, mark == Mark.DEED ? null : at(path, mark.ordinal() + 1, 1, Role.MANIFEST))));
        }
        return new Diagram<>(name, List.of(new Track<>("", stops), new Track<>(name, stops.subList(4, 7))));
    }

    private static IdentityChain chain(String environment, String name, State state) {
        var workload = new ResourceId("apps/v1", "Deployment", "store-" + environment, name);
        return new IdentityChain(
                environment,
                workload,
                List.of(workload),
                state,
                state == State.HOLDS ? "" : "service account",
                diagram(name, "deploy/store/templates/" + name + ".yaml"));
    }

    private static Ledger ledger(List<String> environments) {
        var accounts = new ArrayList<ReleaseAccount>();
        for (String environment : environments) {
            var resources = new ArrayList<JudgedResource>();
            for (int i = 0; i < 24; i++) {
                resources.add(new JudgedResource(
                        new ResourceId("apps/v1", "Deployment", "store", "service-" + i),
                        at("deploy/store/templates/service.yaml", 1, 1, Role.TEMPLATE)));
            }
            var policies = new LinkedHashMap<String, PolicyAccount>();
            for (ActivePolicy policy : List.of(TAG, SECCOMP, WILDCARD, CSI)) {
                policies.put(policy.id(), new PolicyAccount());
            }
            for (int i = 0; i < 8; i++) {
                policies.get(TAG.id()).judge(i, Verdict.FAIL);
                policies.get(SECCOMP.id()).judge(i, i == 0 ? Verdict.FAIL : Verdict.PASS);
            }
            policies.get(TAG.id()).judge(9, Verdict.UNKNOWN);
            policies.get(WILDCARD.id()).judge(10, Verdict.ERROR);
            accounts.add(new ReleaseAccount(release(environment), !environment.equals("dev"), resources, policies));
        }
        return new Ledger(accounts);
    }

    private static ReleaseId release(String environment) {
        return new ReleaseId(environment, CHART, "store");
    }

    private static SourceLocation at(String path, int line, int column, Role role) {
        return new SourceLocation(path, line, column, role);
    }

    private static Occurrence occurrence(
            String environment, String name, String container, String path, Origin origin) {
        return new Occurrence(
                release(environment),
                new ResourceId("apps/v1", "Deployment", "store-" + environment, name),
                container,
                path,
                false,
                origin,
                "policy|" + CHART + "|Deployment/" + name + "|" + path + "|");
    }
}
