package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import java.util.List;

/**
 * What the nodes are like that node auto-provisioning makes: an {@code AKSNodeClass}. It has few of the properties of a pool;
 * see {@link AzureProperty#ofNodeClass()}. Source: articles/aks/node-auto-provisioning-aksnodeclass.md (2026-07-05).
 */
public final class NodeClass extends AzureResource {
    private NodeClass(Resource resource, Field spec) {
        super(AzureType.AGENT_POOL, Notation.ASO, resource.name(), resource.root(), spec, spec);
    }

    /** The subnet that its nodes are in, as {@link AzureKeys#word}; empty for that of the cluster. */
    public String subnet() {
        return AzureKeys.word(body().get("vnetSubnetID"));
    }

    /** The readings of a resource: one for a class. */
    public static List<NodeClass> of(Resource resource) {
        return resource.is("karpenter.azure.com", "AKSNodeClass")
                ? List.of(new NodeClass(resource, resource.root().get("spec")))
                : List.of();
    }
}
