package io.github.akspolicy.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a door may say instead of the configuration file, such as with {@code -Daks-policy.profile=talk}.
 *
 * @param profile the name of the profile, or null for the configured one
 * @param failOn a severity or {@code never}, or null for the configured one
 * @param environments only these environments; empty for all
 * @param classLoader where policies and the chart renderer are looked up with {@link java.util.ServiceLoader}
 * @param edits what charts, values files and manifests hold instead of what is written on disk, by absolute path
 */
public record Overrides(
        @Nullable String profile,
        @Nullable String failOn,
        List<String> environments,
        ClassLoader classLoader,
        Map<Path, byte[]> edits) {
    /** Nothing is overridden; policies come from the class loader that loaded this class. */
    public static final Overrides NONE =
            new Overrides(null, null, List.of(), Overrides.class.getClassLoader(), Map.of());

    public Overrides {
        environments = List.copyOf(environments);
        edits = Map.copyOf(edits);
    }

    public Overrides profile(@Nullable String name) {
        return new Overrides(name, failOn, environments, classLoader, edits);
    }

    public Overrides failOn(@Nullable String severityOrNever) {
        return new Overrides(profile, severityOrNever, environments, classLoader, edits);
    }

    public Overrides environments(List<String> names) {
        return new Overrides(profile, failOn, names, classLoader, edits);
    }

    public Overrides classLoader(ClassLoader loader) {
        return new Overrides(profile, failOn, environments, loader, edits);
    }

    /** To see what a change of files would do without making it. */
    public Overrides edits(Map<Path, byte[]> contents) {
        return new Overrides(profile, failOn, environments, classLoader, contents);
    }
}
