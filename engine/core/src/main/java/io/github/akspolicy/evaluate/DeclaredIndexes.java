package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.EnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.UndeclaredIndexException;
import java.util.List;

/** The indexes as one policy may read them: those that it declares. */
final class DeclaredIndexes implements Indexes {
    private final PlannedPolicy policy;
    private final Indexes environment;
    private boolean asked;

    /** @param environment all facts of the environment */
    DeclaredIndexes(PlannedPolicy policy, Indexes environment) {
        this.policy = policy;
        this.environment = environment;
    }

    /** Whether the policy has looked anything up. */
    boolean wereAsked() {
        return asked;
    }

    @Override
    public <F> List<F> all(Index<?, F> index) {
        check(index);
        return environment.all(index);
    }

    @Override
    public <K, F> List<F> get(Index<K, F> index, K key) {
        check(index);
        return environment.get(index, key);
    }

    @Override
    public <T> T derive(Derivation<T> derivation) {
        derivation.reads().forEach(this::check);
        return environment.derive(derivation);
    }

    private void check(Index<?, ?> index) {
        if (!((EnvironmentPolicy<?>) policy.policy()).reads().contains(index)) {
            throw new UndeclaredIndexException(index.name());
        }
        asked = true;
    }
}
