package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnforceSettings;
import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Settings.PolicySettings;
import io.github.akspolicy.evaluate.Enforcement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which enforcement of a policy holds in which environment on a day. */
final class Enforcements {
    private final List<String> environments;
    private final LocalDate today;
    private final Problems problems;

    Enforcements(List<EnvironmentSettings> environments, LocalDate today, Problems problems) {
        this.environments = environments.stream().map(EnvironmentSettings::name).toList();
        this.today = today;
        this.problems = problems;
    }

    /**
     * Of the entries that concern an environment and have begun, the last one holds. Where entries concern it and none
     * has begun, findings are reported: that is what the announcement of a day means.
     */
    Map<String, Enforcement> of(PolicySettings policy) {
        var holding = new LinkedHashMap<String, Enforcement>();
        for (EnforceSettings entry : policy.enforce()) {
            check(entry);
            for (String environment : environments) {
                if (entry.concerns(environment)) {
                    holding.merge(environment, holds(entry), (before, now) -> isBegun(entry) ? now : before);
                }
            }
        }
        return holding;
    }

    private Enforcement holds(EnforceSettings entry) {
        return isBegun(entry) ? entry.mode() : Enforcement.REPORT;
    }

    private boolean isBegun(EnforceSettings entry) {
        return entry.from() == null || !entry.from().isAfter(today);
    }

    private void check(EnforceSettings entry) {
        for (Located<String> named : entry.environments()) {
            if (!environments.contains(named.value())) {
                problems.add(
                        named.at(),
                        "unknown environment " + ShapeCheck.quote(named.value()),
                        DidYouMean.fix(named.value(), environments, "environments"));
            }
        }
    }

    /** The words for a mode; {@code off} is a boolean in YAML, and {@code on} means that findings fail. */
    static @Nullable Enforcement mode(@Nullable String word, @Nullable Boolean flag) {
        if (flag != null) {
            return flag ? Enforcement.FAIL : Enforcement.OFF;
        }
        for (Enforcement mode : Enforcement.values()) {
            if (mode.toString().equals(word)) {
                return mode;
            }
        }
        return null;
    }
}
