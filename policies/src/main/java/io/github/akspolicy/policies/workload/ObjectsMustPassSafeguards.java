package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.cluster.Safeguards;
import io.github.akspolicy.policies.pod.PodSecurityAdmission;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Policy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an enforced safeguard finds never runs: better to know it before the deployment than by it. */
final class ObjectsMustPassSafeguards extends BuiltInEnvironmentPolicy<SafeguardVerdict> {
    /** @param safeguards the policies that say what safeguards refuse */
    ObjectsMustPassSafeguards(List<Policy> safeguards) {
        super(
                new Index<>(
                        "objects at admission",
                        resource -> SafeguardVerdict.of(resource, safeguards),
                        SafeguardVerdict::namespace),
                reads(safeguards),
                policy(
                                "workload/safeguards-admission",
                                HIGH,
                                "Objects must pass the deployment safeguards that their cluster enforces")
                        .fix("fix what the message names, or exclude the namespace from the safeguards")
                        .parameters(PodSecurityAdmission.SERVER_VERSION)
                        .in(RECOMMENDED));
    }

    private static Set<Index<?, ?>> reads(List<Policy> safeguards) {
        return Stream.concat(
                        Safeguards.READS.stream(),
                        safeguards.stream()
                                .filter(EnvironmentPolicy.class::isInstance)
                                .flatMap(policy -> ((EnvironmentPolicy<?>) policy).reads().stream()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void evaluate(SafeguardVerdict object, Indexes indexes, Judgement judgement) {
        // a cluster of which nothing is known has none: AKS turns them on when asked, and in AKS Automatic
        List<Safeguards> all = indexes.derive(Safeguards.ALL);
        if (all.isEmpty() || all.stream().anyMatch(safeguards -> safeguards.letsIn(object.namespace()))) {
            return;
        }
        Safeguards safeguards = all.size() == 1 ? all.get(0) : Safeguards.UNKNOWN;
        List<Observation> refused = object.question().ask(safeguards, indexes, judgement);
        if (!refused.isEmpty() && !safeguards.isKnown()) {
            judgement.unknown(
                    refused.get(0).at(), InputKind.CLUSTERS, "the safeguards' refusals are not in the cluster's files");
            return;
        }
        refused.forEach(observation -> judgement.add(observation.withMessage(
                observation.message() + " (the deployment safeguards that the cluster enforces refuse it)")));
    }
}
