package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.SourceLocation;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one evaluation of several. Each finding keeps the verdict of its own configuration; what two configurations
 * say of the same chart in the same words is said once.
 */
record Merging(List<Evaluation> parts) {
    Evaluation merged() {
        List<Finding> findings =
                all(Evaluation::findings).distinct().sorted(Grouping.FINDINGS).toList();
        List<ReleaseAccount> accounts = all(part -> part.ledger().releases())
                .sorted(Comparator.comparing(ReleaseAccount::id))
                .toList();
        var excerpts = new HashMap<SourceLocation, Excerpt>();
        parts.forEach(part -> excerpts.putAll(part.excerpts()));
        return new Evaluation(
                findings,
                problems(),
                missing(),
                new Ledger(accounts),
                policies(),
                thresholds(),
                excerpts,
                all(Evaluation::identities)
                        .distinct()
                        .sorted(IdentityChain.ORDER)
                        .toList(),
                comparison(),
                EvaluationContext.merge(parts.stream().map(Evaluation::context).toList()));
    }

    /** Modules of one build are compared with the same base. */
    private @Nullable Comparison comparison() {
        List<Comparison> all = parts.stream()
                .map(Evaluation::comparison)
                .filter(Objects::nonNull)
                .toList();
        if (all.isEmpty()) {
            return null;
        }
        Comparison first = all.get(0);
        return new Comparison(
                first.base(),
                first.commit(),
                first.onlyNew(),
                all.stream()
                        .flatMap(comparison -> comparison.fixed().stream())
                        .distinct()
                        .sorted(Grouping.FINDINGS)
                        .toList(),
                all.stream()
                        .flatMap(comparison -> comparison.incomparable().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private <T> Stream<T> all(Function<Evaluation, Collection<T>> part) {
        return parts.stream().map(part).flatMap(Collection::stream);
    }

    private List<InputProblem> problems() {
        Map<String, Problem> problems = new TreeMap<>();
        Map<String, SortedSet<ReleaseId>> releases = new TreeMap<>();
        all(Evaluation::problems).forEach(problem -> {
            String text = problem.problem().toString();
            problems.putIfAbsent(text, problem.problem());
            releases.computeIfAbsent(text, unused -> new TreeSet<>()).addAll(problem.releases());
        });
        return problems.entrySet().stream()
                .map(entry -> new InputProblem(
                        entry.getValue(), List.copyOf(Objects.requireNonNull(releases.get(entry.getKey())))))
                .toList();
    }

    private List<MissingInput> missing() {
        var byKind = new TreeMap<String, MissingInput>();
        all(Evaluation::missing)
                .forEach(input -> byKind.merge(
                        input.environment() + " " + input.kind(),
                        input,
                        (one, other) -> new MissingInput(
                                one.kind(),
                                one.environment(),
                                Stream.concat(one.gaps().stream(), other.gaps().stream())
                                        .distinct()
                                        .toList())));
        return byKind.values().stream().sorted(MissingInput.ORDER).toList();
    }

    private List<ActivePolicy> policies() {
        Map<String, ActivePolicy> policies = new LinkedHashMap<>();
        all(Evaluation::policies)
                .sorted(Comparator.comparing(ActivePolicy::id))
                .forEach(policy -> policies.putIfAbsent(policy.id(), policy));
        return List.copyOf(policies.values());
    }

    /** Only for display, since every finding knows already whether it fails: the strictest of all. */
    private Thresholds thresholds() {
        return parts.stream()
                .map(Evaluation::thresholds)
                .reduce((one, other) -> new Thresholds(
                        stricter(one.failOn(), other.failOn()),
                        stricter(one.unknown(), other.unknown()),
                        one.isInForce() && other.isInForce() && one.failOn() == other.failOn(),
                        one.isTolerant() && other.isTolerant()))
                .orElse(Thresholds.NONE);
    }

    private static @Nullable Severity stricter(@Nullable Severity one, @Nullable Severity other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAtLeast(other) ? other : one;
    }
}
