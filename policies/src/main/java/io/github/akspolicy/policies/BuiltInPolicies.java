package io.github.akspolicy.policies;

import io.github.akspolicy.policies.cluster.ClusterPolicies;
import io.github.akspolicy.policies.identity.PodsMustCarryTheWorkloadIdentityLabel;
import io.github.akspolicy.policies.image.ImagePullPolicyMustBeAllowed;
import io.github.akspolicy.policies.image.ImageReferencesMustParse;
import io.github.akspolicy.policies.image.ImagesMustBeCoveredByAVerifier;
import io.github.akspolicy.policies.image.ImagesMustBePinnedByDigest;
import io.github.akspolicy.policies.image.ImagesMustBeSigned;
import io.github.akspolicy.policies.image.ImagesMustComeFromAllowedRegistries;
import io.github.akspolicy.policies.image.ImagesMustMatchTheLock;
import io.github.akspolicy.policies.image.ImagesMustNotBeTaggedLatest;
import io.github.akspolicy.policies.image.ImagesMustNotComeFromPublicRegistries;
import io.github.akspolicy.policies.image.PodsMustHavePullSecrets;
import io.github.akspolicy.policies.image.PullSecretsMustNotBeUsedForAttachedRegistries;
import io.github.akspolicy.policies.image.TrustPoliciesMustBeStrict;
import io.github.akspolicy.policies.image.VerifiersMustEnforce;
import io.github.akspolicy.policies.kubeconfig.KubeconfigPolicies;
import io.github.akspolicy.policies.network.ContainerPortsMustBeAllowed;
import io.github.akspolicy.policies.network.ExternalIpsMustBeAllowed;
import io.github.akspolicy.policies.network.GatewayListenersMustUseTls;
import io.github.akspolicy.policies.network.IngressHostsMustNotBeWildcards;
import io.github.akspolicy.policies.network.IngressRulesMustNameAHost;
import io.github.akspolicy.policies.network.IngressesMustNotCarrySnippets;
import io.github.akspolicy.policies.network.IngressesMustNotClaimTheSameHost;
import io.github.akspolicy.policies.network.IngressesMustUseHttpsOnly;
import io.github.akspolicy.policies.network.LoadBalancersMustBeInternal;
import io.github.akspolicy.policies.network.PodsMustBeSelectedByNetworkPolicies;
import io.github.akspolicy.policies.network.PublicLoadBalancersMustLimitSources;
import io.github.akspolicy.policies.network.ServicePortsMustBeAllowed;
import io.github.akspolicy.policies.network.ServicesMustHaveUniqueSelectors;
import io.github.akspolicy.policies.network.ServicesMustNotUseNodePorts;
import io.github.akspolicy.policies.network.SshMustNotBeServed;
import io.github.akspolicy.policies.pod.AllowPrivilegeEscalationMustBeFalse;
import io.github.akspolicy.policies.pod.AppArmorProfilesMustBeAllowed;
import io.github.akspolicy.policies.pod.ContainersMustDropAllCapabilities;
import io.github.akspolicy.policies.pod.ContainersMustNotBePrivileged;
import io.github.akspolicy.policies.pod.ContainersMustNotBindHostPorts;
import io.github.akspolicy.policies.pod.ContainersMustNotRunAsUserZero;
import io.github.akspolicy.policies.pod.ContainersMustRunAsNonRoot;
import io.github.akspolicy.policies.pod.DangerousCapabilitiesMustNotBeAdded;
import io.github.akspolicy.policies.pod.FlexVolumeDriversMustBeAllowed;
import io.github.akspolicy.policies.pod.ForbiddenSysctlsMustNotBeSet;
import io.github.akspolicy.policies.pod.HostPathVolumesMustBeAllowed;
import io.github.akspolicy.policies.pod.OnlyCoreVolumeTypesMayBeUsed;
import io.github.akspolicy.policies.pod.OnlyDefaultCapabilitiesMayBeAdded;
import io.github.akspolicy.policies.pod.OnlySafeSysctlsMayBeSet;
import io.github.akspolicy.policies.pod.PodsMustNotShareHostNamespaces;
import io.github.akspolicy.policies.pod.PodsShouldHaveUserNamespaces;
import io.github.akspolicy.policies.pod.ProbesMustNotNameAnotherHost;
import io.github.akspolicy.policies.pod.ProcMountMustBeDefault;
import io.github.akspolicy.policies.pod.RootFilesystemMustBeReadOnly;
import io.github.akspolicy.policies.pod.RuntimeSocketsMustNotBeMounted;
import io.github.akspolicy.policies.pod.SeLinuxOptionsMustKeepTheConfinement;
import io.github.akspolicy.policies.pod.SeccompMustNotBeUnconfined;
import io.github.akspolicy.policies.pod.SeccompProfileMustBeInEffect;
import io.github.akspolicy.policies.pod.SecurityContextsMustBePresent;
import io.github.akspolicy.policies.pod.TokensMustNotBeMountedAutomatically;
import io.github.akspolicy.policies.pod.UsersAndGroupsMustBeInRanges;
import io.github.akspolicy.policies.pod.WindowsContainersMustNotOvercommit;
import io.github.akspolicy.policies.pod.WindowsContainersMustNotRunAsAdministrator;
import io.github.akspolicy.policies.pod.WindowsContainersMustRunAsApprovedUsers;
import io.github.akspolicy.policies.pod.WindowsPodsMustNotBeHostProcesses;
import io.github.akspolicy.policies.rbac.AdmissionMustNotBeConfigurable;
import io.github.akspolicy.policies.rbac.BindMustNotBeGranted;
import io.github.akspolicy.policies.rbac.ClusterAdminMustBeBoundToKnownSubjects;
import io.github.akspolicy.policies.rbac.DefaultServiceAccountMustNotBeBound;
import io.github.akspolicy.policies.rbac.EndpointsMustNotBeWritable;
import io.github.akspolicy.policies.rbac.EphemeralContainersMustNotBeAdded;
import io.github.akspolicy.policies.rbac.EscalateMustNotBeGranted;
import io.github.akspolicy.policies.rbac.EverybodyMustNotBeBound;
import io.github.akspolicy.policies.rbac.ImpersonateMustNotBeGranted;
import io.github.akspolicy.policies.rbac.NamespacesMustNotBeChangeable;
import io.github.akspolicy.policies.rbac.NodesMustNotBeChangeable;
import io.github.akspolicy.policies.rbac.NodesMustNotBeProxied;
import io.github.akspolicy.policies.rbac.PeopleMustBeNamedByEntraIds;
import io.github.akspolicy.policies.rbac.PersistentVolumesMustNotBeCreatable;
import io.github.akspolicy.policies.rbac.PodStatusMustNotBeChangeable;
import io.github.akspolicy.policies.rbac.PodsMustNotBeEntered;
import io.github.akspolicy.policies.rbac.PodsMustNotBeStealable;
import io.github.akspolicy.policies.rbac.PodsMustNotRunAsPowerfulAccounts;
import io.github.akspolicy.policies.rbac.PolicyEnginesMustNotBeWritable;
import io.github.akspolicy.policies.rbac.RoleRefsMustPointToRoles;
import io.github.akspolicy.policies.rbac.RolesMustNotAggregateUnnoticed;
import io.github.akspolicy.policies.rbac.RolesMustNotBeWritable;
import io.github.akspolicy.policies.rbac.RolesOfNamespacesMustBeBoundInNamespaces;
import io.github.akspolicy.policies.rbac.RulesMustBeWellFormed;
import io.github.akspolicy.policies.rbac.RulesMustNotNameRemovedGroups;
import io.github.akspolicy.policies.rbac.RulesMustNotUseWildcards;
import io.github.akspolicy.policies.rbac.SecretsMustNotBeReadable;
import io.github.akspolicy.policies.rbac.SecretsMustNotBeWritable;
import io.github.akspolicy.policies.rbac.ServiceAccountSubjectsMustExist;
import io.github.akspolicy.policies.rbac.ServiceStatusMustNotBeChangeable;
import io.github.akspolicy.policies.rbac.SigningRequestsMustNotBeApproved;
import io.github.akspolicy.policies.rbac.SystemConfigMapsMustNotBeWritable;
import io.github.akspolicy.policies.rbac.SystemMastersMustNotBeUsed;
import io.github.akspolicy.policies.rbac.TokensMustNotBeRequested;
import io.github.akspolicy.policies.rbac.TracesMustNotBeDeletable;
import io.github.akspolicy.policies.rbac.WorkloadsMustNotBeCreatable;
import io.github.akspolicy.policies.rbac.WorkloadsMustNotBeModifiable;
import io.github.akspolicy.policies.registry.RegistryGroup;
import io.github.akspolicy.policies.secrets.SecretsVolumesMustBeReadOnly;
import io.github.akspolicy.policies.workload.ApiVersionsMustBeServed;
import io.github.akspolicy.policies.workload.BlockedKindsMustNotBeDeployed;
import io.github.akspolicy.policies.workload.ContainersMustHaveAPreStopHook;
import io.github.akspolicy.policies.workload.ContainersMustHaveLimits;
import io.github.akspolicy.policies.workload.ContainersMustHaveProbes;
import io.github.akspolicy.policies.workload.ContainersMustHaveRequests;
import io.github.akspolicy.policies.workload.DefaultNamespaceMustNotBeUsed;
import io.github.akspolicy.policies.workload.DisruptionBudgetsMustAllowDisruption;
import io.github.akspolicy.policies.workload.NamespacesMustEnforcePodSecurity;
import io.github.akspolicy.policies.workload.NodesMustNotBeDeployed;
import io.github.akspolicy.policies.workload.PodsMustBeAdmitted;
import io.github.akspolicy.policies.workload.PodsMustCarryRequiredLabels;
import io.github.akspolicy.policies.workload.PodsMustHaveAController;
import io.github.akspolicy.policies.workload.ReplicasMustBeSpread;
import io.github.akspolicy.policies.workload.ReservedLabelsMustNotBeSet;
import io.github.akspolicy.policies.workload.ResourcesMustCarryRequiredAnnotations;
import io.github.akspolicy.policies.workload.StorageMustUseCsiDrivers;
import io.github.akspolicy.policies.workload.SystemNamespacesMustNotHoldWorkloads;
import io.github.akspolicy.policies.workload.SystemPoolTaintsMustStayOnSystemPools;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies that come with aks-policy. This list is the only place where a policy is registered. */
public final class BuiltInPolicies implements PolicyProvider {
    private static final List<Policy> INDIVIDUAL = List.of(
            new ContainersMustNotBePrivileged(),
            new AllowPrivilegeEscalationMustBeFalse(),
            new ContainersMustRunAsNonRoot(),
            new ContainersMustDropAllCapabilities(),
            new OnlyDefaultCapabilitiesMayBeAdded(),
            new SeccompProfileMustBeInEffect(),
            new AppArmorProfilesMustBeAllowed(),
            new ContainersMustNotBindHostPorts(),
            new ContainersMustNotRunAsUserZero(),
            new DangerousCapabilitiesMustNotBeAdded(),
            new HostPathVolumesMustBeAllowed(),
            new OnlyCoreVolumeTypesMayBeUsed(),
            new OnlySafeSysctlsMayBeSet(),
            new PodsMustNotShareHostNamespaces(),
            new ProbesMustNotNameAnotherHost(),
            new ProcMountMustBeDefault(),
            new SeLinuxOptionsMustKeepTheConfinement(),
            new SeccompMustNotBeUnconfined(),
            new WindowsPodsMustNotBeHostProcesses(),
            new FlexVolumeDriversMustBeAllowed(),
            new ForbiddenSysctlsMustNotBeSet(),
            new PodsShouldHaveUserNamespaces(),
            new RootFilesystemMustBeReadOnly(),
            new RuntimeSocketsMustNotBeMounted(),
            new SecurityContextsMustBePresent(),
            new UsersAndGroupsMustBeInRanges(),
            new WindowsContainersMustNotOvercommit(),
            new WindowsContainersMustNotRunAsAdministrator(),
            new WindowsContainersMustRunAsApprovedUsers(),
            new TokensMustNotBeMountedAutomatically(),
            new ImagesMustNotBeTaggedLatest(),
            new PodsMustCarryTheWorkloadIdentityLabel(),
            new SecretsVolumesMustBeReadOnly(),
            new AdmissionMustNotBeConfigurable(),
            new BindMustNotBeGranted(),
            new ClusterAdminMustBeBoundToKnownSubjects(),
            new DefaultServiceAccountMustNotBeBound(),
            new EndpointsMustNotBeWritable(),
            new EphemeralContainersMustNotBeAdded(),
            new EscalateMustNotBeGranted(),
            new EverybodyMustNotBeBound(),
            new ImpersonateMustNotBeGranted(),
            new NamespacesMustNotBeChangeable(),
            new NodesMustNotBeChangeable(),
            new NodesMustNotBeProxied(),
            new PeopleMustBeNamedByEntraIds(),
            new PersistentVolumesMustNotBeCreatable(),
            new PodStatusMustNotBeChangeable(),
            new PodsMustNotBeEntered(),
            new PodsMustNotBeStealable(),
            new PodsMustNotRunAsPowerfulAccounts(),
            new PolicyEnginesMustNotBeWritable(),
            new RoleRefsMustPointToRoles(),
            new RolesMustNotAggregateUnnoticed(),
            new RolesMustNotBeWritable(),
            new RolesOfNamespacesMustBeBoundInNamespaces(),
            new RulesMustBeWellFormed(),
            new RulesMustNotNameRemovedGroups(),
            new RulesMustNotUseWildcards(),
            new SecretsMustNotBeReadable(),
            new SecretsMustNotBeWritable(),
            new ServiceAccountSubjectsMustExist(),
            new ServiceStatusMustNotBeChangeable(),
            new SigningRequestsMustNotBeApproved(),
            new SystemConfigMapsMustNotBeWritable(),
            new SystemMastersMustNotBeUsed(),
            new TokensMustNotBeRequested(),
            new TracesMustNotBeDeletable(),
            new WorkloadsMustNotBeCreatable(),
            new WorkloadsMustNotBeModifiable(),
            new ImageReferencesMustParse(),
            new ImagesMustComeFromAllowedRegistries(),
            new ImagesMustNotComeFromPublicRegistries(),
            new ImagesMustBePinnedByDigest(),
            new ImagePullPolicyMustBeAllowed(),
            new PullSecretsMustNotBeUsedForAttachedRegistries(),
            new PodsMustHavePullSecrets(),
            new ImagesMustBeSigned(),
            new ImagesMustMatchTheLock(),
            new TrustPoliciesMustBeStrict(),
            new VerifiersMustEnforce(),
            new ImagesMustBeCoveredByAVerifier(),
            new ContainersMustHaveLimits(),
            new ContainersMustHaveRequests(),
            new ContainersMustHaveProbes(),
            new PodsMustHaveAController(),
            new DefaultNamespaceMustNotBeUsed(),
            new NamespacesMustEnforcePodSecurity(),
            new PodsMustBeAdmitted(),
            new ApiVersionsMustBeServed(),
            new SystemNamespacesMustNotHoldWorkloads(),
            new BlockedKindsMustNotBeDeployed(),
            new PodsMustCarryRequiredLabels(),
            new ResourcesMustCarryRequiredAnnotations(),
            new ContainersMustHaveAPreStopHook(),
            new ReplicasMustBeSpread(),
            new DisruptionBudgetsMustAllowDisruption(),
            new ReservedLabelsMustNotBeSet(),
            new SystemPoolTaintsMustStayOnSystemPools(),
            new StorageMustUseCsiDrivers(),
            new NodesMustNotBeDeployed(),
            new LoadBalancersMustBeInternal(),
            new PublicLoadBalancersMustLimitSources(),
            new ServicesMustNotUseNodePorts(),
            new ExternalIpsMustBeAllowed(),
            new ServicePortsMustBeAllowed(),
            new ContainerPortsMustBeAllowed(),
            new SshMustNotBeServed(),
            new IngressesMustUseHttpsOnly(),
            new IngressRulesMustNameAHost(),
            new IngressHostsMustNotBeWildcards(),
            new GatewayListenersMustUseTls(),
            new IngressesMustNotCarrySnippets(),
            new IngressesMustNotClaimTheSameHost(),
            new PodsMustBeSelectedByNetworkPolicies(),
            new ServicesMustHaveUniqueSelectors());

    private static final List<Policy> POLICIES = Stream.of(
                    INDIVIDUAL, ClusterPolicies.ALL, RegistryGroup.ALL, KubeconfigPolicies.ALL)
            .flatMap(List::stream)
            .toList();

    @Override
    public List<Policy> policies() {
        return POLICIES;
    }

    @Override
    public Optional<String> documentation(String id) {
        // Only ids of own policies become resource names: an id from a command line never reaches the class loader.
        if (POLICIES.stream().noneMatch(policy -> policy.info().id().equals(id))) {
            return Optional.empty();
        }
        try (InputStream prose = BuiltInPolicies.class.getResourceAsStream("docs/" + id + ".md")) {
            return prose == null
                    ? Optional.empty()
                    : Optional.of(new String(prose.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the documentation of " + id + " cannot be read", e);
        }
    }
}
