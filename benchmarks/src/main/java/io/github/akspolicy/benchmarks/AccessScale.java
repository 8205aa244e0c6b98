package io.github.akspolicy.benchmarks;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ManifestTexts;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.List;
import java.util.ServiceLoader;

/** What all policies of roles and bindings cost, escalation paths included, and how that grows. */
final class AccessScale {
    private static final int WARM_UP = 12;
    private static final int ROUNDS = 7;

    private AccessScale() {}

    /**
     * The result for one size.
     *
     * @param parsing processor time of parsing the files, in nanoseconds
     * @param judging that of judging them beyond parsing
     */
    record Result(long parsing, long judging) {
        double ratio() {
            return (double) judging / parsing;
        }
    }

    /** @param scale see {@link AccessWorkload#of} */
    static Result measure(int scale) {
        ManifestTexts workload = AccessWorkload.of(scale);
        List<ActivePolicy> policies = ServiceLoader.load(PolicyProvider.class).stream()
                .flatMap(provider -> provider.get().policies().stream())
                .filter(policy -> policy.info().group().equals("rbac"))
                .map(ActivePolicy::of)
                .toList();
        long[] times =
                Measurement.medians(WARM_UP, ROUNDS, () -> Ratios.read(workload), () -> judge(workload, policies));
        return new Result(times[0], Math.max(0, times[1] - times[0]));
    }

    private static void judge(ManifestTexts workload, List<ActivePolicy> policies) {
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT, PodTemplates.KNOWN, ReadLimits.DEFAULT, 1)
                .evaluate(List.of(workload), Progress.NONE);
        long ways = evaluation.findings().stream()
                .filter(finding -> finding.policy().id().equals("rbac/admin-equivalent-role"))
                .count();
        Ratios.expect(evaluation.problems().isEmpty() && ways > 100, ways + " escalation paths");
    }
}
