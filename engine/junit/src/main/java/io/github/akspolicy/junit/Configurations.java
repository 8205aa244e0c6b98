package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.configuration.Overrides;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.ConfigurationParameters;

/** Loads configurations with what the configuration parameters of the run override. Renders nothing. */
final class Configurations {
    /**
     * A configuration, or why there is none.
     *
     * @param verification null when it cannot be read
     */
    record Loaded(@Nullable Verification verification, List<Problem> problems) {}

    private final ConfigurationParameters parameters;
    private final SharedVerifications shared;
    /** Classes that read the same file share what it leads to, so that it is rendered and evaluated once. */
    private final Map<Key, Loaded> loaded = new HashMap<>();

    private record Key(Path file, @Nullable ClassLoader loader) {}

    /** @param shared learns of every class with rules */
    Configurations(ConfigurationParameters parameters, SharedVerifications shared) {
        this.parameters = parameters;
        this.shared = shared;
    }

    Loaded load(Path file, @Nullable ClassLoader loader) {
        return loaded.computeIfAbsent(new Key(file.toAbsolutePath().normalize(), loader), unused -> read(file, loader));
    }

    private Loaded read(Path file, @Nullable ClassLoader loader) {
        Overrides overrides = overrides(parameters, loader);
        try {
            Verification verification = Verification.load(file, overrides);
            Optional<Base> base = Base.of(parameters, overrides);
            return new Loaded(base.isPresent() ? base.get().gating(file, verification) : verification, List.of());
        } catch (ConfigurationException invalid) {
            return new Loaded(null, invalid.problems());
        }
    }

    /** What the configuration parameters of a run say instead of the configuration file. */
    static Overrides overrides(ConfigurationParameters parameters, @Nullable ClassLoader loader) {
        Overrides overrides = Overrides.NONE
                .profile(parameters.get("aks-policy.profile").orElse(null))
                .failOn(parameters.get("aks-policy.failOn").orElse(null))
                .today(parameters.get("aks-policy.today").orElse(null));
        return loader == null ? overrides : overrides.classLoader(loader);
    }

    /** A configuration with the rules of a class; a rule that cannot be added is its own problem, the others run. */
    Loaded load(Path file, PolicyRules rules, Class<?> testClass) {
        Loaded loaded = load(file, testClass.getClassLoader());
        Verification verification = loaded.verification();
        var problems = new ArrayList<>(loaded.problems());
        if (verification != null) {
            Verification configured = verification;
            var added = new ArrayList<Policy>();
            for (Policy policy : rules.policies()) {
                Verification before = verification;
                verification = with(policy, verification, problems);
                if (verification != before) {
                    added.add(policy);
                }
            }
            shared.add(configured, verification, added);
            for (RuleMethod rule : rules.methods()) {
                checkEnvironments(rule, verification.environments(), problems);
            }
        }
        return new Loaded(verification, problems);
    }

    private static Verification with(Policy policy, Verification verification, List<Problem> problems) {
        try {
            return verification.withPolicies(List.of(policy));
        } catch (ConfigurationException invalid) {
            problems.addAll(invalid.problems());
            return verification;
        }
    }

    private static void checkEnvironments(RuleMethod rule, List<String> known, List<Problem> problems) {
        for (String name : rule.environments()) {
            if (!known.contains(name)) {
                problems.add(new Problem(
                        "@PolicyRule " + rule.method().getDeclaringClass().getName() + "."
                                + rule.method().getName() + ": unknown environment \"" + name + "\"",
                        null,
                        DidYouMean.fix(name, known, "environments")));
            }
        }
    }
}
