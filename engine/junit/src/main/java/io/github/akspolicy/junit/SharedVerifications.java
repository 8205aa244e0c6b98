package io.github.akspolicy.junit;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one run that read the same configuration: each sees its own rules, and all are evaluated at once, since what they
 * have in common is most of the work.
 */
final class SharedVerifications {
    /** Classes of one configuration. */
    private static final class Group {
        private final Verification configured;
        private final List<Policy> rules = new ArrayList<>();
        private @Nullable Verification together;

        private Group(Verification configured) {
            this.configured = configured;
        }
    }

    private final Map<Verification, Group> byConfigured = new HashMap<>();
    private final Map<Verification, Group> byClass = new HashMap<>();

    /**
     * A class with rules.
     *
     * @param configured what its configuration says
     * @param own the same with its rules
     * @param rules those that could be added
     */
    synchronized void add(Verification configured, Verification own, List<Policy> rules) {
        Group group = byConfigured.computeIfAbsent(configured, Group::new);
        byClass.put(own, group);
        group.together = null;
        for (Policy rule : rules) {
            // one that is inherited is the same object in each class
            if (group.rules.stream().noneMatch(known -> known == rule)) {
                group.rules.add(rule);
            }
        }
    }

    /** What is evaluated for a class: with the rules of the others, unless two of these have one id. */
    synchronized Verification together(Verification own) {
        Group group = byClass.getOrDefault(own, byConfigured.get(own));
        if (group == null) {
            return own;
        }
        if (group.together == null) {
            group.together = all(group);
        }
        return group.together == group.configured ? own : group.together;
    }

    /** The configuration itself where the rules do not fit together. */
    private static Verification all(Group group) {
        try {
            return group.configured.withPolicies(group.rules);
        } catch (ConfigurationException conflict) {
            return group.configured;
        }
    }
}
