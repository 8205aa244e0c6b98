package io.github.akspolicy.policies.registry;

import static io.github.akspolicy.policies.cluster.Demand.that;
import static io.github.akspolicy.policies.cluster.PropertyPolicy.registry;
import static io.github.akspolicy.policies.cluster.Requirement.is;
import static io.github.akspolicy.policies.cluster.Requirement.isAtMost;
import static io.github.akspolicy.policies.cluster.Requirement.isNotTrue;
import static io.github.akspolicy.policies.cluster.Requirement.isSet;
import static io.github.akspolicy.policies.cluster.Requirement.isTrue;
import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.RegistryProperties.*;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import java.util.List;

/** What the registry itself says. Each is one sentence: this property must be that. */
final class RegistrySettings {
    private static final Parameter<Long> MAX_DAYS =
            Parameter.integer("maxDays", 30, "the most days that an untagged manifest may stay");

    static final List<Policy> ALL = List.of(
            registry(
                    PolicyInfo.of(
                            "registry/premium-sku",
                            MEDIUM,
                            "The registry must be Premium (private link)",
                            "use the SKU Premium"),
                    that(SKU, is("Premium"))),
            registry(
                    PolicyInfo.of(
                            "registry/public-network-access-disabled",
                            HIGH,
                            "Public network access must be disabled",
                            "disable public network access"),
                    that(PUBLIC_NETWORK_ACCESS, is("Disabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/admin-user-disabled",
                                    HIGH,
                                    "The admin user must be disabled",
                                    "disable the admin user")
                            .in(RECOMMENDED),
                    that(ADMIN_USER, isNotTrue())),
            registry(
                    PolicyInfo.of(
                                    "registry/anonymous-pull-disabled",
                                    HIGH,
                                    "Anonymous pull must be disabled",
                                    "disable anonymous pull")
                            .in(RECOMMENDED),
                    that(ANONYMOUS_PULL, isNotTrue())),
            registry(
                    PolicyInfo.of("registry/export-disabled", LOW, "Artifact export must be disabled", "disable export")
                            .in(HARDENED),
                    that(EXPORT_POLICY, is("disabled"))),
            registry(
                    PolicyInfo.of(
                            "registry/arm-audience-disabled",
                            LOW,
                            "ARM audience tokens should be disabled",
                            "disable tokens for ARM"),
                    that(ARM_AUDIENCE, is("disabled"))),
            registry(
                    PolicyInfo.of(
                            "registry/cmk-encryption",
                            LOW,
                            "Registry should be encrypted with a customer-managed key",
                            "encrypt with your own key"),
                    that(ENCRYPTION, is("enabled")),
                    that(
                            ENCRYPTION_KEY,
                            isSet(),
                            (registry, judgement) -> registry.get(ENCRYPTION).is("enabled"))),
            registry(
                    PolicyInfo.of(
                            "registry/content-trust",
                            INFO,
                            "Docker Content Trust (legacy)",
                            "leave this off and sign with Notation: no registry can newly enable content trust"),
                    that(TRUST_POLICY, is("enabled").withoutFix())),
            registry(
                    PolicyInfo.of("registry/quarantine", INFO, "Image quarantine", "enable the quarantine")
                            .in(PREVIEW),
                    that(QUARANTINE_POLICY, is("enabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/retention",
                                    INFO,
                                    "Untagged manifests should expire",
                                    "let untagged manifests expire")
                            .parameters(MAX_DAYS),
                    that(RETENTION_POLICY, is("enabled")),
                    that(
                            RETENTION_DAYS,
                            isAtMost(MAX_DAYS),
                            (registry, judgement) ->
                                    registry.get(RETENTION_POLICY).is("enabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/data-endpoint",
                                    LOW,
                                    "Dedicated data endpoints",
                                    "use dedicated data endpoints")
                            .in(HARDENED),
                    that(DATA_ENDPOINT, isTrue())),
            registry(
                    PolicyInfo.of(
                            "registry/trusted-services-bypass",
                            LOW,
                            "Network rules of the registry should hold for services of Azure, too",
                            "let no service pass by the network rules"),
                    that(NETWORK_BYPASS, is("None"))),
            registry(
                    PolicyInfo.of(
                                    "registry/tasks-bypass",
                                    MEDIUM,
                                    "Tasks must not pass by the network rules of the registry",
                                    "run tasks in an agent pool within the network")
                            .in(HARDENED),
                    that(TASKS_BYPASS, isNotTrue())),
            registry(
                    PolicyInfo.of(
                            "registry/repository-permissions",
                            LOW,
                            "Roles should be limited to repositories of the registry",
                            "use the mode of repository permissions"),
                    that(ROLE_ASSIGNMENT_MODE, is("AbacRepositoryPermissions"))));

    private RegistrySettings() {}
}
