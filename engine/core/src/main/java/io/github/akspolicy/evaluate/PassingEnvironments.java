package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Finding.Elsewhere;
import io.github.akspolicy.evaluate.FileResult.Detection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the environments in which a resource passes what it fails in others: the quickest hint at what is wrong, since
 * the right setting stands there already.
 */
final class PassingEnvironments {
    private final Map<Slot, Set<String>> environments = new HashMap<>();
    private final Map<Slot, Map<String, Set<String>>> failing = new HashMap<>();

    /** A resource over all environments: its namespace differs between them. */
    private record Slot(String source, String kind, String name) {}

    PassingEnvironments(List<ReleaseResult> releases) {
        for (ReleaseResult release : releases) {
            for (var resource : release.resources()) {
                environments
                        .computeIfAbsent(
                                new Slot(release.id().source(), resource.id().kind(), resource.id().name()),
                                slot -> new TreeSet<>())
                        .add(release.id().environment());
            }
            for (Detection detection : release.detections()) {
                var resource = release.resource(detection.resource()).id();
                failing.computeIfAbsent(
                                new Slot(release.id().source(), resource.kind(), resource.name()),
                                slot -> new HashMap<>())
                        .computeIfAbsent(detection.policy().id(), id -> new HashSet<>())
                        .add(release.id().environment());
            }
        }
    }

    List<Elsewhere> of(ActivePolicy policy, List<Occurrence> occurrences) {
        var passing = new TreeSet<String>();
        for (Occurrence occurrence : occurrences) {
            var slot = new Slot(
                    occurrence.release().source(),
                    occurrence.resource().kind(),
                    occurrence.resource().name());
            passing.addAll(environments.getOrDefault(slot, Set.of()));
        }
        for (Occurrence occurrence : occurrences) {
            var slot = new Slot(
                    occurrence.release().source(),
                    occurrence.resource().kind(),
                    occurrence.resource().name());
            passing.removeAll(failing.getOrDefault(slot, Map.of()).getOrDefault(policy.id(), Set.of()));
        }
        return passing.stream().map(name -> new Elsewhere(name, null)).toList();
    }
}
