package io.github.akspolicy.policyfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ProjectFolder;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.report.FindingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies in files, from the configuration to the line of the finding. */
class SchemaPolicyTest {
    private static final String CONFIGURATION = """
            schemaVersion: 1
            sources: [{manifests: k8s}]
            policyFiles: [policies]
            """;

    @TempDir
    private Path root;

    private ProjectFolder project;

    @BeforeEach
    void writeManifests() throws IOException {
        project = ProjectFolder.in(root);
        project.configuration(CONFIGURATION);
        project.file("k8s/orders.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: orders
                  labels: {team: shop}
                spec:
                  replicas: 1
                  strategy: {type: Recreate}
                  template:
                    spec:
                      containers:
                        - name: web
                          image: docker.io/web
                          ports: [{containerPort: 80}, {containerPort: 8080}]
                        - name: side
                          image: contoso.azurecr.io/side
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: orders}
                spec: {type: NodePort}
                """);
    }

    private void policy(String about, String schema) throws IOException {
        project.file("policies/rule.policy.yaml", """
                id: contoso/rule
                title: Things must be right
                fix: make it right
                %s
                schema:
                %s""".formatted(about, schema.indent(2)));
    }

    private Verification load() throws ConfigurationException {
        return project.load();
    }

    private List<String> findings() throws ConfigurationException {
        Evaluation evaluation = load().evaluate(Progress.NONE);
        assertThat(evaluation.problems()).isEmpty();
        return evaluation.findings().stream()
                .map(finding -> finding.location().line() + " " + FindingText.statement(finding))
                .toList();
    }

    private List<String> problems() {
        try {
            load();
            return List.of();
        } catch (ConfigurationException invalid) {
            return invalid.problems().stream().map(Object::toString).toList();
        }
    }

    @Test
    void eachErrorIsAFindingAtItsLine() throws Exception {
        policy("kinds: [apps/Deployment]", """
                properties:
                  metadata:
                    properties: {labels: {required: [cost-center]}}
                  spec:
                    properties:
                      replicas: {minimum: 2}
                      strategy: {properties: {type: {const: RollingUpdate}}}
                      template: {type: string}
                """);

        assertThat(findings())
                .containsExactly(
                        "5 metadata.labels.cost-center is not set; things must be right",
                        "7 spec.replicas must have a minimum value of 2; things must be right",
                        "8 spec.strategy.type must be the constant value 'RollingUpdate'; things must be right",
                        "9 spec.template must be string, not object; things must be right");
    }

    /** To the API server a field that is null is not there; an item of a list that is null is. */
    @Test
    void nullsAreReadAsTheServerReadsThem() throws Exception {
        project.file("k8s/orders.yaml", """
                apiVersion: v1
                kind: Pod
                metadata: {name: a, labels: null}
                spec:
                  initContainers: null
                  nodeSelector:
                  containers: [{name: a, ports: ~, args: [null]}]
                """);
        policy("kinds: [Pod]", """
                properties:
                  metadata: {properties: {labels: {type: object}}}
                  spec:
                    required: [initContainers]
                    properties:
                      nodeSelector: {type: object}
                      containers: {items: {properties: {ports: {type: array}, args: {items: {type: string}}}}}
                """);
        assertThat(findings())
                .containsExactly(
                        "5 spec.initContainers is not set; things must be right",
                        "7 spec.containers[0].args[0] must be string, not null; things must be right");
    }

    @Test
    void containersAreJudgedInEveryKindOfWorkload() throws Exception {
        policy("subjects: containers\nbecause: others are not scanned\nseverity: low", """
                properties:
                  image: {pattern: '^contoso\\.azurecr\\.io/'}
                  ports: {items: {properties: {containerPort: {minimum: 1024}}}}
                additionalProperties: true
                """);

        assertThat(findings())
                .containsExactly(
                        "13 spec.template.spec.containers[0].image does not match the regex pattern"
                                + " ^contoso\\.azurecr\\.io/; things must be right, because others are not scanned",
                        "14 spec.template.spec.containers[0].ports[0].containerPort must have a minimum value of 1024;"
                                + " things must be right, because others are not scanned");
        assertThat(load().policies()).extracting(ActivePolicy::severity).hasToString("[low]");
    }

    @Test
    void alternativesThatAllFailAreOneFinding() throws Exception {
        policy("kinds: [Service]", """
                properties:
                  spec:
                    anyOf:
                      - properties: {type: {const: ClusterIP}}
                      - required: [loadBalancerClass]
                """);

        assertThat(findings())
                .containsExactly("21 spec.type must be the constant value 'ClusterIP', or spec.loadBalancerClass is not"
                        + " set; things must be right");
    }

    @Test
    void ofAlternativesExactlyOneMayHold() throws Exception {
        policy("kinds: [Service]", "properties: {spec: {oneOf: [{required: [type]}, {type: object}]}}\n");

        assertThat(findings())
                .containsExactly(
                        "21 spec must be valid to one and only one schema, but 2 are valid with indexes '0, 1';"
                                + " things must be right");
    }

    @Test
    void whatIsNotAllowedIsShownWhereItStands() throws Exception {
        policy("kinds: [Deployment]", """
                properties:
                  spec:
                    properties: {replicas: true, template: true}
                    additionalProperties: false
                  metadata: {unevaluatedProperties: false, properties: {name: true}}
                """);

        assertThat(findings())
                .containsExactly(
                        "5 metadata.labels is not allowed here; things must be right",
                        "8 spec.strategy is not allowed here; things must be right");
    }

    @Test
    void schemasReferToEachOtherAcrossFiles() throws Exception {
        policy("kinds: [Deployment]", "$ref: ../schemas/workload.yaml#/$defs/workload\n");
        project.file("schemas/workload.yaml", """
                $defs:
                  workload:
                    properties: {metadata: {$ref: metadata.json}, spec: {$ref: '#/$defs/spec'}}
                  spec: {properties: {replicas: {minimum: 2}}}
                """);
        project.file("schemas/metadata.json", "{\"properties\": {\"labels\": {\"required\": [\"owner\"]}}}");

        assertThat(findings())
                .containsExactly(
                        "5 metadata.labels.owner is not set; things must be right",
                        "7 spec.replicas must have a minimum value of 2; things must be right");
    }

    @Test
    void aPolicyOfAFileIsOnUntilSomebodySaysOtherwise() throws Exception {
        policy("kinds: [Service]", "required: [spec]\n");
        assertThat(load().policies()).extracting(ActivePolicy::id).containsExactly("contoso/rule");
        assertThat(load().explain()).contains("contoso/rule").contains("aks-policy.yaml:3:15");

        project.configuration(CONFIGURATION + "policies: {contoso/rule: off}\n");
        assertThat(load().policies()).isEmpty();

        project.configuration(CONFIGURATION + "policies: {contoso/rule: {severity: critical}}\n");
        assertThat(load().policies()).extracting(ActivePolicy::severity).hasToString("[critical]");

        project.configuration(CONFIGURATION);
        policy("kinds: [Service]\nprofiles: [strict]", "required: [spec]\n");
        assertThat(load().policies()).isEmpty();
        project.configuration(CONFIGURATION + "profile: strict\n");
        assertThat(load().policies()).hasSize(1);
    }

    @Test
    void aMisspeltKeywordWouldFindNothingAndIsAProblem() throws Exception {
        policy("kinds: [Service]", "properties: {spec: {requird: [type]}}\nitms: {}\n");
        assertThat(problems())
                .containsExactly(
                        "policies/rule.policy.yaml:6:23: JSON Schema has no keyword \"requird\", and would ignore it"
                                + " (did you mean \"required\"?)",
                        "policies/rule.policy.yaml:7:3: JSON Schema has no keyword \"itms\", and would ignore it (did you"
                                + " mean \"items\"?)");

        policy("kinds: [Service]", "$ref: ../schemas/x.yaml\n");
        project.file("schemas/x.yaml", "properties: {spec: {requird: [type]}}\n");
        assertThat(problems()).singleElement().asString().startsWith("schemas/x.yaml:1:21: JSON Schema has no keyword");
    }

    @Test
    void aSchemaThatIsNoneIsAProblemAtItsLine() throws Exception {
        policy("kinds: [Service]", "properties: {spec: {minimum: \"3\"}}\n");

        assertThat(problems())
                .containsExactly(
                        "policies/rule.policy.yaml:6:23: no valid JSON Schema: minimum must be number, not string");
    }

    @Test
    void nothingComesOverTheNetworkOrFromOutside(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("x.yaml"), "required: [a]\n");
        for (String reference : List.of(
                "https://example.com/schema.json",
                "http://localhost:1/schema.json",
                elsewhere.resolve("x.yaml").toUri().toString(),
                "../../x.yaml",
                "missing.yaml")) {
            policy("kinds: [Service]", "$ref: '" + reference + "'\n");
            assertThat(problems())
                    .as(reference)
                    .singleElement()
                    .asString()
                    .startsWith("policies/rule.policy.yaml:5:1: the schema cannot be read: ");
        }
    }

    @Test
    void hostileSchemasEndInAProblem() throws Exception {
        for (String schema : List.of(
                "$ref: '#'\n",
                "allOf: [{$ref: '#'}]\n",
                "$ref: '#/$defs/a'\n$defs: {a: {$ref: '#/$defs/b'}, b: {$ref: '#/$defs/a'}}\n",
                "not: {not: {$ref: '#'}}\n",
                "properties: {a: {pattern: '('}}\n",
                "not: " + "{not: ".repeat(600) + "{}" + "}".repeat(600) + "\n")) {
            policy("kinds: [Service]", schema);
            assertThat(problems())
                    .as(schema.substring(0, Math.min(40, schema.length())))
                    .isNotEmpty();
        }
        // a schema of trees refers to itself, and ends where the tree ends
        policy("kinds: [Service]", "type: [object, string]\nadditionalProperties: {$ref: '#'}\n");
        assertThat(findings()).isEmpty();
    }

    /** Each of these takes a matcher that goes back longer than the universe is old; the image is any text of a manifest. */
    @Test
    void noExpressionTakesLongerThanTheText() {
        String image = "a".repeat(50_000);
        assertTimeoutPreemptively(Duration.ofSeconds(120), () -> {
            for (String pattern : List.of("(a+)+$b", "(a|aa)+c", "^(a*)*c", "(|){40}c", "(.*){10}c", "(?i)(a|A)+c")) {
                project.file(
                        "k8s/long.yaml",
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: long}\nspec: {containers: [{name: a, image: "
                                + image + "}]}\n");
                policy("kinds: [Pod]", """
                        properties: {spec: {properties: {containers: {items: {properties: {image: {pattern: '%s'}}}}}}}
                        """.formatted(pattern));
                assertThat(findings()).as(pattern).isNotEmpty();
            }
        });
    }

    @Test
    void anExpressionThatCannotBeLinearIsAProblemAtItsLine() throws Exception {
        policy("kinds: [Service]", """
                properties:
                  a: {pattern: '^(?!.*latest)'}
                  b: {pattern: '(a{1000}){1000}'}
                  c: {pattern: '^caf\\u00e9$'}
                patternProperties:
                  '(x)\\1': {}
                """);
        assertThat(problems())
                .containsExactly(
                        "policies/rule.policy.yaml:7:9: the expression cannot be used: invalid or unsupported Perl syntax;"
                                + " use not: {pattern: ...} instead",
                        "policies/rule.policy.yaml:8:9: the expression cannot be used: the regular expression has more than"
                                + " 10000 steps with its repetitions written out; repeat fewer times",
                        "policies/rule.policy.yaml:11:5: the expression cannot be used: invalid escape sequence");
    }

    @Test
    void everythingThatIsWrongWithAFileIsToldAtOnce() throws Exception {
        project.file("policies/rule.policy.yaml", """
                id: Rule
                titel: x
                severity: hihg
                subjects: container
                schema: []
                """);

        assertThat(problems())
                .containsExactly(
                        "policies/rule.policy.yaml:1:1: title must be a text (say the rule in one sentence: title:"
                                + " Workloads must …)",
                        "policies/rule.policy.yaml:1:1: fix must be a text (say how to fix a finding: fix: add the"
                                + " label)",
                        "policies/rule.policy.yaml:2:1: a policy has no key \"titel\" (did you mean \"title\"?)",
                        "policies/rule.policy.yaml:3:1: unknown severity (severities: critical, high, medium, low, info)",
                        "policies/rule.policy.yaml:4:1: unknown subjects (subjects: workloads, pods, containers, resources)",
                        "policies/rule.policy.yaml:5:1: schema must be a JSON Schema (write: schema: {required: [spec]})");
        for (String text :
                List.of("", "3", "a: [", "id: a/b\ntitle: t\nfix: f\nkinds: [X]\nschema: {$ref: '#/nowhere'}")) {
            project.file("policies/rule.policy.yaml", text);
            assertThat(problems()).as(text).isNotEmpty();
        }
        project.file("policies/rule.policy.yaml", "id: Rule\ntitle: t\nfix: f\nkinds: [X]\nschema: {}\n");
        assertThat(problems()).singleElement().asString().contains("rule.policy.yaml:1:1: a policy id has the form");
    }

    @Test
    void aFolderWithoutPolicyFilesAndAnIdThatIsTakenAreProblems() throws Exception {
        project.file("policies/readme.md", "");
        assertThat(problems())
                .containsExactly(
                        "aks-policy.yaml:3:15: the folder \"policies\" holds no policy file (the names of policy"
                                + " files end in .policy.yaml)");

        policy("kinds: [Service]", "required: [spec]\n");
        Files.copy(root.resolve("policies/rule.policy.yaml"), root.resolve("policies/copy.policy.yaml"));
        assertThat(load().evaluate(Progress.NONE).problems())
                .as("the rest is evaluated")
                .singleElement()
                .extracting(problem -> problem.problem().toString())
                .asString()
                .startsWith("aks-policy.yaml:3:15: the id contoso/rule is that of two policies");

        project.configuration("schemaVersion: 1\nsources: [{manifests: k8s}]\npolicyFiles: [missing]\n");
        assertThat(problems()).singleElement().asString().startsWith("aks-policy.yaml:3:15: policy file \"missing\"");
    }

    /** Each definition is twice the one before it. */
    private static String doubling(String root) {
        var schema = new StringBuilder(root).append("$defs:\n  d0: {type: integer}\n");
        for (int i = 1; i <= 28; i++) {
            String before = "{$ref: '#/$defs/d" + (i - 1) + "'}";
            schema.append("  d" + i + ": {anyOf: [" + before + ", " + before + "]}\n");
        }
        return schema.toString();
    }

    @Test
    void alternativesThatDoubleEachOtherAreAProblemOfThePolicyFile() throws Exception {
        policy("kinds: [Service]", doubling("$ref: '#/$defs/d28'\n"));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("steps for one object")
                .contains(".policy.yaml:");
    }

    @Test
    void alternativesThatDoubleForSomeObjectsAreAProblemOfThePolicy() throws Exception {
        policy("kinds: [Service]", doubling("properties: {spec: {$ref: '#/$defs/d28'}}\n"));

        assertThat(load().evaluate(Progress.NONE).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.problem().message())
                        .startsWith("policy contoso/rule failed on Service orders: ")
                        .contains("LimitException"));
    }
}
