package io.github.akspolicy.evaluate;

import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Findings about a change that makes the gate weaker: once each, however many environments it concerns. */
final class GateFindings {
    private GateFindings() {}

    private record Cause(Weakening.Kind kind, Object at, String message) {}

    /**
     * @param fails whether they fail the build
     */
    static List<Finding> of(Collection<Weakening> weakenings, boolean fails) {
        var merged = new LinkedHashMap<Cause, Weakening>();
        for (Weakening one : weakenings) {
            merged.merge(new Cause(one.kind(), one.at(), one.message()), one, (known, more) -> {
                SortedSet<String> environments = new TreeSet<>(known.environments());
                environments.addAll(more.environments());
                return Weakening.of(one.kind(), one.at(), one.message(), environments);
            });
        }
        var findings = new ArrayList<Finding>();
        merged.values().forEach(weakening -> findings.add(finding(weakening, fails)));
        findings.sort(Grouping.FINDINGS);
        return findings;
    }

    private static Finding finding(Weakening weakening, boolean fails) {
        ActivePolicy policy = weakening.kind().policy();
        List<Occurrence> occurrences = weakening.environments().stream()
                .map(environment -> new Occurrence(
                        new ReleaseId(environment, weakening.at().path(), "gate"),
                        new ResourceId("", "Gate", null, ""),
                        null,
                        "",
                        true,
                        Origin.of(weakening.at()),
                        policy.id() + "|" + weakening.at().path() + "|" + weakening.message()))
                .sorted(Grouping.OCCURRENCES)
                .toList();
        return new Finding(
                policy.info(), policy.severity(), null, weakening.message(), occurrences, List.of(), null, null, fails);
    }

    /** The policies that have something to say, beside those that evaluated, sorted. */
    static List<ActivePolicy> policies(List<ActivePolicy> evaluated, Collection<Weakening> weakenings) {
        var all = new ArrayList<>(evaluated);
        weakenings.stream()
                .map(weakening -> weakening.kind().policy())
                .filter(Objects::nonNull)
                .distinct()
                .forEach(all::add);
        all.sort(Comparator.comparing(ActivePolicy::id));
        return all;
    }
}
