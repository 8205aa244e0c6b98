package io.github.akspolicy.resident;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a JVM cannot change between two builds: its options, its environment variables, and the level of Maven's loggers. */
final class JvmSettings {
    private final String options;
    private final Map<String, String> environment;
    private final boolean debug;

    /**
     * @param options of the JVM, separated by spaces
     * @param environment variables that are added to those of this process
     * @param debug whether builds run with {@code -X}, which loggers remember
     */
    JvmSettings(String options, Map<String, String> environment, boolean debug) {
        this.options = options;
        this.environment = Map.copyOf(environment);
        this.debug = debug;
    }

    String options() {
        return options;
    }

    Map<String, String> environment() {
        return environment;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof JvmSettings)) {
            return false;
        }
        var settings = (JvmSettings) other;
        return options.equals(settings.options) && environment.equals(settings.environment) && debug == settings.debug;
    }

    @Override
    public int hashCode() {
        return Objects.hash(options, environment, debug);
    }
}
