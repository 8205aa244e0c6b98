package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells which findings of an evaluation were there before. An occurrence is known again by its key and environment; one
 * whose resource or source has another name now, by the rest of the key, where the old name is gone and the new one was
 * not there. Everything else is new: a finding that is taken for old by mistake would hide.
 */
final class Comparing {
    private final Evaluation head;
    private final Map<Known, Occurrence> before = new HashMap<>();
    private final Map<Slot, Set<String>> namesBefore;
    private final Map<Slot, Set<String>> namesNow;
    private final Set<Place> releasesBefore = new HashSet<>();
    private final Set<Place> releasesNow = new HashSet<>();
    private final Map<Place, String> broken = new HashMap<>();
    private final Set<Known> seen = new HashSet<>();
    private final Map<String, ActivePolicy> policies = new HashMap<>();
    private final Map<Shape, List<Occurrence>> byShape = new HashMap<>();
    private final Set<String> reasons = new TreeSet<>();

    private record Known(String key, String environment) {}

    private record Place(String environment, String source) {
        static Place of(ReleaseId release) {
            return new Place(release.environment(), release.source());
        }
    }

    private record Slot(Place place, String kind) {}

    /** What a rename leaves alone. */
    private record Shape(String policy, String environment, String kind) {
        static Shape of(Occurrence occurrence) {
            String key = occurrence.key();
            int end = key.indexOf('|');
            return new Shape(
                    end < 0 ? key : key.substring(0, end),
                    occurrence.release().environment(),
                    occurrence.resource().kind());
        }
    }

    Comparing(Evaluation base, Evaluation head) {
        this.head = head;
        head.policies().forEach(policy -> policies.put(policy.id(), policy));
        namesBefore = names(base, releasesBefore);
        namesNow = names(head, releasesNow);
        for (Finding finding : base.findings()) {
            // what was accepted in the base and is not any more counts as new
            if (counts(finding) && !isAboutExemptions(finding)) {
                finding.occurrences().forEach(occurrence -> before.putIfAbsent(known(occurrence), occurrence));
            }
        }
        before.values()
                .forEach(occurrence -> byShape.computeIfAbsent(Shape.of(occurrence), shape -> new ArrayList<>())
                        .add(occurrence));
        for (InputProblem problem : base.problems()) {
            for (ReleaseId release : problem.releases()) {
                broken.putIfAbsent(
                        Place.of(release),
                        release.source() + " could not be judged in the base for " + release.environment() + ": "
                                + problem.problem()
                                        .message()
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
            }
        }
    }

    private static boolean isAboutExemptions(Finding finding) {
        return finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP);
    }

    /** Vendor debt is no decision of anybody: it was there, whatever it is called. */
    private static boolean counts(Finding finding) {
        return finding.suppression() == null || finding.suppression().type() == Suppression.Type.VENDOR;
    }

    private static Known known(Occurrence occurrence) {
        return new Known(occurrence.key(), occurrence.release().environment());
    }

    private static Map<Slot, Set<String>> names(Evaluation evaluation, Set<Place> releases) {
        Map<Slot, Set<String>> names = new HashMap<>();
        for (ReleaseAccount release : evaluation.ledger().releases()) {
            Place place = Place.of(release.id());
            releases.add(place);
            release.resources()
                    .forEach(resource -> names.computeIfAbsent(
                                    new Slot(place, resource.id().kind()), slot -> new HashSet<>())
                            .add(named(resource.id().name(), release.id())));
        }
        return names;
    }

    private static String named(String name, ReleaseId release) {
        return name.replace(release.name(), "{release}");
    }

    Evaluation compared(Evaluation base, String name, String commit, boolean onlyNew) {
        var findings = new ArrayList<Finding>();
        for (Finding finding : head.findings()) {
            findings.add(isAboutExemptions(finding) ? finding : compared(finding, onlyNew));
        }
        List<Finding> fixed = base.findings().stream()
                .filter(finding -> counts(finding) && !isAboutExemptions(finding))
                .filter(finding -> finding.occurrences().stream().allMatch(this::isGone))
                .toList();
        return head.compared(findings, new Comparison(name, commit, onlyNew, fixed, List.copyOf(reasons)));
    }

