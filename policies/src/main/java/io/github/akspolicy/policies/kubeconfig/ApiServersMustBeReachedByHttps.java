package io.github.akspolicy.policies.kubeconfig;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.Kubeconfig;

/** What is not encrypted is read on the way. */
final class ApiServersMustBeReachedByHttps extends BuiltInPolicy<Kubeconfig> {
    private static final Parameter<Boolean> ALLOW_ADDRESSES =
            Parameter.flag("allowAddresses", false, "whether an address or localhost is right");

    ApiServersMustBeReachedByHttps() {
        super(
                Kubeconfig.VIEW,
                policy("kubeconfig/https-server", HIGH, "The API server URL must be https")
                        .fix("write https and the name of the API server")
                        .parameters(ALLOW_ADDRESSES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Kubeconfig kubeconfig, Judgement judgement) {
        for (Field cluster : kubeconfig.clusters()) {
            Field server = cluster.at("cluster", "server");
            if (!server.stringOr("").startsWith("https://")) {
                judgement.fail(server, "cluster.server is not reached by https");
            } else if (!judgement.get(ALLOW_ADDRESSES) && isAddress(Kubeconfig.host(cluster))) {
                judgement.fail(server, "cluster.server is an address, whose certificate cannot be checked by name");
            }
            Field proxy = cluster.at("cluster", "proxy-url");
            if (proxy.stringOr("").matches("http://[^/]*@.*")) {
                judgement.fail(proxy, "cluster.proxy-url sends a password in clear");
            }
        }
    }

    private static boolean isAddress(String host) {
        return host.equals("localhost") || host.matches("[0-9.]+|\\[.*]");
    }
}
