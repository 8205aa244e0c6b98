package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example of a policy's page, as a file that can be evaluated.
 *
 * @param language yaml, hcl or bicep
 * @param text what is read: fragments are completed, HCL and Bicep are in JSON; empty where it is no definition
 */
record PageExample(String policyId, String language, int number, String text) {
    private static final Path DOCS = Path.of("target/site/policies");
    /** Of HCL, behind a value. */
    private static final Pattern COMMENT = Pattern.compile("(?m) +#[^\"]*$");

    private static final Pattern BLOCK = Pattern.compile("```(yaml|hcl|bicep)\\n(.*?)```", Pattern.DOTALL);
    /** What stands behind the wrong one. */
    private static final Pattern AFTER = Pattern.compile("(?m)^# (?:after|better)[^\\n]*\\n");

    private static final Set<String> OF_CONTAINERS = Set.of(
            "image",
            "imagePullPolicy",
            "env",
            "ports",
            "args",
            "resources",
            "volumeMounts",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
            "lifecycle");
    private static final Set<String> OF_PODS = Set.of("containers", "volumes", "tolerations");
    /** The group and version of a kind where examples leave it out. */
    private static final Map<String, String> VERSIONS = Map.of(
            "Service", "v1",
            "Namespace", "v1",
            "PersistentVolume", "v1",
            "Ingress", "networking.k8s.io/v1",
            "Gateway", "gateway.networking.k8s.io/v1",
            "StorageClass", "storage.k8s.io/v1",
            "Role", "rbac.authorization.k8s.io/v1",
            "ClusterRole", "rbac.authorization.k8s.io/v1",
            "APIService", "apiregistration.k8s.io/v1");

    static List<PageExample> all(List<String> policyIds) {
        var all = new ArrayList<PageExample>();
        for (String id : policyIds) {
            Matcher block = BLOCK.matcher(read(id));
            int number = 0;
            while (block.find()) {
                all.add(new PageExample(id, block.group(1), ++number, text(id, block.group(1), block.group(2))));
            }
        }
        return all;
    }

    private static String read(String id) {
        try {
            return Files.readString(DOCS.resolve(id + ".md"));
        } catch (IOException e) {
            throw new IllegalStateException(id + ": " + e.getMessage(), e);
        }
    }

    private static String text(String id, String language, String code) {
        return switch (language) {
            case "bicep" -> JsonValues.write(Snippet.ofBicep(code));
            case "hcl" ->
                JsonValues.write(Snippet.ofHcl(COMMENT.matcher(code).replaceAll(""), id.replaceFirst("/.*", "")));
            default -> yaml(id, code);
        };
    }

    private static String yaml(String id, String code) {
        if (code.contains("{{")) {
            return ""; // a template of Helm
        }
        String[] parts = AFTER.split(code, -1);
        var documents = new ArrayList<String>();
        for (String document : parts[parts.length - 1].split("(?m)^---$")) {
            try {
                Field root = Field.root(ManifestReader.yamlDocument(document));
                if (!(Node.toPlain(root.node()) instanceof Map<?, ?> map)) {
                    return "";
                }
                Map<String, Object> whole = completed(id, map);
                if (whole.isEmpty()) {
                    return "";
                }
                documents.add(whole == map ? document : JsonValues.write(whole));
            } catch (ManifestException e) {
                throw new IllegalStateException(id + ": " + e.getMessage() + "\n" + document, e);
            }
        }
        return String.join("\n---\n", documents);
    }

    /** The least around a fragment that makes it an object. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> completed(String id, Map<?, ?> written) {
        var fragment = (Map<String, Object>) written;
        if (fragment.containsKey("apiVersion")) {
            return fragment;
        }
        Set<String> keys = fragment.keySet();
        String kind = String.valueOf(fragment.getOrDefault("kind", ""));
        if (VERSIONS.containsKey(kind)) {
            return object(VERSIONS.get(kind), kind, fragment);
        }
        if (id.startsWith("rbac/") && keys.equals(Set.of("rules"))) {
            return object("rbac.authorization.k8s.io/v1", "Role", fragment);
        }
        if (id.startsWith("network/") && keys.equals(Set.of("spec"))) {
            return object("v1", "Service", fragment);
        }
        if (id.startsWith("network/") && keys.equals(Set.of("rules"))) {
            return object("networking.k8s.io/v1", "Ingress", Map.of("spec", fragment));
        }
        boolean isOfPod = id.matches("(pod|workload|image|identity|secrets)/.*");
        if (isOfPod && OF_PODS.containsAll(keys)) {
            return pod(fragment);
        }
        if (OF_CONTAINERS.containsAll(keys) || isOfPod && keys.equals(Set.of("securityContext"))) {
            Map<String, Object> container = new LinkedHashMap<>(fragment);
            container.putIfAbsent("name", "order-service");
            container.putIfAbsent("image", "contoso.azurecr.io/order-service:1.4.2");
            return pod(Map.of("containers", List.of(container)));
        }
        boolean isPodSpec = fragment.get("spec") instanceof Map<?, ?> spec
                && (spec.containsKey("containers") || spec.containsKey("serviceAccountName"));
        return isOfPod && isPodSpec && Set.of("metadata", "spec").containsAll(keys)
                ? object("v1", "Pod", fragment)
                : Map.of();
    }

    private static Map<String, Object> pod(Map<String, Object> spec) {
        return object("v1", "Pod", Map.of("spec", spec));
    }

    private static Map<String, Object> object(String apiVersion, String kind, Map<String, Object> fragment) {
        Map<String, Object> object = new LinkedHashMap<>(Map.of("apiVersion", apiVersion, "kind", kind));
        object.putAll(fragment);
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("name", "order-service"));
        if (fragment.get("metadata") instanceof Map<?, ?> own) {
            own.forEach((key, value) -> metadata.put(String.valueOf(key), value));
        }
        object.put("metadata", metadata);
        return object;
    }

    @Override
    public String toString() {
        return policyId + " " + language + " " + number;
    }
}
