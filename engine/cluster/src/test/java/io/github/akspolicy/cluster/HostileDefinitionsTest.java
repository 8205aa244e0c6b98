package io.github.akspolicy.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Definitions that somebody made to stop a build: each ends, within a bound that a quadratic look-up would miss by far, and
 * with the line that is to blame where something is.
 */
class HostileDefinitionsTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String CLUSTER = "{\"type\": \"Microsoft.ContainerService/managedClusters\","
            + " \"apiVersion\": \"2024-09-01\", \"name\": \"aks\", \"properties\": {%s}}";

    @TempDir
    Path folder;

    private Read read(String text, Path... parameters) {
        return read(BOUND, text, parameters);
    }

    private Read read(Duration bound, String text, Path... parameters) {
        return assertTimeoutPreemptively(bound, () -> Read.of(folder, "plan.json", text, parameters));
    }

    private static String each(int count, String template) {
        return IntStream.range(0, count)
                .mapToObj(i -> template.replace("#", String.valueOf(i)))
                .collect(Collectors.joining(",\n"));
    }

    /** Every resource takes its scope from a variable of its module, which takes it from a resource of the root. */
    private static String plan(int modules, int inEach) {
        String resource = "{\"address\": \"module.m#.azurerm_role_assignment.r@\", \"mode\": \"managed\","
                + " \"type\": \"azurerm_role_assignment\", \"name\": \"r@\","
                + " \"values\": {\"role_definition_name\": \"AcrPull\", \"description\": \"" + "x".repeat(300) + "\"}}";
        String planned = each(
                modules,
                "{\"address\": \"module.m#\", \"resources\": ["
                        + each(inEach, resource.replace("#", "$").replace("@", "#"))
                                .replace("$", "#")
                        + "]}");
        String changes = each(
                modules,
                each(
                                inEach,
                                "{\"address\": \"module.m$.azurerm_role_assignment.r#\", \"change\":"
                                        + " {\"after_unknown\": {\"scope\": true, \"principal_id\": true}}}")
                        .replace("$", "#"));
        String configured = each(
                modules,
                "\"m#\": {\"expressions\": {\"registry\": {\"references\": [\"azurerm_container_registry.acr.id\"]}},"
                        + " \"module\": {\"resources\": ["
                        + each(
                                        inEach,
                                        "{\"address\": \"azurerm_role_assignment.r@\", \"expressions\": {\"scope\":"
                                                + " {\"references\": [\"var.registry\"]}}}")
                                .replace("@", "%d")
                                .formatted(IntStream.range(0, inEach).boxed().toArray())
                        + "]}}");
        return "{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": ["
                + "{\"address\": \"azurerm_container_registry.acr\", \"mode\": \"managed\","
                + " \"type\": \"azurerm_container_registry\", \"name\": \"acr\", \"values\": {\"name\": \"acr1\"}}],"
                + " \"child_modules\": [" + planned + "]}}, \"resource_changes\": [" + changes
                + "], \"configuration\": {\"root_module\": {\"module_calls\": {" + configured + "}}}}";
    }

    private void readsAllOf(int modules, int inEach) {
        readsAllOf(BOUND, plan(modules, inEach), modules * inEach);
    }

    private void readsAllOf(Duration bound, String plan, int assignments) {
        Read read = read(bound, plan);
        assertThat(read.told()).isEmpty();
        assertThat(read.resources()).hasSize(1 + assignments);
        AzureResource registry =
                AzureResource.of(read.resources().get(0), AzureType.REGISTRY).get(0);
        AzureResource last = AzureResource.of(read.resources().get(assignments), AzureType.ROLE_ASSIGNMENT)
                .get(0);
        assertThat(registry.isMeantBy(last.root().get("scope"))).isTrue();
    }

    @Test
    void aThousandModulesSideBySide() {
        readsAllOf(1_000, 10);
    }

    @Test
    void tenThousandResourcesInOneModule() {
        readsAllOf(1, 10_000);
    }

    @Test
    @Tag("deep")
    void aPlanOfFiftyMegabytes() {
        String plan = plan(70, 1_000);
        assertThat(plan.length()).isGreaterThan(50_000_000);
        readsAllOf(BOUND.multipliedBy(5), plan, 70_000);
    }

    @Test
    void aThousandModulesInEachOtherEndWithALine() {
        String nested = "{\"resources\": []}";
        var text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("{\"child_modules\": [\n");
        }
        text.append(nested).append("]}".repeat(1_000));
        Read read = read("{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": " + text + "}}");
        assertThat(read.told())
                .singleElement()
                .asString()
                .startsWith("plan.json:250:")
                .contains("500");
    }

    @Test
    void asManyModulesInEachOtherAsTheDepthAllowsAreRead() {
        String planned = "{\"resources\": [{\"address\": \"" + "module.m.".repeat(200)
                + "azurerm_kubernetes_cluster.aks\", \"mode\": \"managed\", \"type\": \"azurerm_kubernetes_cluster\","
                + " \"values\": {\"name\": \"aks\"}}]}";
        String configured = "{\"resources\": [{\"address\": \"azurerm_kubernetes_cluster.aks\","
                + " \"expressions\": {\"oidc_issuer_enabled\": {\"references\": [\"var.oidc\"]}}}]}";
        for (int i = 0; i < 200; i++) {
            planned = "{\"child_modules\": [" + planned + "]}";
        }
        for (int i = 0; i < 150; i++) {
            configured = "{\"module_calls\": {\"m\": {\"expressions\": {\"oidc\": {\"references\": [\"var.oidc\"]}},"
                    + " \"module\": " + configured + "}}}";
        }
        Read read = read("{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": " + planned + "},"
                + " \"resource_changes\": [{\"address\": \"" + "module.m.".repeat(200)
                + "azurerm_kubernetes_cluster.aks\", \"change\": {\"after_unknown\": {\"oidc_issuer_enabled\": true}}}],"
                + " \"configuration\": {\"root_module\": " + configured + "}}");
        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.OIDC_ISSUER).unresolved())
                .as("known after apply, of what is not said")
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "", "var", "var.", "module.", "module..", "module.a.", "[", "]", "module.a.b.c"})
    void referencesAndAddressesThatNobodyWrites(String text) {
        Read read = read("{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": ["
                + "{\"address\": \"" + text + "\", \"mode\": \"managed\", \"type\": \"azurerm_kubernetes_cluster\","
                + " \"values\": {\"name\": \"aks\"}},"
                + "{\"address\": \"module.a.azurerm_kubernetes_cluster.aks\", \"mode\": \"managed\","
                + " \"type\": \"azurerm_kubernetes_cluster\", \"values\": {\"name\": \"aks\"}}]}},"
                + " \"resource_changes\": [{\"address\": \"module.a.azurerm_kubernetes_cluster.aks\","
                + " \"change\": {\"after_unknown\": {\"oidc_issuer_enabled\": true}}}],"
                + " \"configuration\": {\"root_module\": {\"module_calls\": {\"a\": {\"expressions\": {\"\": {"
                + "\"references\": [\"" + text + "\"]}}, \"module\": {\"resources\": [{\"address\":"
                + " \"azurerm_kubernetes_cluster.aks\", \"expressions\": {\"oidc_issuer_enabled\": {\"references\": [\""
                + text + "\"]}}}]}}}}}}");
        assertThat(read.told()).isEmpty();
        assertThat(read.resources()).hasSize(2);
    }

    @Test
    void addressesWithoutAnEnd() {
        for (String part : List.of("module.a.", "[", "a.", "⟨")) {
            String address = part.repeat(1_000_000 / part.length());
            Read read = read("{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": ["
                    + "{\"address\": \"" + address
                    + "\", \"mode\": \"managed\", \"type\": \"azurerm_kubernetes_cluster\","
                    + " \"values\": {\"name\": \"aks\", \"oidc_issuer_enabled\": true}}]}}, \"resource_changes\":"
                    + " [{\"address\": \"" + address + "\", \"change\": {\"after_unknown\": {\"name\": true}}}],"
                    + " \"configuration\": {\"root_module\": {\"resources\": [{\"address\": \"" + address + "\","
                    + " \"expressions\": {\"name\": {\"references\": [\"" + address + "\"]}}}]}}}");
            assertThat(read.told()).as(part).isEmpty();
            assertThat(read.cluster().get(ClusterProperties.OIDC_ISSUER).isTrue())
                    .isTrue();
        }
    }

    @Test
    void anObjectWithAHundredThousandKeys() {
        String values = each(100_000, "\"k#\": \"v\"");
        String marks = each(100_000, "\"k#\": true");
        Read read = read("{\"format_version\": \"1.2\", \"planned_values\": {\"root_module\": {\"resources\": ["
                + "{\"address\": \"azurerm_kubernetes_cluster.aks\", \"mode\": \"managed\","
                + " \"type\": \"azurerm_kubernetes_cluster\", \"values\": {\"name\": \"aks\", \"tags\": {" + values
                + "}},"
                + " \"sensitive_values\": {\"tags\": {" + marks + "}}}]}}, \"resource_changes\":"
                + " [{\"address\": \"azurerm_kubernetes_cluster.aks\", \"change\": {\"after_unknown\": {\"tags\": {"
                + marks + "}}}}]}");
        assertThat(read.told()).isEmpty();
        assertThat(read.resources()).hasSize(1);
    }

    @Test
    void parametersAndVariablesInACircle() {
        String parameters = "\"parameters\": {\"a\": {\"type\": \"string\", \"defaultValue\": \"[parameters('b')]\"},\n"
                + "\"b\": {\"type\": \"string\", \"defaultValue\": \"[concat(variables('c'), 'x')]\"}},\n"
                + "\"variables\": {\"c\": \"[parameters('a')]\"},\n";
        Read read = read(Read.template(parameters + "\"resources\": ["
                + CLUSTER.formatted("\"kubernetesVersion\": \"[parameters('a')]\"") + "]"));
        assertThat(read.told())
                .containsExactly("plan.json:4:20: parameter 'a' is made of itself:"
                        + " parameter 'a' -> parameter 'b' -> variable 'c' -> parameter 'a'");
    }

    @Test
    void aChainOfTenThousandVariablesEnds() {
        Read read = read(Read.template("\"variables\": {\"v10000\": \"1.34\",\n" + chain() + "},\n\"resources\": ["
                + CLUSTER.formatted("\"kubernetesVersion\": \"[variables('v0')]\"") + "]"));
        assertThat(read.told())
                .singleElement()
                .asString()
                .startsWith("plan.json:")
                .contains("deep");
    }

    private static String chain() {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> "\"v" + i + "\": \"[variables('v" + (i + 1) + "')]\"")
                .collect(Collectors.joining(",\n"));
    }

    @Test
    void aHundredThousandParametersWithAFileOfThem() throws java.io.IOException {
        Path given = java.nio.file.Files.writeString(
                folder.resolve("parameters.json"),
                "{\"parameters\": {" + each(100_000, "\"p#\": {\"value\": \"v#\"}") + "}}");
        Read read = read(
                Read.template(
                        "\"parameters\": {" + each(100_000, "\"p#\": {\"type\": \"string\"}") + "},\n\"resources\": ["
                                + CLUSTER.formatted("\"kubernetesVersion\": \"[parameters('p99999')]\"") + "]"),
                given);
        assertThat(read.told()).isEmpty();
        assertThat(read.cluster().get(ClusterProperties.KUBERNETES_VERSION).text())
                .isEqualTo("v99999");
    }

    @Test
    void expressionsInEachOtherEnd() {
        String deep = "toLower(".repeat(20_000) + "'A'" + ")".repeat(20_000);
        Read read = read(Read.template(
                "\"resources\": [" + CLUSTER.formatted("\"kubernetesVersion\": \"[" + deep + "]\"") + "]"));
        assertThat(read.told()).hasSizeLessThanOrEqualTo(1);
        assertThat(read.files).isNotEmpty();
    }

    @Test
    void keysThatComeTwiceAreAnErrorWithBothLines() {
        assertThat(read("{\"format_version\": \"1.2\",\n\"planned_values\": {},\n\"planned_values\": {}}")
                        .told())
                .singleElement()
                .asString()
                .startsWith("plan.json:3:1: ")
                .contains("planned_values", "line 2");
        assertThat(read(Read.template("\"resources\": ["
                                + CLUSTER.formatted("\"enableRBAC\": true,\n\"enableRBAC\": false") + "]"))
                        .told())
                .singleElement()
                .asString()
                .contains("enableRBAC");
    }

    @Test
    void listsInEachOtherEndWithALine() {
        assertThat(read("[".repeat(100_000)).told())
                .singleElement()
                .asString()
                .startsWith("plan.json:1:")
                .contains("500");
        assertThat(read(Read.template("\"resources\": " + "[".repeat(100_000))).told())
                .singleElement()
                .asString()
                .startsWith("plan.json:2:")
                .contains("500");
    }

    @Test
    void copyLoopsThatMultiplyEnd() {
        String copies = "{\"type\": \"Microsoft.ContainerService/managedClusters\", \"apiVersion\": \"2024-09-01\","
                + " \"name\": \"[concat('aks', copyIndex())]\", \"copy\": {\"name\": \"c\", \"count\": 800},"
                + " \"properties\": {\"copy\": [{\"name\": \"agentPoolProfiles\", \"count\": 800, \"input\": {\"name\":"
                + " \"[concat('p', copyIndex('agentPoolProfiles'))]\"}}]}}";
        Read read = read(Read.template("\"resources\": [" + each(20, copies) + "]"));
        assertThat(read.told()).isNotEmpty().allMatch(problem -> problem.startsWith("plan.json:"));
    }

    /** Sixty variables, each twice the one before: lists, objects that share their parts, and what reduce makes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "concat(variables('v%1$d'), variables('v%1$d'))",
                "createArray(variables('v%1$d'), variables('v%1$d'))",
                "createObject('a', variables('v%1$d'), 'b', variables('v%1$d'))",
                "reduce(range(0, 60), variables('v%1$d'), lambda('a', 'i', concat(lambdaVariables('a'), lambdaVariables('a'))))"
            })
    void valuesThatDoubleEndWithALine(String twice) {
        String variables = IntStream.range(0, 60)
                .mapToObj(i -> "\"v" + (i + 1) + "\": \"[" + twice.formatted(i) + "]\"")
                .collect(Collectors.joining(",\n"));
        Read read = read(Read.template("\"variables\": {\"v0\": [\"x\"],\n" + variables + "},\n\"resources\": ["
                + CLUSTER.formatted(
                        "\"kubernetesVersion\": \"[if(equals(variables('v60'), variables('v60')), '1', '2')]\"")
                + "]"));
        assertThat(read.told())
                .singleElement()
                .asString()
                .startsWith("plan.json:")
                .contains("a value of more than 1000000 parts");
    }
}
