package io.github.akspolicy.benchmarks;

import io.github.akspolicy.source.Release;
import java.util.ArrayList;

/**
 * Azure as a large platform defines it: 1,000 clusters and 1,000 registries with what belongs to each of them, 9,000
 * resources of Azure Service Operator, or a multiple of them. Whoever goes through all role assignments for each registry,
 * or through all diagnostic settings for each cluster, looks at a million pairs.
 */
final class AzureWorkload {
    private static final int UNITS_PER_FILE = 10;

    private static final String UNIT = Workload.template("azure-unit.yaml");

    /** How many resources a scale of 1 has. */
    static final int RESOURCES = 9_000;

    private AzureWorkload() {}

    /** @param scale 1 for 9,000 resources */
    static Release of(int scale) {
        var texts = new ArrayList<String>();
        int units = scale * RESOURCES / 9;
        for (int from = 0; from < units; from += UNITS_PER_FILE) {
            var text = new StringBuilder();
            for (int i = from; i < from + UNITS_PER_FILE; i++) {
                text.append(UNIT.replace("$N", String.valueOf(i))
                        .replace("$ID", "%08d-0000-4000-8000-000000000000".formatted(i)));
            }
            texts.add(text.toString());
        }
        return Workload.inMemory("azure", texts);
    }
}
