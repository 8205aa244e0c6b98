package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AuthenticationMode;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Set;

/** How people prove who they are and what decides what they may: the choice of the portal, as one word. */
final class AuthenticationModeMustBeAllowed extends BuiltInPolicy<ManagedCluster> {
    private static final Parameter<Set<String>> ALLOWED = Parameter.choices(
            "allowedModes",
            AuthenticationMode.WORDS,
            Set.of("entra-azure-rbac", "entra-kubernetes-rbac"),
            "the modes that are right");

    AuthenticationModeMustBeAllowed() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/auth-mode", HIGH, "The authentication/authorization mode must be an allowed one")
                        .fix("choose Entra ID with Azure RBAC or Kubernetes RBAC, and disable local accounts")
                        .parameters(ALLOWED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        AuthenticationMode mode = AuthenticationMode.of(managedCluster);
        for (Setting setting : mode.settings()) {
            if (Demand.isUnknown(setting, judgement)) {
                return;
            }
        }
        if (!judgement.get(ALLOWED).contains(mode.word())) {
            Setting decisive = mode.decisive();
            Demand.report(
                    decisive,
                    "the mode of authentication is " + mode.word() + " (" + mode.words() + "), since "
                            + decisive.words() + (decisive.isExpressible() ? "" : ": " + decisive.write(true)),
                    "",
                    judgement);
        }
    }
}
