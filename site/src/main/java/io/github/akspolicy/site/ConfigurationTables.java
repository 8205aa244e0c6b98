package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables in hand-written pages: keys, made of the schemas of the files that have them, and places of pods. */
final class ConfigurationTables {
    /** The schema of {@code aks-policy.yaml}. */
    static final String CONFIGURATION = "aks-policy.schema.json";

    /** The schema of files with exemptions. */
    static final String EXEMPTIONS = "policy-exemptions.schema.json";

    static final Pattern TABLE = Pattern.compile("(<!-- keys: (\\w+) -->\n).*?(<!-- end of keys -->)", Pattern.DOTALL);

    private ConfigurationTables() {}

    /** A page with its tables, each in the place of what stands between its marks. */
    static String fill(String page, Map<String, String> schemas) {
        return TABLE.matcher(page)
                .replaceAll(table ->
                        Matcher.quoteReplacement(table.group(1) + table(table.group(2), schemas) + table.group(3)));
    }

    private static String table(String place, Map<String, String> schemas) {
        if (place.equals("podPlaces")) {
            return PodPlacesTable.table();
        }
        if (place.equals("exemptions")) {
            Field schema = schema(schemas, EXEMPTIONS);
            Field keys = schema.get("properties").get("exemptions").get("items").get("properties");
            // a word for the ids, which have an index of their own
            return table(schema, keys).replaceFirst("(?m)^\\| `policy` \\|[^|]*\\|", "| `policy` | a policy's id |");
        }
        Field schema = schema(schemas, CONFIGURATION);
        return table(schema, keys(schema, place));
    }

    private static Field schema(Map<String, String> schemas, String name) {
        try {
            return Field.root(ManifestReader.json(Objects.requireNonNull(schemas.get(name)), ReadLimits.DEFAULT));
        } catch (ManifestException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** The properties that a table shows. */
    private static Field keys(Field schema, String place) {
        Field top = schema.get("properties");
        Field anyPolicy = top.get("policies").get("properties").fields().get(0);
        return switch (place) {
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
            default -> throw new IllegalArgumentException("no such part: " + place);
        };
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
            default -> throw new IllegalArgumentException("no type: " + shape.path());
        };
    }
}
