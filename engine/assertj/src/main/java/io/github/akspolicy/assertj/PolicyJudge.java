package io.github.akspolicy.assertj;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.environment.Environment;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Suppression;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.report.FindingText;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a policy about a part of an environment: what it says is told in the words of its findings. */
record PolicyJudge(Environment environment) {
    /**
     * The policy of this id, from every provider on the class path.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Policy policy(String id) {
        List<Policy> known = ServiceLoader.load(PolicyProvider.class).stream()
                .flatMap(provider -> provider.get().policies().stream())
                .toList();
        return known.stream()
                .filter(policy -> policy.info().id().equals(id)
                        || policy.info().formerIds().contains(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown policy \"" + id + "\" on the class path: "
                        + DidYouMean.fix(
                                id,
                                known.stream().map(policy -> policy.info().id()).toList(),
                                "policies")));
    }

    /**
     * What is wrong, as lines; empty when the policy evaluated something and finds nothing that is open. What is exempt or in
     * the baseline is not a complaint; it is told behind those that are.
     *
     * @param within the resources asked about
     * @param occurs the occurrences asked about
     */
    List<String> complaints(Policy policy, BiPredicate<ReleaseId, ResourceId> within, Predicate<Occurrence> occurs) {
        Evaluation evaluation = environment.evaluate(List.of(ActivePolicy.of(policy)));
        var lines = new ArrayList<String>();
        var suppressed = new ArrayList<String>();
        evaluation.problems().forEach(problem -> lines.add("  " + problem.problem()));
        for (Finding finding : evaluation.findings()) {
            Finding here = narrow(finding, within, occurs);
            // the others are about the exemptions of other policies
            if (here == null || !here.policy().id().equals(policy.info().id())) {
                continue;
            }
            Suppression suppression = here.suppression();
            if (suppression == null) {
                lines.addAll(FindingText.lines(here));
            } else {
                suppressed.add("  not counted: " + FindingText.heading(here) + ": " + suppression.text());
            }
        }
        if (lines.isEmpty() && !judged(evaluation, policy, within)) {
            lines.add("  the policy " + policy.info().id() + " does not apply to it: nothing was evaluated");
        }
        if (!lines.isEmpty()) {
            lines.addAll(suppressed);
        }
        return lines;
    }

    private static @Nullable Finding narrow(
            Finding finding, BiPredicate<ReleaseId, ResourceId> within, Predicate<Occurrence> occurs) {
        List<Occurrence> here = finding.occurrences().stream()
                .filter(occurrence -> within.test(occurrence.release(), occurrence.resource()))
                .filter(occurs)
                .toList();
        return here.isEmpty() ? null : finding.in(here);
    }

    private static boolean judged(Evaluation evaluation, Policy policy, BiPredicate<ReleaseId, ResourceId> within) {
        for (ReleaseAccount account : evaluation.ledger().releases()) {
            var judged = account.policies().get(policy.info().id());
            for (int i = 0; judged != null && i < account.resources().size(); i++) {
                if (judged.judged(i)
                        && within.test(account.id(), account.resources().get(i).id())) {
                    return true;
                }
            }
        }
        return false;
    }
}
