package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group rbac. */
public final class RbacPolicies {
    public static final List<Policy> ALL = List.of(
            new AccessMustBeAsExpected(),
            new AdmissionMustNotBeConfigurable(),
            new BindMustNotBeGranted(),
            new ClusterAdminMustBeBoundToKnownSubjects(),
            new ClusterAdminMustNotBeBoundToServiceAccounts(),
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
            new SubjectsMustNotEscalate(),
            new SystemConfigMapsMustNotBeWritable(),
            new SystemMastersMustNotBeUsed(),
            new TokensMustNotBeRequested(),
            new TracesMustNotBeDeletable(),
            new WorkloadsMustNotBeCreatable(),
            new WorkloadsMustNotBeModifiable());

    private RbacPolicies() {}
}