    /** Gone is what was judged now and not seen. */
    private boolean isGone(Occurrence occurrence) {
        return !seen.contains(known(occurrence))
                && head.problems().stream()
                        .noneMatch(problem -> problem.releases().stream()
                                .anyMatch(release -> Place.of(release).equals(Place.of(occurrence.release()))));
    }

    private Finding compared(Finding finding, boolean onlyNew) {
        Map<Occurrence, Change> changes = finding.occurrences().stream()
                .collect(Collectors.toMap(occurrence -> occurrence, this::change, (one, other) -> one));
        Change change = changes.values().stream().min(Change::compareTo).orElse(Change.NEW);
        boolean fails = finding.isOpen()
                && finding.occurrences().stream()
                        .anyMatch(occurrence ->
                                fails(finding, occurrence, changes.getOrDefault(occurrence, Change.NEW), onlyNew));
        return finding.compared(change, fails);
    }

    private boolean fails(Finding finding, Occurrence occurrence, Change change, boolean onlyNew) {
        ActivePolicy policy = policies.get(finding.policy().id());
        Enforcement enforcement = policy == null
                ? null
                : policy.enforcement().get(occurrence.release().environment());
        if (change.isNew()) {
            return head.thresholds()
                    .fails(
                            finding.severity(),
                            finding.unknown(),
                            enforcement == Enforcement.NEW_ONLY ? null : enforcement);
        }
        return !onlyNew && head.thresholds().fails(finding.severity(), finding.unknown(), enforcement);
    }

    private Change change(Occurrence occurrence) {
        Occurrence old = before.get(known(occurrence));
        if (old == null) {
            old = renamed(occurrence);
            if (old != null) {
                seen.add(known(old));
                return Change.MOVED;
            }
        }
        if (old != null) {
            seen.add(known(old));
            return isSameLine(old.origin().primary(), occurrence.origin().primary()) ? Change.UNCHANGED : Change.MOVED;
        }
        String reason = incomparable(occurrence);
        if (reason != null) {
            reasons.add(reason);
            return Change.INCOMPARABLE;
        }
        return Change.NEW;
    }

    private static boolean isSameLine(SourceLocation one, SourceLocation other) {
        return one.path().equals(other.path()) && one.line() == other.line();
    }

    private @Nullable String incomparable(Occurrence occurrence) {
        Place place = Place.of(occurrence.release());
        if (broken.containsKey(place)) {
            return broken.get(place);
        }
        boolean isNewEnvironment = releasesBefore.stream()
                .noneMatch(release -> release.environment().equals(place.environment()));
        return isNewEnvironment ? "the base has no environment " + place.environment() : null;
    }

    /** The occurrence that had the same fault under a name that is gone, in a source or resource that was not there. */
    private @Nullable Occurrence renamed(Occurrence occurrence) {
        Place now = Place.of(occurrence.release());
        String name = named(occurrence.resource().name(), occurrence.release());
        String kind = occurrence.resource().kind();
        for (Occurrence old : byShape.getOrDefault(Shape.of(occurrence), List.of())) {
            if (seen.contains(known(old))) {
                // each has one successor at most: a second one is new
                continue;
            }
            Place then = Place.of(old.release());
            String oldName = named(old.resource().name(), old.release());
            if (!withNames(old.key(), then.source(), kind + "/" + oldName, now.source(), kind + "/" + name)
                    .equals(occurrence.key())) {
                continue;
            }
            boolean isSourceRenamed = !then.equals(now) && !releasesNow.contains(then) && !releasesBefore.contains(now);
            // in the file where the old one stood: two resources with the same fault would be taken for each other
            boolean isResourceRenamed = then.equals(now)
                    && old.origin()
                            .primary()
                            .path()
                            .equals(occurrence.origin().primary().path())
                    && !namesNow.getOrDefault(new Slot(now, kind), Set.of()).contains(oldName)
                    && !namesBefore.getOrDefault(new Slot(now, kind), Set.of()).contains(name);
            if ((isSourceRenamed && oldName.equals(name)) || isResourceRenamed) {
                return old;
            }
        }
        return null;
    }

    private static String withNames(String key, String source, String resource, String newSource, String newResource) {
        return key.replace("|" + source + "|" + resource + "|", "|" + newSource + "|" + newResource + "|");
    }
}
