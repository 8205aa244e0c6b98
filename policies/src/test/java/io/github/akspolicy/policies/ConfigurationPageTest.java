package io.github.akspolicy.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.AccessBudgetSchema;
import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.ConfigurationSchema;
import io.github.akspolicy.configuration.DebtSchema;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.PolicyFileSchema;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published JSON Schema, the tables of {@code docs/configuration.md} made from it, and the page's examples. */
class ConfigurationPageTest {
    private static final String PAGE = "../docs/configuration.md";
    private static final String EXEMPTIONS = "../docs/exemptions.md";
    private static final String SCHEMA = ConfigurationSchema.json(new BuiltInPolicies().policies());
    private static final Pattern TABLE =
            Pattern.compile("<!-- keys: (\\w+) -->\n.*?<!-- end of keys -->", Pattern.DOTALL);
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void schemaIsUpToDate() {
        Snapshot.check("../docs/aks-policy.schema.json", SCHEMA);
    }

    @Test
    void tablesAreUpToDate() throws ManifestException {
        Field schema = Field.root(ManifestReader.json(SCHEMA, ReadLimits.DEFAULT));
        var places = new ArrayList<String>();
        String made = TABLE.matcher(page()).replaceAll(table -> {
            places.add(table.group(1));
            return Matcher.quoteReplacement("<!-- keys: " + table.group(1) + " -->\n"
                    + table(schema, keys(schema, table.group(1))) + "<!-- end of keys -->");
        });
        assertThat(places)
                .as("the page has a table for every part of the schema")
                .containsExactly(
                        "top",
                        "environments",
                        "context",
                        "placeholders",
                        "chart",
                        "manifests",
                        "cluster",
                        "terraform",
                        "kubeconfig",
                        "podTemplates",
                        "policy",
                        "common",
                        "gate",
                        "limits");
        Snapshot.check(PAGE, made);
    }

    @Test
    void budgetsAreDescribed() {
        Snapshot.check("../docs/rbac-budget.schema.json", AccessBudgetSchema.json());
    }

    @Test
    void policiesInFilesAndTheirTestsAreDescribed() {
        Snapshot.check("../docs/policy.schema.json", PolicyFileSchema.policy());
        Snapshot.check("../docs/policytest.schema.json", PolicyFileSchema.policyTest());
    }

    @Test
    void exemptionsAreDescribed() throws ManifestException {
        String json = DebtSchema.json(new BuiltInPolicies().policies());
        Snapshot.check("../docs/policy-exemptions.schema.json", json);
        Field schema = Field.root(ManifestReader.json(json, ReadLimits.DEFAULT));
        Field keys = schema.get("properties").get("exemptions").get("items").get("properties");
        String page = page(EXEMPTIONS);
        String made = TABLE.matcher(page)
                .replaceAll(table -> Matcher.quoteReplacement("<!-- keys: exemptions -->\n"
                        // a word for the ids, which have an index of their own
                        + table(schema, keys)
                                .replaceFirst("(?m)^\\| `policy` \\|[^|]*\\|", "| `policy` | a policy's id |")
                        + "<!-- end of keys -->"));
        Snapshot.check(EXEMPTIONS, made);
    }

    /** The properties that a table shows. */
    private static Field keys(Field schema, String place) {
        Field top = schema.get("properties");
        Field anyPolicy = top.get("policies").get("properties").fields().get(0);
        Field keys = switch (place) {
            case "top" -> top;
            case "environments" ->
                alternatives(top.get("environments").get("additionalProperties"))
                        .get(0)
                        .get("properties");
            case "context" ->
                alternatives(schema.get("$defs").get("context")).get(1).get("properties");
            case "placeholders" -> top.get("placeholders").get("properties");
            case "chart" -> source(top, 0);
            case "manifests" -> source(top, 1);
            case "cluster" -> source(top, 2);
            case "terraform" -> source(top, 3);
            case "kubeconfig" -> source(top, 4);
            case "podTemplates" -> top.get("podTemplates").get("items").get("properties");
            case "policy" -> alternatives(anyPolicy).get(1).get("properties");
            case "common" -> schema.get("$defs");
            case "gate" -> top.get("gate").get("properties");
            case "limits" -> top.get("limits").get("properties");
            default -> throw new AssertionError("no such part: " + place);
        };
        assertThat(keys.fields()).as(place).isNotEmpty();
        return keys;
    }

    private static Field source(Field top, int index) {
        return alternatives(top.get("sources").get("items")).get(index).get("properties");
    }

