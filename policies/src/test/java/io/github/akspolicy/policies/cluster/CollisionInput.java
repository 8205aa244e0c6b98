package io.github.akspolicy.policies.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An ARM template that is made of the terms of a line of {@code refusals.txt}.
 *
 * @param settings a value for each {@link Term#name} that is written, {@value #THERE} for what only has to be there
 */
record CollisionInput(Collision line, Map<String, String> settings) {
    private static final Pattern RANGE = Pattern.compile("(?:1\\.(\\d+))?-(?:1\\.(\\d+))?\\??");
    private static final String THERE = "there";
    private static final String LEFT_OUT = "";
    /** Where what the service takes by itself does not collide. */
    private static final Map<String, String> WRITTEN = Map.of(
            "apiServerAccessProfile.enablePrivateClusterPublicFQDN", "false",
            "apiServerAccessProfile.privateDNSZone", "/privateDnsZones/privatelink.westeurope.azmk8s.io");

    private static final String CLUSTER = "[resourceId('Microsoft.ContainerService/managedClusters', 'aks')]";
    private static final String REGISTRY = "[resourceId('Microsoft.ContainerRegistry/registries', 'acr')]";

    /** One input for each way in which the terms hold. */
    static List<CollisionInput> of(Collision line) {
        List<CollisionInput> inputs = List.of(new CollisionInput(line, Map.of()));
        for (Term term : line.terms()) {
            inputs = inputs.stream()
                    .flatMap(input -> values(term, true).stream().map(value -> input.with(term.name(), value)))
                    .toList();
        }
        return inputs;
    }

    /** The same where a term does not hold, as closely as can be. */
    List<CollisionInput> without(Term term) {
        if (term.part() == Part.REGISTRY && term.property().isEmpty()) {
            return List.of();
        }
        return values(term, false).stream()
                .map(value -> with(term.name(), value))
                .toList();
    }

    /** The same with another value. */
    CollisionInput with(String name, String value) {
        var copy = new TreeMap<>(settings);
        copy.put(name.replace(".image", ".osSKU"), value);
        return new CollisionInput(line, copy);
    }

    private static List<String> values(Term term, boolean isMet) {
        boolean isThere = isMet != term.quantifier().equals("no");
        List<String> words = term.words();
        return switch (term.word()) {
            case "in", "not in" -> versions(words.get(0), term.word().equals("in") == isMet);
            case "=" -> {
                if (isThere) {
                    // what the service takes by itself is left out
                    yield words.stream()
                            .map(word -> word.equals("false") ? WRITTEN.getOrDefault(term.property(), LEFT_OUT) : word)
                            .toList();
                }
                yield List.of(
                        words.contains("false") ? "true" : term.property().equals("image") ? "AzureLinux" : LEFT_OUT);
            }
            case "!=" -> List.of(isMet ? WRITTEN.getOrDefault(term.property(), LEFT_OUT) : words.get(0));
            case "not set" -> List.of(isMet ? LEFT_OUT : "/subscriptions/s/subnets/own");
            default -> List.of(isThere ? THERE : LEFT_OUT);
        };
    }

    /** The first and the last of a range, or those beside it. */
    private static List<String> versions(String words, boolean isInside) {
        Matcher range = RANGE.matcher(words);
        if (!range.matches()) {
            throw new IllegalArgumentException(words);
        }
        var versions = new ArrayList<String>();
        for (int i = 1; i <= 2; i++) {
            if (range.group(i) != null) {
                versions.add("1." + (Integer.parseInt(range.group(i)) + (isInside ? 0 : 2 * i - 3)));
            }
        }
        return versions;
    }

    /** What it says, and what the line is not about: that is right. */
    private String value(String name) {
        String otherwise = LEFT_OUT;
        if (line.subject() == Part.REGISTRY) {
            otherwise = Map.of(
                            "registry.sku.name",
                            "Premium",
                            "cache-rule.sourceRepository",
                            "mcr.microsoft.com/*",
                            "private-endpoint.",
                            THERE,
                            "pull-role.",
                            THERE)
                    .getOrDefault(name, otherwise);
        }
        boolean isSoft = settings.keySet().stream().anyMatch(setting -> setting.contains("softDelete"));
        if (name.equals("cache-rule.sourceRepository") && isSoft) {
            otherwise = settings.getOrDefault("cache-rule.", LEFT_OUT).isEmpty() ? LEFT_OUT : "docker.io/library/nginx";
        }
        if (name.equals("cluster.apiServerAccessProfile.enablePrivateCluster")) {
            otherwise = "true";
        }
        if (name.equals("cluster.sku.tier")
                && settings.getOrDefault("cluster.supportPlan", "").contains("LongTerm")) {
            otherwise = "Premium";
        }
        return settings.getOrDefault(name, otherwise);
    }

    /** The template. */
    String text() {
        var pool = new TreeMap<String, Object>(Map.of("name", "a"));
        var cluster = resource("ContainerService/managedClusters", "aks");
        var registry = resource("ContainerRegistry/registries", "acr");
        put(cluster, "properties.kubernetesVersion", value("pool.kubernetes") + value("cluster.kubernetes"));
        put(cluster, "properties.agentPoolProfiles", List.of(pool));
        put(cluster, "properties.bootstrapProfile.containerRegistryId", REGISTRY);
        var names = new ArrayList<>(settings.keySet());
        names.addAll(List.of("registry.sku.name", "cluster.sku.tier", "pool.enableFIPS"));
        names.add("cluster.apiServerAccessProfile.enablePrivateCluster");
        for (String name : names) {
            String property = name.substring(name.indexOf('.') + 1);
            String path = property.matches("(sku|identity)\\..*") ? property : "properties." + property;
            if (property.equals(Term.KUBERNETES)) {
                continue;
            }
            Object value = property.endsWith("revisions") ? List.of(value(name)) : value(name);
            if (name.startsWith("cluster.")) {
                put(cluster, path, value);
            } else if (name.startsWith("pool.")) {
                put(pool, property, value);
            } else if (name.startsWith("registry.")) {
                put(registry, path, value);
            }
        }
        var resources = new ArrayList<Object>(List.of(cluster));
        if (line.subject() == Part.REGISTRY) {
            resources.add(registry);
            add(resources, "replication.", resource("ContainerRegistry/registries/replications", "acr/eastus"));
            var rule = resource("ContainerRegistry/registries/cacheRules", "acr/mcr");
            put(rule, "properties.sourceRepository", value("cache-rule.sourceRepository"));
            add(resources, "cache-rule.sourceRepository", rule);
            var endpoint = resource("Network/privateEndpoints", "acr");
            put(
                    endpoint,
                    "properties.privateLinkServiceConnections",
                    List.of(Map.of("properties", Map.of("privateLinkServiceId", REGISTRY))));
            add(resources, "private-endpoint.", endpoint);
            var role = resource("Authorization/roleAssignments", "pull");
            put(role, "scope", REGISTRY);
            put(role, "properties.principalId", "[reference('aks').identityProfile.kubeletidentity.objectId]");
            put(
                    role,
                    "properties.roleDefinitionId",
                    "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')]");
            add(resources, "pull-role.", role);
        }
        var extension = resource("KubernetesConfiguration/extensions", "part");
        put(extension, "scope", CLUSTER);
        put(extension, "properties.extensionType", value("extension.extensionType"));
        add(resources, "extension.extensionType", extension);
        add(resources, "identity-binding.", resource("ContainerService/managedClusters/identityBindings", "aks/store"));
        return json(Map.of(
                "$schema",
                "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
                "resources",
                resources));
    }

    private void add(List<Object> resources, String name, Object resource) {
        if (!value(name).isEmpty()) {
            resources.add(resource);
        }
    }

    private static Map<String, Object> resource(String type, String name) {
        return new TreeMap<>(Map.of("type", "Microsoft." + type, "apiVersion", "2026-06-01", "name", name));
    }

    @SuppressWarnings("unchecked") // mappings hold mappings
    private static void put(Map<String, Object> at, String path, Object value) {
        if (value.equals(LEFT_OUT)) {
            return;
        }
        int dot = path.indexOf('.');
        if (dot < 0) {
            at.put(path, value);
        } else {
            Object inner = at.computeIfAbsent(path.substring(0, dot), key -> new TreeMap<String, Object>());
            put((Map<String, Object>) inner, path.substring(dot + 1), value);
        }
    }

    /** Each setting on a line of its own, so that lines tell them apart. */
    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + json(entry.getValue()))
                    .collect(Collectors.joining(",\n", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CollisionInput::json).collect(Collectors.joining(",\n", "[", "]"));
        }
        return value.equals("true") || value.equals("false") ? value.toString() : "\"" + value + "\"";
    }
}
