package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.cluster.DiagnosticsPolicy;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.List;

/** Who pulled, pushed and deleted is known only when it is sent somewhere. */
final class RegistryLogsMustBeKept extends DiagnosticsPolicy<Registry> {
    private static final Parameter<List<String>> CATEGORIES = Parameter.strings(
            "requiredCategories",
            List.of("ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"),
            "the categories of logs that must be sent");

    RegistryLogsMustBeKept() {
        super(
                REGISTRIES,
                CATEGORIES,
                "the registry",
                policy("registry/diagnostic-logs", MEDIUM, "Logins and changes of repositories must be logged")
                        .fix("send the log of the registry to a workspace by a diagnostic setting")
                        .parameters(CATEGORIES)
                        .in(HARDENED));
    }
}