    private static List<Field> alternatives(Field shape) {
        return shape.get("anyOf").items();
    }

    private static String table(Field schema, Field keys) {
        var table = new StringBuilder("| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        for (Field key : keys.fields()) {
            // of the shared shapes, only settings of policies have a description
            if (keys.key().equals("$defs") && !key.get("description").isWritten()) {
                continue;
            }
            String usual = value(key.get("default"));
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            key.key(),
                            type(schema, key),
                            usual.isEmpty() ? "" : "`" + usual + "`",
                            key.get("description").stringOr("").replace("|", "\\|")));
        }
        return table.toString();
    }

    private static String value(Field field) {
        if (field.node() instanceof Node.Mapping) {
            return "{}";
        }
        return field.node() instanceof Node.Sequence
                ? "[" + String.join(", ", field.strings()) + "]"
                : field.isWritten() ? String.valueOf(field.text()) : "";
    }

    private static String type(Field schema, Field shape) {
        String reference = shape.get("$ref").stringOr("");
        if (!reference.isEmpty()) {
            return type(schema, schema.get("$defs").get(reference.substring("#/$defs/".length())));
        }
        if (shape.get("enum").isWritten()) {
            return shape.get("enum").strings().stream()
                    .map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", "));
        }
        if (shape.get("anyOf").isWritten()) {
            return alternatives(shape).stream()
                    .map(alternative -> type(schema, alternative))
                    .distinct()
                    .collect(Collectors.joining(" or "));
        }
        return switch (shape.get("type").stringOr("")) {
            case "array" -> "list of " + type(schema, shape.get("items"));
            case "object" -> "mapping";
            case "boolean" -> "`true`, `false`";
            case "integer" -> "whole number";
            case "string" -> "text";
            case "null" -> "nothing";
            default -> throw new AssertionError("no type: " + shape.path());
        };
    }

    static List<String> examples() {
        return Stream.of(PAGE, EXEMPTIONS)
                .flatMap(page -> EXAMPLE.matcher(page(page)).results())
                .map((MatchResult example) -> example.group(1))
                .filter(example -> example.contains("sources:"))
                .toList();
    }

    /** This module has no Helm: that is the one thing that may be said of an example. */
    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsValid(String example, @TempDir Path folder) throws IOException {
        write(folder, ".git/HEAD", "");
        write(folder, "deploy/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n");
        write(folder, "deploy/store/values-dev.yaml", "{}\n");
        write(folder, "deploy/store/values-prod.yaml", "{}\n");
        write(folder, "k8s/role.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write(folder, "infra/aks.json", "{}");
        write(folder, "infra/prod.parameters.json", "{}");
        write(folder, "ci/kubeconfig", "{}");
        write(folder, "prod.env", "TAG=1.4.2\n");
        write(folder, "policy-exemptions.yaml", exemptionsExample());
        write(folder, "policy-baseline.yaml", "schemaVersion: 1\nfindings: {}\n");
        write(folder, Verification.FILE_NAME, example);
        List<String> problems;
        try {
            Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE);
            problems = List.of();
        } catch (ConfigurationException e) {
            problems = e.problems().stream().map(Problem::toString).toList();
        }
        assertThat(problems)
                .hasSize(example.contains("chart:") ? 1 : 0)
                .allSatisfy(problem ->
                        assertThat(problem).contains("charts cannot be rendered: there is no Helm on the class path"));
    }

    private static String exemptionsExample() {
        return EXAMPLE.matcher(page(EXEMPTIONS))
                .results()
                .map((MatchResult example) -> example.group(1))
                .filter(example -> example.contains("exemptions:\n"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theExampleOfExemptionsIsValid(@TempDir Path folder) throws IOException, ConfigurationException {
        write(folder, ".git/HEAD", "");
        write(folder, "k8s/role.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        write(folder, "policy-exemptions.yaml", exemptionsExample());
        write(
                folder,
                Verification.FILE_NAME,
                "schemaVersion: 1\nenvironments: {prod: {}}\nsources: [{manifests: k8s}]\nexemptions:"
                        + " policy-exemptions.yaml\n");
        var debt = Verification.load(folder.resolve(Verification.FILE_NAME), Overrides.NONE)
                .debt();
        assertThat(debt.invalid()).isEmpty();
        assertThat(debt.exemptions()).hasSize(2);
    }

    @Test
    void pageHasExamples() {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
    }

    private static void write(Path folder, String path, String text) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), text);
    }

    private static String page() {
        return page(PAGE);
    }

    private static String page(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
