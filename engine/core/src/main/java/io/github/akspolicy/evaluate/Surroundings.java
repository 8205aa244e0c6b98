package io.github.akspolicy.evaluate;

import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.EntraDirectory;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a configuration says about the surroundings of environments.
 *
 * @param context what lives in no source, by environment: policies find it in their indexes, none judges it
 * @param required the kinds whose absence fails, by environment
 */
public record Surroundings(Map<String, List<Resource>> context, Map<String, Set<InputKind>> required) {
    /** Nothing is known, nothing is required. */
    public static final Surroundings NONE = new Surroundings(Map.of(), Map.of());

    public Surroundings {
        context = Map.copyOf(context);
        required = Map.copyOf(required);
    }

    /** Nothing that policies look for may be missing in these environments. */
    public Surroundings requiringAll(String... environments) {
        var all = new HashMap<>(required);
        for (String environment : environments) {
            all.put(environment, EnumSet.complementOf(EnumSet.of(InputKind.ALL_EVALUATED, InputKind.ALL_VALUES)));
        }
        return new Surroundings(context, all);
    }

    /** What lives around an environment. */
    public List<Resource> context(String environment) {
        return context.getOrDefault(environment, List.of());
    }

    /** Who there is in the tenant of an environment; empty when nobody says. */
    public Optional<EntraDirectory> directory(String environment) {
        return context(environment).stream()
                .flatMap(resource -> EntraDirectory.of(resource).stream())
                .findFirst();
    }

    boolean requires(String environment, InputKind kind) {
        return required.getOrDefault(environment, Set.of()).contains(kind);
    }
}
