package io.github.akspolicy.site;

import io.github.akspolicy.resource.cluster.Notation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The examples of pages in Bicep and in the language of Terraform, as the JSON that is read: of both languages what examples need,
 * which is resources with literal values. What an expression is stays unknown; the id of another resource is an id.
 */
final class Snippet {
    private static final Pattern STRING = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*");
    private static final Pattern BICEP = Pattern.compile("(?m)^resource (\\w+) '([^'@]+)@([^']+)' (existing )?= ");
    private static final Pattern HCL = Pattern.compile("(?m)^resource \"(\\w+)\" \"(\\w+)\" ");
    private static final Pattern ID = Pattern.compile("(\\w+)\\.id");

    private static final Map<String, String> TYPES = Map.of(
            "cluster", "azurerm_kubernetes_cluster",
            "pool", "azurerm_kubernetes_cluster_node_pool",
            "registry", "azurerm_container_registry",
            "vault", "azurerm_key_vault",
            "identity", "azurerm_federated_identity_credential");
    private static final Set<String> OF_POOLS = AzureProperties.pool().stream()
            .map(property -> property.in(Notation.AZURERM))
            .collect(Collectors.toSet());

    /** What the symbols of examples stand for, where they are not defined. */
    private static final Map<String, String> ARM = Map.of(
            "aks", "Microsoft.ContainerService/managedClusters",
            "acr", "Microsoft.ContainerRegistry/registries",
            "registry", "Microsoft.ContainerRegistry/registries",
            "vault", "Microsoft.KeyVault/vaults",
            "endpoint", "Microsoft.Network/privateEndpoints");

    private static final Pattern REFERENCE =
            Pattern.compile("(azurerm_(?:kubernetes_cluster|container_registry|key_vault))\\.(\\w+)");

    private final String text;
    private final boolean isBicep;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final Set<String> referred = new TreeSet<>();
    private int at;

    private Snippet(String text, boolean isBicep) {
        this.text = text;
        this.isBicep = isBicep;
    }

