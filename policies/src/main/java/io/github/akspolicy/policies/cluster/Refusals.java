package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policies.cluster.Collision.Match;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The table of settings that Azure refuses together: {@code refusals.txt}, which says where each line comes from. */
public final class Refusals {
    /** What a policy that asks declares. */
    public static final Set<Index<?, ?>> READS = Part.READS;

    static final List<Collision> ALL = read();

    private Refusals() {}

    private static List<Collision> read() {
        try (InputStream table = Objects.requireNonNull(Refusals.class.getResourceAsStream("refusals.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Collision::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("refusals.txt cannot be read", e);
        }
    }

    /**
     * What would collide with a value if it were written: why a policy must not ask for it.
     *
     * @param indexes must have {@link #READS}
     */
    public static List<String> beside(AzureProperty property, String value, AzureResource resource, Indexes indexes) {
        return ALL.stream()
                .filter(collision -> collision.isAbout(property, value))
                .flatMap(collision -> collision.others(resource, indexes).stream())
                .filter(match -> !match.isOpen())
                .map(Match::words)
                .toList();
    }
}
