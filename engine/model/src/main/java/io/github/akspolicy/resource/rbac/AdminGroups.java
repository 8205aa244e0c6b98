package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The groups that a cluster names in {@code aadProfile.adminGroupObjectIDs}. AKS binds them to cluster-admin by a
 * ClusterRoleBinding that it makes, and mends, itself: it is in no file, and in every such cluster
 * ({@code kubectl describe clusterrolebinding aks-cluster-admin-binding-aad};
 * articles/aks/entra-id-control-plane-authentication.md).
 */
public final class AdminGroups implements OtherAuthorizer {
    /** Its name in answers. */
    public static final String NAME = "AKS";

    private static final String BINDING = "ClusterRoleBinding aks-cluster-admin-binding-aad";
    private static final String ROLE = "ClusterRole cluster-admin";

    /** An entry of the list as the reason of an answer. */
    private record Listed(ManagedCluster cluster, Field entry) implements Permission {
        private String id() {
            return entry.stringOr("");
        }

        private Principal principal() {
            return Principal.group(id());
        }

        @Override
        public String authorizer() {
            return NAME;
        }

        @Override
        public String namespace() {
            return "";
        }

        @Override
        public String givenBy() {
            return BINDING;
        }

        @Override
        public String roleWords() {
            return ROLE;
        }

        @Override
        public String ruleWords() {
            return "everything";
        }

        @Override
        public String words() {
            return BINDING + " of " + ROLE + " to " + principal() + ", an admin group of managedClusters "
                    + cluster.name();
        }

        @Override
        public List<Evidence> evidence(String what) {
            return List.of(new Evidence(
                    cluster,
                    entry.place(),
                    "managedClusters " + cluster.name() + " makes " + principal() + " cluster-admin, which allows "
                            + what));
        }
    }

    private final ManagedCluster cluster;
    private final List<Listed> listed = new ArrayList<>();
    private final boolean isOpen;

    private AdminGroups(ManagedCluster cluster, Setting groups) {
        this.cluster = cluster;
        boolean someAreOpen = groups.unresolved() != null;
        for (Field entry : groups.items()) {
            if (entry.unresolved() != null) {
                someAreOpen = true;
            } else if (!entry.stringOr("").isEmpty()) {
                listed.add(new Listed(cluster, entry));
            }
        }
        this.isOpen = someAreOpen;
    }

    /** Those of the clusters that sign people in with Entra ID and name any. */
    public static List<OtherAuthorizer> of(List<ManagedCluster> clusters) {
        var all = new ArrayList<OtherAuthorizer>();
        for (ManagedCluster cluster : clusters) {
            var groups = new AdminGroups(cluster, cluster.get(ClusterProperties.ADMIN_GROUPS));
            if (!cluster.get(ClusterProperties.AAD_MANAGED).isFalse() && (groups.isOpen || !groups.listed.isEmpty())) {
                all.add(groups);
            }
        }
        return List.copyOf(all);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Members of a listed group; where the list is known only at deployment, whoever may be in a group of Entra ID. */
    @Override
    public boolean concerns(UserInfo user) {
        return isOpen && AzureRbac.isOfEntra(user) || permission(user).isPresent();
    }

    private Optional<Listed> permission(UserInfo user) {
        return listed.stream()
                .filter(group -> user.groups().stream().anyMatch(group.id()::equalsIgnoreCase))
                .findFirst();
    }

    @Override
    public Optional<Permission> permission(UserInfo user, AccessRequest request) {
        return permission(user).map(Permission.class::cast);
    }

    @Override
    public List<Access.Holder> holders(AccessRequest request) {
        return listed.stream()
                .map(group -> new Access.Holder(group.principal(), List.of(group)))
                .toList();
    }

    @Override
    public Set<String> namespaces() {
        return Set.of();
    }

    @Override
    public Optional<String> missing() {
        return isOpen
                ? Optional.of(NAME + ": which groups managedClusters " + cluster.name()
                        + " makes cluster-admin is known only at deployment")
                : Optional.empty();
    }
}
