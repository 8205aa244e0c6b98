package io.github.akspolicy.policies.image;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group image. */
public final class ImagePolicies {
    public static final List<Policy> ALL = List.of(
            new ImagesMustNotBeTaggedLatest(),
            new ImageReferencesMustParse(),
            new ImagesMustComeFromAllowedRegistries(),
            new ImagesMustNotComeFromPublicRegistries(),
            new ImagesMustBePinnedByDigest(),
            new ImagePullPolicyMustBeAllowed(),
            new PullSecretsMustNotBeUsedForAttachedRegistries(),
            new ImagesMustBeReachable(),
            new PodsMustHavePullSecrets(),
            new ImagesMustBeSigned(),
            new ImagesMustMatchTheLock(),
            new TrustPoliciesMustBeStrict(),
            new VerifiersMustEnforce(),
            new ImagesMustBeCoveredByAVerifier());

    private ImagePolicies() {}
}
