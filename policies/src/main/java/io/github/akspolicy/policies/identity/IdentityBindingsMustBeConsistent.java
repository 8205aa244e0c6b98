package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.USE_BINDING;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Kinds;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.KeyVaultVolume;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** An identity binding needs the pod, its service account, RBAC and the SecretProviderClass to say so together. */
final class IdentityBindingsMustBeConsistent extends BuiltInEnvironmentPolicy<Object> {
    private static final Index<String, Object> USES = new Index<>(
            "identity bindings",
            Kinds.PODS,
            resource -> Stream.concat(
                            PodIdentity.of(resource).stream().filter(pod -> pod.binding() != null),
                            KeyVaultVolume.of(resource).stream())
                    .map(Object.class::cast)
                    .toList(),
            use -> "");

    private static final Parameter<Boolean> RBAC_ELSEWHERE = Parameter.flag(
            "rbacManagedElsewhere",
            true,
            "whether the ClusterRole that allows the use of the identity, and its binding, are in no source");

    IdentityBindingsMustBeConsistent() {
        super(
                USES,
                Set.of(Facts.SERVICE_ACCOUNTS, IdentityFacts.KEY_VAULT_ACCESSES, BindingGrant.INDEX),
                policy(
                                "identity/identity-binding-consistency",
                                LOW,
                                "Identity binding opt-in must be consistent between pod, RBAC and SecretProviderClass")
                        .fix(
                                "set label and annotation on the pod, the client id on its service account, and bind a ClusterRole"
                                        + " with the verb use-managed-identity")
                        .parameters(RBAC_ELSEWHERE));
    }

    @Override
    public void evaluate(Object use, Indexes indexes, Judgement judgement) {
        if (use instanceof PodIdentity pod) {
            pod(pod, indexes, judgement);
        } else if (use instanceof KeyVaultVolume volume
                && !volume.usesBinding()
                && indexes.get(IdentityFacts.KEY_VAULT_ACCESSES, volume.providerClass()).stream()
                        .map(KeyVaultAccess::tokenProxy)
                        .anyMatch(java.util.Objects::nonNull)) {
            judgement.fail(
                    volume.place(),
                    "secretProviderClass " + volume.providerClass().name()
                            + " uses an identity binding, but the pod lacks the annotation " + USE_BINDING);
        }
    }

    private static void pod(PodIdentity pod, Indexes indexes, Judgement judgement) {
        if (pod.binding() == null) {
            return;
        }
        String annotation = "annotation " + USE_BINDING;
        if (!pod.isLabelled()) {
            judgement.fail(
                    pod.binding(), annotation + " does nothing: the pod lacks the label azure.workload.identity/use");
        }
        var accounts = indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount());
        for (var account : accounts) {
            String id = account.clientId().toLowerCase(Locale.ROOT);
            if (id.isEmpty()) {
                judgement.add(Observation.violation(
                        pod.binding(),
                        annotation + " needs the client id on service account "
                                + account.key().name(),
                        "client-id"));
            } else if (!judgement.get(RBAC_ELSEWHERE) && !isGranted(pod, id, indexes)) {
                judgement.add(Observation.violation(
                        pod.binding(),
                        annotation + " needs a ClusterRole with the verb use-managed-identity on "
                                + account.clientId() + " that is bound to service account "
                                + account.key().name(),
                        "rbac"));
            }
        }
    }

    private static boolean isGranted(PodIdentity pod, String clientId, Indexes indexes) {
        return indexes.all(BindingGrant.INDEX).stream()
                .filter(binding -> binding.accounts().contains(pod.serviceAccount()))
                .flatMap(binding -> indexes.get(BindingGrant.INDEX, binding.role()).stream())
                .anyMatch(role ->
                        role.clientIds().contains(clientId) || role.clientIds().contains("*"));
    }
}
