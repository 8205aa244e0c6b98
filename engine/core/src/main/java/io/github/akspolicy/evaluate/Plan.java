package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The active policies sorted by what they want to see, so that each view is made once per resource.
 *
 * @param policies all active policies, sorted by id
 * @param byView the policies that judge a view
 * @param joint the policies that judge environments
 * @param indexes the indexes that the joint policies read
 * @param podTemplates where objects carry pods
 */
record Plan(
        List<ActivePolicy> policies,
        Map<ViewType<?>, List<ActivePolicy>> byView,
        List<ActivePolicy> joint,
        Set<Index<?>> indexes,
        PodTemplates podTemplates) {
    /** Without the policies that do not judge an environment. */
    Plan in(String environment) {
        List<ActivePolicy> judging = policies.stream()
                .filter(policy -> policy.enforcement().get(environment) != Enforcement.OFF)
                .toList();
        return judging.size() == policies.size() ? this : of(judging, podTemplates);
    }

    static Plan of(List<ActivePolicy> active, PodTemplates podTemplates) {
        var policies = active.stream()
                .sorted((left, right) -> left.id().compareTo(right.id()))
                .toList();
        var byView = new LinkedHashMap<ViewType<?>, List<ActivePolicy>>();
        var joint = new ArrayList<ActivePolicy>();
        var indexes = new LinkedHashSet<Index<?>>();
        for (ActivePolicy policy : policies) {
            if (policy.policy() instanceof ResourcePolicy<?> single) {
                byView.computeIfAbsent(single.view(), view -> new ArrayList<>()).add(policy);
            } else if (policy.policy() instanceof EnvironmentPolicy<?> together) {
                joint.add(policy);
                indexes.add(together.subject());
                indexes.addAll(together.reads());
            }
        }
        return new Plan(policies, byView, joint, indexes, podTemplates);
    }
}
