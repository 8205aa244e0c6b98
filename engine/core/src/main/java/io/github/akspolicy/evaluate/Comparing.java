package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says which findings of an evaluation were there before. An occurrence is known again by its key, its environment and its
 * object (API group, kind, namespace and name), where the policy says the same of it; one whose source has another path now, where the old source is gone and the object
 * says the same. Each old occurrence has one successor at most. Everything else is new: a finding that is taken for old by
 * mistake would hide.
 */
final class Comparing {
    private final Evaluation head;
    private final Map<Known, List<Occurrence>> before = new HashMap<>();
    private final Map<Occurrence, Finding> findings = new IdentityHashMap<>();
    private final Map<Identity, String> contentBefore;
    private final Map<Identity, String> contentNow;
    private final Set<Place> releasesBefore = new HashSet<>();
    private final Set<Place> releasesNow = new HashSet<>();
    private final Map<Place, String> broken = new HashMap<>();
    private final Map<Occurrence, Occurrence> successors = new IdentityHashMap<>();
    private final Set<Occurrence> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, ActivePolicy> policies = new HashMap<>();
    private final Set<String> reasons = new TreeSet<>();

    /** A finding of an object: the key has the release's name cut out, and neither API group nor namespace. */
    private record Known(String key, String environment, String group, String kind, String namespace, String name) {
        static Known of(Occurrence occurrence) {
            ResourceId resource = occurrence.resource();
            return new Known(
                    occurrence.key(),
                    occurrence.release().environment(),
                    resource.group(),
                    resource.kind(),
                    namespaceOf(resource),
                    resource.name());
        }
    }

    private record Place(String environment, String source) {
        static Place of(ReleaseId release) {
            return new Place(release.environment(), release.source());
        }
    }

    /** An object of a source. */
    private record Identity(Place place, String group, String kind, String namespace, String name) {
        static Identity of(ResourceId resource, ReleaseId release) {
            return new Identity(
                    Place.of(release), resource.group(), resource.kind(), namespaceOf(resource), resource.name());
        }

        Identity in(Place other) {
            return new Identity(other, group, kind, namespace, name);
        }
    }

    /** What a source that was renamed leaves alone. */
    private record Shape(String policy, Identity object) {
        static Shape of(Occurrence occurrence) {
            String key = occurrence.key();
            int end = key.indexOf('|');
            return new Shape(
                    end < 0 ? key : key.substring(0, end),
                    Identity.of(occurrence.resource(), occurrence.release())
                            .in(new Place(occurrence.release().environment(), "")));
        }
    }

    Comparing(Evaluation base, Evaluation head) {
        this.head = head;
        head.policies().forEach(policy -> policies.put(policy.id(), policy));
        contentBefore = contents(base, releasesBefore);
        contentNow = contents(head, releasesNow);
        for (Finding finding : base.findings()) {
            // what was accepted in the base and is not any more counts as new
            if (counts(finding) && !isAboutGate(finding)) {
                for (Occurrence occurrence : finding.occurrences()) {
                    findings.put(occurrence, finding);
                    before.computeIfAbsent(Known.of(occurrence), known -> new ArrayList<>())
                            .add(occurrence);
                }
            }
        }
        for (InputProblem problem : base.problems()) {
            for (ReleaseId release : problem.releases()) {
                broken.putIfAbsent(
                        Place.of(release),
                        release.source() + " could not be evaluated in the base for " + release.environment() + ": "
                                + problem.problem()
                                        .message()
                                        .lines()
                                        .findFirst()
                                        .orElse(""));
            }
        }
        match();
    }

    /** First what stands where it stood, so that a copy cannot take the place of the one that is still there. */
    private void match() {
        var now = new ArrayList<Occurrence>();
        for (Finding finding : head.findings()) {
            if (!isAboutGate(finding)) {
                for (Occurrence occurrence : finding.occurrences()) {
                    findings.put(occurrence, finding);
                    now.add(occurrence);
                }
            }
        }
        for (Occurrence occurrence : now) {
            succeed(occurrence, candidates(occurrence).filter(old -> isSameLine(old, occurrence)));
        }
        for (Occurrence occurrence : now) {
            succeed(occurrence, candidates(occurrence));
        }
        Map<Shape, List<Occurrence>> byShape = before.values().stream()
                .flatMap(List::stream)
                .filter(old -> !seen.contains(old))
                .filter(old -> !contentNow.containsKey(Identity.of(old.resource(), old.release())))
                .collect(Collectors.groupingBy(Shape::of));
        for (Occurrence occurrence : now) {
            succeed(
                    occurrence,
                    byShape.getOrDefault(Shape.of(occurrence), List.of()).stream()
                            .filter(old -> isMoved(old, occurrence)));
        }
    }

