package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.execution.SharedValuesException;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.template.exec.Observer;
import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.value.Assumptions;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.ValuesPath;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which templates ask for which values, so that only those are executed with others that may refuse them. One that hands all values
 * on, as {@code toYaml .Values} does, is not among them: what is named in the end is confirmed by a render of all.
 */
final class Readers implements Observer {
    private final Assumptions assumptions;
    private final Map<String, Set<List<Object>>> keys = new HashMap<>();
    private Set<List<Object>> own = new LinkedHashSet<>();

    Readers(Assumptions assumptions) {
        this.assumptions = assumptions;
    }

    @Override
    public Assumptions assumptions() {
        return assumptions;
    }

    @Override
    public void changed() {
        throw new SharedValuesException();
    }

    @Override
    public void began(String name) {
        own = new LinkedHashSet<>();
        keys.put(name, own);
    }

    @Override
    public void read(String map, String key, Node at, @Nullable Site caller) {
        own.add(ValuesPath.segments(ValuesPath.child(map, key)));
    }

    /** Whether a template may write something else, or refuse, with changes. */
    boolean mayLookAt(String template, Map<String, @Nullable Object> changes, RenderedChart chart) {
        Set<List<Object>> asked = keys.get(template);
        return asked == null || asked.stream().anyMatch(key -> isChanged(key, changes, asked, chart));
    }

    private static boolean isChanged(
            List<Object> read, Map<String, @Nullable Object> changes, Set<List<Object>> asked, RenderedChart chart) {
        List<Object> key = chart.rootKey(read);
        Object at = changes;
        for (Object segment : key) {
            if (!(at instanceof Map<?, ?> map)) {
                return true;
            }
            if (!map.containsKey(segment)) {
                return false;
            }
            at = map.get(segment);
        }
        // a mapping that has entries, and is asked for one that does not change, is what it was
        return !(at instanceof Map)
                || !(chart.value(chart.root(), key) instanceof Map<?, ?> held && !held.isEmpty())
                || asked.stream()
                        .noneMatch(other -> other.size() > read.size()
                                && other.subList(0, read.size()).equals(read));
    }
}
