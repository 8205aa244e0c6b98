package io.github.akspolicy.policy;

/**
 * A rule. Implement {@link ResourcePolicy} when one resource is enough to judge, {@link EnvironmentPolicy} when
 * resources must be seen together. A policy is pure and stateless: the same input gives the same findings, and it may
 * be called from several threads.
 */
public sealed interface Policy permits ResourcePolicy, EnvironmentPolicy {
    /** Its metadata; the same value at every call. */
    PolicyInfo info();
}
