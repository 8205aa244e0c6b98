package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The facts of all releases of an environment. An index is sorted when somebody looks something up in it. */
final class CollectedFacts implements Indexes {
    private final List<ReleaseResult> releases;
    private final Map<Index<?>, Map<Object, List<Object>>> byKey = new HashMap<>();
    private final Map<Index<?>, List<Object>> all = new HashMap<>();
    private final Map<Derivation<?>, Object> derived = new IdentityHashMap<>();

    /** @param releases of one environment; none for one that is not known yet, whose facts several threads may ask for */
    CollectedFacts(List<ReleaseResult> releases) {
        this.releases = releases;
    }

    @Override
    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    public <F> List<F> all(Index<F> index) {
        if (releases.isEmpty()) {
            return List.of();
        }
        return (List<F>) all.computeIfAbsent(index, this::collect);
    }

    @Override
    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    public <F> List<F> get(Index<F> index, Object key) {
        if (releases.isEmpty()) {
            return List.of();
        }
        return (List<F>) byKey.computeIfAbsent(index, this::sort).getOrDefault(key, List.of());
    }

    @Override
    @SuppressWarnings("unchecked") // what a derivation makes is of its own type
    public synchronized <T> T derive(Derivation<T> derivation) {
        Object made = derived.get(derivation);
        if (made == null) {
            made = derivation.of().apply(this);
            derived.put(derivation, made);
        }
        return (T) made;
    }

    private List<Object> collect(Index<?> index) {
        var facts = new ArrayList<>();
        for (ReleaseResult release : releases) {
            for (Fact fact : release.facts(index)) {
                facts.add(fact.value());
            }
        }
        return List.copyOf(facts);
    }

    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    private <F> Map<Object, List<Object>> sort(Index<F> index) {
        var sorted = new HashMap<Object, List<Object>>();
        for (ReleaseResult release : releases) {
            for (Fact fact : release.facts(index)) {
                for (Object key : index.keys((F) fact.value())) {
                    sorted.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(fact.value());
                }
            }
        }
        return sorted;
    }
}
