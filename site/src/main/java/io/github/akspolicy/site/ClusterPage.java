package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the page of a policy about clusters says beside its prose: how Bicep and azurerm write it, the command for a running
 * cluster and what it does to nodes, and whether it is generally available. {@code cluster-pages.yaml} holds it.
 */
final class ClusterPage {
    private static final String FILE = "cluster-pages.yaml";
    private static final String API = "2026-06-01";
    private static final Field RUNNING = PageData.yaml("running-clusters.yaml");
    private static final Set<String> BESIDE_PROPERTIES = Set.of("sku", "identity", "location");
    private static final Pattern OBJECT = Pattern.compile(
            "```yaml\n(apiVersion: containerservice\\.azure\\.com/\\S+\nkind: (ManagedCluster|ManagedClustersAgentPool)\n.*?)```",
            Pattern.DOTALL);

    private final String name;
    private final Field data;
    private final String prose;

    private ClusterPage(String name, Field data, String prose) {
        this.name = name;
        this.data = data;
        this.prose = prose;
    }

    static ClusterPage of(String name, String prose) {
        return new ClusterPage(name, PageData.yaml(FILE).get(name), prose);
    }

    /** The names of the policies that the data describes. */
    static List<String> names() {
        return PageData.yaml(FILE).fields().stream()
                .map(field -> Objects.requireNonNull(field.key()))
                .toList();
    }

    /** What is missing for a complete page, as sentences that say what to do. */
    List<String> missing() {
        var missing = new ArrayList<String>();
        if (!data.isPresent()) {
            return List.of("cluster/%s: describe it in %s".formatted(name, FILE));
        }
        if (!prose.contains("```bicep") && bicep().isEmpty()) {
            missing.add("bicep, in the prose or the data");
        }
        if (!prose.contains("```hcl") && azurerm().isEmpty()) {
            missing.add("azurerm, in the prose or the data (\"none\" where it has no argument)");
        }
        if (!prose.contains("azure.com/v") && !prose.contains("Azure Service Operator") && aso().isEmpty()) {
            missing.add("aso: an object in the prose, or \"none\"");
        }
        if (!data.get("az").stringOr("").startsWith("az ")) {
            missing.add("az: the command for a running cluster");
        }
        if (!RUNNING.get(running()).isPresent()) {
            missing.add("running: one of "
                    + RUNNING.fields().stream().map(Field::key).toList());
        }
        if (prose.matches("(?s).*## Exceptions\\s+None\\..*")) {
            missing.add("an empty section Exceptions is left out");
        }
        return missing;
    }

    /** The prose with what the data adds: definitions before the other notations, the running cluster behind them. */
    String text() {
        var definitions = new StringBuilder();
        if (!prose.contains("```bicep")) {
            definitions.append("Bicep:\n\n").append(block("bicep", bicep()));
        }
        if (!prose.contains("```hcl")) {
            definitions.append(
                    azurerm().equals("none")
                            ? "azurerm has no argument for it: write the same properties into `azapi_update_resource`.\n\n"
                            : "azurerm 5:\n\n" + block("hcl", azurerm()));
        }
        String az = data.get("az").stringOr("");
        String command = prose.contains("A running ") ? "" : "A running cluster: `" + az + "`. ";
        boolean isPreview = az.startsWith("az aks ") && AzCommands.read().isOfExtension(az);
        String extension =
                isPreview && !prose.contains("aks-preview") ? "The command needs the extension `aks-preview`. " : "";
        String words = RUNNING.get(running()).stringOr("");
        var running = "%s%s%s Status: %s.%s"
                .formatted(
                        command,
                        extension,
                        prose.contains(words.replaceFirst("\\.$", "")) ? "" : words,
                        data.get("status").stringOr("generally available"),
                        aso().isEmpty() ? "" : " Azure Service Operator: " + aso() + ".");
        String heading = "## How to fix\n\n";
        int at = prose.indexOf(heading);
        if (at < 0) {
            return prose;
        }
        int next = prose.indexOf("\n## ", at + heading.length());
        String fix = prose.substring(at + heading.length(), next < 0 ? prose.length() : next + 1)
                .replace(
                        "The finding says it in the notation of your file. As an object of Azure Service Operator:",
                        "Azure Service Operator:");
        return prose.substring(0, at) + heading + definitions + fix.strip() + "\n\n" + running.strip() + "\n"
                + (next < 0 ? "" : prose.substring(next));
    }

    private static String block(String language, String code) {
        return "```" + language + "\n" + code.strip() + "\n```\n\n";
    }

    private String running() {
        return data.get("running").stringOr("");
    }

    private String aso() {
        String text = data.get("aso").stringOr("");
        return text.equals("none") ? "not in ASO" : text;
    }

    private String azurerm() {
        String text = data.get("azurerm").stringOr("");
        if (text.isEmpty() || text.equals("none") || text.startsWith("resource ")) {
            return text;
        }
        boolean isPool = Boolean.parseBoolean(data.get("pool").textOr("false"));
        String lines =
                text.lines().map(line -> line.isEmpty() ? "" : "  " + line).collect(Collectors.joining("\n"));
        return "resource \"%s\" \"%s\" {\n%s\n}"
                .formatted(
                        isPool ? "azurerm_kubernetes_cluster_node_pool" : "azurerm_kubernetes_cluster",
                        isPool ? "pool" : "aks",
                        lines);
    }

    private String bicep() {
        String text = data.get("bicep").stringOr("");
        Matcher object = OBJECT.matcher(prose);
        return !text.isEmpty() || !object.find()
                ? text
                : bicep(object.group(1), object.group(2).equals("ManagedCluster"));
    }

    /** The fields of Azure Service Operator are the properties of Azure Resource Manager. */
    private static String bicep(String yaml, boolean isCluster) {
        try {
            Field spec = Field.root(ManifestReader.yamlDocument(yaml.split("\n---\n")[0]))
                    .get("spec");
            var lines = new StringBuilder(
                    isCluster
                            ? "resource aks 'Microsoft.ContainerService/managedClusters@%s' = {\n  name: 'aks'\n  location: location\n"
                            : "resource pool 'Microsoft.ContainerService/managedClusters/agentPools@%s' = {\n  parent: aks\n  name: 'pool'\n");
            var properties = new StringBuilder();
            for (Field field : spec.fields()) {
                boolean isBeside = isCluster && BESIDE_PROPERTIES.contains(field.key());
                if (!"location".equals(field.key())) {
                    (isBeside ? lines : properties)
                            .append(isBeside ? "  " : "    ")
                            .append(field.key())
                            .append(": ")
                            .append(value(field))
                            .append('\n');
                }
            }
            if (properties.length() > 0) {
                lines.append("  properties: {\n").append(properties).append("  }\n");
            }
            return lines.append("}").toString().formatted(API);
        } catch (ManifestException e) {
            throw new IllegalStateException(yaml + e.getMessage(), e);
        }
    }

    private static String value(Field field) {
        if (field.node() instanceof Node.Mapping) {
            return field.fields().stream()
                    .map(child -> child.key() + ": " + value(child))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (field.node() instanceof Node.Sequence) {
            return field.items().stream().map(ClusterPage::value).collect(Collectors.joining(", ", "[", "]"));
        }
        String text = field.textOr("");
        return field.string() == null ? text : "'" + text.replace("'", "\\'") + "'";
    }
}
