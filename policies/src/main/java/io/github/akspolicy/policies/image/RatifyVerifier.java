package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.TrustPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Verifier} of Ratify: what the cluster itself verifies signatures with.
 *
 * @param type {@code notation}, {@code cosign} or another plugin
 * @param trustPolicy Notation's trust policy, or null
 * @param stores the resources that hold the certificates of each trust store, by {@code TYPE:NAME}
 * @param keyPolicies whose keys of cosign count for which images, in order
 */
record RatifyVerifier(
        String type, @Nullable TrustPolicy trustPolicy, Map<String, List<String>> stores, List<KeyPolicy> keyPolicies) {
    static final String GROUP = "config.ratify.deislabs.io";

    /** The kinds of verifiers. */
    public static final Kinds KINDS = Kinds.of(GROUP, "Verifier", "NamespacedVerifier");

    private static final Set<String> STORE_TYPES = Set.of("ca", "signingAuthority", "tsa");

    /**
     * Whose keys of cosign count for some images.
     *
     * @param scopes the beginning of references with {@code *} behind, {@code *} for those that no other scope has, or whole
     *     references
     * @param providers the resources that hold the keys
     * @param transparencyLog whether a signature must be in the transparency log, too
     */
    public record KeyPolicy(List<String> scopes, List<String> providers, boolean transparencyLog) {}

    /** The facts of a resource: one for a verifier. */
    public static List<RatifyVerifier> of(Resource resource) {
        if (!KINDS.include(resource)) {
            return List.of();
        }
        Field parameters = resource.root().at("spec", "parameters");
        Field document = parameters.get("trustPolicyDoc");
        var stores = new LinkedHashMap<String, List<String>>();
        for (Field store : parameters.get("verificationCertStores").fields()) {
            if (STORE_TYPES.contains(store.key()) && store.node() instanceof Node.Mapping) {
                store.fields().forEach(named -> stores.put(store.key() + ":" + named.key(), named.strings()));
            } else {
                // the form of old: all of type ca
                stores.put("ca:" + store.key(), store.strings());
            }
        }
        var keys = new ArrayList<KeyPolicy>();
        for (Field policy : parameters.get("trustPolicies").items()) {
            keys.add(new KeyPolicy(
                    policy.get("scopes").strings(),
                    policy.get("keys").items().stream()
                            .map(key -> key.get("provider").stringOr(""))
                            .toList(),
                    // Ratify's default is true (DefaultTLogVerify); it reads keys in any case, as Go does
                    policy.fields().stream()
                            .noneMatch(field -> field.key().equalsIgnoreCase("tLogVerify") && field.isFalse())));
        }
        Field spec = resource.root().get("spec");
        String type = spec.get("type").stringOr(spec.get("name").stringOr(""));
        return List.of(new RatifyVerifier(
                type, document.isPresent() ? TrustPolicy.read(document) : null, Map.copyOf(stores), List.copyOf(keys)));
    }

    /**
     * Whose keys count for an image. As Ratify has it (its {@code GetScopedPolicy}), the first policy with a
     * scope of the image decides alone, and one of scope {@code *} only when there is none.
     */
    Optional<KeyPolicy> keyPolicy(ImageReference image) {
        String reference = image.name() + (image.digest() == null ? ":" + image.effectiveTag() : "@" + image.digest());
        KeyPolicy others = null;
        for (KeyPolicy policy : keyPolicies) {
            for (String scope : policy.scopes()) {
                if (scope.equals("*")) {
                    others = policy;
                } else if (scope.endsWith("*")
                        ? reference.startsWith(scope.substring(0, scope.length() - 1))
                        : reference.equals(scope)) {
                    return Optional.of(policy);
                }
            }
        }
        return Optional.ofNullable(others);
    }
}
