package io.github.akspolicy.policies.network;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group network. */
public final class NetworkPolicies {
    public static final List<Policy> ALL = List.of(
            new LoadBalancersMustBeInternal(),
            new PublicLoadBalancersMustLimitSources(),
            new ServicesMustNotUseNodePorts(),
            new ExternalIpsMustBeAllowed(),
            new ServicePortsMustBeAllowed(),
            new ContainerPortsMustBeAllowed(),
            new SshMustNotBeServed(),
            new IngressesMustUseHttpsOnly(),
            new IngressRulesMustNameAHost(),
            new IngressHostsMustNotBeWildcards(),
            new GatewayListenersMustUseTls(),
            new IngressesMustNotCarrySnippets(),
            new IngressesMustNotClaimTheSameHost(),
            new PodsMustBeSelectedByNetworkPolicies(),
            new ServicesMustHaveUniqueSelectors(),
            new BackendsMustExist(),
            new MeshTrafficMustBeMutualTls(),
            new RetiredIngressControllersMustNotBeUsed());

    private NetworkPolicies() {}
}
