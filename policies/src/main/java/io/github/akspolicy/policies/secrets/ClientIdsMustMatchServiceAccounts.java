package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Facts;
import io.github.akspolicy.policies.identity.IdentityFacts;
import io.github.akspolicy.policy.IdentityIndexes;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.FederationMatch;
import io.github.akspolicy.resource.identity.KeyVaultAccess;
import io.github.akspolicy.resource.identity.KeyVaultVolume;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.ServiceAccount;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;
import java.util.Set;

/** The driver exchanges the token of the pod's service account: another identity knows nothing of that account. */
final class ClientIdsMustMatchServiceAccounts extends BuiltInEnvironmentPolicy<KeyVaultAccess> {
    private static final Parameter<Boolean> ALLOW_DIFFERENT = Parameter.flag(
            "allowDifferent", false, "whether Key Vault may be read with another identity than the pod's own");

    ClientIdsMustMatchServiceAccounts() {
        super(
                IdentityFacts.KEY_VAULT_ACCESSES,
                Set.of(
                        IdentityFacts.KEY_VAULT_VOLUMES,
                        IdentityFacts.FEDERATED_CREDENTIALS,
                        IdentityFacts.MANAGED_IDENTITIES,
                        Facts.SERVICE_ACCOUNTS),
                policy(
                                "secrets/client-id-matches-service-account",
                                MEDIUM,
                                "clientID must be the client id of an identity the pod's ServiceAccount is federated with")
                        .fix(
                                "set clientID to the client id on the pod's service account, and federate the identity with it")
                        .parameters(ALLOW_DIFFERENT));
    }

    @Override
    public void evaluate(KeyVaultAccess access, Indexes indexes, Judgement judgement) {
        if (!access.usesServiceAccount()) {
            return;
        }
        if (!WorkloadIdentity.isGuid(access.clientId())) {
            judgement.fail(access.client().place(), "clientID is not a GUID");
            return;
        }
        List<NamespacedName> accounts = indexes.get(IdentityFacts.KEY_VAULT_VOLUMES, access.providerClass()).stream()
                .map(KeyVaultVolume::serviceAccount)
                .distinct()
                .toList();
        for (NamespacedName account : accounts) {
            if (!judgement.get(ALLOW_DIFFERENT)
                    && indexes.get(Facts.SERVICE_ACCOUNTS, account).stream()
                            .map(ServiceAccount::clientId)
                            .anyMatch(id -> !id.isEmpty() && !id.equalsIgnoreCase(access.clientId()))) {
                judgement.add(Observation.violation(
                        access.client().place(),
                        "clientID is not the client id of service account " + account.name()
                                + ", which the pods run as",
                        "account " + account.name()));
            } else {
                federation(account, access, indexes, judgement);
            }
        }
    }

    private static void federation(
            NamespacedName account, KeyVaultAccess access, Indexes indexes, Judgement judgement) {
        if (account.namespace() == null) {
            return;
        }
        String subject = FederatedCredential.subject(account);
        switch (FederationMatch.of(account, access.clientId(), IdentityIndexes.lookup(indexes))
                .state()) {
            case MISSING, NEAR ->
                judgement.add(Observation.violation(
                        access.client().place(),
                        "no federated credential of clientID has the subject " + subject,
                        "subject " + account.name()));
            case UNKNOWN ->
                judgement.unknown(
                        access.client().place(),
                        InputKind.FEDERATED_CREDENTIALS,
                        "a federated credential with the subject " + subject + " is in no source");
            case FOUND -> {}
        }
    }
}
