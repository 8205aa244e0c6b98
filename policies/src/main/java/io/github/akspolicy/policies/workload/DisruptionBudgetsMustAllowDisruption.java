package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.LOW;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.workload.DisruptionBudget.Amount;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.UnknownCause;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every upgrade of AKS drains nodes: a budget that never lets a pod go makes it fail after its timeout. */
final class DisruptionBudgetsMustAllowDisruption extends BuiltInEnvironmentPolicy<Disruption> {
    private static final String NEVER = ": no pod may ever be evicted";
    private static final Parameter<Boolean> REQUIRE =
            Parameter.flag("requirePdb", false, "whether each workload with two or more replicas must have a budget");
    private static final Parameter<Boolean> REQUIRE_PODS = Parameter.flag(
            "requirePods",
            true,
            "whether a budget must select pods of the sources: false where an operator creates them");
    private static final Parameter<Boolean> REQUIRE_AMOUNT = Parameter.flag(
            "requireAmount", true, "whether a budget must have minAvailable or maxUnavailable: no pod goes without");
    private static final Parameter<Boolean> ALWAYS_ALLOW = Parameter.flag(
            "requireAlwaysAllow",
            true,
            "whether unhealthyPodEvictionPolicy must be AlwaysAllow; a finding has severity info");

    DisruptionBudgetsMustAllowDisruption() {
        super(
                WorkloadFacts.DISRUPTIONS,
                Set.of(WorkloadFacts.REPLICAS, WorkloadFacts.AUTOSCALERS, WorkloadFacts.DISRUPTION_BUDGETS),
                policy("workload/pod-disruption-budget", LOW, "PodDisruptionBudgets must allow disruption")
                        .fix("set maxUnavailable: 1, and run more than one replica")
                        .parameters(REQUIRE, REQUIRE_PODS, REQUIRE_AMOUNT, ALWAYS_ALLOW));
    }

    @Override
    public void evaluate(Disruption fact, Indexes indexes, Judgement judgement) {
        if (fact instanceof DisruptionBudget budget) {
            evaluate(budget, indexes, judgement);
        } else if (fact instanceof Replicas workload && judgement.get(REQUIRE)) {
            Long count = workload.atLeast(indexes);
            if (count != null && count > 1 && !isProtected(workload, indexes)) {
                judgement.fail(workload.place(), "no PodDisruptionBudget selects these " + count + " replicas");
            }
        }
    }

    private static boolean isProtected(Replicas workload, Indexes indexes) {
        return indexes
                .get(
                        WorkloadFacts.DISRUPTION_BUDGETS,
                        Optional.ofNullable(workload.id().namespace()))
                .stream()
                .map(DisruptionBudget::selector)
                .anyMatch(selector -> selector != null && selector.matches(workload.podLabels()));
    }

    private static void evaluate(DisruptionBudget budget, Indexes indexes, Judgement judgement) {
        Amount stay = budget.minAvailable();
        Amount go = budget.maxUnavailable();
        if (stay != null && go != null) {
            judgement.fail(stay.place(), "minAvailable and maxUnavailable are set: only one may be");
        }
        if (stay == null && go == null && judgement.get(REQUIRE_AMOUNT)) {
            judgement.fail(budget.amountPlace(), "neither minAvailable nor maxUnavailable is set" + NEVER);
        }
        if (go != null && go.value() <= 0) {
            judgement.fail(go.place(), "maxUnavailable is " + go.text() + NEVER);
        }
        if (stay != null && stay.isPercentage() && stay.value() >= 100) {
            judgement.fail(stay.place(), "minAvailable is " + stay.text() + NEVER);
        } else {
            compare(budget, stay, indexes, judgement);
        }
        String unhealthy = budget.unhealthyPodEvictionPolicy();
        if (judgement.get(ALWAYS_ALLOW) && !unhealthy.equals("AlwaysAllow")) {
            String words = unhealthy.isEmpty() ? "not set, which means IfHealthyBudget" : "not AlwaysAllow";
            judgement.add(Observation.violation(budget.unhealthyPlace(), "unhealthyPodEvictionPolicy is " + words, "")
                    .withSeverity(Severity.INFO));
        }
    }

    private static void compare(DisruptionBudget budget, @Nullable Amount stay, Indexes indexes, Judgement judgement) {
        List<Replicas> selected = budget.selector() == null
                ? List.of()
                : Replicas.selected(budget.namespace(), budget.selector(), indexes);
        if (selected.isEmpty() && judgement.get(REQUIRE_PODS)) {
            if (budget.selector() == null) {
                judgement.fail(budget.selectorPlace(), "selector is not set, which means no pod");
            } else {
                judgement.unknown(
                        budget.selectorPlace(), InputKind.WORKLOADS, "the pods that selector means are in no source");
            }
        }
        if (stay == null || selected.isEmpty() || !selected.stream().allMatch(Replicas::isReplicated)) {
            return;
        }
        long pods = 0;
        for (Replicas workload : selected) {
            Long count = workload.atLeast(indexes);
            if (count == null) {
                judgement.unknown(
                        stay.place(),
                        UnknownCause.VALUE,
                        "the number of replicas of " + workload.id() + " is not known");
                return;
            }
            pods += count;
        }
        if (pods > 0 && stay.of(pods) >= pods) {
            judgement.fail(stay.place(), "minAvailable is " + stay.text() + " of " + pods + NEVER);
        }
    }
}
