package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Which version of Azure Service Operator has a field of clusters and pools first: the table {@code aso-fields.yaml}. */
final class AsoFields {
    private static final List<String> KINDS = List.of("ManagedCluster", "ManagedClustersAgentPool");

    private final Field table = PageData.yaml("aso-fields.yaml");

    /** The first version that has a field, such as {@code sku.tier}; empty when no stable version has it. */
    Optional<String> since(String path) {
        return KINDS.stream()
                .flatMap(kind -> table.get(kind).fields().stream()
                        .filter(version -> version.strings().stream().anyMatch(known -> covers(known, path)))
                        .map(Field::key)
                        .limit(1))
                .findFirst();
    }

    /** The oldest version that the table knows. */
    String first() {
        return Objects.requireNonNull(table.get(KINDS.get(0)).fields().get(0).key());
    }

    /** Maps and objects of others have any field. */
    private static boolean covers(String known, String path) {
        String name = known.toLowerCase(Locale.ROOT);
        String asked = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".*")
                ? asked.equals(name.substring(0, name.length() - 2))
                        || asked.startsWith(name.substring(0, name.length() - 1))
                : asked.equals(name);
    }
}
