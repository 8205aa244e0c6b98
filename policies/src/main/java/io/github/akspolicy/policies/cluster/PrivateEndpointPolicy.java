package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policies.cluster.ClusterFacts.ENDPOINTS_BY_TARGET;
import static io.github.akspolicy.policies.cluster.ClusterFacts.PRIVATE_ENDPOINTS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ZONE_GROUPS;
import static io.github.akspolicy.policies.cluster.ClusterFacts.ZONE_GROUPS_BY_ENDPOINT;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.PrivateEndpoint;
import java.util.Set;

/**
 * Without a private endpoint a resource is reached through the internet only.
 *
 * @param <R> the resource that the endpoint leads to
 */
public abstract class PrivateEndpointPolicy<R extends AzureResource> extends BuiltInEnvironmentPolicy<R> {
    private final String words;

    /** @param words what the endpoint leads to, such as {@code the registry} */
    protected PrivateEndpointPolicy(Index<String, R> resources, String words, PolicyInfo info) {
        super(resources, Set.of(PRIVATE_ENDPOINTS, ZONE_GROUPS), info);
        this.words = words;
    }

    @Override
    public void evaluate(R resource, Indexes indexes, Judgement judgement) {
        if (!isConnected(resource)
                && indexes.derive(ENDPOINTS_BY_TARGET).to(resource).isEmpty()) {
            judgement.fail(resource.place(), "no private endpoint leads to " + words);
        }
    }

    /** Reports the endpoints that have no zone. */
    protected final void evaluateZones(R resource, Indexes indexes, Judgement judgement) {
        for (PrivateEndpoint endpoint : indexes.derive(ENDPOINTS_BY_TARGET).to(resource)) {
            if (!hasZone(endpoint, indexes)) {
                judgement.fail(resource.place(), withoutZone(words));
            }
        }
    }

    /** Whether a private DNS zone gets the address of the endpoint. */
    public static boolean hasZone(PrivateEndpoint endpoint, Indexes indexes) {
        return !endpoint.zoneGroup().items().isEmpty()
                || !indexes.derive(ZONE_GROUPS_BY_ENDPOINT)
                        .into(endpoint.resource())
                        .isEmpty();
    }

    /** What is said of an endpoint without a zone. */
    public static String withoutZone(String words) {
        return "the private endpoint of " + words + " has no private DNS zone: its name leads to the public address";
    }

    /** What {@code az} answers of the connections of a resource. */
    static boolean isConnected(AzureResource resource) {
        return resource.body().get("privateEndpointConnections").items().stream()
                .anyMatch(connection -> isApproved(connection) || isApproved(connection.get("properties")));
    }

    private static boolean isApproved(Field connection) {
        return "Approved"
                .equals(connection
                        .at("privateLinkServiceConnectionState", "status")
                        .string());
    }
}
