package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Standard;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every policy on the class path, by the ids it goes by. */
final class KnownPolicies {
    private final TreeMap<String, Policy> byId = new TreeMap<>();
    private final Map<String, Policy> byFormerId = new TreeMap<>();

    private final Map<Policy, SourceLocation> namedAt = new IdentityHashMap<>();
    private final List<Problem> conflicts = new ArrayList<>();

    private static final int MOST_CAUSES = 10;

    /** Whose catalogues a test reads: reading them takes longer than some runs. */
    private static final String BUILT_IN = "io.github.akspolicy.policies.";

    private final List<PolicyProvider> providers = new ArrayList<>();
    private @Nullable Map<String, List<Reference>> references;
    private @Nullable List<String> questions;

    private KnownPolicies() {}

    /** The policies of all providers that a class loader finds; there may be none, since a test may bring its own. */
    static KnownPolicies find(ClassLoader loader, Problems problems) {
        var known = new KnownPolicies();
        try {
            for (PolicyProvider provider : ServiceLoader.load(PolicyProvider.class, loader)) {
                try {
                    List<Policy> policies = provider.policies();
                    if (!provider.getClass().getName().startsWith(BUILT_IN)) {
                        // a catalogue that cannot be read is an error now, and not when a report is written
                        provider.standards();
                    }
                    known.add(policies);
                    known.providers.add(provider);
                } catch (RuntimeException | LinkageError broken) {
                    problems.add(
                            unusable("the policies of " + provider.getClass().getName(), broken));
                }
            }
        } catch (ServiceConfigurationError broken) {
            problems.add(unusable("policies", broken));
        }
        return known;
    }

    /** The text of the code that brings policies, which is not input; its own cause is what is wrong. */
    private static Problem unusable(String what, Throwable broken) {
        Throwable cause = broken;
        for (int i = 0; i < MOST_CAUSES && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        StackTraceElement[] trace =
                broken == cause || cause.getStackTrace().length == 0 ? broken.getStackTrace() : cause.getStackTrace();
        String at = Arrays.stream(trace)
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("io.github.akspolicy.policy."))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        String because = broken == cause ? "" : broken.getMessage() + ": ";
        return new Problem(
                what + " cannot be loaded: " + because + SafeText.line(cause.toString()) + at,
                null,
                "correct the code, or take its artifact out of the dependencies");
    }

    static KnownPolicies of(Collection<? extends Policy> policies) {
        var known = new KnownPolicies();
        policies.forEach(policy -> known.byId.put(policy.info().id(), policy));
        policies.forEach(
                policy -> policy.info().formerIds().forEach(former -> known.byFormerId.putIfAbsent(former, policy)));
        return known;
    }

    /** The same, to be added to. */
    KnownPolicies copy() {
        var copy = new KnownPolicies();
        copy.byId.putAll(byId);
        copy.byFormerId.putAll(byFormerId);
        copy.namedAt.putAll(namedAt);
        copy.conflicts.addAll(conflicts);
        copy.providers.addAll(providers);
        copy.questions = questions;
        return copy;
    }

    /** Rules of test classes that only the tests ask. */
    void addQuestions(List<String> names) {
        var all = new ArrayList<>(questions().orElse(List.of()));
        all.addAll(names);
        questions = all;
    }

    /** Those rules; empty where the rules of test classes are not known. */
    Optional<List<String>> questions() {
        return Optional.ofNullable(questions);
    }

    /** The rules of standards that a policy answers; their catalogues are read when a report asks for the first time. */
    synchronized List<Reference> references(String id) {
        Map<String, List<Reference>> known = references;
        if (known == null) {
            known = Standard.references(providers.stream()
                    .flatMap(provider -> provider.standards().stream())
                    .toList());
            references = known;
        }
        return known.getOrDefault(id, List.of());
    }

    /** Adds policies; where an id is taken, whoever came first keeps it and {@link #conflicts} tells. */
    void add(Collection<? extends Policy> added) {
        add(added, (SourceLocation) null);
    }

    private void add(Collection<? extends Policy> added, @Nullable SourceLocation named) {
        for (Policy policy : added) {
            PolicyInfo info = policy.info();
            take(info.id(), policy, byId, named);
            info.formerIds().forEach(former -> take(former, policy, byFormerId, named));
        }
    }

    /**
     * Ids that two policies claim. What the others say stands all the same, so that these are told by each evaluation
     * instead of keeping it from being made.
     */
    List<Problem> conflicts() {
        return List.copyOf(conflicts);
    }

    private void take(String id, Policy policy, Map<String, Policy> ids, @Nullable SourceLocation named) {
        Policy other = find(id);
        if (other == null) {
            ids.put(id, policy);
        } else {
            conflicts.add(new Problem(
                    "the id " + id + " is that of two policies: "
                            + other.getClass().getName() + " and "
                            + policy.getClass().getName() + "; the second was not evaluated",
                    named,
                    "rename one of them; your own policies have their own group, such as contoso/"
                            + policy.info().name()));
        }
    }

    /** Adds the policies of a file that the configuration names: they are on unless they name profiles. */
    void addNamed(Collection<? extends Policy> added, SourceLocation named) {
        add(added, named);
        added.forEach(policy -> namedAt.put(policy, named));
    }

    /** The entry of the configuration that brings a policy and turns it on; null when there is none. */
    @Nullable
    SourceLocation turnedOnAt(Policy policy) {
        return policy.info().profiles().isEmpty() ? namedAt(policy) : null;
    }

    /** The entry of the configuration that brings a policy; null when there is none. */
    @Nullable
    SourceLocation namedAt(Policy policy) {
        return namedAt.get(policy);
    }

    /** The policy with this id, or that had it once; null when there is none. */
    @Nullable
    Policy find(String id) {
        Policy policy = byId.get(id);
        return policy == null ? byFormerId.get(id) : policy;
    }

    /** Whether a policy is in this profile, so that choosing it evaluates something. */
    boolean isInProfile(Profile profile) {
        return byId.values().stream()
                .anyMatch(policy -> profile.equals(Profile.ALL)
                        ? !isOwn(policy)
                        : policy.info().profiles().containsKey(profile));
    }

    /** Whether the built-in policies are on the class path: some policy is in one of their profiles. */
    boolean hasBuiltIn() {
        return Profile.BUILT_IN.stream().anyMatch(profile -> !profile.equals(Profile.ALL) && isInProfile(profile));
    }

    /** Whether the configuration itself brings a policy. */
    private boolean isOwn(Policy policy) {
        return namedAt.containsKey(policy);
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
