package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.AAD_MANAGED;
import static io.github.akspolicy.resource.cluster.ClusterProperties.ADMIN_GROUPS;
import static io.github.akspolicy.resource.cluster.ClusterProperties.AZURE_RBAC;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** The groups of this list are cluster-admin, whatever RBAC says. */
final class AdminGroupsMustBeKnown extends BuiltInPolicy<ManagedCluster> {
    private static final String GUID = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("adminGroupObjectIDs", List.of(), "the groups that may be there; any when empty");
    private static final Parameter<Long> MAX_GROUPS = Parameter.integer("maxGroups", 3, "the most groups");

    AdminGroupsMustBeKnown() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/entra-admin-groups", MEDIUM, "Entra admin groups must be set and known")
                        .fix("name the groups that administrate the cluster by their object ids, and no others")
                        .parameters(ALLOWED, MAX_GROUPS));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting groups = managedCluster.get(ADMIN_GROUPS);
        if (Demand.isUnknown(groups, judgement)) {
            return;
        }
        List<Field> entries = groups.items();
        if (entries.isEmpty()) {
            // with Azure RBAC role assignments make administrators
            boolean hasOthers = !managedCluster.get(AAD_MANAGED).isTrue()
                    || !managedCluster.get(AZURE_RBAC).isFalse();
            if (!hasOthers) {
                judgement.fail(
                        groups.place(), groups.words() + ": without local accounts the cluster has no administrator");
            }
            return;
        }
        if (entries.size() > judgement.get(MAX_GROUPS)) {
            judgement.fail(
                    groups.place(),
                    groups.name() + " has " + entries.size() + " groups, more than " + judgement.get(MAX_GROUPS));
        }
        entries.forEach(entry -> judge(groups, entry, judgement));
    }

    private static void judge(Setting groups, Field entry, Judgement judgement) {
        List<String> allowed = judgement.get(ALLOWED);
        String id = entry.stringOr("");
        if (entry.unresolved() != null) {
            judgement.unknown(
                    entry, UnknownCause.VALUE, groups.name() + " is known only at deployment: " + entry.textOr(""));
        } else if (!id.matches(GUID)) {
            judgement.fail(entry, groups.name() + " holds " + id + ", which is not an object id");
        } else if (!allowed.isEmpty() && allowed.stream().noneMatch(id::equalsIgnoreCase)) {
            judgement.fail(entry, groups.name() + " holds " + id + ", which is not allowed");
        }
    }
}
