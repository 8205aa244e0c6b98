package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Derivation;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.ClusterIdentity;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.PodIdentity.Preset;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Set;

/** The webhook never replaces a variable that is there: a left-over value silently wins over the identity. */
final class InjectedVariablesMustNotBePreset extends BuiltInEnvironmentPolicy<PodIdentity> {
    private static final Set<String> AUTHORITIES = Set.of(
            "https://login.microsoftonline.com/",
            "https://login.microsoftonline.us/",
            "https://login.chinacloudapi.cn/",
            "https://login.partner.microsoftonline.cn/");

    private static final Parameter<List<String>> NAMES = Parameter.strings(
            "names", WorkloadIdentity.VARIABLES, "the variables that are looked at, of those that the webhook injects");
    private static final Parameter<Boolean> ALLOW_CLIENT_ID = Parameter.flag(
            "allowExplicitClientId",
            false,
            "whether AZURE_CLIENT_ID may differ from the annotation, as pods with several identities need it");

    /** Those of the clusters, each once; the empty one when that of a cluster is not known. */
    private static final Derivation<List<String>> TENANTS = new Derivation<>(
            "tenants of clusters",
            Set.of(IdentityFacts.CLUSTERS),
            indexes -> indexes.all(IdentityFacts.CLUSTERS).stream()
                    .map(ClusterIdentity::tenantId)
                    .distinct()
                    .toList());

    InjectedVariablesMustNotBePreset() {
        super(
                Facts.POD_IDENTITIES,
                Set.of(Facts.SERVICE_ACCOUNTS, IdentityFacts.CLUSTERS),
                policy(
                                "identity/env-override",
                                MEDIUM,
                                "Pods must not preset the environment variables that the webhook injects")
                        .fix("remove the variable: the webhook sets it from the annotation of the service account")
                        .parameters(NAMES, ALLOW_CLIENT_ID));
    }

    @Override
    public void evaluate(PodIdentity pod, Indexes indexes, Judgement judgement) {
        if (!pod.isLabelled()) {
            return;
        }
        List<ServiceAccount> accounts = indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount());
        List<String> tenants = tenants(accounts, indexes);
        for (Preset preset : pod.presets()) {
            if (!preset.isInjectable() || !judgement.get(NAMES).contains(preset.name())) {
                continue;
            }
            if (preset.name().equals(WorkloadIdentity.TOKEN_FILE_VARIABLE)) {
                judgement.fail(
                        preset.place(), preset.name() + " is preset: the token that the webhook mounts is not used");
            } else if (!preset.value().isEmpty() && differs(preset, accounts, tenants, judgement)) {
                judgement.fail(
                        preset.place(), preset.name() + " is preset and differs from what the webhook would set");
            }
        }
    }

    /** The annotation of the service account decides, without one the tenant of the cluster; empty when neither is known. */
    private static List<String> tenants(List<ServiceAccount> accounts, Indexes indexes) {
        List<String> annotated = accounts.stream()
                .map(ServiceAccount::tenantId)
                .filter(tenant -> !tenant.isEmpty())
                .toList();
        List<String> ofClusters = indexes.derive(TENANTS);
        // one cluster whose tenant is not known may be the one that is meant
        return !annotated.isEmpty() || ofClusters.contains("") ? annotated : ofClusters;
    }

    private static boolean differs(
            Preset preset, List<ServiceAccount> accounts, List<String> tenants, Judgement judgement) {
        return switch (preset.name()) {
            case WorkloadIdentity.CLIENT_ID_VARIABLE ->
                !judgement.get(ALLOW_CLIENT_ID)
                        && accounts.stream().anyMatch(account -> differs(preset.value(), account.clientId()));
            case WorkloadIdentity.TENANT_ID_VARIABLE ->
                !tenants.isEmpty() && tenants.stream().noneMatch(preset.value()::equalsIgnoreCase);
            default -> !AUTHORITIES.contains(preset.value().endsWith("/") ? preset.value() : preset.value() + "/");
        };
    }

    /** Without a client id in the annotation the webhook sets none. */
    private static boolean differs(String value, String annotated) {
        return !annotated.isEmpty() && !value.equalsIgnoreCase(annotated);
    }
}
