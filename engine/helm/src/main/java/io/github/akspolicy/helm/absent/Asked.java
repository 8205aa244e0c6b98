package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.execution.SharedValuesException;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Value;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values the templates of an execution ask for, there or not, and what conditions compare them with. */
final class Asked implements Observer {
    private final Assumptions assumptions;
    private final Map<String, Set<Site>> reads = new LinkedHashMap<>();
    private final Set<Site> branches = new LinkedHashSet<>();
    private final Map<String, Set<Object>> constants = new HashMap<>();
    /** What decided conditions, loops and choices. */
    private final List<Sources> deciding = new ArrayList<>();

    private final Set<String> changing = new HashSet<>();
    private String file = "";
    private long steps;

    private final Comparisons comparisons;
    private final boolean mayChange;
    private final boolean needsChecksums;

    /**
     * @param comparisons those of the chart, whose texts are read once for all executions
     * @param mayChange whether the values are those of this execution alone
     * @param needsChecksums whether these are computed
     */
    Asked(Assumptions assumptions, Comparisons comparisons, boolean mayChange, boolean needsChecksums) {
        this.needsChecksums = needsChecksums;
        this.mayChange = mayChange;
        this.assumptions = assumptions;
        this.comparisons = comparisons;
    }

    /** The keys in the values of the chart that is rendered, in the order in which they are asked for. */
    List<List<Object>> keys() {
        var keys = new ArrayList<List<Object>>();
        reads.keySet().forEach(path -> keys.add(ValuesPath.segments(path)));
        return keys;
    }

    /** Where each path of the values is asked for. */
    Map<String, Set<Site>> reads() {
        return reads;
    }

    /** The conditions and loops that were reached. */
    Set<Site> branches() {
        return branches;
    }

    /** What conditions compare values with, by the key of the value. */
    Map<List<Object>, Set<Object>> constants() {
        var byKey = new LinkedHashMap<List<Object>, Set<Object>>();
        constants.forEach((path, compared) -> byKey.put(ValuesPath.segments(path), compared));
        return byKey;
    }

    /** Where the values come from that conditions, loops and functions that choose have looked at. */
    List<Sources> deciding() {
        return deciding;
    }

    /** The files whose templates change what they have not made, such as the values. */
    Set<String> changing() {
        return changing;
    }

    @Override
    public void began(String name) {
        file = name;
    }

    /** What the execution took. */
    long steps() {
        return steps;
    }

    @Override
    public void ended(long steps) {
        this.steps = steps;
    }

    @Override
    public Assumptions assumptions() {
        return assumptions;
    }

    @Override
    public boolean needsChecksums() {
        return needsChecksums;
    }

    @Override
    public void changed() {
        if (!mayChange) {
            throw new SharedValuesException();
        }
        changing.add(file);
    }

    @Override
    public void read(String map, String key, Node at, @Nullable Site caller) {
        reads.computeIfAbsent(ValuesPath.child(map, key), path -> new LinkedHashSet<>())
                .add(new Site(at, caller));
    }

    @Override
    public boolean branched(Node.Branch branch, Value value, @Nullable Site caller) {
        branches.add(new Site(branch, caller));
        deciding.add(value.sources());
        Set<Object> compared = comparisons.of(branch);
        if (!compared.isEmpty()) {
            for (Source source : value.sources().all()) {
                if (source instanceof Source.Setting setting) {
                    constants
                            .computeIfAbsent(setting.path(), path -> new LinkedHashSet<>())
                            .addAll(compared);
                } else if (source instanceof Source.Absent absent) {
                    constants
                            .computeIfAbsent(absent.path(), path -> new LinkedHashSet<>())
                            .addAll(compared);
                }
            }
        }
        return value.isTrue();
    }

    @Override
    public void chose(Node call, Value value, @Nullable Site caller) {
        deciding.add(value.sources());
    }
}
