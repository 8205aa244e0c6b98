package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.ReleaseResult.Fact;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** The facts of all releases of an environment. An index is sorted when somebody looks something up in it. */
final class CollectedFacts implements Indexes {
    private final List<ReleaseResult> releases;
    private final List<Resource> context;
    private final BiPredicate<ReleaseResult, Fact> included;
    private final Map<Index<?, ?>, Map<Object, List<Object>>> byKey = new HashMap<>();
    private final Map<Index<?, ?>, List<Object>> all = new HashMap<>();
    private final Map<Derivation<?>, Object> derived = new IdentityHashMap<>();

    /** @param releases of one environment; none for one that is not known yet, whose facts several threads may ask for */
    CollectedFacts(List<ReleaseResult> releases) {
        this(releases, List.of());
    }

    /** @param context what lives around the releases: looked up, not judged */
    CollectedFacts(List<ReleaseResult> releases, List<Resource> context) {
        this(releases, context, (release, fact) -> true);
    }

    private CollectedFacts(
            List<ReleaseResult> releases, List<Resource> context, BiPredicate<ReleaseResult, Fact> included) {
        this.releases = releases;
        this.context = context;
        this.included = included;
    }

    /** The facts of what charts of others write in a release, as it is there, and would write without the repository, too. */
    static CollectedFacts ofThirdParty(ReleaseResult release) {
        return new CollectedFacts(List.of(release), List.of(), (owner, fact) -> owner.isThirdParty(fact.resource()));
    }

    private List<Fact> facts(ReleaseResult release, Index<?, ?> index) {
        return release.facts(index).stream()
                .filter(fact -> included.test(release, fact))
                .toList();
    }

    @Override
    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    public <F> List<F> all(Index<?, F> index) {
        if (releases.isEmpty()) {
            return List.of();
        }
        return (List<F>) all.computeIfAbsent(index, this::collect);
    }

    @Override
    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    public <K, F> List<F> get(Index<K, F> index, K key) {
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

    private List<Object> collect(Index<?, ?> index) {
        var facts = new ArrayList<>();
        for (ReleaseResult release : releases) {
            for (Fact fact : facts(release, index)) {
                facts.add(fact.value());
            }
        }
        context.forEach(resource -> facts.addAll(index.facts(resource)));
        return List.copyOf(facts);
    }

    @SuppressWarnings("unchecked") // the facts of an index are of its own type
    private <F> Map<Object, List<Object>> sort(Index<?, F> index) {
        var sorted = new HashMap<Object, List<Object>>();
        for (ReleaseResult release : releases) {
            for (Fact fact : facts(release, index)) {
                for (Object key : index.keys((F) fact.value())) {
                    sorted.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(fact.value());
                }
            }
        }
        for (Resource resource : context) {
            for (F fact : index.facts(resource)) {
                for (Object key : index.keys(fact)) {
                    sorted.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(fact);
                }
            }
        }
        return sorted;
    }
}
