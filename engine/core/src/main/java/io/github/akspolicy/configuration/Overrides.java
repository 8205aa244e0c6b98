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
 * @param today the day on which exemptions and announced enforcement are judged, such as {@code 2027-01-31}; null for
 *     the day of the clock
 * @param writesBaseline whether the baseline is to be written, so that it need not be there yet
 * @param writesBudget whether the budget of access is to be written, so that it need not be there and is not read
 * @param classLoader where policies and the chart renderer are looked up with {@link java.util.ServiceLoader}
 * @param edits what charts, values files and manifests hold instead of what is written on disk, by absolute path
 */
public record Overrides(
        @Nullable String profile,
        @Nullable String failOn,
        List<String> environments,
        @Nullable String today,
        boolean writesBaseline,
        boolean writesBudget,
        ClassLoader classLoader,
        Map<Path, byte[]> edits) {
    /** Nothing is overridden; policies come from the class loader that loaded this class. */
    public static final Overrides NONE =
            new Overrides(null, null, List.of(), null, false, false, Overrides.class.getClassLoader(), Map.of());

    public Overrides {
        environments = List.copyOf(environments);
        edits = Map.copyOf(edits);
    }

    public Overrides profile(@Nullable String name) {
        return new Overrides(name, failOn, environments, today, writesBaseline, writesBudget, classLoader, edits);
    }

    public Overrides failOn(@Nullable String severityOrNever) {
        return new Overrides(
                profile, severityOrNever, environments, today, writesBaseline, writesBudget, classLoader, edits);
    }

    public Overrides environments(List<String> names) {
        return new Overrides(profile, failOn, names, today, writesBaseline, writesBudget, classLoader, edits);
    }

    public Overrides today(@Nullable String day) {
        return new Overrides(profile, failOn, environments, day, writesBaseline, writesBudget, classLoader, edits);
    }

    public Overrides writesBaseline(boolean isWritten) {
        return new Overrides(profile, failOn, environments, today, isWritten, writesBudget, classLoader, edits);
    }

    public Overrides writesBudget(boolean isWritten) {
        return new Overrides(profile, failOn, environments, today, writesBaseline, isWritten, classLoader, edits);
    }

    public Overrides classLoader(ClassLoader loader) {
        return new Overrides(profile, failOn, environments, today, writesBaseline, writesBudget, loader, edits);
    }

    /** To see what a change of files would do without making it. */
    public Overrides edits(Map<Path, byte[]> contents) {
        return new Overrides(profile, failOn, environments, today, writesBaseline, writesBudget, classLoader, contents);
    }
}
