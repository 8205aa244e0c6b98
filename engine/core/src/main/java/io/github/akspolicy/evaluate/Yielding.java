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
 * wildcard includes. No severity is lost: the finding that stays is as grave as the gravest that yields to it.
 */
final class Yielding {
    /** An item of a list of a resource, as one policy sees it. */
    private record Item(int resource, FieldPath path, String policyId) {}

    private final Map<Item, List<Integer>> places = new HashMap<>();
    private final List<@Nullable Detection> detections;
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
            if (detection != null && isReportedByAnother(detection, release.id().environment())) {
                detections.set(i, null);
            }
        }
    }

    /**
     * The detections of a release that are findings of their own, in their order.
     *
     * @param isTreatedAlike whether the same suppresses two of them: what is open must not yield to what is exempt, frozen in the
     *     baseline or third-party debt
     */
    static List<Detection> kept(ReleaseResult release, BiPredicate<Detection, Detection> isTreatedAlike) {
        boolean yields = release.detections().stream()
                .anyMatch(detection -> !detection.policy().policy().yieldsTo().isEmpty());
        return yields
                ? new Yielding(release, isTreatedAlike)
                        .detections.stream().filter(Objects::nonNull).toList()
                : release.detections();
    }

    private boolean isReportedByAnother(Detection detection, String environment) {
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
                    return true;
                }
            }
        }
        return false;
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
