package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.resource.cluster.AzureProperty;
import java.util.List;

/** A policy that is one sentence about properties. */
public interface PropertyBased {
    /** The properties that it looks at, for the documentation. */
    List<AzureProperty> properties();
}
