package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.cluster.PrivateEndpointPolicy;
import io.github.akspolicy.resource.cluster.Registry;

/** Without an endpoint of its own the registry is reached through the internet only. */
final class RegistriesMustHaveAPrivateEndpoint extends PrivateEndpointPolicy<Registry> {
    RegistriesMustHaveAPrivateEndpoint() {
        super(
                REGISTRIES,
                "the registry",
                policy("registry/private-endpoint", HIGH, "The registry must have a private endpoint")
                        .fix("add a private endpoint for the registry"));
    }
}
