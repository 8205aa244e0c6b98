package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what a broader policy reports of the same item: a rule with a wildcard is one finding, not one for each power that the
 * wildcard includes. No severity is lost: the finding that stays is as grave as the gravest that yields to it. What yields is
 * handed over with it: a baseline must hold it, too, since what is open yields to nothing that is frozen.
 */
final class Yielding {
    /** An item of a list of a resource, as one policy sees it. */
    private record Item(int resource, FieldPath path, String policyId) {}

    /**
     * A detection that is a finding of its own.
     *
     * @param yielding the detections that are left out because of it
     */
    record Kept(Detection detection, List<Detection> yielding) {}

    private final Map<Item, List<Integer>> places = new HashMap<>();
    private final List<@Nullable Detection> detections;
    private final Map<Integer, List<Detection>> yielding = new HashMap<>();
    private final BiPredicate<Detection, Detection> isTreatedAlike;

    private Yielding(ReleaseResult release, BiPredicate<Detection, Detection> isTreatedAlike) {
        this.isTreatedAlike = isTreatedAlike;
        detections = new ArrayList<>(release.detections());
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = Objects.requireNonNull(detections.get(i));
            places.computeIfAbsent(item(detection, detection.policy().id()), item -> new ArrayList<>(1))
                    .add(i);
        }
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = detections.get(i);
            Integer other =
                    detection == null ? null : reporting(detection, release.id().environment());
            if (detection != null && other != null) {
                detections.set(i, null);
                var behind = yielding.computeIfAbsent(other, unused -> new ArrayList<>());
                behind.add(detection);
                behind.addAll(Objects.requireNonNullElse(yielding.remove(i), List.of()));
            }
        }
    }

    /**
     * The detections of a release that are findings of their own, in their order.
     *
     * @param isTreatedAlike whether the same suppresses two of them: what is open must not yield to what is exempt, frozen in the
     *     baseline or third-party debt
     */
    static List<Kept> kept(ReleaseResult release, BiPredicate<Detection, Detection> isTreatedAlike) {
        boolean yields = release.detections().stream()
                .anyMatch(detection -> !detection.policy().policy().yieldsTo().isEmpty());
        return yields
                ? new Yielding(release, isTreatedAlike).kept()
                : release.detections().stream()
                        .map(detection -> new Kept(detection, List.of()))
                        .toList();
    }

    private List<Kept> kept() {
        var kept = new ArrayList<Kept>();
        for (int i = 0; i < detections.size(); i++) {
            Detection detection = detections.get(i);
            if (detection != null) {
                kept.add(new Kept(detection, yielding.getOrDefault(i, List.of())));
            }
        }
        return kept;
    }

    /** The number of the detection that this one yields to, which becomes as grave; null when it stays. */
    private @Nullable Integer reporting(Detection detection, String environment) {
        Policy policy = detection.policy().policy();
        for (String broader : policy.yieldsTo()) {
            for (int place : places.getOrDefault(item(detection, broader), List.of())) {
                Detection other = detections.get(place);
                if (other != null
                        && isAsStrict(other.policy(), detection.policy(), environment)
                        && Objects.equals(
                                other.observation().unknown(),
                                detection.observation().unknown())
                        && isTreatedAlike.test(other, detection)) {
                    detections.set(place, asGraveAs(detection, other));
                    return place;
                }
            }
        }
        return null;
    }

    /** A finding that only reports must not take the place of one that fails. */
    private static boolean isAsStrict(ActivePolicy broader, ActivePolicy policy, String environment) {
        return Objects.equals(
                broader.enforcement().get(environment), policy.enforcement().get(environment));
    }

    private static Detection asGraveAs(Detection yielding, Detection staying) {
        Severity severity = severity(yielding);
        return severity.compareTo(severity(staying)) >= 0
                ? staying
                : new Detection(
                        staying.resource(),
                        staying.policy(),
                        staying.observation().withSeverity(severity),
                        staying.origin(),
                        staying.steps(),
                        staying.diagram());
    }

    private static Severity severity(Detection detection) {
        Severity own = detection.observation().severity();
        return own == null ? detection.policy().severity() : own;
    }

    /** The outermost item of a list that the field is in; the field itself when it is in none. */
    private static Item item(Detection detection, String policyId) {
        FieldPath path = detection.observation().at().path();
        FieldPath item = path;
        for (FieldPath part = path; part != null; part = part.parent()) {
            if (part.lastIndex() >= 0) {
                item = part;
            }
        }
        return new Item(detection.resource(), item, policyId);
    }
}
