package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policy.Policy;
import java.util.List;
import java.util.stream.Stream;

/** The policies of the group cluster: those that are one sentence about a property, and the others. */
public final class ClusterPolicies {
    private static final List<Policy> OTHERS = List.of(
            new AdminGroupsMustBeKnown(),
            new AuditLogsMustBeKept(),
            new AuthenticationModeMustBeAllowed(),
            new AzureRbacMustBeEnabled(),
            new MonitoringMustNotProxyToNodes(),
            new ClustersMustBeMonitored(),
            new ClustersMustHaveTheBackupExtension(),
            new ClustersMustUseAManagedIdentity(),
            new ClustersShouldBeAutomatic(),
            new CustomRolesMustNotUseWildcards(),
            new EgressMustPassAFirewall(),
            new FluxSourcesMustBeProtected(),
            new GroupsMustBeAbleToSignIn(),
            new KeyVaultProviderMustBeEnabled(),
            new KubernetesVersionMustBeSupported(),
            new ManagedNamespacesMustIsolate(),
            new MeshGatewaysShouldBeInternal(),
            new MeshRevisionsMustBeSupported(),
            new NetworkPoliciesMustBeEnforced(),
            new NodeImagesMustBeSupported(),
            new PartsMustBeSupported(),
            new NodesMustNotBeReachedByShell(),
            new OidcIssuerMustBeEnabled(),
            new PodsMustNotReachTheMetadataService(),
            new PoolsMustNotLagBehind(),
            new PoolsMustSpanZones(),
            new PoolsShouldScale(),
            new PowerfulRolesMustBeFew(),
            new PrivateClustersMustHaveAnAccessPath(),
            new PrivateDnsZoneMustBeValid(),
            new PublicApiServersMustLimitSources(),
            new RolesMustBeScopedToNamespaces(),
            new SafeguardsMustBeEnforced(),
            new SecretsInEtcdMustBeEncrypted(),
            new SecretsMustBeRotated(),
            new SettingsMustNotCollide(),
            new SystemPoolsMustBeTainted(),
            new TokenIssuersMustBeKnown(),
            new TrustedAccessMustBeKnown(),
            new UpgradesMustHaveAWindow(),
            new WorkloadIdentityMustBeEnabled());

    public static final List<Policy> ALL = Stream.of(
                    ClusterAccess.ALL,
                    ClusterProtection.ALL,
                    ClusterTraffic.ALL,
                    ClusterUpkeep.ALL,
                    PoolPolicies.ALL,
                    PoolShape.ALL,
                    OTHERS)
            .flatMap(List::stream)
            .toList();

    private ClusterPolicies() {}
}
