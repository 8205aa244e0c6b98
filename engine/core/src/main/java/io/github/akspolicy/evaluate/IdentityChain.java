package io.github.akspolicy.evaluate;

import io.github.akspolicy.evaluate.Occurrence.LocatedStep;
import io.github.akspolicy.policy.Diagram;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.identity.IdentityLink;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * How the pods of a workload reach Azure and Key Vault, to be drawn.
 *
 * @param environment where
 * @param workload what carries the pods
 * @param resources everything that the chain leads through, the workload first
 * @param state broken when a link is, else unknown when one is
 * @param fault the first link that does not hold, or the empty string
 * @param diagram its links: the first track is the program's own identity, each other one a Key Vault volume
 */
public record IdentityChain(
        String environment,
        ResourceId workload,
        List<ResourceId> resources,
        IdentityLink.State state,
        String fault,
        Diagram<LocatedStep> diagram)
        implements Serializable {
    /** As many are drawn in each environment: more would not be looked at. */
    public static final int MOST = 200;

    /** Those with a fault first, then by environment and workload. */
    static final Comparator<IdentityChain> ORDER = Comparator.comparing(IdentityChain::rank)
            .thenComparing(IdentityChain::environment)
            .thenComparing(IdentityChain::workload)
            .thenComparing(IdentityChain::fault);

    public IdentityChain {
        resources = List.copyOf(resources);
    }

    IdentityChain redacted(Redaction redaction) {
        return new IdentityChain(
                environment, workload, resources, state, fault, diagram.map(redaction::apply, redaction::apply));
    }

    private int rank() {
        return switch (state) {
            case BROKEN -> 0;
            case UNKNOWN -> 1;
            case HOLDS -> 2;
        };
    }

    /** Whether a finding's place lies in it, so that its picture explains the finding. */
    public boolean leadsThrough(Occurrence occurrence) {
        return environment.equals(occurrence.release().environment()) && resources.contains(occurrence.resource());
    }
}
