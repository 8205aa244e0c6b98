package io.github.akspolicy.resource.identity;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the federated credentials of an environment answer to a service account.
 *
 * @param state what was found
 * @param credential the credential that fits, or the one with the mistake; null when there is none
 */
public record FederationMatch(State state, @Nullable FederatedCredential credential) {
    /** What was found. */
    public enum State {
        /** A credential of the identity names the service account. */
        FOUND,
        /** One names another spelling or another namespace: the mistake is there. */
        NEAR,
        /** Credentials of the identity are known, and none is for the service account. */
        MISSING,
        /** No credential is known to belong to the identity. */
        UNKNOWN
    }

    /**
     * Looks for the credential that exchanges the tokens of a service account.
     *
     * @param clientId the identity that is meant
     */
    public static FederationMatch of(NamespacedName account, String clientId, IdentityLookup lookup) {
        String needed = FederatedCredential.subject(account);
        FederatedCredential near = null;
        FederatedCredential any = null;
        for (FederatedCredential credential : lookup.federatedCredentials()) {
            String owner = owner(credential, lookup);
            if (!owner.isEmpty() && !owner.equalsIgnoreCase(clientId)) {
                continue;
            }
            if (!credential.subject().isKnown() || credential.subject().value().equals(needed)) {
                return new FederationMatch(State.FOUND, credential);
            }
            if (isNear(credential.subject().value(), needed)) {
                near = credential;
            }
            if (!owner.isEmpty()) {
                any = credential;
            }
        }
        return near != null
                ? new FederationMatch(State.NEAR, near)
                : new FederationMatch(any == null ? State.UNKNOWN : State.MISSING, any);
    }

    /** The pod that a credential is obviously meant for but does not fit; null when there is none. */
    public static @Nullable PodIdentity missedBy(
            FederatedCredential credential, List<PodIdentity> pods, IdentityLookup lookup) {
        String subject = credential.subject().value();
        List<PodIdentity> placed = pods.stream()
                .filter(pod -> pod.serviceAccount().namespace() != null)
                .toList();
        if (placed.stream()
                .anyMatch(
                        pod -> FederatedCredential.subject(pod.serviceAccount()).equals(subject))) {
            return null;
        }
        return placed.stream()
                .filter(pod -> isNear(subject, FederatedCredential.subject(pod.serviceAccount())))
                .filter(pod -> {
                    FederationMatch match = of(pod.serviceAccount(), lookup.clientId(pod.serviceAccount()), lookup);
                    return match.state() == State.NEAR && credential.equals(match.credential());
                })
                .findFirst()
                .orElse(null);
    }

    /** The client id of the identity that a credential belongs to; empty when it is not known. */
    public static String owner(FederatedCredential credential, IdentityLookup lookup) {
        return credential.clientId().isEmpty()
                ? lookup.managedIdentities().stream()
                        .filter(identity -> identity.identity().equals(credential.identity()))
                        .map(ManagedIdentity::clientId)
                        .findFirst()
                        .orElse("")
                : credential.clientId();
    }

    /** Whether a subject is another one in another spelling, or names the same service account elsewhere. */
    public static boolean isNear(String subject, String needed) {
        String name = needed.substring(needed.lastIndexOf(':'));
        String lower = subject.strip().toLowerCase(Locale.ROOT);
        return lower.equals(needed)
                || lower.replace('/', ':').endsWith(needed.substring(FederatedCredential.SUBJECT_PREFIX.length()))
                || (!name.equals(":default") && lower.endsWith(name));
    }
}