    /** An ARM template; a fragment is a pool, or properties of a cluster. */
    static Map<String, Object> ofBicep(String text) {
        if (!BICEP.matcher(text).find()) {
            boolean isPool = text.startsWith("{");
            return ofBicep(
                    "resource it 'Microsoft.ContainerService/managedClusters%s@2026-06-01' = {\nname: 'aks%s'\nproperties: %s\n}"
                            .formatted(
                                    isPool ? "/agentPools" : "",
                                    isPool ? "/pool" : "",
                                    isPool ? text : "{\n" + text + "}"));
        }
        var snippet = new Snippet(text, true);
        Map<String, String> names = new LinkedHashMap<>();
        var resources = new ArrayList<Object>();
        Matcher resource = BICEP.matcher(text);
        while (resource.find()) {
            snippet.at = resource.end();
            Map<String, Object> body = snippet.object();
            Object parent = body.remove("parent");
            String own = String.valueOf(body.getOrDefault("name", ""));
            String owner = parent == null ? "" : String.valueOf(parent).replaceAll(".*'(\\w+)'.*", "$1");
            String name = parent == null ? own : names.getOrDefault(owner, owner) + "/" + own;
            names.put(resource.group(1), name);
            if (resource.group(4) != null) {
                continue;
            }
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("type", resource.group(2));
            made.put("apiVersion", resource.group(3));
            made.putAll(body);
            made.put("name", name);
            resources.add(made);
        }
        // a stub of what an example only refers to
        snippet.referred.stream()
                .filter(symbol -> !names.containsKey(symbol))
                .forEach(symbol -> resources.add(Map.of(
                        "type", ARM.get(symbol), "apiVersion", "2024-09-01", "name", symbol, "properties", Map.of())));
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("$schema", "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
        template.put("contentVersion", "1.0.0.0");
        template.put("parameters", snippet.parameters);
        template.put("resources", resources);
        return template;
    }

    /**
     * A configuration of Terraform, for azurerm 5.
     *
     * @param group of the policy, whose resource a fragment is taken for
     */
    static Map<String, Object> ofHcl(String text, String group) {
        if (!HCL.matcher(text).find()) {
            boolean isPool = new Snippet("{" + text + "}", false)
                    .object().keySet().stream().anyMatch(OF_POOLS::contains);
            return ofHcl("resource \"%s\" \"it\" {\n%s\n}".formatted(TYPES.get(isPool ? "pool" : group), text), group);
        }
        var snippet = new Snippet(text, false);
        Map<String, Object> types = new LinkedHashMap<>();
        Matcher resource = HCL.matcher(text);
        while (resource.find()) {
            snippet.at = resource.end();
            @SuppressWarnings("unchecked")
            var named = (Map<String, Object>)
                    types.computeIfAbsent(resource.group(1), type -> new LinkedHashMap<String, Object>());
            named.put(resource.group(2), snippet.object());
        }
        Matcher reference = REFERENCE.matcher(text);
        while (reference.find()) {
            @SuppressWarnings("unchecked")
            var named = (Map<String, Object>)
                    types.computeIfAbsent(reference.group(1), type -> new LinkedHashMap<String, Object>());
            named.putIfAbsent(reference.group(2), Map.of("name", reference.group(2)));
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("terraform", Map.of("required_providers", Map.of("azurerm", Map.of("version", "~> 5.2"))));
        file.put("resource", types);
        return file;
    }

    private Map<String, Object> object() {
        expect('{');
        Map<String, Object> object = new LinkedHashMap<>();
        while (!isNext('}')) {
            String key = key();
            if (isNext('=') || isNext(':')) {
                object.put(key, value());
            } else {
                // a block of Terraform
                skip();
                @SuppressWarnings("unchecked")
                var blocks = (List<Object>) object.computeIfAbsent(key, name -> new ArrayList<>());
                blocks.add(object());
            }
            isNext(',');
        }
        return object;
    }

    private Object value() {
        skip();
        char first = text.charAt(at);
        if (first == '{') {
            return object();
        }
        if (first == '[') {
            at++;
            var items = new ArrayList<>();
            while (!isNext(']')) {
                items.add(value());
                isNext(',');
            }
            return items;
        }
        Matcher string = STRING.matcher(text).region(at, text.length());
        if (string.lookingAt() && text.substring(string.end()).matches("(?s)\\s*(?:[\\n,\\]}/#].*|$)")) {
            at = string.end();
            String word = string.group(1) == null ? string.group(2) : string.group(1);
            return isBicep && word.contains("${")
                    ? expression(word)
                    : word.replace("\\'", "'").replace("\\\"", "\"");
        }
        return expression();
    }

    /** Up to the end of the line, of the item or of the object. */
    private Object expression() {
        int start = at;
        int depth = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (depth == 0
                    && (next == '\n' || next == ',' || next == '}' || next == ']' || text.startsWith(" //", at))) {
                break;
            }
            depth += next == '(' || next == '[' || next == '{' ? 1 : next == ')' || next == ']' || next == '}' ? -1 : 0;
            at++;
        }
        String words = text.substring(start, at).strip();
        return switch (words) {
            case "true", "false" -> Boolean.valueOf(words);
            default -> words.matches("-?\\d+") ? Long.valueOf(words) : expression(words);
        };
    }

    private Object expression(String words) {
        if (!isBicep) {
            return "${" + words + "}";
        }
        Matcher id = ID.matcher(words);
        String symbol = id.matches() ? id.group(1) : words;
        if (ARM.containsKey(symbol)) {
            referred.add(symbol);
            return "[resourceId('" + ARM.get(symbol) + "', '" + symbol + "')]";
        }
        if (id.matches()) {
            return "[resourceId('Microsoft.Example/things', '" + symbol + "')]";
        }
        String name = words.replaceAll("\\W+", "_");
        parameters.put(name, Map.of("type", "string"));
        return "[parameters('" + name + "')]";
    }

    private String key() {
        skip();
        Matcher string = STRING.matcher(text).region(at, text.length());
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (string.lookingAt()) {
            at = string.end();
            return string.group(1) == null ? string.group(2) : string.group(1);
        }
        if (!name.lookingAt()) {
            throw new IllegalStateException("no key: " + text.substring(at));
        }
        at = name.end();
        return name.group();
    }

    private void expect(char wanted) {
        if (!isNext(wanted)) {
            throw new IllegalStateException("no " + wanted + ": " + text.substring(at));
        }
    }

    private boolean isNext(char wanted) {
        skip();
        boolean isNext = at < text.length() && text.charAt(at) == wanted;
        at += isNext ? 1 : 0;
        return isNext;
    }

    /** Blanks and comments. */
    private void skip() {
        while (at < text.length()) {
            boolean isComment = text.charAt(at) == '#' || text.startsWith("//", at);
            if (isComment) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return;
            }
        }
    }
}
