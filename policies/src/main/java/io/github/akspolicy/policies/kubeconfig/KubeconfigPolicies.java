package io.github.akspolicy.policies.kubeconfig;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group kubeconfig. */
public final class KubeconfigPolicies {
    public static final List<Policy> ALL = List.of(
            new ApiServersMustBeReachedByHttps(),
            new ClustersMustHaveACa(),
            new EntraUsersMustUseKubelogin(),
            new ExecMustNotHoldSecrets(),
            new KubeconfigsMustNotHoldKeys(),
            new KubeconfigsMustNotHoldPasswords(),
            new KubeconfigsMustNotHoldTokens(),
            new KubeconfigsMustNotUseLocalAccounts(),
            new LegacyAuthProvidersMustNotBeUsed(),
            new PrivateNamesMustBeUsed(),
            new TlsMustBeVerified());

    private KubeconfigPolicies() {}
}
