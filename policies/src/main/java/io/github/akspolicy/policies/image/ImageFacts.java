package io.github.akspolicy.policies.image;

import io.github.akspolicy.policy.Index;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.NamespacedName;

/** The facts of an environment that joint policies about images share. */
final class ImageFacts {
    /** By the service account that the pod runs as. */
    static final Index<NamespacedName, PullSecrets> PULL_SECRETS =
            new Index<>("pull secrets", Kinds.PODS, PullSecrets::of, PullSecrets::serviceAccount);

    /** By image, as written. */
    static final Index<String, ImageUse> IMAGES = new Index<>("images", Kinds.PODS, ImageUse::of, ImageUse::text);

    /** By the kind of signature. */
    static final Index<String, RatifyVerifier> RATIFY_VERIFIERS =
            new Index<>("Ratify verifiers", RatifyVerifier.KINDS, RatifyVerifier::of, RatifyVerifier::type);

    /** By the name of the resource. */
    static final Index<String, RatifyMaterial> RATIFY_MATERIAL = new Index<>(
            "certificates and keys of Ratify", RatifyMaterial.KINDS, RatifyMaterial::of, RatifyMaterial::name);

    /** By the name of the verifier. */
    static final Index<String, SignatureVerification> SIGNATURE_VERIFICATIONS =
            new Index<>("signature verifiers", SignatureVerification::of, SignatureVerification::verifier);

    private ImageFacts() {}
}
