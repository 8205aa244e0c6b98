package io.github.akspolicy.configuration;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.PolicyProvider;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every policy on the class path, by the ids it goes by. */
final class KnownPolicies {
    private final TreeMap<String, Policy> byId = new TreeMap<>();
    private final Map<String, Policy> byFormerId = new TreeMap<>();

    private final Map<Policy, SourceLocation> namedAt = new IdentityHashMap<>();

    private KnownPolicies() {}

    /** The policies of all providers that a class loader finds; there may be none, since a test may bring its own. */
    static KnownPolicies find(ClassLoader loader, Problems problems) {
        var known = new KnownPolicies();
        try {
            for (PolicyProvider provider : ServiceLoader.load(PolicyProvider.class, loader)) {
                known.add(provider.policies(), problems);
            }
        } catch (ServiceConfigurationError broken) {
            problems.add(Problem.of("policies cannot be loaded: " + broken.getMessage()));
        }
        return known;
    }

    static KnownPolicies of(Collection<? extends Policy> policies) {
        var known = new KnownPolicies();
        policies.forEach(policy -> known.byId.put(policy.info().id(), policy));
        policies.forEach(
                policy -> policy.info().formerIds().forEach(former -> known.byFormerId.putIfAbsent(former, policy)));
        return known;
    }

    /** Adds policies; an id that is taken is a problem, whoever took it first. */
    void add(Collection<? extends Policy> added, Problems problems) {
        for (Policy policy : added) {
            PolicyInfo info = policy.info();
            take(info.id(), policy, byId, problems);
            info.formerIds().forEach(former -> take(former, policy, byFormerId, problems));
        }
    }

    private void take(String id, Policy policy, Map<String, Policy> ids, Problems problems) {
        Policy other = find(id);
        if (other == null) {
            ids.put(id, policy);
        } else {
            problems.add(new Problem(
                    "two policies have the id " + id + ": " + other.getClass().getName() + " and "
                            + policy.getClass().getName(),
                    null,
                    "rename one of them; an organisation's policies have a group of their own, such as contoso/"
                            + policy.info().name()));
        }
    }

    /** Adds the policies of a file that the configuration names: they are on unless they name profiles. */
    void add(Collection<? extends Policy> added, SourceLocation named, Problems problems) {
        add(added, problems);
        added.forEach(policy -> namedAt.put(policy, named));
    }

    /** The entry of the configuration that brings a policy and turns it on; null when there is none. */
    @Nullable
    SourceLocation turnedOnAt(Policy policy) {
        return policy.info().profiles().isEmpty() ? namedAt.get(policy) : null;
    }

    /** The policy with this id, or that had it once; null when there is none. */
    @Nullable
    Policy find(String id) {
        Policy policy = byId.get(id);
        return policy == null ? byFormerId.get(id) : policy;
    }

    /** All of them, sorted by id. */
    List<Policy> all() {
        return List.copyOf(byId.values());
    }

    /** The built-in profiles and those that other policies state, by name. */
    Map<String, Profile> profiles() {
        var profiles = new LinkedHashMap<String, Profile>();
        Profile.BUILT_IN.forEach(profile -> profiles.put(profile.name(), profile));
        var stated = new ArrayList<Profile>();
        byId.values().forEach(policy -> stated.addAll(policy.info().profiles().keySet()));
        stated.stream()
                .sorted((left, right) -> left.name().compareTo(right.name()))
                .forEach(profile -> profiles.putIfAbsent(profile.name(), profile));
        return profiles;
    }
}
