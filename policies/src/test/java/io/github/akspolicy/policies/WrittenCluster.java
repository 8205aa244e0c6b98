package io.github.akspolicy.policies;

import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.KeyVaultProperties;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.RegistryProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, a pool, a registry and a vault in one notation, which say nothing, or one and the same of every property that the
 * notation has: whatever a policy says of a property, it says of one of these.
 *
 * @param name the notation, its version, and what every property is
 * @param isManifest whether it holds objects of Kubernetes
 * @param text in JSON
 */
record WrittenCluster(String name, boolean isManifest, String text) {
    private static final List<Object> VALUES = Arrays.asList(null, false, true, "other");

    static List<WrittenCluster> all() {
        var all = new ArrayList<WrittenCluster>();
        for (Object value : VALUES) {
            String words = value == null ? ", bare" : ", all " + value;
            all.add(new WrittenCluster("ARM" + words, false, arm(value, false)));
            all.add(new WrittenCluster("Bicep" + words, false, arm(value, true)));
            all.add(new WrittenCluster("az" + words, false, az(value)));
            for (String version : List.of("", "~> 3.0", "~> 4.0", "~> 5.2")) {
                all.add(new WrittenCluster("azurerm " + version + words, false, azurerm(value, version, false)));
            }
            all.add(new WrittenCluster("azurerm Automatic" + words, false, azurerm(value, "~> 5.2", true)));
            all.add(new WrittenCluster("azapi" + words, false, azapi(value)));
            for (String version : AsoFields.read().versions()) {
                all.add(new WrittenCluster("ASO " + version + words, true, aso(value, version)));
            }
            all.add(new WrittenCluster("CAPZ" + words, true, capz(value)));
        }
        return all;
    }