    private Stream<Occurrence> candidates(Occurrence occurrence) {
        return before.getOrDefault(Known.of(occurrence), List.of()).stream();
    }

    private void succeed(Occurrence occurrence, Stream<Occurrence> candidates) {
        if (!successors.containsKey(occurrence)) {
            candidates
                    .filter(old -> !seen.contains(old) && isSameFault(old, occurrence))
                    .findFirst()
                    .ifPresent(old -> {
                        seen.add(old);
                        successors.put(occurrence, old);
                    });
        }
    }

    /**
     * Whether the policy says the same. At the same field of the same object {@code hostPath.path is /} is not the fault that
     * {@code hostPath.path is /var/log} was. Messages name no line, no tag of an image and nothing of a secret.
     */
    private boolean isSameFault(Occurrence old, Occurrence occurrence) {
        Finding was = findings.get(old);
        Finding is = findings.get(occurrence);
        return was != null
                && is != null
                && was.message().equals(is.message())
                && was.severity().isAtLeast(is.severity())
                // what could not be decided did not say so yet
                && (was.unknown() == null || is.unknown() != null)
                // what a chart ran by itself is not what the repository makes it run
                && (was.isOpen() || !is.isOpen());
    }

    /** What exemptions and the gate are to the base is not a question of sources. */
    private static boolean isAboutGate(Finding finding) {
        return finding.isAboutGate() || finding.policy().group().equals(PolicyInfo.EXEMPTION_GROUP);
    }

    /** A third-party finding was there without anybody's decision. */
    private static boolean counts(Finding finding) {
        return finding.suppression() == null || finding.suppression().type() == Suppression.Type.VENDOR;
    }

    private static String namespaceOf(ResourceId resource) {
        return resource.namespace() == null ? "" : resource.namespace();
    }

    /** What each resource says; nothing where two of the same identity say different things, or it is not known. */
    private static Map<Identity, String> contents(Evaluation evaluation, Set<Place> releases) {
        Map<Identity, String> contents = new HashMap<>();
        for (ReleaseAccount release : evaluation.ledger().releases()) {
            releases.add(Place.of(release.id()));
            release.resources()
                    .forEach(resource -> contents.merge(
                            Identity.of(resource.id(), release.id()),
                            resource.content(),
                            (one, other) -> one.equals(other) ? one : ""));
        }
        return contents;
    }

    Evaluation compared(Evaluation base, String name, String commit, boolean onlyNew) {
        var findings = new ArrayList<Finding>();
        for (Finding finding : head.findings()) {
            findings.add(isAboutGate(finding) ? finding : compared(finding, onlyNew));
        }
        List<Finding> fixed = base.findings().stream()
                .filter(finding -> counts(finding) && !isAboutGate(finding))
                .filter(finding -> finding.occurrences().stream().allMatch(this::isGone))
                .toList();
        return head.compared(findings, new Comparison(name, commit, onlyNew, fixed, List.copyOf(reasons)));
    }

    /** Gone is what was evaluated now and not seen. */
    private boolean isGone(Occurrence occurrence) {
        return !seen.contains(occurrence)
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
        Occurrence old = successors.get(occurrence);
        if (old != null) {
            return isSameLine(old, occurrence) && Known.of(old).equals(Known.of(occurrence))
                    ? Change.UNCHANGED
                    : Change.MOVED;
        }
        String reason = incomparable(occurrence);
        if (reason != null) {
            reasons.add(reason);
            return Change.INCOMPARABLE;
        }
        return Change.NEW;
    }

    private static boolean isSameLine(Occurrence old, Occurrence occurrence) {
        SourceLocation one = old.origin().primary();
        SourceLocation other = occurrence.origin().primary();
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

    /**
     * Whether it is the same fault of an object that says the same, in a source that has another path now. Name and namespace
     * are those of the old one: in another namespace the same words are another power.
     *
     * @param old of a source that is gone
     */
    private boolean isMoved(Occurrence old, Occurrence occurrence) {
        Identity then = Identity.of(old.resource(), old.release());
        Identity now = Identity.of(occurrence.resource(), occurrence.release());
        return old.key().replace(start(old), start(occurrence)).equals(occurrence.key())
                && isSameContent(contentBefore.get(then), contentNow.get(now))
                && !releasesNow.contains(then.place())
                && !releasesBefore.contains(now.place());
    }

    /** The part of a key that says where it is; a release that is named after its source takes its name out of those in it. */
    private static String start(Occurrence occurrence) {
        ResourceId resource = occurrence.resource();
        return "|" + occurrence.release().source() + "|" + resource.kind() + "/"
                + FindingKey.named(resource.name(), occurrence.release()) + "|";
    }

    private static boolean isSameContent(@Nullable String one, @Nullable String other) {
        return one != null && !one.isEmpty() && one.equals(other);
    }
}
