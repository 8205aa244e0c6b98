package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.NodeFacts;
import io.github.akspolicy.policies.cluster.ClusterFacts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.PoolProperties;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Pods find nodes by labels, are kept off by taints, and rely on zones and networks: a pool of another kind must have the same. */
final class ProvisionedNodesMustBeLikeTheirPool extends BuiltInEnvironmentPolicy<ProvisionedPool> {
    /** What AKS itself gives to nodes, and what its guide to the migration sets for a while. */
    private static final Pattern OF_AKS =
            Pattern.compile("(kubernetes\\.azure\\.com|autoscaling\\.azure\\.com)/.*|agentpool");

    ProvisionedNodesMustBeLikeTheirPool() {
        super(
                ProvisionedPool.INDEX,
                Set.of(ClusterFacts.POOLS, ClusterFacts.CLUSTERS, NodeFacts.NODE_CLASSES),
                policy(
                                "workload/node-pool-drift",
                                LOW,
                                "Nodes of auto-provisioning must be like those of the node pool of the same name")
                        .fix("give the NodePool the labels, taints, zones and subnet of the node pool, or another name")
                        .in(HARDENED));
    }

    @Override
    public void evaluate(ProvisionedPool provisioned, Indexes indexes, Judgement judgement) {
        for (AgentPool pool : indexes.all(ClusterFacts.POOLS)) {
            if (provisioned.name().equalsIgnoreCase(pool.azureName())) {
                judgeLabels(provisioned, pool, judgement);
                judgeTaints(provisioned, pool, judgement);
                judgeZones(provisioned, pool, judgement);
                SubnetDrift.judge(provisioned, pool, indexes, judgement);
            }
        }
    }

    private static void judgeLabels(ProvisionedPool provisioned, AgentPool pool, Judgement judgement) {
        Setting labels = pool.get(PoolProperties.LABELS);
        if (isOpen(labels, provisioned.labelsPlace(), "labels", judgement)) {
            return;
        }
        for (Field label : labels.field().fields()) {
            String key = String.valueOf(label.key());
            List<String> values = provisioned.label(key);
            if (!OF_AKS.matcher(key).matches() && !values.contains(label.textOr(""))) {
                judgement.add(Observation.violation(
                        provisioned.labelsPlace(),
                        "labels " + (values.isEmpty() ? "lack " + key : "have another " + key) + ", which is "
                                + label.textOr("") + " in the node pool",
                        key));
            }
        }
    }

    private static void judgeTaints(ProvisionedPool provisioned, AgentPool pool, Judgement judgement) {
        Setting taints = pool.get(PoolProperties.TAINTS);
        if (isOpen(taints, provisioned.taintsPlace(), "taints", judgement)) {
            return;
        }
        List<Taint> ofPool = read(taints.items());
        List<Taint> own = read(provisioned.taints());
        ofPool.stream()
                .filter(taint -> !own.contains(taint))
                .forEach(taint -> judgement.add(Observation.violation(
                        provisioned.taintsPlace(),
                        "taints lack " + taint + " of the node pool: pods that it keeps off run on these nodes",
                        taint.toString())));
        own.stream()
                .filter(taint -> taint.repels() && !ofPool.contains(taint))
                .forEach(taint -> judgement.add(Observation.violation(
                        provisioned.taintsPlace(),
                        "taints have " + taint + ", which the node pool does not: its pods may not tolerate it",
                        taint.toString())));
    }

    private static List<Taint> read(List<Field> items) {
        var taints = new ArrayList<Taint>();
        for (Field item : items) {
            Taint taint = Taint.of(item);
            if (taint != null && !OF_AKS.matcher(taint.key()).matches()) {
                taints.add(taint);
            }
        }
        return taints;
    }

    private static void judgeZones(ProvisionedPool provisioned, AgentPool pool, Judgement judgement) {
        Setting zones = pool.get(PoolProperties.ZONES);
        Field allowed = provisioned.zones().orElse(null);
        if (allowed == null || isOpen(zones, allowed.place(), "zones", judgement)) {
            return;
        }
        List<String> missing = zones.items().stream()
                .map(zone -> zone.textOr(""))
                .filter(zone -> !ProvisionedPool.allows(allowed, zone))
                .toList();
        if (!missing.isEmpty()) {
            judgement.fail(
                    allowed.place(),
                    "requirements allow no nodes in zone " + String.join(", ", missing)
                            + ", in which the node pool has some");
        }
    }

    private static boolean isOpen(Setting setting, Place place, String what, Judgement judgement) {
        if (setting.unresolved() == null) {
            return false;
        }
        judgement.unknown(place, UnknownCause.VALUE, what + " of the node pool are known only at deployment");
        return true;
    }
}
