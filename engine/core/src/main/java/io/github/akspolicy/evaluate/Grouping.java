package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.MissingInput.Gap;
import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.identity.EntraDirectory;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.source.ChartLine;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes findings of detections, once: what one line of one file makes wrong is one finding, whether it shows in three
 * environments or in sixty services that share a library template.
 */
final class Grouping {
    static final Comparator<Occurrence> OCCURRENCES = Comparator.comparing(Occurrence::release)
            .thenComparing(Occurrence::resource)
            .thenComparing(Occurrence::fieldPath);
    /** The order of findings in an evaluation: those about the gate, since it decides on all others; severity, then place. */
    static final Comparator<Finding> FINDINGS = Comparator.comparing((Finding finding) -> !finding.isAboutGate())
            .thenComparing(Finding::severity)
            .thenComparing(Finding::location)
            .thenComparing(finding -> finding.policy().id())
            .thenComparing(Finding::message)
            .thenComparing(Finding::key);

    private final Thresholds thresholds;
    private final Redaction redaction;
    private final Suppressions suppressions;
    private final Surroundings surroundings;
    private final Map<String, Optional<EntraDirectory>> directories = new HashMap<>();
    private final Map<MissingKind, List<Gap>> gaps = new LinkedHashMap<>();

    Grouping(Thresholds thresholds, Redaction redaction, Suppressions suppressions, Surroundings surroundings) {
        this.thresholds = thresholds;
        this.redaction = redaction;
        this.suppressions = suppressions;
        this.surroundings = surroundings;
    }

    /** What no source supplies, once {@link #group} has run. */
    List<MissingInput> missing() {
        return gaps.entrySet().stream()
                .map(entry ->
                        new MissingInput(entry.getKey().kind(), entry.getKey().environment(), entry.getValue()))
                .sorted(MissingInput.ORDER)
                .toList();
    }

    /**
     * What makes two detections one finding.
     *
     * @param line a {@link SourceLocation}, or a {@link ChartLine}
     */
    private record Cause(
            String policyId,
            Object line,
            Severity severity,
            @Nullable UnknownCause unknown,
            String discriminator,
            @Nullable Suppression suppression) {}

    private record MissingKind(InputKind kind, String environment) {}

    private static final class Group {
        private final ActivePolicy policy;
        private final String message;
        private boolean required;
        private final List<Occurrence> occurrences = new ArrayList<>();
        private final List<ReleaseResult> owners = new ArrayList<>();
        private final List<Detection> detections = new ArrayList<>();

        private Group(ActivePolicy policy, String message) {
            this.policy = policy;
            this.message = message;
        }
    }

    List<Finding> group(List<ReleaseResult> releases) {
        Map<Cause, Group> groups = new LinkedHashMap<>();
        var elsewhere = new PassingEnvironments(releases);
        for (ReleaseResult release : releases) {
            for (Yielding.Kept kept : Yielding.kept(release, (one, other) -> isTreatedAlike(release, one, other))) {
                Detection detection = kept.detection();
                if (isGap(release, detection)) {
                    gap(release, detection);
                } else {
                    add(groups, release, kept);
                    elsewhere.want(release, detection);
                }
            }
        }
        elsewhere.locate();
        var findings = new ArrayList<Finding>();
        groups.forEach((cause, group) -> findings.add(finding(cause, group, elsewhere)));
        findings.sort(FINDINGS);
        return findings;
    }

    private boolean isTreatedAlike(ReleaseResult release, Detection one, Detection other) {
        return Objects.equals(provided(release, one.origin()), provided(release, other.origin()))
                && Objects.equals(
                        suppressions.of(occurrence(release, one), one.policy()),
                        suppressions.of(occurrence(release, other), other.policy()));
    }

    /** Whether something is missing that nothing requires: it is told once for all resources. */
    private boolean isGap(ReleaseResult release, Detection detection) {
        InputKind kind = detection.observation().missing();
        return kind != null && !surroundings.requires(release.id().environment(), kind);
    }

    private void gap(ReleaseResult release, Detection detection) {
        InputKind kind = Objects.requireNonNull(detection.observation().missing());
        release.judge(detection.resource(), detection.policy(), Verdict.UNKNOWN);
        gaps.computeIfAbsent(new MissingKind(kind, release.id().environment()), key -> new ArrayList<>())
                .add(new Gap(
                        release.id(),
                        release.resource(detection.resource()).id(),
                        detection.policy().id(),
                        redaction.apply(detection.observation().message())));
    }

