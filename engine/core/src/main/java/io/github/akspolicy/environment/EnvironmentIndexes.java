package io.github.akspolicy.environment;

import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The indexes of an environment, each collected when it is first asked for. */
final class EnvironmentIndexes implements Indexes {
    /** The facts of one index. */
    private record Collected<F>(List<Fact<F>> facts, List<F> values, Map<Object, List<F>> byKey) {}

    private final ResourceSet resources;
    private final List<Resource> context;
    private final Map<Index<?, ?>, Collected<?>> collected = new ConcurrentHashMap<>();
    private final Map<Derivation<?>, Object> derived = new HashMap<>();

    /** @param context what lives around the environment */
    EnvironmentIndexes(ResourceSet resources, List<Resource> context) {
        this.resources = resources;
        this.context = context;
    }

    <F> List<Fact<F>> facts(Index<?, F> index) {
        return of(index).facts();
    }

    @Override
    public <F> List<F> all(Index<?, F> index) {
        return of(index).values();
    }

    @Override
    public <K, F> List<F> get(Index<K, F> index, K key) {
        return of(index).byKey().getOrDefault(key, List.of());
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

    @SuppressWarnings("unchecked") // what is kept under an index was collected by it
    private <F> Collected<F> of(Index<?, F> index) {
        return (Collected<F>) collected.computeIfAbsent(index, this::collect);
    }

    private <F> Collected<F> collect(Index<?, F> index) {
        var facts = new ArrayList<Fact<F>>();
        var byKey = new HashMap<Object, List<F>>();
        for (DeployedResource resource : resources) {
            for (F value : index.facts(resource.resource())) {
                facts.add(new Fact<>(value, resource));
                for (Object key : index.keys(value)) {
                    byKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
                }
            }
        }
        var values = new ArrayList<F>(facts.stream().map(Fact::value).toList());
        for (Resource resource : context) {
            for (F value : index.facts(resource)) {
                values.add(value);
                for (Object key : index.keys(value)) {
                    byKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
                }
            }
        }
        return new Collected<>(List.copyOf(facts), List.copyOf(values), byKey);
    }
}
