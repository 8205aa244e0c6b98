package io.github.akspolicy.policies.registry;

import io.github.akspolicy.policy.Policy;
import java.util.List;
import java.util.stream.Stream;

/** The policies of the group registry. */
public final class RegistryPolicies {
    private static final List<Policy> OTHERS = List.of(
            new CacheRulesMustBeAllowed(),
            new ClustersMustPullWithTheirIdentity(),
            new DefenderMustScanRegistries(),
            new DeletedArtifactsShouldBeKept(),
            new PrivateEndpointsMustHaveADnsZone(),
            new RegistriesMustHaveAPrivateEndpoint(),
            new RegistriesShouldBeLocked(),
            new RegistriesShouldBeReplicated(),
            new RegistryLogsMustBeKept(),
            new RegistryRulesMustDenyByDefault(),
            new RegistryTokensMustBeDisabled(),
            new ReplicasMustBeInAllowedLocations(),
            new WebhooksMustUseHttps());

    public static final List<Policy> ALL =
            Stream.of(RegistrySettings.ALL, OTHERS).flatMap(List::stream).toList();

    private RegistryPolicies() {}
}
