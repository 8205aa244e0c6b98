package io.github.akspolicy.policy;

import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.RoleAssignment;
import io.github.akspolicy.resource.cluster.RoleAssignments;
import io.github.akspolicy.resource.identity.EntraDirectory;
import io.github.akspolicy.resource.rbac.Access;
import io.github.akspolicy.resource.rbac.AccessBudget;
import io.github.akspolicy.resource.rbac.AdminGroups;
import io.github.akspolicy.resource.rbac.AzureRbac;
import io.github.akspolicy.resource.rbac.Binding;
import io.github.akspolicy.resource.rbac.DefaultClusterRoles;
import io.github.akspolicy.resource.rbac.OtherAuthorizer;
import io.github.akspolicy.resource.rbac.RbacAuthorizer;
import io.github.akspolicy.resource.rbac.Role;
import io.github.akspolicy.resource.rbac.RoleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The facts of an environment about who may do what. */
public final class AccessFacts {
    /** By what bindings refer to them by. */
    public static final Index<RoleRef.Target, Role> ROLES =
            new Index<>("roles", Role.VIEW.kinds(), Role::of, Role::target);

    /** By the role that they refer to. */
    public static final Index<RoleRef.Target, Binding> BINDINGS =
            new Index<>("role bindings", Binding.VIEW.kinds(), Binding::of, Binding::target);

    /** All roles and bindings of the environment together with the roles that every cluster has. */
    public static final Derivation<RbacAuthorizer> AUTHORIZER =
            new Derivation<>("role-based access control", Set.of(ROLES, BINDINGS), indexes -> {
                List<Role> roles = new ArrayList<>(DefaultClusterRoles.ROLES);
                roles.addAll(indexes.all(ROLES));
                return new RbacAuthorizer(roles, indexes.all(BINDINGS));
            });

    /** The clusters, which ask Azure RBAC or not; facts that hold their trees, since there are few. */
    public static final Index<String, ManagedCluster> CLUSTERS =
            new Index<>("managed clusters", AzureResource.KINDS, ManagedCluster::of, ManagedCluster::name);

    /** By the id of the role. */
    public static final Index<String, RoleAssignment> ROLE_ASSIGNMENTS =
            new Index<>("role assignments", AzureResource.KINDS, RoleAssignment::of, RoleAssignment::roleId);

    /** The groups that resources lie in, which hand down what is assigned on them. */
    public static final Index<String, AzureResource> RESOURCE_GROUPS = new Index<>(
            "resource groups",
            AzureResource.KINDS,
            resource -> AzureResource.of(resource, AzureType.RESOURCE_GROUP),
            AzureResource::name);

    /** The role assignments by their scope. */
    public static final Derivation<RoleAssignments> ASSIGNMENTS = new Derivation<>(
            "role assignments by scope",
            Set.of(ROLE_ASSIGNMENTS, RESOURCE_GROUPS),
            indexes -> new RoleAssignments(indexes.all(ROLE_ASSIGNMENTS), indexes.all(RESOURCE_GROUPS)));

    /** Roles of Azure that are not built in. */
    public static final Index<String, AzureResource> ROLE_DEFINITIONS = new Index<>(
            "role definitions",
            AzureResource.KINDS,
            resource -> AzureResource.of(resource, AzureType.ROLE_DEFINITION),
            AzureResource::name);

    /** Who there is in the tenant, when the configuration says so: at most one, under one key. */
    public static final Index<String, EntraDirectory> DIRECTORIES =
            new Index<>("principals of the tenant", EntraDirectory.KINDS, EntraDirectory::of, directory -> "");

    /** The questions that can be asked of it, answered by Kubernetes RBAC and what the clusters ask beside it. */
    public static final Derivation<Access> ACCESS = new Derivation<>(
            "access",
            Set.of(ROLES, BINDINGS, CLUSTERS, ROLE_ASSIGNMENTS, RESOURCE_GROUPS, ROLE_DEFINITIONS, DIRECTORIES),
            indexes -> {
                List<OtherAuthorizer> others = new ArrayList<>(AdminGroups.of(indexes.all(CLUSTERS)));
                others.addAll(AzureRbac.of(
                        indexes.all(CLUSTERS),
                        indexes.derive(ASSIGNMENTS),
                        indexes.all(ROLE_DEFINITIONS),
                        indexes.all(DIRECTORIES)));
                return new Access(indexes.derive(AUTHORIZER), others);
            });

    /** What the configuration allows at most: at most one, all under one key. */
    public static final Index<String, AccessBudget> BUDGETS =
            new Index<>("budgets of access", AccessBudget.KINDS, AccessBudget::of, budget -> "");

    private AccessFacts() {}
}
