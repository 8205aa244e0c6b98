package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Policy;
import java.util.List;
import java.util.stream.Stream;

/** The policies of the group rbac. */
public final class RbacPolicies {
    public static final List<Policy> ALL = Stream.of(
                    PowerPolicies.ALL,
                    List.<Policy>of(
                            new AccessMustBeAsExpected(),
                            new ClusterAdminMustBeBoundToKnownSubjects(),
                            new ClusterAdminMustNotBeBoundToServiceAccounts(),
                            new DefaultServiceAccountMustNotBeBound(),
                            new EverybodyMustNotBeBound(),
                            new ManagedIdentitiesMustBeGrantedOneByOne(),
                            new PeopleMustBeNamedByEntraIds(),
                            new PodsMustNotBeStealable(),
                            new PodsMustNotRunAsPowerfulAccounts(),
                            new RoleRefsMustPointToRoles(),
                            new RolesMustNotAggregateUnnoticed(),
                            new RolesOfNamespacesMustBeBoundInNamespaces(),
                            new RulesMustBeWellFormed(),
                            new RulesMustNotNameRemovedGroups(),
                            new RulesMustNotUseWildcards(),
                            new ServiceAccountSubjectsMustExist(),
                            new SubjectsMustNotEscalate(),
                            new SystemMastersMustNotBeUsed()))
            .flatMap(List::stream)
            .toList();

    private RbacPolicies() {}
}
