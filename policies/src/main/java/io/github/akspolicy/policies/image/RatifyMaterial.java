package io.github.akspolicy.policies.image;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.signature.SignatureKind;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.image.ImageReference;
import io.github.akspolicy.resource.image.TrustPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Certificates or keys that Ratify reads from a resource of the release: {@code KeyManagementProvider} or {@code
 * CertificateStore}.
 *
 * @param name of the resource
 * @param inline the certificates or keys in PEM; empty when they are in a vault, which no build can ask
 */
public record RatifyMaterial(String name, String inline) {
    /** The kinds that hold certificates and keys. */
    public static final Kinds KINDS = Kinds.of(
            RatifyVerifier.GROUP, "KeyManagementProvider", "NamespacedKeyManagementProvider", "CertificateStore");

    /** The facts of a resource. */
    public static List<RatifyMaterial> of(Resource resource) {
        if (!KINDS.include(resource)) {
            return List.of();
        }
        Field value = resource.root().at("spec", "parameters", "value");
        return List.of(new RatifyMaterial(resource.name(), value.stringOr("")));
    }

    /**
     * Whose signatures of an image count: by the configuration, and for the kinds of signatures that it says nothing about by
     * the resources of the release, so that build and cluster cannot drift. A trust store whose certificates are in a vault is
     * looked up in the configured folder of trust stores.
     *
     * @param indexes must have {@code ImageFacts.RATIFY_VERIFIERS} and {@code ImageFacts.RATIFY_MATERIAL}
     */
    public static TrustMaterial trusted(TrustMaterial configured, ImageReference image, Indexes indexes) {
        TrustPolicy policy = null;
        Map<String, String> stores = new HashMap<>();
        Map<String, String> keys = new TreeMap<>();
        for (RatifyVerifier verifier : indexes.all(ImageFacts.RATIFY_VERIFIERS)) {
            if (policy == null) {
                policy = verifier.trustPolicy();
            }
            verifier.stores().forEach((store, names) -> {
                var pem = new StringBuilder();
                names.forEach(name -> pem.append(inline(name, indexes)));
                if (!pem.toString().isBlank()) {
                    stores.merge(store, pem.toString(), String::concat);
                }
            });
            for (String provider : verifier.keyPolicy(image)
                    .map(RatifyVerifier.KeyPolicy::providers)
                    .orElse(List.of())) {
                String pem = inline(provider, indexes);
                if (!pem.isBlank()) {
                    keys.put(provider, pem);
                }
            }
        }
        boolean notation = configured.knows(SignatureKind.NOTATION);
        return new TrustMaterial(
                notation ? configured.trustPolicy() : policy,
                configured.trustStores(),
                notation ? configured.stores() : stores,
                configured.knows(SignatureKind.COSIGN_KEY) ? configured.keys() : keys,
                configured.annotations(),
                configured.identities(),
                configured.trustedRoot());
    }

    /**
     * Whether the cluster asks more of an image than a build can: keys that Ratify has are good for a signature only when
     * the transparency log has it, too, and no build asks that.
     *
     * @param configured the trust of the configuration, whose own keys win over those of Ratify
     */
    public static boolean needsTransparencyLog(TrustMaterial configured, ImageReference image, Indexes indexes) {
        return !configured.knows(SignatureKind.COSIGN_KEY)
                && indexes.all(ImageFacts.RATIFY_VERIFIERS).stream()
                        .flatMap(verifier -> verifier.keyPolicy(image).stream())
                        .anyMatch(policy ->
                                policy.transparencyLog() && !policy.providers().isEmpty());
    }

    private static String inline(String reference, Indexes indexes) {
        String name = reference.substring(reference.indexOf('/') + 1);
        var pem = new StringBuilder();
        indexes.get(ImageFacts.RATIFY_MATERIAL, name)
                .forEach(found -> pem.append(found.inline()).append('\n'));
        return pem.toString();
    }
}
