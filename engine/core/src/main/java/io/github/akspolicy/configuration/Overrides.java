package io.github.akspolicy.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a door may say instead of the configuration file, such as with {@code -Daks-policy.profile=aks-simplified}.
 *
 * @param profile the name of the profile, or null for the configured one
 * @param failOn a severity or {@code never}, or null for the configured one
 * @param environments only these environments; empty for all
 * @param today the day on which exemptions and announced enforcement are judged, such as {@code 2027-01-31}; null for
 *     the day of the clock
 * @param writesBaseline whether the baseline is to be written, so that it need not be there yet
 * @param writesBudget whether the budget of access is to be written, so that it need not be there and is not read
 * @param classLoader where policies and the chart renderer are looked up with {@link java.util.ServiceLoader}
 * @param require what must not be missing besides what the configuration requires: words of {@link
 *     io.github.akspolicy.policy.InputKind}
 * @param values where no configuration names any, the values files that charts are rendered with, relative to the folder of
 *     each chart that has them
 * @param edits what charts, values files and manifests hold instead of what is written on disk, by absolute path
 * @param isStrict whether a scan fails on what it cannot read, too, as a verification of a configuration always does
 */
public record Overrides(
        @Nullable String profile,
        @Nullable String failOn,
        List<String> environments,
        @Nullable String today,
        boolean writesBaseline,
        boolean writesBudget,
        ClassLoader classLoader,
        List<String> require,
        List<String> values,
        Map<Path, byte[]> edits,
        boolean isStrict) {
    /** Nothing is overridden; policies come from the class loader that loaded this class. */
    public static final Overrides NONE = new Overrides(
            null,
            null,
            List.of(),
            null,
            false,
            false,
            Overrides.class.getClassLoader(),
            List.of(),
            List.of(),
            Map.of(),
            false);

    public Overrides {
        environments = List.copyOf(environments);
        require = List.copyOf(require);
        values = List.copyOf(values);
        edits = Map.copyOf(edits);
    }

    public Overrides profile(@Nullable String name) {
        return new Overrides(
                name,
                failOn,
                environments,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                values,
                edits,
                isStrict);
    }

    public Overrides failOn(@Nullable String severityOrNever) {
        return new Overrides(
                profile,
                severityOrNever,
                environments,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                values,
                edits,
                isStrict);
    }

    public Overrides environments(List<String> names) {
        return new Overrides(
                profile,
                failOn,
                names,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                values,
                edits,
                isStrict);
    }

    public Overrides today(@Nullable String day) {
        return new Overrides(
                profile,
                failOn,
                environments,
                day,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                values,
                edits,
                isStrict);
    }

    public Overrides writesBaseline(boolean isWritten) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                isWritten,
                writesBudget,
                classLoader,
                require,
                values,
                edits,
                isStrict);
    }

    public Overrides writesBudget(boolean isWritten) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                writesBaseline,
                isWritten,
                classLoader,
                require,
                values,
                edits,
                isStrict);
    }

    public Overrides classLoader(ClassLoader loader) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                writesBaseline,
                writesBudget,
                loader,
                require,
                values,
                edits,
                isStrict);
    }

    /** Requires more than the configuration does. */
    public Overrides require(List<String> words) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                words,
                values,
                edits,
                isStrict);
    }

    /** Renders the charts of a scan with values files of theirs. */
    public Overrides values(List<String> files) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                files,
                edits,
                isStrict);
    }

    /** To see what a change of files would do without making it. */
    public Overrides edits(Map<Path, byte[]> contents) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                values,
                contents,
                isStrict);
    }

    /** Lets a scan fail on what it cannot read, or find nothing in. */
    public Overrides strict(boolean isWanted) {
        return new Overrides(
                profile,
                failOn,
                environments,
                today,
                writesBaseline,
                writesBudget,
                classLoader,
                require,
                values,
                edits,
                isWanted);
    }
}
