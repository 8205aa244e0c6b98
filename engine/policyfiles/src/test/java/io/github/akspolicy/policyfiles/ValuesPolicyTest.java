package io.github.akspolicy.policyfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Verdict;
import io.github.akspolicy.report.EvaluationText;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.report.JsonReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies about the values of charts, from the configuration through Helm to the line that supplied the value. */
class ValuesPolicyTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            environments: {dev: , prod: }
            sources:
              - chart: chart
                values: {dev: [values-dev.yaml], prod: [values-prod.yaml]}
                set: {image.pullPolicy: Always}
            policyFiles: [policies]
            """;

    @TempDir
    Path root;

    @BeforeEach
    void writeChart() throws IOException {
        Files.createDirectory(root.resolve(".git"));
        write("aks-policy.yaml", CONFIGURATION);
        write("chart/Chart.yaml", """
                apiVersion: v2
                name: store
                version: 1.0.0
                dependencies:
                  - {name: redis, version: 2.0.0, alias: cache}
                  - {name: redis, version: 2.0.0, alias: queue, condition: queue.enabled}
                """);
        write("chart/templates/a.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: store}
                data: {tag: "{{ .Values.image.tag }}"}
                """);
        write("chart/values.yaml", """
                image:
                  repository: contoso.azurecr.io/store
                  tag: latest
                ports: [80, 8080]
                global: {region: westeurope}
                cache:
                  persistence: false
                queue: {enabled: false}
                """);
        write("chart/charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 2.0.0\n");
        write("chart/charts/redis/values.yaml", "persistence: true\nauth:\n  enabled: false\n");
        write("values-dev.yaml", "image: {tag: dev}\n");
        write("values-prod.yaml", "image:\n  tag: 1.2.3\ncache:\n  auth: {enabled: true}\n");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    private void policy(String charts, String schema) throws IOException {
        write("policies/rule.policy.yaml", """
                id: contoso/rule
                title: Values must be right
                fix: make it right
                valuesOf: %s
                schema:
                %s""".formatted(charts, schema.indent(2)));
    }

    private Evaluation evaluate() throws ConfigurationException {
        return Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE)
                .evaluate(Progress.NONE);
    }

    private List<String> findings() throws ConfigurationException {
        Evaluation evaluation = evaluate();
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .map(finding -> finding.location() + " " + finding.environments() + " "
                        + FindingText.statement(finding).replace("; values must be right", ""))
                .toList();
    }

    private List<String> problems() throws ConfigurationException {
        return evaluate().problems().stream()
                .map(problem -> problem.problem().toString())
                .toList();
    }

    @Test
    void aFindingPointsAtTheLineThatSuppliedTheValue() throws Exception {
        policy("[store]", """
                properties:
                  image:
                    required: [digest]
                    properties:
                      tag: {pattern: '^[0-9]'}
                      repository: {pattern: '^fabrikam'}
                      pullPolicy: {const: IfNotPresent}
                  ports: {items: {minimum: 1024}}
                  owner: {type: string}
                required: [owner]
                """);

        assertThat(findings())
                .containsExactly(
                        // set of aks-policy.yaml
                        "aks-policy.yaml:6:11 [dev, prod] image.pullPolicy must be the constant value 'IfNotPresent'",
                        // the chart's own default, in every environment
                        "chart/values.yaml:2:3 [dev, prod] image.repository does not match the regex pattern ^fabrikam",
                        "chart/values.yaml:4:9 [dev, prod] ports[0] must have a minimum value of 1024",
                        // the file of one environment; what is missing: the object that lacks it, where it was written
                        // last
                        "values-dev.yaml:1:1 [dev] image.digest is not set",
                        "values-dev.yaml:1:1 [dev] owner is not set",
                        "values-dev.yaml:1:9 [dev] image.tag does not match the regex pattern ^[0-9]",
                        "values-prod.yaml:1:1 [prod] image.digest is not set",
                        "values-prod.yaml:1:1 [prod] owner is not set");
    }

    @Test
    void chartsThatOthersBringAreJudgedAsTheySeeThemselves() throws Exception {
        policy("['red*']", """
                properties:
                  persistence: {const: true}
                  auth: {properties: {enabled: {const: true}}}
                  global: {properties: {region: {const: northeurope}}}
                """);

        assertThat(findings())
                .containsExactly(
                        // the scope of the parent wins over the default of the chart; globals reach everybody
                        "chart/charts/redis/values.yaml:3:3 [dev] auth.enabled must be the constant value 'true'",
                        "chart/values.yaml:5:10 [dev, prod] global.region must be the constant value 'northeurope'",
                        "chart/values.yaml:7:3 [dev, prod] persistence must be the constant value 'true'");

        // under each name that the chart is used by
        write("values-prod.yaml", "queue: {enabled: true, persistence: false}\n");
        assertThat(evaluate().findings().stream()
                        .flatMap(finding -> finding.occurrences().stream())
                        .map(occurrence -> occurrence.release().environment() + " " + occurrence.resource() + " "
                                + occurrence.origin().valuesKeys()))
                .containsExactlyInAnyOrder(
                        "dev Values store/cache [cache.auth.enabled]",
                        "prod Values store/cache [cache.auth.enabled]",
                        "prod Values store/queue [queue.auth.enabled]",
                        "dev Values store/cache [global.region]",
                        "prod Values store/cache [global.region]",
                        "prod Values store/queue [global.region]",
                        "dev Values store/cache [cache.persistence]",
                        "prod Values store/cache [cache.persistence]",
                        "prod Values store/queue [queue.persistence]");
    }

    @Test
    void onlyWhatAsksForValuesSeesThem() throws Exception {
        write("policies/all.policy.yaml", """
                id: contoso/labels
                title: Everything must have labels
                fix: add labels
                subjects: resources
                schema: {properties: {metadata: {required: [labels]}}, required: [metadata]}
                """);
        policy("[store]", "required: [image]\n");

        Evaluation evaluation = evaluate();

        assertThat(evaluation.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.policy().id()).isEqualTo("contoso/labels"));
        ReleaseAccount dev = evaluation.ledger().releases().get(0);
        assertThat(dev.charts()).containsExactlyInAnyOrder("store", "redis");
        assertThat(dev.manifests()).isEqualTo(1);
        assertThat(dev.values()).isEqualTo(1);
        assertThat(dev.policies().get("contoso/rule").count(Verdict.PASS)).isEqualTo(1);
        assertThat(dev.policies().get("contoso/labels").judgedCount()).isEqualTo(1);
        assertThat(EvaluationText.sentence(evaluation)).contains("2 resources and the values of 2 charts");
        assertThat(json(evaluation)).contains("\"resources\" : 1,").contains("\"values\" : 1,");
    }

    private static String json(Evaluation evaluation) throws IOException {
        var out = new StringWriter();
        JsonReport.write(evaluation, out);
        return out.toString();
    }

    @Test
    void exemptionsBaselineAndEnforcementHoldForValues() throws Exception {
        policy("[store]", "properties: {image: {properties: {tag: {pattern: '^[0-9]'}}}}\n");
        write("aks-policy.yaml", CONFIGURATION + "exemptions: exemptions.yaml\n");
        write("exemptions.yaml", """
                schemaVersion: 1
                exemptions:
                  - policy: contoso/rule
                    resource: Values/store
                    environments: [dev]
                    reason: moves with main
                    owner: team-shop
                    approvedBy: kim
                    until: 2999-01-01
                """);
        assertThat(evaluate().suppressed()).hasSize(1);
        assertThat(evaluate().open()).isEmpty();

        write("aks-policy.yaml", CONFIGURATION + "baseline: baseline.yaml\n");
        write("baseline.yaml", """
                schemaVersion: 1
                findings:
                  "contoso/rule|chart|Values/store|image.tag|": ["dev"]
                """);
        assertThat(evaluate().suppressed()).hasSize(1);
        assertThat(evaluate().open()).isEmpty();

        write("aks-policy.yaml", CONFIGURATION + "policies: {contoso/rule: {enforce: off}}\n");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aChartThatNoReleaseHasIsAProblem() throws Exception {
        policy("[stroe, redis]", "required: [image]\n");
        assertThat(problems())
                .containsExactly(
                        "aks-policy.yaml:7:15: contoso/rule evaluates the values of chart \"stroe\", and no release"
                                + " has such a chart (did you mean \"store\"?; a name with * need not be there)");

        policy("['stroe*', redis]", "required: [persistence]\n");
        assertThat(problems()).isEmpty();

        // one environment alone cannot tell, nor can a chart that does not render
        policy("[stroe]", "required: [image]\n");
        assertThat(Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE.environments(List.of("dev")))
                        .evaluate(Progress.NONE)
                        .problems())
                .isEmpty();
        write("chart/templates/b.yaml", "{{ fail \"no\" }}");
        assertThat(problems()).noneMatch(problem -> problem.contains("stroe"));
    }

    @Test
    void valuesAloneAreNoRelease() throws Exception {
        policy("[store]", "required: [image]\n");
        write("chart/templates/a.yaml", "{{ if .Values.never }}kind: X{{ end }}\n");

        assertThat(problems()).singleElement().asString().contains("yields no resource: nothing was evaluated");
    }

    @Test
    void aValueOfThePipelineIsUnknown() throws Exception {
        policy("[store]", "properties: {image: {properties: {tag: {pattern: '^v'}}, required: [digest]}}\n");
        write("aks-policy.yaml", CONFIGURATION.replace("set:", "provided: [image.tag, image.digest]\n    set:"));

        assertThat(findings())
                .hasSize(4)
                .allSatisfy(finding ->
                        assertThat(finding).contains("unknown, an input is missing: ", " is provided at deployment"));
    }

    @Test
    void secretsOfValuesAreMasked() throws Exception {
        policy("[store]", "properties: {admin: {properties: {password: {maxLength: 3}, token: {enum: [a]}}}}\n");
        write("values-prod.yaml", "admin:\n  password: hunter2-hunter2-9\n  token: 8f4e2a7c9b1d\n");

        Evaluation evaluation = evaluate();

        assertThat(evaluation.findings()).hasSize(2);
        assertThat(json(evaluation)).doesNotContain("hunter2").doesNotContain("8f4e2a7c9b1d");
    }

    private static final String KNOWN = """
            additionalProperties: false
            properties:
              {image: true, ports: {maxItems: 2}, global: true, cache: true, queue: true, base: true, use: {properties: {a: {const: 2}}}}
            """;

    @Test
    void anAnchorIsWrittenOnceAndMeantWhereItsAliasStands() throws Exception {
        policy("[store]", KNOWN);
        write("values-dev.yaml", "base: &b {a: 1}\nuse: *b\n");
        assertThat(findings()).containsExactly("values-dev.yaml:1:11 [dev] use.a must be the constant value '2'");
    }

    @Test
    void ofAKeyThatIsWrittenTwiceTheLastOneIsMeant() throws Exception {
        policy("[store]", KNOWN);
        write("values-dev.yaml", "odd: 1\nodd: 2\n");
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("values-dev.yaml:2:1 [dev] odd is not allowed here");

        // without set Helm reads the file itself
        write("aks-policy.yaml", CONFIGURATION.replaceFirst(" *set:.*\n", ""));
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith("values-dev.yaml:2:1 [dev] odd is not allowed here");
    }

    @Test
    void valuesThatAreTooDeepAreAProblem() throws Exception {
        policy("[store]", KNOWN);
        write("values-dev.yaml", "deep: " + "{a: ".repeat(2_000) + "1" + "}".repeat(2_000) + "\n");
        assertThat(problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("values-dev.yaml"));
    }

    @Test
    void manyValuesAreJudged() throws Exception {
        policy("[store]", KNOWN);
        write("values-dev.yaml", "ports: [" + "1, ".repeat(5_000) + "1]\n");
        assertThat(findings()).singleElement().asString().startsWith("values-dev.yaml:1:1 [dev] ports must have");
    }

    @Test
    void aliasesThatGrowWithoutEndAreAProblem() throws Exception {
        policy("[store]", KNOWN);
        var bomb = new StringBuilder("l0: &l0 [1]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("l").append(i).append(": &l").append(i).append(" [");
            bomb.append(("*l" + (i - 1) + ",").repeat(8)).append("]\n");
        }
        write("values-dev.yaml", bomb.toString());
        assertThat(problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("values-dev.yaml"));
    }

    @Test
    void mistakesInAPolicyFileAreToldWithTheirLine() throws Exception {
        for (String about : List.of("store", "[]", "[' ']", "[3]", "{a: b}")) {
            policy(about, "{}\n");
            assertThat(mistakes())
                    .as(about)
                    .containsExactly(
                            "policies/rule.policy.yaml:4:1: valuesOf must be a list of texts (write: valuesOf: [store,"
                                    + " redis*])");
        }
        policy("[store]\nkinds: [Service]", "{}\n");
        assertThat(mistakes())
                .containsExactly(
                        "policies/rule.policy.yaml:4:1: a policy is about kinds, about subjects, or about the"
                                + " values of charts (write kinds: [apps/Deployment], subjects: containers, or valuesOf: [store])");
        policy("[store]", "properties: {image: {requird: [tag]}}\n");
        assertThat(mistakes())
                .singleElement()
                .asString()
                .startsWith("policies/rule.policy.yaml:6:24: JSON Schema has no");
        for (String reference : List.of("https://example.com/x.json", "../../../x.yaml")) {
            policy("[store]", "$ref: '" + reference + "'\n");
            assertThat(mistakes())
                    .singleElement()
                    .asString()
                    .startsWith("policies/rule.policy.yaml:5:1: the schema cannot be read: ");
        }
    }

    private List<String> mistakes() {
        try {
            Verification.load(root.resolve("aks-policy.yaml"), Overrides.NONE);
            return List.of();
        } catch (ConfigurationException invalid) {
            return invalid.problems().stream().map(Object::toString).toList();
        }
    }
}
