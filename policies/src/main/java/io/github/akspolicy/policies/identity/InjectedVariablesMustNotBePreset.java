package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.PodIdentity.Preset;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Set;

/** The webhook never replaces a variable that is there: a left-over value silently wins over the identity. */
public final class InjectedVariablesMustNotBePreset extends BuiltInEnvironmentPolicy<PodIdentity> {
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

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "identity/env-override",
                    MEDIUM,
                    "Pods must not preset the environment variables that the webhook injects",
                    "remove the variable: the webhook sets it from the annotation of the service account")
            .parameters(NAMES, ALLOW_CLIENT_ID)
            .in(TALK)
            .references(Catalog.AKS_DOCS, "workload-identity-overview");

    public InjectedVariablesMustNotBePreset() {
        super(Facts.POD_IDENTITIES, Set.of(Facts.SERVICE_ACCOUNTS), INFO);
    }

    @Override
    public void evaluate(PodIdentity pod, Indexes indexes, Judgement judgement) {
        if (!pod.isLabelled()) {
            return;
        }
        List<ServiceAccount> accounts = indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount());
        for (Preset preset : pod.presets()) {
            if (!preset.isInjectable() || !judgement.get(NAMES).contains(preset.name())) {
                continue;
            }
            if (preset.name().equals(WorkloadIdentity.TOKEN_FILE_VARIABLE)) {
                judgement.fail(
                        preset.place(), preset.name() + " is preset: the token that the webhook mounts is not used");
            } else if (!preset.value().isEmpty() && differs(preset, accounts, judgement)) {
                judgement.fail(
                        preset.place(), preset.name() + " is preset and differs from what the webhook would set");
            }
        }
    }

    private static boolean differs(Preset preset, List<ServiceAccount> accounts, Judgement judgement) {
        return switch (preset.name()) {
            case WorkloadIdentity.CLIENT_ID_VARIABLE ->
                !judgement.get(ALLOW_CLIENT_ID)
                        && accounts.stream().anyMatch(account -> differs(preset.value(), account.clientId()));
            case WorkloadIdentity.TENANT_ID_VARIABLE ->
                accounts.stream().anyMatch(account -> differs(preset.value(), account.tenantId()));
            default -> !AUTHORITIES.contains(preset.value().endsWith("/") ? preset.value() : preset.value() + "/");
        };
    }

    /** Where an annotation is not set, the webhook sets nothing or what only the cluster knows. */
    private static boolean differs(String value, String annotated) {
        return !annotated.isEmpty() && !value.equalsIgnoreCase(annotated);
    }
}
