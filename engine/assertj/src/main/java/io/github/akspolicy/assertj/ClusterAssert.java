package io.github.akspolicy.assertj;

import io.github.akspolicy.environment.DeployedResource;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import io.github.akspolicy.source.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assertions on the definition of a cluster in any notation: the values that Azure sees, written or default. */
public final class ClusterAssert extends JudgedAssert<ClusterAssert, ClusterAssert.DefinedCluster> {
    /**
     * A cluster of a definition.
     *
     * @param resource where it is defined
     * @param cluster the cluster
     */
    public record DefinedCluster(DeployedResource resource, ManagedCluster cluster) {}

    ClusterAssert(@Nullable DefinedCluster actual, Asked asked) {
        super(actual, ClusterAssert.class, asked);
    }

    @Override
    String subject(DefinedCluster present) {
        return "cluster " + present.cluster().name();
    }

    @Override
    boolean holds(DefinedCluster present, ReleaseId release, ResourceId resource) {
        return present.resource().release().equals(release)
                && present.resource().id().equals(resource);
    }

    /** Expects a private API server. */
    public ClusterAssert isPrivate() {
        return has(ClusterProperties.PRIVATE_CLUSTER, true);
    }

    /** Expects that nobody signs in past Entra ID. */
    public ClusterAssert hasLocalAccountsDisabled() {
        return has(ClusterProperties.DISABLE_LOCAL_ACCOUNTS, true);
    }

    /**
     * Expects that Azure sees this value. One that is known only at deployment does not fulfil it.
     *
     * @param property such as {@code ClusterProperties.AZURE_RBAC}
     * @param value a string (in any case), boolean or number
     */
    public ClusterAssert has(AzureProperty property, Object value) {
        return expect("have " + property + " " + value, present -> {
            Setting setting = present.cluster().get(property);
            boolean isKnown = setting.unresolved() == null;
            return isKnown && setting.is(String.valueOf(value))
                    ? List.of()
                    : List.of(new Fault(
                            present.resource(),
                            setting.place(),
                            setting.words() + (isKnown ? "" : ", which is known only at deployment")));
        });
    }
}
