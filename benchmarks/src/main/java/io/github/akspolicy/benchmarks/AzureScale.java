package io.github.akspolicy.benchmarks;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** What the joins between many resources of Azure cost, and how that grows. */
final class AzureScale {
    private static final Set<String> GROUPS = Set.of("cluster", "registry", "identity", "rbac");
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 3;

    private AzureScale() {}

    /**
     * The processor time, in nanoseconds, of reading and judging by all policies about clusters, registries, identities and
     * roles.
     *
     * @param scale see {@link AzureWorkload#of}
     */
    static long measure(int scale) {
        Release workload = AzureWorkload.of(scale);
        List<ActivePolicy> policies = ServiceLoader.load(PolicyProvider.class).stream()
                .flatMap(provider -> provider.get().policies().stream())
                .filter(policy -> GROUPS.contains(policy.info().group()))
                .map(ActivePolicy::of)
                .toList();
        return Measurement.medians(WARM_UP, ROUNDS, () -> judge(workload, policies, scale))[0];
    }

    private static void judge(Release workload, List<ActivePolicy> policies, int scale) {
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT, PodTemplates.KNOWN, ReadLimits.DEFAULT, 1)
                .evaluate(List.of(workload), Progress.NONE);
        // the reader of the whole cluster is a finding of each assignment: what is joined was read as what it is
        long readers = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("cluster/role-assignment-namespace-scope"))
                .count();
        long detached = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("registry/acr-attached"))
                .count();
        Ratios.expect(
                evaluation.problems().isEmpty() && readers == scale * AzureWorkload.RESOURCES / 9 && detached == 0,
                readers + " readers of whole clusters, " + detached + " detached registries");
    }
}
