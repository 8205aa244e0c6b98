package com.contoso.policies;

import static io.github.akspolicy.policy.fluent.Condition.not;
import static io.github.akspolicy.policy.fluent.Conditions.beInNamespace;
import static io.github.akspolicy.policy.fluent.Conditions.haveImageFrom;
import static io.github.akspolicy.policy.fluent.Conditions.haveLabelMatching;
import static io.github.akspolicy.policy.fluent.Conditions.haveSetting;

import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.fluent.Policies;
import io.github.akspolicy.resource.cluster.ClusterProperties;
import io.github.akspolicy.spi.PolicyProvider;
import java.util.List;
import java.util.Optional;

/** The policies of the team, for its services to use: found by {@link java.util.ServiceLoader}. */
public final class ContosoPolicies implements PolicyProvider {
    /** {@code profile: contoso} turns all of them on. */
    static final Profile CONTOSO = new Profile("contoso", "What the platform team of Contoso asks for.");

    static final Policy COST_CENTER = Policies.workloads()
            .that(not(beInNamespace("kube-system")))
            .must(haveLabelMatching("cost-center", "cc-[0-9]{4}"))
            .because("finance charges by it")
            .fix("add the label cost-center: cc-NNNN to the workload")
            .as("contoso/cost-center")
            .in(CONTOSO);

    static final Policy OWN_REGISTRY = Policies.containers()
            .must(haveImageFrom("contoso.azurecr.io"))
            .because("images from elsewhere are not scanned")
            .as("contoso/own-registry")
            .in(CONTOSO);

    static final Policy NO_LOCAL_ACCOUNTS = Policies.clusters()
            .must(haveSetting(ClusterProperties.DISABLE_LOCAL_ACCOUNTS, true))
            .because("a local account has no owner")
            .as("contoso/no-local-accounts")
            .in(CONTOSO);

    @Override
    public List<Policy> policies() {
        return List.of(
                COST_CENTER,
                OWN_REGISTRY,
                NO_LOCAL_ACCOUNTS,
                new PortNamesMustSayTheProtocol(),
                new ServicesMustFindPods());
    }

    @Override
    public Optional<String> documentation(String id) {
        return Optional.empty();
    }
}
