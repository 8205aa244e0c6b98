package io.github.akspolicy.fix;

import io.github.akspolicy.configuration.ConfigurationException;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.fix.RenderedChanges.Change;
import io.github.akspolicy.fix.RenderedChanges.Difference;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether edits do what they are for and nothing else: their findings are gone from every environment, no finding and no
 * problem has come, and of all rendered manifests only fields have changed that findings which are gone meant to change, or
 * that follow from these.
 *
 * @param unstable asked only when something else than what is meant has changed
 */
record Proof(Snapshot before, Snapshot after, Unstable unstable) {
    /** Fields that differ whenever a chart is rendered, such as a generated password. */
    @FunctionalInterface
    interface Unstable {
        Set<Change> fields() throws Refusal, ConfigurationException;
    }

    /** What a policy says of a field of a resource in one environment. */
    private record Verdict(
            String policy,
            ReleaseId release,
            ResourceId resource,
            String key,
            Severity severity,
            @Nullable UnknownCause unknown) {
        @Override
        public String toString() {
            return policy + " on " + resource + " in " + release.environment();
        }
    }

    /**
     * Nothing when the edits are right.
     *
     * @throws Refusal with what speaks against it
     */
    void check(List<Finding> findings) throws Refusal, ConfigurationException {
        Set<String> problems = problems(after.evaluation());
        problems.removeAll(problems(before.evaluation()));
        for (String problem : problems) {
            throw new Refusal("it breaks the input: " + problem);
        }
        Map<Verdict, Occurrence> olds = verdicts(before.evaluation());
        Map<Verdict, Occurrence> news = verdicts(after.evaluation());
        for (Verdict verdict : news.keySet()) {
            // an entry that exempts what was mended is done with: no harm has come
            if (!olds.containsKey(verdict) && !isAboutExemptions(verdict.policy())) {
                throw new Refusal("it brings a new finding: " + verdict);
            }
        }
        for (Finding finding : findings) {
            for (Occurrence occurrence : finding.occurrences()) {
                if (news.containsKey(verdict(finding, occurrence))) {
                    throw new Refusal(
                            "the finding stays in " + occurrence.release().environment());
                }
            }
        }
        var gone = new ArrayList<Occurrence>();
        olds.forEach((verdict, occurrence) -> {
            if (!news.containsKey(verdict)) {
                gone.add(occurrence);
            }
        });
        var derived = new DerivedFields(gone.stream()
                .map(Occurrence::fix)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList());
        for (Difference difference : RenderedChanges.between(before.manifests(), after.manifests())) {
            Change change = difference.change();
            if (gone.stream().noneMatch(occurrence -> isMeant(occurrence, change))
                    && !derived.follows(difference)
                    && !unstable.fields().contains(change)) {
                throw new Refusal("it changes something else, too: " + change);
            }
        }
    }

    private static boolean isAboutExemptions(String policy) {
        return policy.startsWith(PolicyInfo.EXEMPTION_GROUP + "/");
    }

    private static boolean isMeant(Occurrence occurrence, Change change) {
        if (occurrence.fix() == null
                || !occurrence.release().equals(change.release())
                || !sameResource(occurrence.resource(), change.resource())) {
            return false;
        }
        List<Object> meant = Candidates.meant(occurrence.fix()).segments();
        List<Object> changed = change.path().segments();
        return startsWith(changed, meant) || isInstead(occurrence, changed);
    }

    /** Whether a change is at a place that stands for the field, as those of containers do for the pod's. */
    private static boolean isInstead(Occurrence occurrence, List<Object> changed) {
        DecidingValue decides = occurrence.origin().decidedBy();
        return decides != null
                && decides.instead().stream().map(FieldPath::segments).anyMatch(place -> startsWith(changed, place));
    }

    private static boolean startsWith(List<Object> path, List<Object> beginning) {
        return path.size() >= beginning.size()
                && path.subList(0, beginning.size()).equals(beginning);
    }

    /** The namespace of a release is not written in its manifests. */
    private static boolean sameResource(ResourceId one, ResourceId other) {
        return one.apiVersion().equals(other.apiVersion())
                && one.kind().equals(other.kind())
                && one.name().equals(other.name());
    }

    private static Set<String> problems(Evaluation evaluation) {
        var problems = new LinkedHashSet<String>();
        evaluation.problems().forEach(problem -> problems.add(problem.problem().message()));
        return problems;
    }

    private static Map<Verdict, Occurrence> verdicts(Evaluation evaluation) {
        var verdicts = new LinkedHashMap<Verdict, Occurrence>();
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                verdicts.put(verdict(finding, occurrence), occurrence);
            }
        }
        return verdicts;
    }

    private static Verdict verdict(Finding finding, Occurrence occurrence) {
        return new Verdict(
                finding.policy().id(),
                occurrence.release(),
                occurrence.resource(),
                occurrence.key(),
                finding.severity(),
                finding.unknown());
    }

    /** The findings of the first state that have no occurrence left in the second. */
    static List<Finding> gone(Evaluation before, Evaluation after) {
        Set<Verdict> left = new HashSet<>(verdicts(after).keySet());
        return before.findings().stream()
                .filter(finding -> finding.occurrences().stream()
                        .noneMatch(occurrence -> left.contains(verdict(finding, occurrence))))
                .toList();
    }
}
