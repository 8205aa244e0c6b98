package io.github.akspolicy.policies.identity;

import io.github.akspolicy.policies.Facts;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.identity.FederatedCredential;
import io.github.akspolicy.resource.identity.ManagedIdentity;
import io.github.akspolicy.resource.identity.NamespacedName;
import io.github.akspolicy.resource.identity.PodIdentity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which federated credential is meant for which service account. */
public final class FederationSubjects {
    private final Indexes indexes;

    public FederationSubjects(Indexes indexes) {
        this.indexes = indexes;
    }

    /** How the credentials of the sources answer to a pod. */
    public enum Match {
        FOUND,
        /** One names another spelling or another namespace: the mistake is there. */
        NEAR,
        /** Credentials of the identity are known, and none is for the service account. */
        MISSING,
        /** No credential is known to belong to the identity. */
        UNKNOWN
    }

    /** The client id that the pod's tokens are exchanged for; empty when it is not known. */
    String clientId(PodIdentity pod) {
        return indexes.get(Facts.SERVICE_ACCOUNTS, pod.serviceAccount()).stream()
                .map(account -> account.clientId())
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    Match match(PodIdentity pod) {
        return match(pod.serviceAccount(), clientId(pod));
    }

    public Match match(NamespacedName account, String clientId) {
        String needed = FederatedCredential.subject(account);
        boolean near = false;
        boolean known = false;
        for (FederatedCredential credential : indexes.all(IdentityFacts.FEDERATED_CREDENTIALS)) {
            String owner = clientId(credential);
            if (!owner.isEmpty() && !owner.equalsIgnoreCase(clientId)) {
                continue;
            }
            if (!credential.subject().isKnown() || credential.subject().value().equals(needed)) {
                return Match.FOUND;
            }
            near |= isNear(credential.subject().value(), needed);
            known |= !owner.isEmpty();
        }
        return near ? Match.NEAR : known ? Match.MISSING : Match.UNKNOWN;
    }

    /** The pod that a credential is obviously meant for but does not fit; null when there is none. */
    @Nullable
    PodIdentity missedBy(FederatedCredential credential) {
        String subject = credential.subject().value();
        List<PodIdentity> pods = indexes.get(IdentityFacts.FEDERATIONS, PodIdentity.class).stream()
                .map(PodIdentity.class::cast)
                .filter(pod -> pod.serviceAccount().namespace() != null)
                .toList();
        if (pods.stream()
                .anyMatch(
                        pod -> FederatedCredential.subject(pod.serviceAccount()).equals(subject))) {
            return null;
        }
        String owner = clientId(credential);
        return pods.stream()
                .filter(pod -> isNear(subject, FederatedCredential.subject(pod.serviceAccount())))
                .filter(pod -> owner.isEmpty() || owner.equalsIgnoreCase(clientId(pod)))
                .filter(pod -> match(pod) == Match.NEAR)
                .findFirst()
                .orElse(null);
    }

    private String clientId(FederatedCredential credential) {
        return credential.clientId().isEmpty()
                ? indexes.all(IdentityFacts.MANAGED_IDENTITIES).stream()
                        .filter(identity -> identity.identity().equals(credential.identity()))
                        .map(ManagedIdentity::clientId)
                        .findFirst()
                        .orElse("")
                : credential.clientId();
    }

    /** Whether a subject is another one in another spelling, or names the same service account elsewhere. */
    private static boolean isNear(String subject, String needed) {
        String name = needed.substring(needed.lastIndexOf(':'));
        return subject.strip().equalsIgnoreCase(needed)
                || subject.replace('/', ':')
                        .toLowerCase(Locale.ROOT)
                        .endsWith(needed.substring(FederatedCredential.SUBJECT_PREFIX.length()))
                || (!name.equals(":default") && subject.toLowerCase(Locale.ROOT).endsWith(name));
    }
}