    private static String arm(@Nullable Object value, boolean isBicep) {
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("$schema", "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
        template.put("contentVersion", "1.0.0.0");
        if (isBicep) {
            template.put("metadata", Map.of("_generator", Map.of("name", "bicep", "version", "0.40.2")));
        }
        template.put(
                "resources",
                List.of(
                        resource("Microsoft.ContainerService/managedClusters", "2024-02-01", "aks", cluster(), value),
                        resource(
                                "Microsoft.ContainerService/managedClusters/agentPools",
                                "2024-02-01",
                                "aks/pool",
                                pool(),
                                value),
                        resource("Microsoft.ContainerRegistry/registries", "2023-07-01", "acr", registry(), value),
                        resource("Microsoft.KeyVault/vaults", "2023-07-01", "vault", vault(), value)));
        return json(template);
    }

    private static Map<String, Object> resource(
            String type, String version, String name, List<AzureProperty> properties, @Nullable Object value) {
        Map<String, Object> resource = new LinkedHashMap<>(Map.of("properties", new LinkedHashMap<>()));
        resource.put("type", type);
        resource.put("apiVersion", version);
        resource.put("name", name);
        resource.put("location", "westeurope");
        return filled(resource, Notation.ARM, properties, value);
    }

    private static String az(@Nullable Object value) {
        var answers = new ArrayList<Object>();
        Map.of(
                        "Microsoft.ContainerService/managedClusters", cluster(),
                        "Microsoft.ContainerRegistry/registries", registry(),
                        "Microsoft.KeyVault/vaults", vault())
                .forEach((type, properties) -> {
                    Map<String, Object> answer = new LinkedHashMap<>();
                    answer.put("id", "/subscriptions/1/resourceGroups/group/providers/" + type + "/aks");
                    answer.put("type", type);
                    answer.put("name", "aks");
                    answers.add(filled(answer, Notation.AZ, properties, value));
                });
        return json(answers);
    }

    private static String azurerm(@Nullable Object value, String version, boolean isAutomatic) {
        Map<String, Object> resources = new LinkedHashMap<>();
        String type = isAutomatic ? "azurerm_kubernetes_automatic_cluster" : "azurerm_kubernetes_cluster";
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("name", "aks");
        for (AzureProperty property : cluster()) {
            put(cluster, isAutomatic ? property.inAutomaticAzurerm() : property.in(Notation.AZURERM), value);
        }
        resources.put(type, Map.of("aks", cluster));
        resources.put("azurerm_kubernetes_cluster_node_pool", Map.of("pool", azurerm(pool(), value)));
        resources.put("azurerm_container_registry", Map.of("acr", azurerm(registry(), value)));
        resources.put("azurerm_key_vault", Map.of("vault", azurerm(vault(), value)));
        Map<String, Object> file = new LinkedHashMap<>();
        if (!version.isEmpty()) {
            file.put("terraform", Map.of("required_providers", Map.of("azurerm", Map.of("version", version))));
        }
        file.put("resource", resources);
        return json(file);
    }

    private static Map<String, Object> azurerm(List<AzureProperty> properties, @Nullable Object value) {
        return filled(new LinkedHashMap<>(Map.of("name", "it")), Notation.AZURERM, properties, value);
    }

    private static String azapi(@Nullable Object value) {
        Map<String, Object> cluster = new LinkedHashMap<>();
        cluster.put("type", "Microsoft.ContainerService/managedClusters@2024-02-01");
        cluster.put("name", "aks");
        cluster.put("body", new LinkedHashMap<>(Map.of("properties", new LinkedHashMap<>())));
        return json(Map.of(
                "resource",
                Map.of("azapi_resource", Map.of("aks", filled(cluster, Notation.AZAPI, cluster(), value)))));
    }

    private static String aso(@Nullable Object value, String version) {
        return objects(
                Notation.ASO,
                value,
                Map.of("containerservice.azure.com/" + version + " ManagedCluster", cluster()),
                Map.of("containerservice.azure.com/" + version + " ManagedClustersAgentPool", pool()),
                Map.of("containerregistry.azure.com/v1api20230701 Registry", registry()),
                Map.of("keyvault.azure.com/v1api20230701 Vault", vault()));
    }

    private static String capz(@Nullable Object value) {
        String group = "infrastructure.cluster.x-k8s.io/v1beta1";
        return objects(
                Notation.CAPZ,
                value,
                Map.of(group + " AzureManagedControlPlane", cluster()),
                Map.of(group + " AzureManagedMachinePool", pool()));
    }

    @SafeVarargs
    private static String objects(
            Notation notation, @Nullable Object value, Map<String, List<AzureProperty>>... objects) {
        var items = new ArrayList<Object>();
        for (Map<String, List<AzureProperty>> object : objects) {
            object.forEach((kind, properties) -> {
                Map<String, Object> item = new LinkedHashMap<>();
                item.put("apiVersion", kind.split(" ")[0]);
                item.put("kind", kind.split(" ")[1]);
                item.put("metadata", Map.of("name", "it"));
                item.put("spec", new LinkedHashMap<>(Map.of("location", "westeurope")));
                items.add(filled(item, notation, properties, value));
            });
        }
        return json(Map.of("apiVersion", "v1", "kind", "List", "items", items));
    }

    private static Map<String, Object> filled(
            Map<String, Object> root, Notation notation, List<AzureProperty> properties, @Nullable Object value) {
        properties.forEach(property -> put(root, property.in(notation), value));
        return root;
    }

    private static void put(Map<String, Object> root, String path, @Nullable Object value) {
        if (path.isEmpty() || value == null) {
            return;
        }
        Map<String, Object> at = root;
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            Object inner = at.computeIfAbsent(names[i], name -> new LinkedHashMap<String, Object>());
            if (!(inner instanceof Map<?, ?>)) {
                return;
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> next = (Map<String, Object>) inner;
            at = next;
        }
        at.putIfAbsent(names[names.length - 1], value);
    }

    static List<AzureProperty> cluster() {
        return of(ClusterProperties.class);
    }

    static List<AzureProperty> pool() {
        return of(PoolProperties.class);
    }

    static List<AzureProperty> registry() {
        return of(RegistryProperties.class);
    }

    static List<AzureProperty> vault() {
        return of(KeyVaultProperties.class);
    }

    private static List<AzureProperty> of(Class<?> holder) {
        return Arrays.stream(holder.getFields())
                .filter(field -> field.getType() == AzureProperty.class)
                .map(field -> {
                    try {
                        return (AzureProperty) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var text = new ArrayList<String>();
            map.forEach((key, inner) -> text.add("\"" + key + "\": " + json(inner)));
            return "{" + String.join(",\n", text) + "}";
        }
        if (value instanceof List<?> list) {
            return "["
                    + String.join(",\n", list.stream().map(WrittenCluster::json).toList()) + "]";
        }
        return value instanceof String text
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
                : String.valueOf(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
