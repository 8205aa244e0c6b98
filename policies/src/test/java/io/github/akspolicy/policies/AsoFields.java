package io.github.akspolicy.policies;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields of clusters and pools each version of Azure Service Operator has: the table {@code aso-fields.yaml}. */
final class AsoFields {
    static final String GROUP = "containerservice.azure.com";
    private static final Path FILE = Path.of("../site/src/main/resources/io/github/akspolicy/site/aso-fields.yaml");

    private final Field table;

    private AsoFields(Field table) {
        this.table = table;
    }

    static AsoFields read() {
        try {
            return new AsoFields(Field.root(ManifestReader.yamlDocument(Files.readString(FILE))));
        } catch (IOException | ManifestException e) {
            throw new IllegalStateException(FILE + ": " + e.getMessage(), e);
        }
    }

    /** The stable versions that are known, the oldest first. */
    List<String> versions() {
        return table.get("ManagedCluster").fields().stream()
                .map(version -> Objects.requireNonNull(version.key()))
                .toList();
    }

    /** The first version that has a field, such as {@code sku.tier}; empty when no stable version has it. */
    Optional<String> since(String kind, String path) {
        return table.get(kind).fields().stream()
                .filter(version -> version.strings().stream().anyMatch(known -> covers(known, path)))
                .map(Field::key)
                .findFirst();
    }

    /** The last names of the fields that a version has, of clusters and pools. */
    Set<String> lastNames(String version) {
        return table.fields().stream()
                .filter(kind -> !"values".equals(kind.key()))
                .flatMap(kind -> kind.fields().stream())
                .filter(known -> Objects.requireNonNull(known.key()).compareTo(version) <= 0)
                .flatMap(known -> known.strings().stream())
                .map(path -> path.replaceFirst(".*\\.", ""))
                .collect(Collectors.toSet());
    }

    /** Maps and objects of others have any field; a path to an object covers what lies in it. */
    private static boolean covers(String known, String path) {
        String name = known.toLowerCase(Locale.ROOT);
        String asked = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".*")
                ? asked.startsWith(name.substring(0, name.length() - 1))
                        || asked.equals(name.substring(0, name.length() - 2))
                : asked.equals(name);
    }

    /** What an object writes that its version does not have, as sentences. */
    List<String> unknown(Field object) {
        String apiVersion = object.get("apiVersion").stringOr("");
        String kind = object.get("kind").stringOr("");
        if (!apiVersion.startsWith(GROUP + "/") || !table.get(kind).isPresent()) {
            return List.of();
        }
        String version = apiVersion.substring(GROUP.length() + 1);
        if (!versions().contains(version)) {
            return List.of("%s: the fields of %s are not in %s".formatted(kind, version, FILE));
        }
        return object.get("spec").fields().stream()
                .flatMap(field -> unknown(kind, version, Objects.requireNonNull(field.key()), field))
                .toList();
    }

    private Stream<String> unknown(String kind, String version, String path, Field field) {
        if (path.equals("agentPoolProfiles") && kind.equals("ManagedCluster")) {
            return field.items().stream()
                    .flatMap(pool -> pool.fields().stream())
                    .flatMap(child ->
                            unknown("ManagedClustersAgentPool", version, Objects.requireNonNull(child.key()), child));
        }
        if (field.node() instanceof Node.Mapping && since(kind, path).isEmpty()) {
            return field.fields().stream().flatMap(child -> unknown(kind, version, path + "." + child.key(), child));
        }
        Optional<String> since = later(path, field.textOr("")).or(() -> since(kind, path));
        if (since.filter(first -> first.compareTo(version) <= 0).isPresent()) {
            return Stream.empty();
        }
        String written = later(path, field.textOr("")).isPresent() ? path + ": " + field.textOr("") : path;
        return Stream.of(kind + " " + written
                + since.map(first -> ": from " + first + " on, not in " + version)
                        .orElse(": in no stable version: say \"not in ASO\" instead"));
    }

    /** The version that brought a value, if the field is older. */
    private Optional<String> later(String path, String value) {
        return table.get("values").fields().stream()
                .filter(version -> version.get(path).stringOr("").equals(value) && !value.isEmpty())
                .map(Field::key)
                .findFirst();
    }
}
