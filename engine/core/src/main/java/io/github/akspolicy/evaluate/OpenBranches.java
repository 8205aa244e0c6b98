package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Ledger.ReleaseAccount;
import io.github.akspolicy.source.DeploymentCondition;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The conditions of one chart that a deployment may decide otherwise than the render did: the branches that were not taken
 * were not judged. It fails nothing, unless the configuration requires {@code all-branches}.
 *
 * @param source the chart, relative to the repository
 * @param releases where it is rendered, sorted
 * @param conditions of all these releases, sorted; at least one
 */
public record OpenBranches(String source, List<ReleaseId> releases, List<DeploymentCondition> conditions) {
    private static final int SHOWN = 3;
    private static final String FIX =
            "render both states with \"variants: [install, upgrade]\" where they depend on release state only, decide"
                    + " the rest by values, or remove all-branches from \"require\"";

    public OpenBranches {
        releases = List.copyOf(releases);
        conditions = List.copyOf(conditions);
    }

    static List<OpenBranches> of(Ledger ledger) {
        Map<String, List<ReleaseAccount>> bySource = new TreeMap<>();
        for (ReleaseAccount release : ledger.releases()) {
            if (!release.conditions().isEmpty()) {
                bySource.computeIfAbsent(release.id().source(), source -> new ArrayList<>())
                        .add(release);
            }
        }
        var all = new ArrayList<OpenBranches>();
        bySource.forEach((source, releases) -> all.add(new OpenBranches(
                source,
                releases.stream().map(ReleaseAccount::id).sorted().distinct().toList(),
                List.copyOf(releases.stream()
                        .flatMap(release -> release.conditions().stream())
                        .collect(Collectors.toCollection(TreeSet::new))))));
        return List.copyOf(all);
    }

    /** Makes what the releases of one environment leave open a problem, where it is required. */
    static void require(List<ReleaseResult> releases, boolean isRequired) {
        for (ReleaseResult release : releases) {
            List<DeploymentCondition> open = release.conditions();
            if (isRequired && !open.isEmpty()) {
                var branches = new OpenBranches(
                        release.id().source(),
                        List.of(release.id()),
                        open.stream().sorted().toList());
                release.problem(new Problem(
                        "require: all-branches: " + branches.text(),
                        branches.conditions().get(0).at(),
                        FIX));
            }
        }
    }

    private static List<String> inputs(List<DeploymentCondition> conditions) {
        return conditions.stream()
                .flatMap(condition -> condition.inputs().stream())
                .sorted()
                .distinct()
                .map(input -> input.toString())
                .toList();
    }

    /** A line about each of a few charts, or one about many; harmless. */
    public static List<String> lines(List<OpenBranches> all) {
        if (all.size() <= SHOWN) {
            return all.stream().map(OpenBranches::line).toList();
        }
        List<DeploymentCondition> conditions = all.stream()
                .flatMap(one -> one.conditions().stream())
                .distinct()
                .toList();
        return List.of("branches not taken: in " + all.size() + " charts one side of " + count(conditions, "") + " on "
                + String.join(", ", inputs(conditions))
                + " was evaluated; the reports list them, and require: [all-branches] makes them fail");
    }

    /** The one line about the chart, harmless. */
    public String line() {
        return SafeText.line("branches not taken: " + text());
    }

    /** How many conditions depend on what, and the first places. */
    public String text() {
        List<DeploymentCondition> data =
                conditions.stream().filter(DeploymentCondition::secretData).toList();
        List<DeploymentCondition> others =
                conditions.stream().filter(condition -> !condition.secretData()).toList();
        String ofData = data.isEmpty()
                ? ""
                : count(data, others.isEmpty() ? "" : " more") + (data.size() == 1 ? " chooses" : " choose")
                        + " data of Secrets by " + String.join(", ", inputs(data));
        if (others.isEmpty()) {
            return source + ": " + ofData;
        }
        String shown =
                others.stream().limit(SHOWN).map(DeploymentCondition::toString).collect(Collectors.joining(", "));
        return source + ": one side of " + count(others, "") + " on " + String.join(", ", inputs(others))
                + " was evaluated: " + shown
                + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : "")
                + (ofData.isEmpty() ? "" : "; " + ofData);
    }

    private static String count(List<DeploymentCondition> conditions, String more) {
        return conditions.size() + more + (conditions.size() == 1 ? " condition" : " conditions");
    }
}
