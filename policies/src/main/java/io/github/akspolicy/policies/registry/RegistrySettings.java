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
import io.github.akspolicy.policy.Reference.Catalog;
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
                                    "use the SKU Premium")
                            .in(TALK)
                            .references(Catalog.PSRULE, "Azure.ACR.MinSku")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private container registry")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "bd560fc0-3c69-498a-ae9f-aa8eb7de0e13",
                                    "Container registries should have SKUs that support Private Links")
                            .references(Catalog.AKS_DOCS, "network-isolated"),
                    that(SKU, is("Premium"))),
            registry(
                    PolicyInfo.of(
                                    "registry/public-network-access-disabled",
                                    HIGH,
                                    "Public network access must be disabled",
                                    "disable public network access")
                            .in(TALK)
                            .references(Catalog.PSRULE, "Azure.ACR.Firewall")
                            .references(Catalog.MCSB, "NS-2")
                            .references(
                                    Catalog.DEFENDER,
                                    "Container registries should not allow unrestricted network access")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private container registry")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "0fdf0491-d080-4575-b627-ad0e843cba0f",
                                    "Public network access should be disabled for Container registries")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "a3701552-92ea-433e-9d17-33b7f1208fc9",
                                    "Configure Container registries to disable public network access")
                            .references(Catalog.AKS_DOCS, "network-isolated")
                            .references(Catalog.CHECKOV, "CKV_AZURE_139"),
                    that(PUBLIC_NETWORK_ACCESS, is("Disabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/admin-user-disabled",
                                    HIGH,
                                    "The admin user must be disabled",
                                    "disable the admin user")
                            .in(RECOMMENDED, TALK)
                            .references(Catalog.PSRULE, "Azure.ACR.AdminUser")
                            .references(Catalog.MCSB, "IM-1")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Identities over user names and passwords")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "dc921057-6b28-4fbe-9b83-f7bec05db6c2",
                                    "Container registries should have local admin account disabled.")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "79fdfe03-ffcb-4e55-b4d0-b925b8241759",
                                    "Configure container registries to disable local admin account.")
                            .references(Catalog.CHECKOV, "CKV_AZURE_137"),
                    that(ADMIN_USER, isNotTrue())),
            registry(
                    PolicyInfo.of(
                                    "registry/anonymous-pull-disabled",
                                    HIGH,
                                    "Anonymous pull must be disabled",
                                    "disable anonymous pull")
                            .in(RECOMMENDED, TALK)
                            .references(Catalog.PSRULE, "Azure.ACR.AnonymousAccess")
                            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Private container registry")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "9f2dea28-e834-476c-99c5-3507b4728395",
                                    "Container registries should have anonymous authentication disabled.")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "cced2946-b08a-44fe-9fd9-e4ed8a779897",
                                    "Configure container registries to disable anonymous authentication.")
                            .references(Catalog.CHECKOV, "CKV_AZURE_138"),
                    that(ANONYMOUS_PULL, isNotTrue())),
            registry(
                    PolicyInfo.of("registry/export-disabled", LOW, "Artifact export must be disabled", "disable export")
                            .in(HARDENED)
                            .references(Catalog.PSRULE, "Azure.ACR.ExportPolicy")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "524b0254-c285-4903-bee6-bb8126cde579",
                                    "Container registries should have exports disabled"),
                    that(EXPORT_POLICY, is("disabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/arm-audience-disabled",
                                    LOW,
                                    "ARM audience tokens should be disabled",
                                    "disable tokens for ARM")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "785596ed-054f-41bc-aaec-7f3d0ba05725",
                                    "Configure container registries to disable ARM audience token authentication.")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "42781ec6-6127-4c30-bdfa-fb423a0047d3",
                                    "Container registries should have ARM audience token authentication disabled."),
                    that(ARM_AUDIENCE, is("disabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/cmk-encryption",
                                    LOW,
                                    "Registry should be encrypted with a customer-managed key",
                                    "encrypt with your own key")
                            .references(
                                    Catalog.DEFENDER,
                                    "Container registries should be encrypted with a customer-managed key")
                            .references(Catalog.MCSB, "DP-5")
                            .reference(
                                    Catalog.AZURE_POLICY,
                                    "5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580",
                                    "Container registries should be encrypted with a customer-managed key"),
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
                                    "leave this off and sign with Notation: no registry can newly enable content trust")
                            .references(Catalog.CHECKOV, "CKV_AZURE_164"),
                    that(TRUST_POLICY, is("enabled").withoutFix())),
            registry(
                    PolicyInfo.of("registry/quarantine", INFO, "Image quarantine", "enable the quarantine")
                            .in(PREVIEW)
                            .references(Catalog.PSRULE, "Azure.ACR.Quarantine")
                            .references(Catalog.CHECKOV, "CKV_AZURE_166"),
                    that(QUARANTINE_POLICY, is("enabled"))),
            registry(
                    PolicyInfo.of(
                                    "registry/retention",
                                    INFO,
                                    "Untagged manifests should expire",
                                    "let untagged manifests expire")
                            .parameters(MAX_DAYS)
                            .references(Catalog.PSRULE, "Azure.ACR.Retention")
                            .references(Catalog.CHECKOV, "CKV_AZURE_167"),
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
                            .in(HARDENED)
                            .references(Catalog.CHECKOV, "CKV_AZURE_237"),
                    that(DATA_ENDPOINT, isTrue())),
            registry(
                    PolicyInfo.of(
                                    "registry/trusted-services-bypass",
                                    LOW,
                                    "Network rules of the registry should hold for services of Azure, too",
                                    "let no service pass by the network rules")
                            .references(Catalog.MCSB, "NS-2")
                            .references(Catalog.ACR_DOCS, "allow-access-trusted-services"),
                    that(NETWORK_BYPASS, is("None"))),
            registry(
                    PolicyInfo.of(
                                    "registry/tasks-bypass",
                                    MEDIUM,
                                    "Tasks must not pass by the network rules of the registry",
                                    "run tasks in an agent pool within the network")
                            .in(HARDENED)
                            .references(Catalog.MCSB, "NS-2")
                            .references(
                                    Catalog.ACR_DOCS,
                                    "manage-network-bypass-policy-for-tasks",
                                    "allow-access-trusted-services"),
                    that(TASKS_BYPASS, isNotTrue())),
            registry(
                    PolicyInfo.of(
                                    "registry/repository-permissions",
                                    LOW,
                                    "Roles should be limited to repositories of the registry",
                                    "use the mode of repository permissions")
                            .references(Catalog.ACR_DOCS, "container-registry-rbac-abac-repository-permissions"),
                    that(ROLE_ASSIGNMENT_MODE, is("AbacRepositoryPermissions"))));

    private RegistrySettings() {}
}
