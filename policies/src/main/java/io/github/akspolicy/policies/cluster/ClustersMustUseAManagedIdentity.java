package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.IDENTITY_TYPE;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SERVICE_PRINCIPAL;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** A service principal has a password, which is in a definition, a pipeline and a calendar. */
final class ClustersMustUseAManagedIdentity extends BuiltInPolicy<ManagedCluster> {
    private static final Parameter<String> TYPE =
            Parameter.choice("type", List.of("any", "UserAssigned"), "any", "the type of identity that is wanted");

    ClustersMustUseAManagedIdentity() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/managed-identity", HIGH, "The cluster must use a managed identity")
                        .fix("give the cluster a managed identity")
                        .parameters(TYPE)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting identity = managedCluster.get(IDENTITY_TYPE);
        Setting principal = managedCluster.get(SERVICE_PRINCIPAL);
        if (principal.isSet() && !principal.is("msi") && principal.unresolved() == null
                || principal.unresolved() != null) {
            judgement.fail(
                    principal.place(),
                    principal.name() + " is set: the cluster acts as a service principal with a password");
        }
        if (Demand.isUnknown(identity, judgement)) {
            return;
        }
        String type = identity.textOrEmpty();
        boolean isRight = judgement.get(TYPE).equals("any")
                ? type.matches("(?i)(System|User)Assigned.*")
                : identity.is("UserAssigned");
        if (!isRight) {
            Demand.fail(identity, judgement.get(TYPE).equals("any") ? "SystemAssigned" : "UserAssigned", judgement);
        }
    }
}
