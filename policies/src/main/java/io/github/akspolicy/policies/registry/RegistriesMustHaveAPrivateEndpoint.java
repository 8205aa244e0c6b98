package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.cluster.PrivateEndpointPolicy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Registry;

/** Without an endpoint of its own the registry is reached through the internet only. */
final class RegistriesMustHaveAPrivateEndpoint extends PrivateEndpointPolicy<Registry> {

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "registry/private-endpoint",
                    HIGH,
                    "The registry must have a private endpoint",
                    "add a private endpoint for the registry")
            .in(TALK)
            .references(Catalog.DEFENDER, "Container registries should use private link")
            .references(Catalog.MCSB, "NS-2")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private container registry")
            .reference(
                    Catalog.AZURE_POLICY,
                    "e8eef0a8-67cf-4eb4-9386-14b0e78733d4",
                    "Container registries should use private link")
            .reference(
                    Catalog.AZURE_POLICY,
                    "d85c6833-7d33-4cf5-a915-aaa2de84405f",
                    "Configure Container registries with private endpoints")
            .references(Catalog.AKS_DOCS, "network-isolated");

    RegistriesMustHaveAPrivateEndpoint() {
        super(REGISTRIES, "the registry", INFO);
    }
}
