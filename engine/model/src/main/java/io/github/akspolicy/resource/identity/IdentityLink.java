package io.github.akspolicy.resource.identity;

import io.github.akspolicy.manifest.Place;
import org.jspecify.annotations.Nullable;

/**
 * One link between a pod and Azure.
 *
 * @param name what it is, such as {@code service account}
 * @param state whether it holds
 * @param statement what is so, or what is wrong
 * @param fact what the place lies in: the pod, its service account, a credential, a SecretProviderClass; null for nothing
 * @param place the field that makes it so, or would mend it
 */
public record IdentityLink(
        String name,
        State state,
        String statement,
        @Nullable Object fact,
        @Nullable Place place) {
    /** Whether a link holds. */
    public enum State {
        HOLDS("✓"),
        BROKEN("✗"),
        /** A piece that no source supplies decides it. */
        UNKNOWN("?");

        private final String sign;

        State(String sign) {
            this.sign = sign;
        }

        /** One character for people. */
        public String sign() {
            return sign;
        }
    }

    /** {@code client id: annotation ... is no GUID}. */
    @Override
    public String toString() {
        return name + ": " + statement;
    }
}
