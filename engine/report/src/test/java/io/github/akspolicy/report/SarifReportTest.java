package io.github.akspolicy.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.EvaluationSamples;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.JsonTree;
import io.github.akspolicy.evaluate.Ledger;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReportTest {
    private static final Evaluation STORE = EvaluationSamples.store();
    private static final Object RUN = run(STORE);
    private static final List<Object> RESULTS = results(STORE);

    @Test
    void declaresVersionAndSchema() {
        Object log = JsonTree.parse(Written.as(ReportFormat.SARIF, STORE));
        assertThat(JsonTree.get(log, "version")).isEqualTo("2.1.0");
        assertThat((String) JsonTree.get(log, "$schema")).endsWith("sarif-schema-2.1.0.json");
        assertThat(JsonTree.get(RUN, "tool", "driver", "name")).isEqualTo("aks-policy");
        assertThat(JsonTree.get(RUN, "columnKind")).isEqualTo("utf16CodeUnits");
    }

    /** GitHub refuses two runs of one category, and closes what the last run of a category does not find again. */
    @Test
    void everyEnvironmentIsARunOfItsOwnCategory() {
        assertThat(runs(STORE))
                .extracting(run -> JsonTree.get(run, "automationDetails", "id"))
                .containsExactly("aks-policy/dev/", "aks-policy/prod/", "aks-policy/test/");
        assertThat(runs(STORE))
                .extracting(run -> JsonTree.list(run, "results").stream()
                        .map(result -> JsonTree.get(result, "properties", "environments"))
                        .toList())
                .containsExactly(
                        List.of(List.of("dev", "prod", "test"), List.of("dev")),
                        List.of(List.of("prod"), List.of("prod"), List.of("dev", "prod", "test")),
                        List.of(List.of("dev", "prod", "test"), List.of("test")));
    }

    @Test
    void aFindingOfThreeEnvironmentsIsOneAlertWithThePlacesOfEach() {
        List<Object> same = runs(STORE).stream()
                .flatMap(run -> JsonTree.list(run, "results").stream())
                .map(Object.class::cast)
                .filter(result -> fingerprint(result).equals(fingerprint(RESULTS.get(2))))
                .toList();
        assertThat(same).hasSize(3);
        assertThat(same)
                .extracting(result -> JsonTree.get(result, "message", "text"))
                .containsOnly(JsonTree.get(RESULTS.get(2), "message", "text"));
        for (int i = 0; i < 3; i++) {
            String prefix = List.of("dev", "prod", "test").get(i) + "/store/";
            assertThat(JsonTree.list(same.get(i), "locations", 0, "logicalLocations"))
                    .hasSize(8)
                    .extracting(place -> (String) JsonTree.get(place, "fullyQualifiedName"))
                    .allMatch(name -> name.startsWith(prefix));
        }
    }

    @Test
    void thereAreNoMoreRunsThanGitHubTakes() {
        assertThat(runs(inEnvironments(20))).hasSize(20);
        assertThat(runs(inEnvironments(21))).singleElement().satisfies(run -> {
            assertThat(JsonTree.get(run, "automationDetails", "id")).isEqualTo("aks-policy/");
            assertThat(JsonTree.list(run, "results")).hasSize(1);
            assertThat(JsonTree.list(run, "results", 0, "locations", 0, "logicalLocations"))
                    .hasSize(21);
        });
        assertThat(runs(new Evaluation(List.of(), List.of(), new Ledger(List.of()), List.of(), STORE.thresholds())))
                .hasSize(1);
    }

    /** A baseline may name an environment that is gone: no later run would close an alert of its own category. */
    @Test
    void whatBelongsToNoJudgedEnvironmentIsToldInEach() {
        Finding finding = STORE.findings().get(0);
        Occurrence first = finding.occurrences().get(0);
        var gone = finding.in(List.of(new Occurrence(
                new ReleaseId("gone", "k8s", "k8s"), first.resource(), null, "", true, first.origin(), "key")));
        assertThat(runs(of(gone)))
                .hasSize(3)
                .allSatisfy(run -> assertThat(JsonTree.list(run, "results")).hasSize(1));
    }

    private static Evaluation inEnvironments(int count) {
        Occurrence first = STORE.findings().get(0).occurrences().get(0);
        List<ReleaseId> releases = IntStream.range(0, count)
                .mapToObj(i -> new ReleaseId("e" + i, "k8s", "k8s"))
                .toList();
        var finding = STORE.findings()
                .get(0)
                .in(releases.stream()
                        .map(id -> new Occurrence(id, first.resource(), null, "", true, first.origin(), "key"))
                        .toList());
        return new Evaluation(
                List.of(finding),
                List.of(),
                new Ledger(releases.stream()
                        .map(id -> new ReleaseAccount(id, true, List.of(), Map.of()))
                        .toList()),
                STORE.policies(),
                STORE.thresholds());
    }

    @Test
    void everyPolicyIsARuleWithHelp() {
        assertThat(JsonTree.list(RUN, "tool", "driver", "rules"))
                .hasSize(STORE.policies().size())
                .allSatisfy(rule -> {
                    assertThat((String) JsonTree.get(rule, "name")).matches("[A-Z][A-Za-z0-9]+");
                    assertThat((String) JsonTree.get(rule, "shortDescription", "text"))
                            .endsWith(".");
                    assertThat((String) JsonTree.get(rule, "help", "text"))
                            .contains("Fix: ", "Docs: ", "docs/policies/" + JsonTree.get(rule, "id") + ".md");
                    assertThat((String) JsonTree.get(rule, "help", "markdown")).contains("**Fix:** ");
                    assertThat(JsonTree.get(rule, "properties", "tags"))
                            .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                            .contains("security", "kubernetes");
                    assertThat((String) JsonTree.get(rule, "properties", "security-severity"))
                            .matches("\\d\\.\\d");
                });
    }

    @Test
    void aRuleTellsParametersReferencesAndFormerNames() {
        Object rule = JsonTree.get(RUN, "tool", "driver", "rules", 0);
        assertThat(JsonTree.get(rule, "deprecatedIds")).isEqualTo(List.of("image/no-latest"));
        assertThat((String) JsonTree.get(rule, "help", "text")).contains("forbiddenTags", "CKV_K8S_14");
        assertThat(JsonTree.get(rule, "defaultConfiguration", "level")).isEqualTo("warning");
    }

    @Test
    void everyResultNamesItsRuleItsLineAndItsColumn() {
        List<Object> results = RESULTS;
        assertThat(results).hasSameSizeAs(STORE.findings());
        for (int i = 0; i < results.size(); i++) {
            Finding finding = STORE.findings().get(i);
            Object result = results.get(i);
            assertThat(JsonTree.get(result, "ruleId"))
                    .isEqualTo(finding.policy().id());
            assertThat(JsonTree.get(RUN, "tool", "driver", "rules", (int) JsonTree.get(result, "ruleIndex"), "id"))
                    .isEqualTo(finding.policy().id());
            Object physical = JsonTree.get(result, "locations", 0, "physicalLocation");
            assertThat(JsonTree.get(physical, "artifactLocation", "uri"))
                    .isEqualTo(finding.location().path());
            assertThat(JsonTree.get(physical, "artifactLocation", "uriBaseId")).isEqualTo("%SRCROOT%");
            assertThat(JsonTree.get(physical, "region", "startLine"))
                    .isEqualTo(finding.location().line());
            assertThat(JsonTree.get(physical, "region", "startColumn"))
                    .isEqualTo(finding.location().column());
            String environment = finding.environments().get(0);
            assertThat(JsonTree.list(result, "locations", 0, "logicalLocations"))
                    .hasSameSizeAs(finding.occurrences().stream()
                            .filter(occurrence ->
                                    occurrence.release().environment().equals(environment))
                            .toList());
        }
    }

    @Test
    void whatIsSuppressedSaysWhy() {
        List<Object> results = results(EvaluationSamples.debt());
        assertThat(JsonTree.list(results.get(0), "suppressions")).hasSize(1);
        Object suppression = JsonTree.get(results.get(0), "suppressions", 0);
        assertThat(JsonTree.get(suppression, "kind")).isEqualTo("external");
        assertThat(JsonTree.get(suppression, "status")).isEqualTo("accepted");
        assertThat(JsonTree.get(suppression, "justification"))
                .isEqualTo("exempt (risk-accepted) until 2027-01-31, team-platform: the operator needs it.");
        assertThat(JsonTree.get(suppression, "location", "physicalLocation", "region", "startLine"))
                .isEqualTo(4);
        assertThat(JsonTree.get(results.get(1), "suppressions", 0, "justification"))
                .isEqualTo("in the baseline policy-baseline.yaml.");
        assertThat(Written.as(ReportFormat.GITHUB, EvaluationSamples.debt())).doesNotContain("seccomp");
        assertThat(Written.as(ReportFormat.GITLAB, EvaluationSamples.debt())).doesNotContain("seccomp");
        assertThat(Written.as(ReportFormat.AZURE_DEVOPS, EvaluationSamples.debt()))
                .doesNotContain("seccomp");
    }

    @Test
    void theWayThatLeadsToAFindingIsACodeFlow() {
        Object result = results(EvaluationSamples.debt()).stream()
                .filter(candidate -> JsonTree.get(candidate, "ruleId").equals("exemption/expired"))
                .findFirst()
                .orElseThrow();
        List<?> way = JsonTree.list(result, "codeFlows", 0, "threadFlows", 0, "locations");
        assertThat(way).hasSize(2);
        assertThat(JsonTree.get(way.get(0), "location", "message", "text")).isEqualTo("somebody wrote it.");
        assertThat(JsonTree.get(way.get(0), "location", "physicalLocation", "region", "startLine"))
                .isEqualTo(7);
        assertThat(JsonTree.get(way.get(1), "location", "message", "text")).isEqualTo("nobody looked.");
    }

    @Test
    void levelsAgreeWithTheExitCode() {
        assertThat(RESULTS)
                .extracting(result -> JsonTree.get(result, "level"))
                .containsExactly("error", "error", "warning", "warning", "note");
    }

    @Test
    void theMessageSaysWhatWhereAndHow() {
        assertThat(JsonTree.get(RESULTS.get(1), "message", "text"))
                .isEqualTo("Deployment order-service, container order-service: "
                        + "spec.template.spec.securityContext.seccompProfile is not set. "
                        + "only in: prod   (dev sets it: deploy/store/values-dev.yaml:12; test passes). "
                        + "fix: set seccompProfile.type to RuntimeDefault on the pod.");
    }

    @Test
    void relatedLocationsAreTheFramesAndTheEnvironmentsThatAreRight() {
        Object byValues = RESULTS.get(2);
        assertThat(JsonTree.list(byValues, "relatedLocations"))
                .extracting(
                        related -> JsonTree.get(related, "id"),
                        related -> JsonTree.get(related, "physicalLocation", "artifactLocation", "uri"),
                        related -> JsonTree.get(related, "physicalLocation", "region", "startLine"),
                        related -> JsonTree.get(related, "message", "text"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                0, "deploy/store/templates/_pod.tpl", 7, "related template."),
                        org.assertj.core.groups.Tuple.tuple(
                                1, "deploy/store/templates/order.yaml", 28, "related template."));
        Object onlyInProd = RESULTS.get(1);
        assertThat(JsonTree.list(onlyInProd, "relatedLocations"))
                .singleElement()
                .satisfies(related -> {
                    assertThat(JsonTree.get(related, "message", "text")).isEqualTo("dev sets it here.");
                    assertThat(JsonTree.get(related, "physicalLocation", "region", "startColumn"))
                            .isEqualTo(5);
                });
    }

    @Test
    void theCodeFlowLeadsFromTheValueThroughTheTemplatesToTheField() {
        List<?> steps = JsonTree.list(RESULTS.get(2), "codeFlows", 0, "threadFlows", 0, "locations");
        assertThat(steps)
                .extracting(step -> JsonTree.get(step, "location", "physicalLocation", "artifactLocation", "uri"))
                .containsExactly(
                        "deploy/store/values-prod.yaml",
                        "deploy/store/templates/order.yaml",
                        "deploy/store/templates/_pod.tpl",
                        "deploy/store/templates/_pod.tpl");
        assertThat(JsonTree.get(steps.get(3), "location", "message", "text"))
                .isEqualTo("rendered as spec.template.spec.containers[0].image of "
                        + "Deployment cart, container cart in dev.");
    }

    @Test
    void problemsAreNotificationsOfAnUnsuccessfulExecution() {
        assertThat(JsonTree.get(RUN, "invocations", 0, "executionSuccessful")).isEqualTo(false);
        List<?> notifications = JsonTree.list(RUN, "invocations", 0, "toolExecutionNotifications");
        assertThat(notifications).hasSize(2).allMatch(problem -> "error".equals(JsonTree.get(problem, "level")));
        assertThat((String) JsonTree.get(notifications.get(0), "message", "text"))
                .startsWith("the chart does not render: nil pointer");
        assertThat(JsonTree.get(notifications.get(0), "locations", 0, "physicalLocation", "region", "startLine"))
                .isEqualTo(3);
        assertThat(JsonTree.get(notifications.get(0), "properties", "releases"))
                .isEqualTo(List.of("dev/store", "test/store"));
    }

    @Test
    void findingsAreNoFailureOfTheTool() {
        Object run = run(EvaluationSamples.many(3));
        assertThat(JsonTree.list(run, "results")).hasSize(9);
        assertThat(JsonTree.get(run, "invocations", 0, "executionSuccessful")).isEqualTo(true);
        assertThat(JsonTree.list(run, "invocations", 0, "toolExecutionNotifications"))
                .isEmpty();
        assertThat(JsonTree.list(run(EvaluationSamples.compliant()), "results")).isEmpty();
    }

    /** A line added above a finding must not make it a new alert. */
    @Test
    void fingerprintsOutliveAMovedLineAndANewEnvironment() {
        Finding finding = STORE.findings().get(1);
        Occurrence first = finding.occurrences().get(0);
        SourceLocation at = first.origin().primary();
        var moved = finding.in(List.of(at(first, new SourceLocation(at.path(), at.line() + 20, 3, at.role()))));
        var twice = finding.in(List.of(first, at(first, at)));
        var otherKey = finding.in(List.of(new Occurrence(
                first.release(),
                first.resource(),
                first.container(),
                first.fieldPath(),
                first.written(),
                first.origin(),
                first.key() + "x")));

        assertThat(fingerprint(moved)).isEqualTo(fingerprint(finding));
        assertThat(fingerprint(twice)).isEqualTo(fingerprint(finding));
        assertThat(fingerprint(otherKey)).isNotEqualTo(fingerprint(finding));
    }

    @Test
    void fingerprintsAreUniqueWithinARun() {
        for (Evaluation evaluation : List.of(STORE, EvaluationSamples.many(25))) {
            for (Object run : runs(evaluation)) {
                assertThat(JsonTree.list(run, "results"))
                        .extracting(result -> fingerprint((Object) result))
                        .doesNotContainNull()
                        .doesNotHaveDuplicates();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "k8s/rbac.yaml, k8s/rbac.yaml",
        "my charts/größe.yaml, my%20charts/gr%C3%B6%C3%9Fe.yaml",
        "a:b/c.yaml, a%3Ab/c.yaml",
        "100%25.yaml, 100%2525.yaml",
        "a#b?c.yaml, a%23b%3Fc.yaml",
        "'a,b;c&d.yaml', a%2Cb%3Bc%26d.yaml",
    })
    void pathsBecomeUriReferences(String path, String uri) {
        assertThat(SarifLocations.uri(path)).isEqualTo(uri);
        URI parsed = URI.create(uri);
        assertThat(parsed.isAbsolute()).as("relative").isFalse();
        assertThat(parsed.getPath()).as("decoded").isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/shared/values.yaml", "C:/shared/values.yaml"})
    void aFileOutsideOfTheRepositoryHasAnAbsoluteUri(String path) {
        Finding finding = STORE.findings().get(0);
        Finding outside = finding.in(
                List.of(at(finding.occurrences().get(0), new SourceLocation(path, 1, 1, SourceLocation.Role.VALUES))));
        Object artifact =
                JsonTree.get(results(of(outside)).get(0), "locations", 0, "physicalLocation", "artifactLocation");
        assertThat((String) JsonTree.get(artifact, "uri")).startsWith("file:///");
        assertThat(JsonTree.get(artifact, "uriBaseId")).isNull();
    }

    @Test
    void textOfTheInputIsNoLink() {
        assertThat(results(EvaluationSamples.hostile("[click](https://example.com)")))
                .extracting(result -> (String) JsonTree.get(result, "message", "text"))
                .allMatch(text -> text.contains("[click") && !text.contains("]("));
    }

    private static List<?> runs(Evaluation evaluation) {
        return JsonTree.list(JsonTree.parse(Written.as(ReportFormat.SARIF, evaluation)), "runs");
    }

    private static Object run(Evaluation evaluation) {
        return runs(evaluation).get(0);
    }

    /** The result of each finding, in their order, from the first run that has it. */
    private static List<Object> results(Evaluation evaluation) {
        var first = new HashMap<Object, Object>();
        for (Object run : runs(evaluation)) {
            JsonTree.list(run, "results").forEach(result -> first.putIfAbsent(fingerprint(result), result));
        }
        return Fingerprints.of(evaluation.findings()).stream().map(first::get).toList();
    }

    private static Object fingerprint(Object result) {
        return JsonTree.get(result, "partialFingerprints", "aksPolicyFinding/v1");
    }

    private static Object fingerprint(Finding finding) {
        return fingerprint(results(of(finding)).get(0));
    }

    private static Evaluation of(Finding finding) {
        return new Evaluation(List.of(finding), List.of(), STORE.ledger(), STORE.policies(), STORE.thresholds());
    }

    private static Occurrence at(Occurrence occurrence, SourceLocation location) {
        return new Occurrence(
                occurrence.release(),
                occurrence.resource(),
                occurrence.container(),
                occurrence.fieldPath(),
                occurrence.written(),
                Origin.of(location),
                occurrence.key());
    }
}
