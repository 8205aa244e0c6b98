package io.github.akspolicy.policy;

import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    /** The severity of this lower-case word, or empty. */
    public static Optional<Severity> of(String word) {
        for (Severity severity : values()) {
            if (severity.toString().equals(word)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    /** Whether this is as bad as {@code threshold} or worse. */
    public boolean isAtLeast(Severity threshold) {
        return compareTo(threshold) <= 0;
    }

    /** The lower-case word used in configuration and reports. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
