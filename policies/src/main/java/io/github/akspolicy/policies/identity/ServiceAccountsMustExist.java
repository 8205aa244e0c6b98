package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.List;
import java.util.Set;

/** Without its service account a pod is not created at all: the controller waits, and only an event says for what. */
final class ServiceAccountsMustExist extends BuiltInEnvironmentPolicy<PodIdentity> {
    private static final Parameter<List<String>> KNOWN = Parameter.strings(
            "knownServiceAccounts", List.of(), "service accounts that something else creates, as namespace/name");

    ServiceAccountsMustExist() {
        super(
                Facts.POD_IDENTITIES,
                Set.of(Facts.SERVICE_ACCOUNTS, IdentityFacts.SERVICE_ACCOUNTS_BY_NAME),
                policy(
                                "identity/service-account-exists",
                                HIGH,
                                "The ServiceAccount a pod names must exist in the same namespace")
                        .fix("create the ServiceAccount in the pod's namespace, or name one that is there")
                        .parameters(KNOWN));
    }

    @Override
    public void evaluate(PodIdentity pod, Indexes indexes, Judgement judgement) {
        NamespacedName account = pod.serviceAccount();
        if (account.isDefault()
                || !indexes.get(Facts.SERVICE_ACCOUNTS, account).isEmpty()
                || judgement.get(KNOWN).contains(account.namespace() + "/" + account.name())) {
            return;
        }
        String elsewhere = indexes.get(IdentityFacts.SERVICE_ACCOUNTS_BY_NAME, account.name()).stream()
                .map(other -> ": it is in namespace " + other.key().namespace())
                .findFirst()
                .orElse("");
        judgement.fail(
                pod.serviceAccountPlace(),
                pod.serviceAccountPlace().path().lastField() + " " + account.name() + " is in no source"
                        + (account.namespace() == null ? "" : " for namespace " + account.namespace())
                        + elsewhere);
    }
}
