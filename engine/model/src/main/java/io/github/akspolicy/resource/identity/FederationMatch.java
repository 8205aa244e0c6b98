package io.github.akspolicy.resource.identity;

import java.util.Collection;
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
        return lookup.federatedCredentials().match(FederatedCredential.subject(account), clientId);
    }

    /**
     * The pod that a credential is obviously meant for but does not fit; null when there is none.
     *
     * @param pods those that {@link #name} finds by the credential's subject
     */
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

    /**
     * The pod that a credential for identity bindings is of no use to, since its token has the other audience; null when there
     * is none.
     *
     * @param pods those that {@link #name} finds by the credential's subject
     * @param all the credentials of the environment, of which another may serve the pod
     */
    public static @Nullable PodIdentity withoutBinding(
            FederatedCredential credential, List<PodIdentity> pods, Collection<FederatedCredential> all) {
        String subject = credential.subject().value();
        boolean isAlone = credential.subject().isKnown()
                && credential.isForBindings()
                && all.stream()
                        .filter(other -> other.subject().value().equals(subject))
                        .allMatch(FederatedCredential::isForBindings);
        return pods.stream()
                .filter(pod -> isAlone && pod.isLabelled() && pod.binding() == null)
                .filter(pod -> FederatedCredential.subject(pod.serviceAccount()).equals(subject))
                .findFirst()
                .orElse(null);
    }

    /** What a subject and another spelling of it have in common: the name of the service account, in lower case. */
    public static String name(String subject) {
        String lower = subject.strip().toLowerCase(Locale.ROOT);
        return lower.substring(Math.max(lower.lastIndexOf(':'), lower.lastIndexOf('/')) + 1);
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
