package io.github.akspolicy.resource.rbac;

/**
 * A rule in force with the role that it is written in, which is another one than the role that has it when the role is
 * aggregated.
 *
 * @param role where it is written
 * @param rule the rule
 */
public record EffectiveRule(Role role, Rule rule) {}
