package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.rbac.PolicyRule;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** What each rule of an environment is good for, found out once a rule. */
final class Abilities {
    private final Map<PolicyRule, Set<Ability>> known = new IdentityHashMap<>();

    Set<Ability> of(PolicyRule rule) {
        return known.computeIfAbsent(rule, Abilities::find);
    }

    private static Set<Ability> find(PolicyRule rule) {
        Set<Ability> found = EnumSet.noneOf(Ability.class);
        for (Ability ability : Ability.values()) {
            if (ability.powers().stream().anyMatch(power -> power.isGrantedBy(rule))) {
                found.add(ability);
            }
        }
        return found;
    }
}
