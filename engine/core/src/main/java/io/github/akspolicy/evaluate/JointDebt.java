package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.FileResult.Detection;
import io.github.akspolicy.evaluate.Ledger.JudgedResource;
import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.source.ChartLine.Reach;
import io.github.akspolicy.source.ManifestFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which findings of joint policies are the debt of third-party charts. The line of such a finding says nothing of its
 * cause: a role is granted by a binding elsewhere, a pod is open since a NetworkPolicy is gone. It is debt where the policy
 * says the same of the charts' own objects, both as they are here, so that nothing of the repository's adds to it, and as the
 * charts write them alone, so that nothing of the repository's takes anything away.
 */
final class JointDebt {
    private final Plan plan;
    private final Map<ReleaseResult, List<Claim>> claims = new LinkedHashMap<>();

    /** A finding whose line is a third-party chart's. */
    private record Claim(PlannedPolicy policy, Fact fact, int detection, Observation observation) {}

    /**
     * What is the same in two renders: lines and drawings are not.
     *
     * @param file the file that the resource is in
     */
    private record Said(
            String policy,
            String file,
            String kind,
            String name,
            String path,
            String message,
            @Nullable Severity severity,
            @Nullable UnknownCause unknown,
            @Nullable InputKind missing,
            String discriminator,
            List<String> steps) {}

    /** An object by its place, whatever its name. */
    private record Slot(String file, String kind) {}

    /** @param plan of the environment */
    JointDebt(Plan plan) {
        this.plan = plan;
    }

    /** @param detection its number in the release */
    void claim(ReleaseResult release, PlannedPolicy policy, Fact fact, int detection, Observation observation) {
        claims.computeIfAbsent(release, unused -> new ArrayList<>())
                .add(new Claim(policy, fact, detection, observation));
    }

    /** Gives the repository what is not debt. */
    void settle() {
        claims.forEach(this::settle);
    }

    private void settle(ReleaseResult release, List<Claim> claimed) {
        var indexes = CollectedFacts.ofThirdParty(release);
        Set<Said> alone = null;
        boolean isKnown = true;
        for (Claim claim : claimed) {
            Said said =
                    said(release, claim.fact().resource(), claim.policy().active(), claim.observation(), text -> text);
            Reach reach = Reach.CAUSED;
            if (isSaidOf(indexes, release, claim, said)) {
                if (alone == null) {
                    ReleaseResult result = alone(release);
                    isKnown = result != null;
                    alone = result == null ? Set.of() : said(result, renaming(result, release));
                }
                reach = !isKnown ? Reach.UNKNOWN : alone.contains(said) ? Reach.NONE : Reach.CAUSED;
            }
            if (reach != Reach.NONE) {
                release.redirect(
                        claim.detection(),
                        release.detections().get(claim.detection()).origin().reachedBy(reach));
            }
        }
    }

    /** Whether the policy says so where there is nothing but the objects of third-party charts. */
    private static boolean isSaidOf(CollectedFacts indexes, ReleaseResult release, Claim claim, Said said) {
        var judgement = new Collecting(
                claim.policy().active(), claim.fact().origins(), claim.fact().marked());
        try {
            JointEvaluation.evaluate(
                    claim.policy(),
                    claim.fact().value(),
                    claim.fact().reads(),
                    new DeclaredIndexes(claim.policy(), indexes),
                    judgement);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError broken) {
            // a policy may be a user's code; what it cannot say here is not said
            return false;
        }
        return judgement.observations().stream()
                .map(other ->
                        said(release, claim.fact().resource(), claim.policy().active(), other, text -> text))
                .anyMatch(said::equals);
    }

    /** What joint policies make of the charts alone; null when that cannot be told. */
    private @Nullable ReleaseResult alone(ReleaseResult release) {
        List<ManifestFile> files = release.release().thirdParty().alone();
        if (files == null) {
            return null;
        }
        Plan joint = plan.ofJointPolicies();
        var result = new ReleaseResult(release.release(), joint, release.limits());
        files.forEach(file -> result.add(
                FileEvaluation.evaluate(file, joint, release.release().namespace(), release.limits())));
        new JointEvaluation(joint, List.of(result), List.of()).evaluate();
        return result.problems().isEmpty() ? result : null;
    }

    private static Set<Said> said(ReleaseResult alone, UnaryOperator<String> renaming) {
        Set<Said> said = new HashSet<>();
        for (Detection detection : alone.detections()) {
            said.add(said(alone, detection.resource(), detection.policy(), detection.observation(), renaming));
        }
        return said;
    }

    private static Said said(
            ReleaseResult release,
            int resource,
            ActivePolicy policy,
            Observation observation,
            UnaryOperator<String> renaming) {
        JudgedResource judged = release.resource(resource);
        return new Said(
                policy.id(),
                release.file(resource),
                judged.id().kind(),
                renaming.apply(judged.id().name()),
                observation.at().path().toString(),
                renaming.apply(observation.message()),
                observation.severity(),
                observation.unknown(),
                observation.missing(),
                renaming.apply(observation.discriminator()),
                observation.steps().stream().map(Step::message).map(renaming).toList());
    }

    /** Gives objects of a render the names that values gave them in another one. */
    private static UnaryOperator<String> renaming(ReleaseResult alone, ReleaseResult used) {
        Map<Slot, List<String>> here = names(used, used::isThirdParty);
        Map<String, String> renamed = new HashMap<>();
        Set<String> taken = here.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        names(alone, resource -> true).forEach((slot, names) -> {
            List<String> others = here.getOrDefault(slot, List.of());
            for (int i = 0; i < names.size() && names.size() == others.size(); i++) {
                if (!taken.contains(names.get(i))) {
                    // two new names of one are none: what is said of either stays said of another object
                    renamed.merge(names.get(i), others.get(i), (one, other) -> one.equals(other) ? one : "");
                }
            }
        });
        renamed.values().remove("");
        if (renamed.isEmpty()) {
            return text -> text;
        }
        Pattern names = Pattern.compile(renamed.keySet().stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")));
        return text -> names.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(renamed.getOrDefault(found.group(), found.group())));
    }

    private static Map<Slot, List<String>> names(ReleaseResult release, IntPredicate counted) {
        Map<Slot, List<String>> names = new LinkedHashMap<>();
        for (int i = 0; i < release.resources().size(); i++) {
            if (counted.test(i)) {
                names.computeIfAbsent(
                                new Slot(
                                        release.file(i),
                                        release.resource(i).id().kind()),
                                unused -> new ArrayList<>())
                        .add(release.resource(i).id().name());
            }
        }
        return names;
    }
}
