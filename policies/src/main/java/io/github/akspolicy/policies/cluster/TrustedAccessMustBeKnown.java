package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.Locale;

/** Trusted access lets another service of Azure into the cluster, past authorized ranges and a private endpoint. */
final class TrustedAccessMustBeKnown extends BuiltInPolicy<AzureResource> {
    private static final AzureProperty ROLES =
            AzureProperty.arm("roles").azurerm("roles").az("az aks trustedaccess rolebinding delete");
    private static final AzureProperty SOURCE =
            AzureProperty.arm("sourceResourceId").aso("sourceResourceReference").azurerm("source_resource_id");

    private static final Parameter<List<String>> ALLOWED_ROLES = Parameter.strings(
            "allowedRoles",
            List.of(
                    "Microsoft.DataProtection/backupVaults/backup-operator",
                    "Microsoft.Security/pricings/microsoft-defender-operator"),
            "the roles that may be bound; * stands for any text");
    private static final Parameter<List<String>> ALLOWED_SOURCES = Parameter.strings(
            "allowedSources",
            List.of("*"),
            "the ids of resources that may be bound to a role, in any case; * stands for any text");

    TrustedAccessMustBeKnown() {
        super(
                AzureResource.view("trusted access role binding", AzureType.TRUSTED_ACCESS),
                policy("cluster/trusted-access", MEDIUM, "Trusted access must be given to known services only")
                        .fix("remove the binding, or allow its role and its source")
                        .parameters(ALLOWED_ROLES, ALLOWED_SOURCES)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        Setting roles = azureResource.get(ROLES);
        if (!Demand.isUnknown(roles, judgement)) {
            roles.items().forEach(role -> judge(role, judgement));
        }
        Setting source = azureResource.get(SOURCE);
        List<String> sources = judgement.get(ALLOWED_SOURCES);
        if (sources.contains("*")) {
            return;
        }
        String id = source.field().get("armId").stringOr(source.textOrEmpty());
        if (!Demand.isUnknown(source, judgement) && !isAllowed(sources, id)) {
            judgement.add(Observation.violation(
                    source.place(), source.name() + " is " + id + ", which is not in allowedSources", "source"));
        }
    }

    private static void judge(Field role, Judgement judgement) {
        if (role.unresolved() != null) {
            judgement.unknown(role.place(), UnknownCause.VALUE, "the role is known only at deployment");
        } else if (!isAllowed(judgement.get(ALLOWED_ROLES), role.stringOr(""))) {
            judgement.add(Observation.violation(
                    role.place(),
                    "roles has " + role.stringOr("no string") + ", which is not in allowedRoles",
                    role.stringOr("")));
        }
    }

    private static boolean isAllowed(List<String> patterns, String word) {
        return patterns.stream().anyMatch(pattern -> Glob.matches(lower(pattern), lower(word)));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
