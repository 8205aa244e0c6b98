package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.ClusterFacts.REGISTRIES;
import static io.github.akspolicy.policy.Profile.HARDENED;
import static io.github.akspolicy.policy.Severity.MEDIUM;

import io.github.akspolicy.policies.cluster.DiagnosticsPolicy;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.cluster.Registry;
import java.util.List;

/** Who pulled, pushed and deleted is known only when it is sent somewhere. */
final class RegistryLogsMustBeKept extends DiagnosticsPolicy<Registry> {
    private static final Parameter<List<String>> CATEGORIES = Parameter.strings(
            "requiredCategories",
            List.of("ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents"),
            "the categories of logs that must be sent");

    private static final String LOGGING =
            "Enable logging by category group for Container registries (microsoft.containerregistry/registries) to ";

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "registry/diagnostic-logs",
                    MEDIUM,
                    "Logins and changes of repositories must be logged",
                    "send the log of the registry to a workspace by a diagnostic setting")
            .parameters(CATEGORIES)
            .in(HARDENED)
            .references(Catalog.MCSB, "LT-3")
            .references(Catalog.ACR_DOCS, "monitor-container-registry-reference")
            .reference(Catalog.AZURE_POLICY, "106cd3bd-50a1-466c-869f-f9c2d310477b", LOGGING + "Storage")
            .reference(Catalog.AZURE_POLICY, "56288eb2-4350-461d-9ece-2bb242269dce", LOGGING + "Log Analytics")
            .reference(Catalog.AZURE_POLICY, "9ba29e83-863d-4fec-81d0-16dd87067cc3", LOGGING + "Event Hub");

    RegistryLogsMustBeKept() {
        super(REGISTRIES, CATEGORIES, "the registry", INFO);
    }
}
