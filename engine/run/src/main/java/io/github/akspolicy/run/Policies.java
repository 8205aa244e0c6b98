package io.github.akspolicy.run;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Standard;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The policies on a class path with their prose, whether they are on or not. */
final class Policies {
    private final List<PolicyProvider> providers;

    private Policies(List<PolicyProvider> providers) {
        this.providers = providers;
    }

    static Policies of(ClassLoader loader) {
        return new Policies(ServiceLoader.load(PolicyProvider.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /** As they evaluate. */
    List<Policy> policies() {
        return providers.stream()
                .flatMap(provider -> provider.policies().stream())
                .toList();
    }

    /** Sorted by id. */
    List<PolicyInfo> all() {
        return providers.stream()
                .flatMap(provider -> provider.policies().stream())
                .map(Policy::info)
                .sorted(Comparator.comparing(PolicyInfo::id))
                .toList();
    }

    /** The policy with this id, now or in former times. */
    Optional<PolicyInfo> find(String id) {
        return all().stream()
                .filter(policy -> policy.id().equals(id) || policy.formerIds().contains(id))
                .findFirst();
    }

    /** What to say of an id that there is not. */
    String unknown(String id) {
        return SafeText.line("Unknown policy \"" + id + "\": "
                + DidYouMean.fix(id, all().stream().map(PolicyInfo::id).toList(), "policies"));
    }

    /** The rules of standards that it answers. */
    List<Reference> references(PolicyInfo policy) {
        return Standard.references(providers.stream()
                        .flatMap(provider -> provider.standards().stream())
                        .toList())
                .getOrDefault(policy.id(), List.of());
    }

    /** The prose of its page, in Markdown. */
    Optional<String> documentation(PolicyInfo policy) {
        return providers.stream()
                .flatMap(provider -> provider.documentation(policy.id()).stream())
                .findFirst();
    }
}
