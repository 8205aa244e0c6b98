package io.github.akspolicy.configuration;

import java.util.List;
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
 * @param classLoader where policies and the chart renderer are looked up with {@link java.util.ServiceLoader}
 */
public record Overrides(
        @Nullable String profile,
        @Nullable String failOn,
        List<String> environments,
        @Nullable String today,
        boolean writesBaseline,
        ClassLoader classLoader) {
    /** Nothing is overridden; policies come from the class loader that loaded this class. */
    public static final Overrides NONE =
            new Overrides(null, null, List.of(), null, false, Overrides.class.getClassLoader());

    public Overrides {
        environments = List.copyOf(environments);
    }

    public Overrides profile(@Nullable String name) {
        return new Overrides(name, failOn, environments, today, writesBaseline, classLoader);
    }

    public Overrides failOn(@Nullable String severityOrNever) {
        return new Overrides(profile, severityOrNever, environments, today, writesBaseline, classLoader);
    }

    public Overrides environments(List<String> names) {
        return new Overrides(profile, failOn, names, today, writesBaseline, classLoader);
    }

    public Overrides today(@Nullable String day) {
        return new Overrides(profile, failOn, environments, day, writesBaseline, classLoader);
    }

    public Overrides writesBaseline(boolean isWritten) {
        return new Overrides(profile, failOn, environments, today, isWritten, classLoader);
    }

    public Overrides classLoader(ClassLoader loader) {
        return new Overrides(profile, failOn, environments, today, writesBaseline, loader);
    }
}
