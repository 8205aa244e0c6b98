package io.github.akspolicy.helm.failure;

import io.github.akspolicy.helm.execution.ExecutedRelease;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.exec.ExecutionException;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.exec.Limits;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The execution of a release that Helm refuses: where it ends, and for which values. */
final class FailedExecution implements Observer {
    /** Helm has needed too much for some of these charts already. */
    private static final Limits LIMITS = new Limits(20_000_000, 1_100, 128L << 20);

    private final Assumptions assumptions;

    /** What decided last, by the branch and by who called its template. */
    private final Map<Site, Value> conditions = new HashMap<>();

    /** The paths of values that templates asked for by themselves. */
    private final Set<String> reads = new HashSet<>();

    private String message = "";
    private @Nullable ExecutionException failure;
    private @Nullable Site gaveUp;

    private FailedExecution(Assumptions assumptions) {
        this.assumptions = assumptions;
    }

    /** Executes a release. */
    static FailedExecution of(ExecutedRelease release) {
        var execution = new FailedExecution(release.assumptions());
        try {
            release.execute(release.composed(), execution, path -> true);
        } catch (RenderException failed) {
            ExecutionException failure = failed.failure();
            execution.message = String.valueOf(failed.getMessage());
            execution.failure = failure == null ? null : failure.innermost();
        } catch (LimitException failed) {
            execution.gaveUp = failed.site();
        } catch (RuntimeException defect) {
            // of the executor: the line of the template, which Helm tells, stays
            return execution;
        }
        return execution;
    }

    @Override
    public Assumptions assumptions() {
        return assumptions;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public boolean branched(Node.Branch branch, Value value, @Nullable Site caller) {
        conditions.put(new Site(branch, caller), value);
        return value.isTrue();
    }

    @Override
    public void read(String map, String key, Node at, @Nullable Site caller) {
        reads.add(ValuesPath.child(map, key));
        int global = map.indexOf(".global");
        if (global >= 0) {
            // what a chart around sets is there, too
            reads.add(ValuesPath.child(map.substring(global + 1), key));
        }
    }

    /** The error with which it ended, in Helm's words; empty without one. */
    String message() {
        return message;
    }

    /** What it did not come beyond; null where it came to an end. */
    @Nullable
    Site gaveUp() {
        return gaveUp;
    }

    /** Whether it ended in a template. */
    boolean hasFailed() {
        return failure != null;
    }

    /** What could not be used like that. */
    Set<Source> failing() {
        var found = new LinkedHashSet<Source>();
        if (failure != null) {
            failure.about().forEach(value -> add(value, found));
        }
        return found;
    }

    /**
     * What decided that it ended, from the innermost template outwards: what the action was given, and the conditions around it. To
     * the first belong those around the texts of its message.
     */
    List<Set<Source>> deciding() {
        var levels = new ArrayList<Set<Source>>();
        if (failure == null) {
            return levels;
        }
        Set<Source> innermost = failing();
        Set<String> variables = variables(failure.node());
        around(failure.site()).forEach(condition -> {
            add(condition.getValue(), innermost);
            variables.addAll(variables(((Node.Branch) condition.getKey().node()).pipeline()));
        });
        Site caller = failure.site().caller();
        conditions(condition -> condition.getKey().caller() == caller
                        && taken(condition).stream().anyMatch(node -> isSetting(node, variables)))
                .forEach(condition -> add(condition.getValue(), innermost));
        for (Value value : failure.about()) {
            if (value.data() instanceof Text text) {
                text.pieces().stream()
                        .map(piece -> piece.mark().site())
                        .filter(Objects::nonNull)
                        .distinct()
                        .forEach(site -> around(site).forEach(condition -> add(condition.getValue(), innermost)));
            }
        }
        levels.add(innermost);
        for (Site site = failure.site().caller(); site != null; site = site.caller()) {
            var level = new LinkedHashSet<Source>();
            around(site).forEach(condition -> add(condition.getValue(), level));
            levels.add(level);
        }
        return levels;
    }

    /** The conditions around a node in its template, the nearest first. */
    private List<Map.Entry<Site, Value>> around(Site site) {
        return conditions(condition -> condition.getKey().caller() == site.caller()
                && taken(condition).stream().anyMatch(node -> node == site.node()));
    }

    private List<Map.Entry<Site, Value>> conditions(Predicate<Map.Entry<Site, Value>> wanted) {
        return conditions.entrySet().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(condition -> -condition.getKey().position()))
                .toList();
    }

    /** What was executed of a branch: one without {@code else} has nothing but its condition then. */
    private static Node taken(Map.Entry<Site, Value> condition) {
        Node.Branch branch = (Node.Branch) condition.getKey().node();
        return condition.getValue().isTrue()
                ? branch.then()
                : branch.otherwise() == null ? branch.pipeline() : branch.otherwise();
    }

    private static Set<String> variables(Node tree) {
        return tree.stream()
                .filter(Node.Variable.class::isInstance)
                .map(node -> ((Node.Variable) node).names().get(0))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether a node gives one of some variables another value. */
    private static boolean isSetting(Node node, Set<String> variables) {
        return node instanceof Node.Pipeline pipeline
                && pipeline.assigns()
                && pipeline.variables().stream()
                        .anyMatch(
                                variable -> variables.contains(variable.names().get(0)));
    }

    /** Of a mapping that is printed or compared as a whole, it is the mapping that the template speaks about. */
    private void add(Value value, Set<Source> found) {
        for (Source source : value.asked().all()) {
            found.add(source instanceof Source.Setting setting ? new Source.Setting(asked(setting.path())) : source);
        }
    }

    private String asked(String path) {
        String outer = ValuesPath.mapping(path);
        return reads.contains(path) || outer.isEmpty() ? path : asked(outer);
    }
}
