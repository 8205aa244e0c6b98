package io.github.akspolicy.policy;

import java.util.Set;

/**
 * A rule. Implement {@link ResourcePolicy} if one resource is enough, {@link EnvironmentPolicy} if resources must be
 * seen together. A policy is pure and stateless: the same input gives the same findings, and it may be called from
 * several threads.
 */
public sealed interface Policy permits ResourcePolicy, EnvironmentPolicy {
    /** Its metadata; the same value at every call. */
    PolicyInfo info();

    /**
     * Ids of broader policies. What one of them reports of an item of a list, such as a rule or a subject, is one finding: this
     * policy reports nothing more of that item, and the finding takes its severity where that is graver.
     */
    default Set<String> yieldsTo() {
        return Set.of();
    }
}
