package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.CLUSTERS_BY_REFERENCE;
import static io.github.akspolicy.policies.cluster.ClusterFacts.POOLS;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.PoolProperties.OS_SKU;
import static io.github.akspolicy.resource.cluster.PoolProperties.OS_TYPE;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.ReferenceDate;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Lifecycle.Entry;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node image without support gets no fixes, and a pool whose images are gone can neither grow nor be repaired. */
final class NodeImagesMustBeSupported extends BuiltInEnvironmentPolicy<AgentPool> {
    NodeImagesMustBeSupported() {
        super(
                POOLS,
                Set.of(CLUSTERS),
                policy("cluster/os-sku-supported", HIGH, "Node images must be supported")
                        .fix("use a supported osSKU")
                        .formerly("cluster/azure-linux-version")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(AgentPool agentPool, Indexes indexes, Judgement judgement) {
        Setting sku = agentPool.get(OS_SKU);
        if (agentPool.get(OS_TYPE).unresolved() != null && !sku.isWritten() || Demand.isUnknown(sku, judgement)) {
            return;
        }
        Setting version = agentPool.version(indexes.derive(CLUSTERS_BY_REFERENCE));
        OptionalInt minor = version == null ? OptionalInt.empty() : Lifecycle.minor(version.textOrEmpty());
        List<String> images = agentPool.images(minor);
        if (images.size() > 1) {
            judgeAny(sku, images, version, judgement);
        } else if (!images.isEmpty()) {
            judge(sku, images.get(0), judgement);
        }
    }

    /** Which image it is depends on a version that is not known: that matters where one of them has no support. */
    private static void judgeAny(Setting sku, List<String> images, @Nullable Setting version, Judgement judgement) {
        for (String image : images) {
            Entry entry = Lifecycle.AKS.image(image).orElse(null);
            if (entry != null && judgement.date().isOver(entry.end())) {
                if (version == null || !Demand.isUnknown(version, judgement)) {
                    judgement.unknown(
                            sku.place(),
                            UnknownCause.INPUT,
                            sku.words() + ", and no Kubernetes version shows whether that is " + image
                                    + ", which has no support since " + entry.end());
                }
                return;
            }
        }
    }

    private static void judge(Setting sku, String image, Judgement judgement) {
        Entry entry = Lifecycle.AKS.image(image).orElse(null);
        if (entry == null) {
            return;
        }
        ReferenceDate date = judgement.date();
        String what = sku.words() + (sku.is(image) ? "" : ", which is " + image);
        if (date.isOver(entry.later())) {
            judgement.fail(
                    sku.place(),
                    what + ": its images are gone since " + entry.later()
                            + ", so the pool can neither grow nor be repaired");
        } else if (date.isOver(entry.end())) {
            judgement.fail(sku.place(), what + ", which has no support since " + entry.end());
        } else if (date.isSoon(entry.end())) {
            Support.soon(sku, (sku.is(image) ? "" : image + " ") + "support ends on " + entry.end(), judgement);
        }
    }
}