    private void add(Map<Cause, Group> groups, ReleaseResult release, Yielding.Kept kept) {
        Detection detection = kept.detection();
        Observation observation = detection.observation();
        String provided = provided(release, detection.origin());
        UnknownCause unknown = provided == null ? observation.unknown() : UnknownCause.INPUT;
        Occurrence occurrence = occurrence(release, detection);
        Suppression suppression = suppressions.of(occurrence, detection.policy());
        release.judge(detection.resource(), detection.policy(), verdict(unknown, suppression));
        Severity stated = observation.severity() == null ? detection.policy().severity() : observation.severity();
        // the configuration says that the pipeline supplies it: there is nothing to fix here
        Severity severity = provided == null ? stated : Severity.INFO;
        String message = provided == null
                ? observation.message()
                : observation.message() + "; " + provided + " is provided at deployment";
        var cause = new Cause(
                detection.policy().id(),
                line(detection.origin()),
                severity,
                unknown,
                observation.discriminator(),
                redacted(suppression));
        Group group = groups.computeIfAbsent(cause, unused -> new Group(detection.policy(), text(release, message)));
        group.occurrences.add(occurrence.withYielding(kept.yielding().stream()
                .map(narrower -> FindingKey.of(release, narrower, redaction))
                .distinct()
                .sorted()
                .toList()));
        group.required |= observation.missing() != null && unknown == UnknownCause.INPUT;
        group.owners.add(release);
        group.detections.add(detection);
    }

    /** Without secrets, and with the names of people and groups. */
    private String text(ReleaseResult release, String message) {
        String safe = redaction.apply(message);
        return directories
                .computeIfAbsent(release.id().environment(), surroundings::directory)
                .map(directory -> directory.named(safe))
                .orElse(safe);
    }

    private LocatedStep step(ReleaseResult release, LocatedStep step) {
        return new LocatedStep(text(release, step.message()), step.at());
    }

    private static Verdict verdict(@Nullable UnknownCause unknown, @Nullable Suppression suppression) {
        if (suppression != null) {
            return switch (suppression.type()) {
                case EXEMPTION -> Verdict.EXEMPT;
                case BASELINE -> Verdict.BASELINED;
                case VENDOR -> Verdict.VENDOR;
            };
        }
        return unknown == null ? Verdict.FAIL : Verdict.UNKNOWN;
    }

    private @Nullable Suppression redacted(@Nullable Suppression suppression) {
        return suppression == null ? null : suppression.redacted(redaction::apply);
    }

    /** The provided values key that made the value, or null when none did. */
    private static @Nullable String provided(ReleaseResult release, Origin origin) {
        List<String> provided = release.release().provided();
        for (String key : origin.valuesKeys()) {
            if (provided.contains(key)) {
                return key;
            }
        }
        return null;
    }

    private Occurrence occurrence(ReleaseResult release, Detection detection) {
        ResourceId resource = release.resource(detection.resource()).id();
        Observation observation = detection.observation();
        FieldPath path = observation.at().path();
        return new Occurrence(
                release.id(),
                resource,
                container(path),
                path.toString(),
                observation.at().isWritten(),
                detection.origin(),
                FindingKey.of(release, detection, redaction),
                observation.fix(),
                detection.steps().stream().map(step -> step(release, step)).toList(),
                detection.diagram() == null
                        ? null
                        : detection.diagram().map(step -> step(release, step), words -> text(release, words)),
                List.of());
    }

    private static @Nullable String container(FieldPath path) {
        for (FieldPath part = path; part != null; part = part.parent()) {
            FieldPath list = part.parent();
            if (part.lastIndex() < 0 || list == null) {
                continue;
            }
            for (Container.Type type : Container.Type.values()) {
                if (list.lastField().equals(type.field())) {
                    String name = part.itemName();
                    return type.words() + " " + (name == null ? "#" + part.lastIndex() : name);
                }
            }
        }
        return null;
    }

    /** The line to edit: one of a chart that several releases share is the same, wherever the copies of the chart lie. */
    private static Object line(Origin origin) {
        DecidingValue decides = origin.decidedBy();
        if (decides != null && decides.isTopLevel()) {
            // all keys that a file has no block for stand on its first line, and each is an edit of its own
            return List.<Object>of(origin.primary(), decides.missing().get(0));
        }
        ChartLine shared = origin.chart();
        return shared == null || !shared.isShared() ? origin.primary() : shared;
    }

    private Finding finding(Cause cause, Group group, PassingEnvironments elsewhere) {
        List<Occurrence> occurrences =
                group.occurrences.stream().sorted(OCCURRENCES).distinct().toList();
        return new Finding(
                group.policy.info(),
                cause.severity(),
                cause.unknown(),
                group.message,
                occurrences,
                elsewhere.of(group.owners, group.detections),
                cause.suppression(),
                null,
                cause.suppression() == null
                        && occurrences.stream().anyMatch(occurrence -> fails(cause, group, occurrence)));
    }

    private boolean fails(Cause cause, Group group, Occurrence occurrence) {
        Enforcement enforcement =
                group.policy.enforcement().get(occurrence.release().environment());
        return group.required
                ? thresholds.failsRequired(enforcement)
                : thresholds.fails(cause.severity(), cause.unknown(), enforcement);
    }
}
