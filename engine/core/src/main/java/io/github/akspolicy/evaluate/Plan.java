package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.RenderingObject;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The active policies sorted by what they want to see, and what of that is to be done for a resource of a kind. */
final class Plan {
    /** More kinds than any cluster has: hostile input must not fill the memory with plans. */
    private static final int MOST_KINDS = 1_000;

    private final List<PlannedPolicy> policies = new ArrayList<>();
    private final List<Views> views = new ArrayList<>();
    private final List<Facts> facts = new ArrayList<>();
    private final PodTemplates podTemplates;
    private Predicate<Resource> renderedHere = resource -> false;
    private final Indexes nothingKnown = new CollectedFacts(List.of());
    private final Map<Kind, Work> byKind = new ConcurrentHashMap<>();

    /** A view and the policies that judge it. */
    record Views(ViewType<?> type, List<PlannedPolicy> policies) {}

    /**
     * An index and the policies that judge its facts one by one.
     *
     * @param isRead whether a policy looks facts up in it
     */
    record Facts(Index<?, ?> index, List<PlannedPolicy> policies, boolean isRead) {}

    /** What is to be done for each resource of a kind. */
    record Work(List<Views> views, List<Facts> facts) {}

    private record Kind(
            String apiVersion, String kind, @Nullable String chart) {}

    private Plan(PodTemplates podTemplates) {
        this.podTemplates = podTemplates;
    }

    /** With what tells which objects that render others render nothing but sources. */
    Plan with(Predicate<Resource> rendered) {
        renderedHere = rendered;
        return this;
    }

    /**
     * Without the policies that do not judge an environment.
     *
     * @param kubernetes the minor version that the environment runs, or null where it is not known
     */
    Plan in(String environment, @Nullable Integer kubernetes) {
        List<ActivePolicy> judging = active().stream()
                .filter(policy -> policy.enforcement().get(environment) != Enforcement.OFF)
                .map(policy -> kubernetes == null ? policy : policy.running(kubernetes))
                .toList();
        return kubernetes == null && judging.size() == policies.size()
                ? this
                : of(judging, podTemplates).with(renderedHere);
    }

    static Plan of(List<ActivePolicy> active, PodTemplates podTemplates) {
        var plan = new Plan(podTemplates);
        active.stream()
                .sorted((left, right) -> left.id().compareTo(right.id()))
                .forEach(policy -> plan.policies.add(new PlannedPolicy(plan.policies.size(), policy)));
        var byView = new LinkedHashMap<ViewType<?>, List<PlannedPolicy>>();
        var bySubject = new LinkedHashMap<Index<?, ?>, List<PlannedPolicy>>();
        Set<Index<?, ?>> read = new HashSet<>();
        for (PlannedPolicy policy : plan.policies) {
            if (policy.policy() instanceof ResourcePolicy<?> single) {
                byView.computeIfAbsent(single.view(), view -> new ArrayList<>()).add(policy);
            } else if (policy.policy() instanceof EnvironmentPolicy<?> together) {
                bySubject
                        .computeIfAbsent(together.subject(), index -> new ArrayList<>())
                        .add(policy);
                for (Index<?, ?> index : together.reads()) {
                    read.add(index);
                    bySubject.computeIfAbsent(index, unused -> new ArrayList<>());
                }
            }
        }
        byView.forEach((view, policies) -> plan.views.add(new Views(view, List.copyOf(policies))));
        bySubject.forEach(
                (index, policies) -> plan.facts.add(new Facts(index, List.copyOf(policies), read.contains(index))));
        return plan;
    }

    /** With the policies only that evaluate several resources together. */
    Plan ofJointPolicies() {
        return of(
                active().stream()
                        .filter(policy -> policy.policy() instanceof EnvironmentPolicy<?>)
                        .toList(),
                podTemplates);
    }

    /** The active policies, sorted by id. */
    List<PlannedPolicy> policies() {
        return policies;
    }

    /** The same as they were given. */
    List<ActivePolicy> active() {
        return policies.stream().map(PlannedPolicy::active).toList();
    }

    /** The indexes of the policies that judge environments. */
    List<Facts> facts() {
        return facts;
    }

    /** The indexes of an environment that has not been read. */
    Indexes nothingKnown() {
        return nothingKnown;
    }

    /** Whether an object renders nothing but what is a source, too. */
    boolean isRenderedHere(Resource resource) {
        return RenderingObject.of(resource).isPresent() && renderedHere.test(resource);
    }

    /** Where objects carry pods. */
    PodTemplates podTemplates() {
        return podTemplates;
    }

    /** Whether a policy looks at the values of a chart of this name. */
    boolean judgesValuesOf(String chart) {
        return Stream.concat(
                        views.stream().map(view -> view.type().kinds()),
                        facts.stream().map(each -> each.index().kinds()))
                .anyMatch(kinds -> kinds.includeValuesOf(chart));
    }

    /** What is to be done for a resource: the same for all of its kind. */
    Work workFor(Resource resource) {
        var kind = new Kind(resource.id().apiVersion(), resource.kind(), resource.chart());
        Work known = byKind.get(kind);
        if (known == null) {
            known = new Work(
                    views.stream()
                            .filter(view -> view.type().kinds().include(resource))
                            .toList(),
                    facts.stream()
                            .filter(each -> each.index().kinds().include(resource))
                            .toList());
            if (byKind.size() < MOST_KINDS) {
                byKind.put(kind, known);
            }
        }
        return known;
    }
}
