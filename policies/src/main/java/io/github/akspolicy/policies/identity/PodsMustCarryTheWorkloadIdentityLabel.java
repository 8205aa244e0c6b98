package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.USE_LABEL;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.PodIdentity;
import io.github.akspolicy.resource.identity.ServiceAccount;
import java.util.List;
import java.util.Set;

/** The webhook of Entra Workload ID looks at labelled pods only: without the label a pod gets no token, silently. */
final class PodsMustCarryTheWorkloadIdentityLabel extends BuiltInEnvironmentPolicy<PodIdentity> {
    private static final Parameter<List<String>> EXPECTED = Parameter.strings(
            "expectWorkloadIdentity",
            List.of(),
            "workloads that use workload identity though nothing in the files says so: kind/name or name; * stands for"
                    + " any text");
    private static final Parameter<Boolean> IGNORE_CSI_ONLY = Parameter.flag(
            "ignoreCsiOnly",
            true,
            "whether a pod passes whose identity serves only its Key Vault volumes: their driver gets tokens itself");

    PodsMustCarryTheWorkloadIdentityLabel() {
        super(
                Facts.POD_IDENTITIES,
                Set.of(Facts.SERVICE_ACCOUNTS, IdentityFacts.KEY_VAULT_ACCESSES),
                policy(
                                "identity/workload-identity-label",
                                HIGH,
                                "Pods that use Entra Workload Identity must carry the label azure.workload.identity/use: \"true\"")
                        .fix("add the label azure.workload.identity/use: \"true\", in quotes, to the pod template")
                        .parameters(EXPECTED, IGNORE_CSI_ONLY)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(PodIdentity pod, Indexes indexes, Judgement judgement) {
        if ("true".equals(pod.useLabel())) {
            return;
        }
        Fix fix = Fix.set(pod.useLabelPlace(), "true");
        List<ServiceAccount> accounts = indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount());
        if (pod.useLabelIsNoString()) {
            judgement.fail(
                    pod.useLabelPlace(), "label " + USE_LABEL + " is not a string: write \"true\" in quotes", fix);
        } else if (declaresUse(pod, judgement.get(EXPECTED))
                || accounts.stream().anyMatch(account -> givesIdentity(account, pod, indexes, judgement))) {
            judgement.fail(
                    pod.useLabelPlace(),
                    "label " + USE_LABEL + (pod.useLabel() == null ? " is not set" : " is not exactly \"true\""),
                    fix);
        } else if (accounts.isEmpty() && !pod.serviceAccount().isDefault()) {
            judgement.unknown(
                    pod.serviceAccountPlace(),
                    InputKind.SERVICE_ACCOUNTS,
                    "service account " + pod.serviceAccount().name() + " is in no source");
        }
    }

    /** A label with another value counts: somebody wanted it to work. The value "false" is a decision against it. */
    private static boolean declaresUse(PodIdentity pod, List<String> expected) {
        return pod.asksForToken()
                || (pod.useLabel() != null && !pod.useLabel().equals("false"))
                || Glob.anyMatches(expected, pod.name())
                || Glob.anyMatches(expected, pod.kind() + "/" + pod.name());
    }

    private static boolean givesIdentity(
            ServiceAccount account, PodIdentity pod, Indexes indexes, Judgement judgement) {
        return !account.clientId().isEmpty()
                && !(judgement.get(IGNORE_CSI_ONLY)
                        && pod.secretProviderClasses().stream()
                                .flatMap(key -> indexes.get(IdentityFacts.KEY_VAULT_ACCESSES, key).stream())
                                .anyMatch(provider -> provider.clientId().equalsIgnoreCase(account.clientId())));
    }
}
